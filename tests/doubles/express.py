"""A strict double of eXpress' BotX, written from what its maker publishes.

From docs.express.ms (chat bots, “Interaction with Bot API and BotX API”), the descriptions of Bot API v4 and of the
BotX API at hackmd.ccsteam.ru, and ExpressApp/pybotx 0.76 (methods, shapes, how a request is verified), which is the
maker's own library. Never compared with a server.
"""

import hashlib
import hmac
import itertools
import json
import time
import uuid
from collections.abc import Callable
from dataclasses import dataclass, field
from threading import RLock
from typing import Any

import jwt
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route

from tests.doubles.faults import Faults

BOT = "24348246-6791-4ac0-9d86-b948cd6a0e46"
SECRET = "express-secret-key-of-32-bytes-or-more"
_PRIVATE = uuid.UUID("00000000-0000-4000-8000-000000000000")


@dataclass
class Refusal(Exception):  # noqa: N818 - what BotX says
    """What a request that BotX does not take is answered."""

    status: int
    reason: str


@dataclass
class ExpressDouble:
    """The state, the API (`faults`) and the side of the people who chat with the bot."""

    clock: Callable[[], float] = time.time
    host: str = "127.0.0.1"
    answers_at_once: bool = True
    """Whether it knows `…/direct/sync`; older servers do not."""
    messages: dict[str, dict[str, Any]] = field(default_factory=dict)
    commands: list[dict[str, Any]] = field(default_factory=list)
    """What it brings to the bot, in order."""
    blocked: set[str] = field(default_factory=set)
    """People with whom the bot may have no chat."""
    strangers: set[str] = field(default_factory=set)
    """People with whom there is no chat yet."""
    undeletable: set[str] = field(default_factory=set)
    tokens: set[str] = field(default_factory=set)
    _files: dict[str, bytes] = field(default_factory=dict)
    _numbers: Any = field(default_factory=lambda: itertools.count(1))
    _lock: RLock = field(default_factory=RLock)

    def __post_init__(self) -> None:
        v3, v4 = "/api/v3/botx", "/api/v4/botx"
        routes = [
            Route(f"/api/v2/botx/bots/{BOT}/token", self._token, methods=["GET"]),
            Route("/api/v1/botx/bots/catalog", self._route(self._catalog), methods=["GET"]),
            Route("/api/v1/botx/chats/personal", self._route(self._personal), methods=["GET"]),
            Route(f"{v3}/chats/create", self._route(self._create), methods=["POST"]),
            Route(f"{v4}/notifications/direct/sync", self._route(self._at_once), methods=["POST"]),
            Route(f"{v4}/notifications/direct", self._route(self._later, 202), methods=["POST"]),
            Route(f"{v3}/events/edit_event", self._route(self._edit, 202), methods=["POST"]),
            Route(f"{v3}/events/delete_event", self._route(self._delete, 202), methods=["POST"]),
            Route(f"{v3}/files/download", self._file, methods=["GET"]),
        ]
        self.faults = Faults(
            Starlette(routes=routes), lambda: JSONResponse({"reason": "too_many_requests"}, 429)
        )

    # --- the people's side

    def write(self, user: str, text: str, *, answers: str = "", kind: str = "chat", **more: Any) -> None:
        """A person writes to the bot."""
        entities = [{"type": "reply", "data": {"source_sync_id": answers, "sender": BOT, "body": "…"}}]
        self._command(user, text, {}, kind, entities=entities if answers else [], **more)

    def send_file(self, user: str, name: str, content: bytes) -> None:
        """A person sends a file."""
        number = str(uuid.uuid4())
        self._files[number] = content
        one = {"type": "document", "file_id": number, "file_name": name, "file_size": len(content)}
        one |= {"file": "https://…", "file_mime_type": "audio/ogg", "file_hash": "h"}
        self._command(user, "", {}, "chat", async_files=[one])

    def press(self, user: str, message: str, data: str) -> None:
        """A person presses a bubble with this data."""
        self._command(user, "/press", {"b": data}, "chat", source_sync_id=message)

    def began(self, user: str) -> None:
        """The server tells of a new chat, as it does when somebody opens one."""
        self._command(user, "system:chat_created", {}, "chat", command_type="system")

    def read(self, chat: str) -> list[str]:
        """The texts of the bot's messages in a chat, as they stand now."""
        return [one["body"] for one in self.messages.values() if one["chat"] == chat]

    def labels(self, message: str) -> list[str]:
        """The words of the bubbles under a message."""
        return [one["label"] for row in self.messages[message]["bubble"] for one in row]

    def signed(self, secret: str = SECRET, **other: Any) -> str:
        """The header of a request to the bot; `other` replaces claims, None takes one away."""
        now = int(self.clock())
        claims = {
            "iss": self.host,
            "aud": [BOT],
            "exp": now + 60,
            "nbf": now,
            "iat": now,
            "jti": uuid.uuid4().hex,
        }
        claims |= other
        known = {name: value for name, value in claims.items() if value is not None}
        return f"Bearer {jwt.encode(known, secret, algorithm='HS256')}"

    def example(self, text: str = "hello") -> dict[str, Any]:
        """A command as the server would send it."""
        return self._told(str(uuid.uuid4()), text, {}, "chat")

    # --- the API

    def _route(self, does: Callable[[Request, dict[str, Any]], Any], status: int = 200) -> Any:
        async def answer(request: Request) -> Response:
            try:
                self._allowed(request)
                raw = await request.body()
                body = json.loads(raw) if raw else {}
                with self._lock:
                    return JSONResponse({"status": "ok", "result": does(request, body)}, status)
            except Refusal as refusal:
                told = {"status": "error", "reason": refusal.reason, "errors": [], "error_data": {}}
                return JSONResponse(told, refusal.status)
            except (ValueError, KeyError):
                return JSONResponse({"status": "error", "reason": "malformed_request"}, 400)

        return answer

    async def _token(self, request: Request) -> Response:
        right = hmac.new(SECRET.encode(), BOT.encode(), hashlib.sha256).hexdigest().upper()
        if request.query_params.get("signature") != right:
            return JSONResponse({"status": "error", "reason": "unauthorized"}, 401)
        token = f"token-{next(self._numbers)}"
        self.tokens.add(token)
        return JSONResponse({"status": "ok", "result": token})

    def _allowed(self, request: Request) -> None:
        if request.headers.get("authorization", "").removeprefix("Bearer ") not in self.tokens:
            raise Refusal(401, "unauthorized")

    def _catalog(self, _request: Request, _body: dict[str, Any]) -> Any:
        bots = [{"user_huid": BOT, "name": "Boardscribe", "description": "", "avatar": None, "enabled": True}]
        return {"generated_at": "2026-03-01T00:00:00Z", "bots": bots}

    def _personal(self, request: Request, _body: dict[str, Any]) -> Any:
        user = str(uuid.UUID(request.query_params["user_huid"]))
        if user in self.strangers | self.blocked:
            raise Refusal(404, "chat_not_found")
        return {"group_chat_id": chat_with(user), "chat_type": "chat", "name": "…", "members": []}

    def _create(self, _request: Request, body: dict[str, Any]) -> Any:
        (user,) = body["members"]
        if user in self.blocked:
            raise Refusal(403, "chat_creation_is_prohibited")
        if body["chat_type"] != "chat" or not body["name"]:
            raise Refusal(422, "chat_creation_error")
        self.strangers.discard(user)
        return {"chat_id": chat_with(user)}

    def _at_once(self, request: Request, body: dict[str, Any]) -> Any:
        if not self.answers_at_once:
            raise Refusal(404, "")
        return self._later(request, body)

    def _later(self, _request: Request, body: dict[str, Any]) -> Any:
        chat, notification = str(uuid.UUID(body["group_chat_id"])), body["notification"]
        if chat in {chat_with(user) for user in self.blocked}:
            raise Refusal(404, "chat_not_found")
        if notification["status"] != "ok" or len(notification["body"]) > 4096:
            raise Refusal(400, "malformed_request")
        name = str(uuid.uuid4())
        bubbles = checked_bubbles(notification.get("bubble", []))
        file = body.get("file")
        if file and not file["data"].startswith("data:"):
            raise Refusal(400, "malformed_request")
        self.messages[name] = {"chat": chat, "body": notification["body"], "bubble": bubbles, "file": file}
        return {"sync_id": name}

    def _edit(self, _request: Request, body: dict[str, Any]) -> Any:
        message, payload = self._known(body), body["payload"]
        if len(payload.get("body", "")) > 4096:
            raise Refusal(400, "malformed_request")
        message["body"] = payload.get("body", message["body"])
        if "bubble" in payload:
            message["bubble"] = checked_bubbles(payload["bubble"])
        return "bot_command_result_pushed"

    def _delete(self, _request: Request, body: dict[str, Any]) -> Any:
        self._known(body)
        if body["sync_id"] in self.undeletable:
            raise Refusal(400, "event_cannot_be_deleted")
        del self.messages[body["sync_id"]]
        return "bot_command_result_pushed"

    def _known(self, body: dict[str, Any]) -> dict[str, Any]:
        if body["sync_id"] not in self.messages:
            raise Refusal(404, "event_not_found")
        return self.messages[body["sync_id"]]

    async def _file(self, request: Request) -> Response:
        try:
            self._allowed(request)
        except Refusal:
            return PlainTextResponse("", 401)
        content = self._files.get(request.query_params["file_id"])
        return (
            JSONResponse({"reason": "file_metadata_not_found"}, 404) if content is None else Response(content)
        )

    def _command(self, user: str, text: str, data: dict[str, Any], kind: str, **more: Any) -> None:
        with self._lock:
            self.commands.append(self._told(user, text, data, kind, **more))

    def _told(
        self, user: str, text: str, data: dict[str, Any], kind: str, command_type: str = "user", **more: Any
    ) -> dict[str, Any]:
        command = {"body": text, "command_type": command_type, "data": data, "metadata": {}}
        told: dict[str, Any] = {
            "bot_id": BOT,
            "proto_version": 4,
            "sync_id": str(uuid.uuid4()),
            "command": command,
        }
        told |= {"source_sync_id": None, "attachments": [], "async_files": [], "entities": [], **more}
        told["from"] = {
            "user_huid": user if command_type == "user" else None,
            "group_chat_id": chat_with(user),
            "chat_type": kind,
            "username": "Анна К.",
            "locale": "ru",
            "host": self.host,
        }
        return told


def chat_with(user: str) -> str:
    """The private chat of a person with the bot."""
    return str(uuid.uuid5(_PRIVATE, user))


def checked_bubbles(rows: list[list[dict[str, Any]]]) -> list[list[dict[str, Any]]]:
    """The bubbles. Raises Refusal."""
    for bubble in itertools.chain.from_iterable(rows):
        opts = bubble.get("opts", {})
        linked = opts.get("handler") == "client" and bool(opts.get("link"))
        if not bubble.get("label") or not (bubble.get("command") or linked):
            raise Refusal(400, "malformed_request")
        if not isinstance(bubble.get("data", {}), dict):
            raise Refusal(400, "malformed_request")
    return rows
