"""A chat server that answers from recorded exchanges, from a folder that a reader fills, or by any rule.

An exchange is known by a digest of its messages and its form, so equal requests get equal answers under any model's
name. What stands in a recording was answered by somebody who saw nothing but the request.
"""

import hashlib
import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

Request = dict[str, Any]
Answer = Callable[[Request], str | None]
"""The assistant's text for a request; None: nobody knows an answer."""


def key_of(request: Request) -> str:
    """The digest that an exchange is known by."""
    asked = {"messages": request["messages"], "response_format": request.get("response_format")}
    text = json.dumps(asked, sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()[:20]


def form_of(request: Request) -> str:
    """The name of the form that is to be filled in."""
    return str(request["response_format"]["json_schema"]["name"])


def filed(folder: Path) -> Answer:
    """The answers that lie in a folder as KEY.answer.txt; a request without one is filed as KEY.request.json."""

    def answer(request: Request) -> str | None:
        name = key_of(request)
        told = folder / f"{name}.answer.txt"
        if told.exists():
            return told.read_text(encoding="utf-8").strip()
        asked = json.dumps(request, ensure_ascii=False, indent=1)
        (folder / f"{name}.request.json").write_text(asked, encoding="utf-8")
        return None

    return answer


@contextmanager
def serving(answer: Answer, port: int = 0) -> Iterator[str]:
    """The base address of a server on this machine that answers so."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self._reply(200, {"object": "list", "data": [{"id": "recorded", "object": "model"}]})

        def do_POST(self) -> None:
            request = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            said = answer(request) if self.path.endswith("/chat/completions") else None
            if said is None:
                return self._reply(404, {"error": {"message": "nobody knows an answer"}})
            choice = {"index": 0, "message": {"role": "assistant", "content": said}, "finish_reason": "stop"}
            usage = {"prompt_tokens": len(str(request["messages"])) // 4, "completion_tokens": len(said) // 4}
            return self._reply(200, {"object": "chat.completion", "choices": [choice], "usage": usage})

        def _reply(self, status: int, body: dict[str, Any]) -> None:
            data = json.dumps(body, ensure_ascii=False).encode()
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(data)))
            self.end_headers()
            self.wfile.write(data)

        def log_message(self, *_arguments: object) -> None:
            """Nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", port), Handler)
    thread = threading.Thread(target=lambda: server.serve_forever(poll_interval=0.02))
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}/v1"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
