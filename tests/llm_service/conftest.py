"""A strict chat server on 127.0.0.1 that answers from a script, and the recorded meetings."""

import json
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from pydantic import SecretStr

from core_api.contracts.ports import SummarizeRequest
from llm_service.chat import Chat
from llm_service.service import LanguageService
from llm_service.terms import Terms
from llm_service.transport import Means, Patience
from llm_service.window import Budget

KEY = "sk-test-4711"
MODEL = "small-model"


@dataclass(frozen=True)
class Say:
    """A chat completion."""

    text: str | None
    finish: str = "stop"
    reasoning: str | None = None

    def body(self) -> bytes:
        message = {"role": "assistant", "content": self.text, "reasoning_content": self.reasoning}
        choice = {"index": 0, "message": message, "finish_reason": self.finish}
        return json.dumps({"object": "chat.completion", "choices": [choice]}).encode()


@dataclass(frozen=True)
class Status:
    """An HTTP status instead of an answer."""

    code: int
    headers: dict[str, str] = field(default_factory=dict)
    text: str = "{}"


@dataclass(frozen=True)
class Raw:
    """A body as it is; `missing` bytes of it are announced and never sent."""

    data: bytes
    missing: int = 0


@dataclass(frozen=True)
class Hang:
    """No answer before the test is over."""


class ModelServer(ThreadingHTTPServer):
    """Takes one step of the script a request; the last step repeats. Refuses what a strict server refuses."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.script: list[Any] = []
        self.bodies: list[bytes] = []
        self.formats = {"json_schema", "json_object", None}
        self.unknown: set[str] = set()
        self.faults: list[str] = []
        self.closing = threading.Event()
        self.handed = 0

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}/v1"

    @property
    def requests(self) -> list[dict[str, Any]]:
        return [json.loads(body) for body in self.bodies]

    def refusal(self, request: dict[str, Any]) -> Status | None:
        for name in sorted(self.unknown & set(request)):
            return Status(400, text=json.dumps({"error": {"message": f"unsupported parameter: {name}"}}))
        kind = (request.get("response_format") or {}).get("type")
        if kind not in self.formats:
            return Status(400, text=json.dumps({"error": {"message": f"response_format {kind} unavailable"}}))
        return None

    def check(self, path: str, headers: Any, request: dict[str, Any]) -> None:
        """Notes everything that a strict server would not take."""
        if path != "/v1/chat/completions":
            self.faults.append(f"path {path}")
        if request.get("model") != MODEL:
            self.faults.append(f"model {request.get('model')}")
        limit = request.get("max_tokens", request.get("max_completion_tokens"))
        if not isinstance(limit, int) or limit < 1:
            self.faults.append("no limit on tokens")
        if [message["role"] for message in request["messages"]][:2] != ["system", "user"]:
            self.faults.append("roles")
        schema = (request.get("response_format") or {}).get("json_schema")
        if schema is not None and not (schema["name"].isalnum() and _is_closed(schema["schema"])):
            self.faults.append("schema")


def _is_closed(schema: Any) -> bool:
    """Every object names all its keys as required and allows no others; every reference leads somewhere."""
    definitions = schema.get("$defs", {})

    def fine(node: Any) -> bool:
        if isinstance(node, list):
            return all(fine(part) for part in node)
        if not isinstance(node, dict):
            return True
        if "$ref" in node and node["$ref"].removeprefix("#/$defs/") not in definitions:
            return False
        if node.get("type") == "object" and (
            node.get("additionalProperties") is not False or node["required"] != list(node["properties"])
        ):
            return False
        return all(fine(part) for part in node.values())

    return fine(schema)


class _Handler(BaseHTTPRequestHandler):
    server: ModelServer

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.bodies.append(body)
        if self.headers.get("Authorization") != f"Bearer {KEY}":
            return self._send(Status(401, text=json.dumps({"error": {"message": f"wrong key {KEY}"}})))
        request = json.loads(body)
        self.server.check(self.path, self.headers, request)
        if (refusal := self.server.refusal(request)) is not None:
            return self._send(refusal)
        place = min(self.server.handed, len(self.server.script) - 1)
        self.server.handed += 1
        step = self.server.script[place]
        return self._send(step(request) if callable(step) else step)

    def _send(self, step: Any) -> None:
        if isinstance(step, Hang):
            self.server.closing.wait()
            self.close_connection = True
            return
        status = step if isinstance(step, Status) else Status(200)
        data = (
            step.body()
            if isinstance(step, Say)
            else step.data
            if isinstance(step, Raw)
            else step.text.encode()
        )
        self.send_response(status.code)
        for name, value in status.headers.items():
            self.send_header(name, value)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(data) + getattr(step, "missing", 0)))
        self.end_headers()
        self.wfile.write(data)
        if getattr(step, "missing", 0):
            self.close_connection = True

    def log_message(self, *_arguments: object) -> None:
        """Nothing."""


@dataclass
class Bench:
    """The server, a client of it, and what the client waited."""

    server: ModelServer
    slept: list[float] = field(default_factory=list)
    patience: Patience = field(default_factory=lambda: Patience(base=20.0))
    context: int = 40_000
    home: Path = Path("/nowhere")
    terms: Terms | None = None

    def play(self, *script: Any) -> None:
        self.server.script = list(script)

    def chat(self, key: str = KEY, url: str | None = None) -> Chat:
        means = Means(sleep=self.slept.append, jitter=lambda: 1.0)
        about = {"patience": self.patience, "means": means, "terms": self.terms}
        return Chat(url or self.server.url, SecretStr(key), MODEL, **about)

    def service(self, key: str = KEY, url: str | None = None) -> LanguageService:
        return LanguageService(self.chat(key, url), Budget(self.context))


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[Bench]:
    server = ModelServer()
    thread = threading.Thread(target=lambda: server.serve_forever(poll_interval=0.02))
    thread.start()
    yield Bench(server, home=tmp_path)
    server.closing.set()
    server.shutdown()
    server.server_close()
    thread.join()
    assert server.faults == []


@pytest.fixture
def steps() -> SimpleNamespace:
    """What a script is made of."""
    return SimpleNamespace(Say=Say, Status=Status, Raw=Raw, Hang=Hang)


@dataclass(frozen=True)
class Recorded:
    """A meeting, the answer that a model gave, and what it comes to."""

    request: SummarizeRequest
    answer: dict[str, Any]
    expected: dict[str, Any]


@pytest.fixture
def recorded() -> Callable[[str], Recorded]:
    """Loads a recorded meeting by name."""

    def load(name: str) -> Recorded:
        path = Path(__file__).parent / "recorded" / f"{name}.json"
        document = json.loads(path.read_text(encoding="utf-8"))
        request = SummarizeRequest.model_validate(document["request"])
        return Recorded(request, document["answer"], document["expected"])

    return load
