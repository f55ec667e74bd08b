"""A server of vectors in OpenAI's way, as strict as theirs: what it was not asked rightly is refused."""

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

KEY = "key-of-the-vectors-of-tests"
MODEL = "intfloat/multilingual-e5-small"
LARGEST_BATCH = 64
Answer = tuple[int, dict[str, str], Any]
"""Status, headers and the body."""


def meaning(text: str) -> list[float]:
    """A vector of the text, not of length 1; the same for the same text."""
    return [1.0 + len(text), float(sum(map(ord, text)) % 101), 3.0]


@dataclass
class VectorServer:
    """What the server was asked, and what it says instead of an answer, once each."""

    address: str = ""
    asked: list[list[str]] = field(default_factory=list)
    faults: list[Answer] = field(default_factory=list)
    vector: Callable[[str], list[float]] = meaning

    def answer(self, path: str, key: str, body: Any) -> Answer:
        """The answer to one request."""
        if path != "/v1/embeddings":
            return 404, {}, {"error": {"message": f"no such path: {path}"}}
        if key != f"Bearer {KEY}":
            return 401, {}, {"error": {"message": "Incorrect API key provided"}}
        texts = body.get("input")
        wrong = set(body) - {"model", "input", "encoding_format"} or not isinstance(texts, list) or not texts
        if wrong or len(texts) > LARGEST_BATCH or not all(isinstance(text, str) and text for text in texts):
            return 400, {}, {"error": {"message": "invalid input"}}
        if body.get("model") != MODEL:
            return 404, {}, {"error": {"message": "The model does not exist"}}
        self.asked.append(texts)
        if self.faults:
            return self.faults.pop(0)
        rows = [
            {"object": "embedding", "index": at, "embedding": self.vector(text)}
            for at, text in enumerate(texts)
        ]
        usage = {"prompt_tokens": 1, "total_tokens": 1}
        return 200, {}, {"object": "list", "data": rows[::-1], "model": MODEL, "usage": usage}


@contextmanager
def serving(server: VectorServer) -> Iterator[VectorServer]:
    """The server on a free port of this machine."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            status, headers, said = server.answer(self.path, self.headers.get("Authorization", ""), body)
            data = said if isinstance(said, bytes) else json.dumps(said).encode()
            self.send_response(status)
            for name, value in {"Content-Length": str(len(data)), **headers}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(data)

        def log_message(self, *_said: object) -> None:
            """Nothing is printed."""

    http = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=http.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    server.address = f"http://127.0.0.1:{http.server_port}"
    try:
        yield server
    finally:
        http.shutdown()
        http.server_close()
        thread.join()
