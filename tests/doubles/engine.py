"""What the doubles of vLLM and Ollama share: a server on 127.0.0.1, and a model that does what it is made to do.

The model is bound to a schema, or obeys the one that stands in the prompt, or makes small talk. It knows no other
trick, so whoever gets a filled form from it asked for one.
"""

import json
import random
import threading
from abc import ABC, abstractmethod
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

MODEL = "qwen3:8b"
KEY = "sk-double-of-tests-0123"
TALK = "Hello! How can I help you today?"
THOUGHT = 'The user wants {"word": "list"}? No, something shorter.'
TOLD = "fits this schema, and nothing else:\n"
FRAME = 4
"""Tokens round a message."""


def tokens(text: str) -> int:
    """How many tokens a message is for a double: 3.5 characters of English or JSON, 2.3 of Russian a token."""
    plain = sum(char.isascii() for char in text)
    return int(plain / 3.5 + (len(text) - plain) / 2.3) + FRAME


def instance(schema: dict[str, Any], root: dict[str, Any] | None = None) -> Any:
    """The smallest value that fits a schema."""
    root = root or schema
    if "$ref" in schema:
        return instance(root["$defs"][schema["$ref"].removeprefix("#/$defs/")], root)
    if "enum" in schema:
        return schema["enum"][0]
    kind = schema.get("type")
    if kind == "object":
        return {name: instance(part, root) for name, part in schema["properties"].items()}
    if kind == "array":
        return [instance(schema["items"], root)] * schema.get("minItems", 0)
    return {"string": "words", "integer": 7, "number": 7.5, "boolean": True}[kind or "string"]


@dataclass
class Answer:
    """What the model says."""

    content: str | None
    thought: str = ""
    finish: str = "stop"


@dataclass
class Engine(ABC):
    """How a server of that kind behaves; `faults` are the known ones of its real counterpart."""

    faults: frozenset[str] = frozenset()
    thinks: bool = False
    context: int = 32_768
    dice: random.Random = field(default_factory=lambda: random.Random(5))
    broken: list[str] = field(default_factory=list)
    """What a strict server would not have taken."""
    requests: list[dict[str, Any]] = field(default_factory=list)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def answer(self, request: dict[str, Any], bound: dict[str, Any] | None, *, quiet: bool) -> Answer:
        """What the model says when the grammar binds it to a schema, or nothing does."""
        thought = THOUGHT if self.thinks and not quiet else ""
        if bound is not None:
            return Answer(json.dumps(instance(bound), ensure_ascii=False), thought)
        said = request["messages"][-1]["content"]
        told = next((part["content"] for part in request["messages"] if TOLD in part["content"]), said)
        if TOLD not in told:
            return Answer(TALK, thought)
        schema = json.loads(told.rpartition(TOLD)[2])
        return Answer(f"```json\n{json.dumps(instance(schema), ensure_ascii=False)}\n```", thought)

    def prompt(self, request: dict[str, Any]) -> int:
        """The tokens of a request's messages."""
        return sum(tokens(message["content"]) for message in request["messages"])

    @abstractmethod
    def get(self, path: str) -> tuple[int, Any]:
        """The answer to a GET."""

    @abstractmethod
    def post(self, path: str, request: dict[str, Any]) -> tuple[int, Any]:
        """The answer to a POST."""


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    engine: Engine

    def do_GET(self) -> None:
        self._send(*self.engine.get(self.path))

    def do_POST(self) -> None:
        data = self.rfile.read(int(self.headers["Content-Length"]))
        if self.headers.get("Authorization") != f"Bearer {KEY}":
            return self._send(401, {"error": {"message": "wrong key"}})
        request = json.loads(data)
        with self.engine.lock:
            self.engine.requests.append(request)
        return self._send(*self.engine.post(self.path, request))

    def _send(self, status: int, body: Any) -> None:
        data = json.dumps(body, ensure_ascii=False).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, *_arguments: object) -> None:
        """Nothing."""


@contextmanager
def serving(engine: Engine) -> Iterator[str]:
    """The base address of the engine while it is served; in the end nothing may have been asked in a wrong way."""
    handler = type("Handler", (_Handler,), {"engine": engine})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    server.daemon_threads = True
    thread = threading.Thread(target=lambda: server.serve_forever(poll_interval=0.02))
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}/v1"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
    assert engine.broken == []
