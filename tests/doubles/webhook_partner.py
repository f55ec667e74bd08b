"""A strict bridge at the other side of the generic webhook, written from its description in `notifier/webhook.py`.

The signature is worked out here anew, from the specification of Standard Webhooks (standardwebhooks.com), and never by
the code under test.
"""

import base64
import hashlib
import hmac
import itertools
import json
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from threading import RLock
from typing import Any

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from tests.doubles.faults import Faults

KEY = b"a key of the bridge, 32 bytes..."
SECRET = f"whsec_{base64.b64encode(KEY).decode()}"


def signed(body: bytes, message_id: str, at: float, key: bytes = KEY) -> dict[str, str]:
    """The headers of a request."""
    stamp = str(int(at))
    digest = hmac.new(key, f"{message_id}.{stamp}.".encode() + body, hashlib.sha256).digest()
    return {
        "webhook-id": message_id,
        "webhook-timestamp": stamp,
        "webhook-signature": f"v1,{base64.b64encode(digest).decode()}",
    }


@dataclass
class Partner:
    """The state, the bridge's own address (`faults`) and the side of the people who chat."""

    clock: Callable[[], float] = time.time
    messages: dict[str, dict[str, Any]] = field(default_factory=dict)
    events: list[tuple[str, bytes]] = field(default_factory=list)
    """What it brings to us, in order: id and body."""
    toasts: list[str] = field(default_factory=list)
    blocked: set[str] = field(default_factory=set)
    seen: list[str] = field(default_factory=list)
    """The ids of our requests."""
    _sent: dict[str, dict[str, str]] = field(default_factory=dict)
    _presses: set[str] = field(default_factory=set)
    _files: dict[str, bytes] = field(default_factory=dict)
    _numbers: Any = field(default_factory=lambda: itertools.count(1))
    _lock: RLock = field(default_factory=RLock)

    def __post_init__(self) -> None:
        app = Starlette(routes=[Route("/bridge", self._take, methods=["POST"])])
        self.faults = Faults(app, lambda: JSONResponse({}, 429, {"Retry-After": "3"}))

    # --- the people's side

    def tell(self, kind: str, user: str, **data: Any) -> None:
        """A person does something."""
        with self._lock:
            told = {
                "type": kind,
                "timestamp": "2026-03-12T10:00:00Z",
                "data": {"user": user, "chat": chat_with(user), **data},
            }
            self.events.append((f"evt_{next(self._numbers)}", json.dumps(told, ensure_ascii=False).encode()))

    def press(self, user: str, message: str, data: str) -> None:
        """A person presses a button with this data."""
        press = f"press{next(self._numbers)}"
        self._presses.add(press)
        self.tell("press", user, message=message, data=data, press=press, user_name="Анна К.", language="ru")

    def send_file(self, user: str, name: str, content: bytes) -> None:
        """A person sends a file."""
        self._files[name] = content
        self.tell("file", user, file={"id": name, "name": name, "size": len(content)})

    def labels(self, message: str) -> list[str]:
        """The words of the buttons under a message."""
        return [key["label"] for row in self.messages[message]["buttons"] for key in row]

    # --- the bridge

    async def _take(self, request: Request) -> Response:
        body = await request.body()
        message_id, stamp = request.headers["webhook-id"], request.headers["webhook-timestamp"]
        right = signed(body, message_id, int(stamp))["webhook-signature"]
        if not hmac.compare_digest(right, request.headers["webhook-signature"]):
            return JSONResponse({"error": "signature"}, 401)
        if abs(self.clock() - int(stamp)) > 300:
            return JSONResponse({"error": "timestamp"}, 401)
        self.seen.append(message_id)
        told = json.loads(body)
        does = getattr(self, f"_on_{told['type'].replace('.', '_')}", None)
        with self._lock:
            status, answer = does(told["data"], message_id) if does else (400, {})
        return JSONResponse(answer, status)

    def _on_identify(self, _data: dict[str, Any], _id: str) -> tuple[int, Any]:
        return 200, {"handle": "Мост: Boardscribe"}

    def _on_message_send(self, data: dict[str, Any], message_id: str) -> tuple[int, Any]:
        to = data["to"]
        if to["user"] in self.blocked:
            return 403, {"error": "blocked"}
        if message_id not in self._sent:
            name = f"m{next(self._numbers)}"
            chat = to["chat"] or chat_with(to["user"])
            self.messages[name] = {
                "chat": chat,
                **_page(data),
                "silent": data["silent"],
                "answers": data["answers"],
            }
            self._sent[message_id] = {"chat": chat, "message": name}
        return 200, self._sent[message_id]

    def _on_message_update(self, data: dict[str, Any], _id: str) -> tuple[int, Any]:
        if data["message"] not in self.messages:
            return 404, {}
        self.messages[data["message"]].update(_page(data))
        return 200, {}

    def _on_message_withdraw(self, data: dict[str, Any], _id: str) -> tuple[int, Any]:
        return (200, {}) if self.messages.pop(data["message"], None) else (404, {})

    def _on_message_acknowledge(self, data: dict[str, Any], _id: str) -> tuple[int, Any]:
        if data["press"] not in self._presses:
            return 410, {}
        self._presses.discard(data["press"])
        self.toasts.append(data["text"])
        return 200, {}

    def _on_file_fetch(self, data: dict[str, Any], _id: str) -> tuple[int, Any]:
        content = self._files.get(data["file"])
        if content is None:
            return 404, {}
        part = content[data["offset"] : data["offset"] + 100_000]
        last = data["offset"] + len(part) >= len(content)
        return 200, {"data": base64.b64encode(part).decode(), "last": last}


def chat_with(user: str) -> str:
    """The private chat of a person."""
    return f"chat-{user}"


def _page(data: dict[str, Any]) -> dict[str, Any]:
    return {name: data[name] for name in ("text", "markdown", "buttons", "voice", "seconds")}
