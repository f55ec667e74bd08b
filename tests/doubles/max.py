"""A strict double of MAX' Bot API, written from what MAX publishes.

From dev.max.ru/docs-api (methods GET /updates, POST/PUT/DELETE /messages, POST /answers, POST /uploads, POST
/subscriptions, the pages on text formatting and keyboards), the OpenAPI description of max-messenger-bot/
max-bot-api-schemas (2026-07-01), and the limits on long polling that MAX wrote to bots' owners in May 2026. Never
compared with MAX itself.
"""

import itertools
import json
import re
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from threading import RLock
from typing import Any

import anyio
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route

from tests.doubles.faults import Faults
from tests.doubles.max_rules import Refusal, checked

TOKEN = "f9LHodD0cOLmaxtokenmaxtoken"
BOT = {"user_id": 1000, "first_name": "Boardscribe", "username": "boardscribe_bot", "is_bot": True}


def busy() -> Response:
    """MAX' 429, for `Faults`."""
    return JSONResponse({"code": "too.many.requests", "message": "Too many requests"}, 429)


@dataclass
class MaxDouble:
    """The state, the API (`app`) and the side of the people who chat with the bot."""

    clock: Callable[[], float] = time.time
    paced: bool = False
    """Whether the limits on messages and questions for news are kept too; that on answers always is."""
    messages: dict[str, dict[str, Any]] = field(default_factory=dict)
    updates: list[dict[str, Any]] = field(default_factory=list)
    subscriptions: dict[str, dict[str, Any]] = field(default_factory=dict)
    answers: list[tuple[str, str]] = field(default_factory=list)
    """Callback id → the words that the presser saw."""
    blocked: set[int] = field(default_factory=set)
    undeletable: set[str] = field(default_factory=set)
    uploads: dict[str, bytes] = field(default_factory=dict)
    confirmed: int = 0
    """So many updates were confirmed by asking for the next."""
    listeners: int = 0
    """So many questions for news have begun."""
    unready: int = 0
    """So many tries until a file that was put here can be sent."""
    violations: list[str] = field(default_factory=list)
    """Calls above the published limits; each was refused with 429."""
    url: str = ""
    """Where it is served; set by whoever serves it."""
    files_at: str = ""
    """Another place for files to be put; they are taken as they were put here."""
    _callbacks: dict[str, int] = field(default_factory=dict)
    _files: dict[str, bytes] = field(default_factory=dict)
    _calls: dict[str, list[float]] = field(default_factory=dict)
    _numbers: Any = field(default_factory=lambda: itertools.count(1))
    _lock: RLock = field(default_factory=RLock)

    def __post_init__(self) -> None:
        routes = [
            Route("/me", self._route(lambda _request, _body: BOT), methods=["GET"]),
            Route("/messages", self._route(self._send), methods=["POST"]),
            Route("/messages", self._route(self._edit), methods=["PUT"]),
            Route("/messages", self._route(self._delete), methods=["DELETE"]),
            Route("/messages/{mid}", self._route(self._message), methods=["GET"]),
            Route("/answers", self._route(self._answer), methods=["POST"]),
            Route("/subscriptions", self._route(self._subscribed), methods=["GET"]),
            Route("/subscriptions", self._route(self._subscribe), methods=["POST"]),
            Route("/subscriptions", self._route(self._unsubscribe), methods=["DELETE"]),
            Route("/uploads", self._route(self._upload), methods=["POST"]),
            Route("/updates", self._news, methods=["GET"]),
            Route("/put/{token}", self._put, methods=["POST"]),
            Route("/files/{name}", self._file, methods=["GET"]),
        ]
        self.faults = Faults(Starlette(routes=routes), busy)

    # --- the people's side

    def write(self, user: int, text: str, *, group: int | None = None, answers: str = "") -> str:
        """A person writes; gives the message's id."""
        with self._lock:
            message = self._new(user, group if group is not None else dialog(user), {"text": text})
            message["recipient"]["chat_type"] = "dialog" if group is None else "chat"
            if answers:
                message["link"] = {"type": "reply", "message": self.messages[answers]["body"]}
            self._happened("message_created", message=message, user_locale="ru")
            return str(message["body"]["mid"])

    def send_file(self, user: int, name: str, content: bytes) -> str:
        """A person sends a file; gives the message's id."""
        with self._lock:
            self._files[name] = content
            payload = {"url": f"{self.url}/files/{name}", "token": "t"}
            one = {"type": "file", "payload": payload, "filename": name, "size": len(content)}
            message = self._new(user, dialog(user), {"text": None, "attachments": [one]})
            self._happened("message_created", message=message, user_locale="ru")
            return str(message["body"]["mid"])

    def say(self, user: int) -> None:
        """A person records a voice message: MAX tells bots of it without the message (max-bot-api-client-ts#250)."""
        self._happened("message_created", user_locale="ru")

    def begin(self, user: int, payload: str = "") -> None:
        """A person presses “Start”, perhaps over a link with a payload."""
        self.blocked.discard(user)
        self._happened(
            "bot_started",
            chat_id=dialog(user),
            user=person(user),
            payload=payload or None,
            user_locale="ru",
        )

    def press(self, user: int, mid: str, data: str) -> str:
        """A person presses a button with this data; gives the callback's id. On a message that is gone, likewise."""
        with self._lock:
            message = self.messages.get(mid)
            callback = f"cb{next(self._numbers)}"
            self._callbacks[callback] = dialog(user) if message is None else message["recipient"]["chat_id"]
            told = {"timestamp": self._now(), "callback_id": callback, "payload": data, "user": person(user)}
            self._happened("message_callback", callback=told, message=message, user_locale="ru")
            return callback

    def example(self) -> dict[str, Any]:
        """An update as MAX would send it."""
        message = {
            "sender": person(7),
            "recipient": {"chat_id": dialog(7), "chat_type": "dialog", "user_id": 7},
            "timestamp": self._now(),
            "body": {"mid": "mid.example", "seq": 0, "text": "hello", "attachments": []},
        }
        return {"update_type": "message_created", "timestamp": self._now(), "message": message}

    def read(self, chat: int) -> list[str]:
        """The texts of the bot's messages in a chat, as they stand now."""
        return [
            one["body"]["text"]
            for one in self.messages.values()
            if one["recipient"]["chat_id"] == chat and one["sender"]["is_bot"]
        ]

    def buttons(self, mid: str) -> list[list[dict[str, Any]]]:
        """The buttons under a message."""
        found = [one for one in self.messages[mid]["body"]["attachments"] if one["type"] == "inline_keyboard"]
        return list(found[0]["payload"]["buttons"]) if found else []

    def delivery(self, update: dict[str, Any], word: str | None = None) -> tuple[dict[str, str], bytes]:
        """What MAX would bring to the webhook: headers and body."""
        secret = word if word is not None else next(iter(self.subscriptions.values()))["secret"]
        return {"x-max-bot-api-secret": secret, "content-type": "application/json"}, json.dumps(
            update
        ).encode()

    # --- the API

    def _route(self, does: Callable[[Request, dict[str, Any]], Any]) -> Any:
        async def answer(request: Request) -> Response:
            try:
                self._allowed(request)
                raw = await request.body()
                body = json.loads(raw) if raw else {}
                with self._lock:
                    return JSONResponse(does(request, body))
            except Refusal as refusal:
                return _refused(refusal)
            except ValueError:
                return _refused(Refusal(400, "proto.payload", "Invalid JSON"))

        return answer

    def _allowed(self, request: Request) -> None:
        if request.headers.get("authorization") != TOKEN or "access_token" in request.query_params:
            raise Refusal(401, "verify.token", "Invalid access_token")
        self._limit("overall", 30)

    def _limit(self, what: str, most: int) -> None:
        if not self.paced and not what.startswith("answers"):
            return
        with self._lock:
            now = self.clock()
            calls = self._calls.setdefault(what, [])
            calls[:] = [one for one in calls if one > now - 1.0]
            if len(calls) >= most:
                self.violations.append(what)
                raise Refusal(429, "too.many.requests", "Too many requests")
            calls.append(now)

    def _send(self, request: Request, body: dict[str, Any]) -> Any:
        user, chat = request.query_params.get("user_id"), request.query_params.get("chat_id")
        if (user is None) == (chat is None):
            raise Refusal(400, "proto.payload", "Either user_id or chat_id")
        number = int(chat) if chat is not None else dialog(int(user or 0))
        if number in {dialog(one) for one in self.blocked}:
            raise Refusal(403, "chat.denied", "error.dialog.suspended")
        if number == 404:
            raise Refusal(404, "chat.not.found", "Chat not found")
        self._limit(f"chat {number}", 2)
        checked(body)
        self._checked_files(body)
        if (link := body.get("link")) and link.get("mid") not in self.messages:
            raise Refusal(400, "proto.payload", "No such message to answer")
        message = self._new(
            0, number, {"text": body.get("text"), "attachments": body.get("attachments") or []}
        )
        message["sender"] = BOT
        message["link"] = link
        message["notify"] = body.get("notify", True)
        message["format"] = body.get("format")
        return {"message": message}

    def _edit(self, request: Request, body: dict[str, Any]) -> Any:
        message = self._own(request)
        self._limit(f"chat {message['recipient']['chat_id']}", 2)
        checked(body)
        message["body"]["text"] = body.get("text")
        message["format"] = body.get("format")
        if body.get("attachments") is not None:
            message["body"]["attachments"] = body["attachments"]
        return {"success": True}

    def _delete(self, request: Request, _body: dict[str, Any]) -> Any:
        message = self._own(request)
        if message["body"]["mid"] in self.undeletable:
            return {"success": False, "message": "Message cannot be deleted"}
        del self.messages[message["body"]["mid"]]
        return {"success": True}

    def _own(self, request: Request) -> dict[str, Any]:
        message = self.messages.get(request.query_params.get("message_id", ""))
        if message is None:
            raise Refusal(404, "not.found", "Message not found")
        if not message["sender"]["is_bot"]:
            raise Refusal(403, "access.denied", "Not yours")
        return message

    def _message(self, request: Request, _body: dict[str, Any]) -> Any:
        found = self.messages.get(request.path_params["mid"])
        if found is None:
            raise Refusal(404, "not.found", "Message not found")
        return found

    def _answer(self, request: Request, body: dict[str, Any]) -> Any:
        callback = request.query_params.get("callback_id", "")
        if callback not in self._callbacks:
            raise Refusal(400, "proto.payload", "Unknown callback_id")
        if not body.get("notification") and not body.get("message"):
            raise Refusal(400, "proto.payload", "message or notification is required")
        self._limit(f"answers {self._callbacks[callback]}", 2)
        if callback in dict(self.answers):
            raise Refusal(400, "proto.payload", "Answered already")
        self.answers.append((callback, body.get("notification", "")))
        return {"success": True}

    def _subscribed(self, _request: Request, _body: dict[str, Any]) -> Any:
        return {"subscriptions": [{"url": url, "time": 0} for url in self.subscriptions]}

    def _subscribe(self, _request: Request, body: dict[str, Any]) -> Any:
        if not str(body.get("url", "")).startswith("https://"):
            raise Refusal(400, "proto.payload", "https only")
        if not re.fullmatch(r"[a-zA-Z0-9_-]{5,256}", body.get("secret", "")):
            raise Refusal(400, "proto.payload", "secret")
        self.subscriptions[body["url"]] = body
        return {"success": True}

    def _unsubscribe(self, request: Request, _body: dict[str, Any]) -> Any:
        return {"success": self.subscriptions.pop(request.query_params["url"], None) is not None}

    def _upload(self, request: Request, _body: dict[str, Any]) -> Any:
        kind = request.query_params.get("type")
        if kind not in {"image", "video", "audio", "file"}:
            raise Refusal(400, "proto.payload", "type")
        token = f"{kind}{next(self._numbers)}"
        if self.files_at:
            self.uploads[token] = b""
        told = {"url": f"{self.files_at or self.url}/put/{token}"}
        return told | {"token": token} if kind in {"audio", "video"} else told

    async def _put(self, request: Request) -> Response:
        token = request.path_params["token"]
        async with request.form() as form:
            content = await form["data"].read()  # type: ignore[union-attr]
        self.uploads[token] = content
        if token.startswith(("audio", "video")):
            return PlainTextResponse("<retval>1</retval>")
        return JSONResponse({"token": token})

    def _checked_files(self, body: dict[str, Any]) -> None:
        attachments = body.get("attachments") or []
        sounds = [one for one in attachments if one["type"] == "audio"]
        if sounds and len(attachments) > 1:
            raise Refusal(400, "proto.payload", "Audio must be the only attachment")
        for one in sounds:
            if one["payload"]["token"] not in self.uploads:
                raise Refusal(400, "proto.payload", "Unknown token")
            if self.unready > 0:
                self.unready -= 1
                raise Refusal(
                    400, "attachment.not.ready", "Key: errors.process.attachment.file.not.processed"
                )

    async def _file(self, request: Request) -> Response:
        if "authorization" in request.headers:
            return PlainTextResponse("The bot's token is nobody's business here", 400)
        content = self._files.get(request.path_params["name"])
        return PlainTextResponse("", 404) if content is None else Response(content)

    async def _news(self, request: Request) -> Response:
        limit, patience = (int(request.query_params.get(name, "30")) for name in ("limit", "timeout"))
        if limit > 100 or patience > 30:
            return _refused(Refusal(400, "proto.payload", "limit and timeout"))
        try:
            self._allowed(request)
            self._limit("updates", 2)
        except Refusal as refusal:
            return _refused(refusal)
        # The marker names the next one that is waited for; without it only the last one is told.
        marker, ends = request.query_params.get("marker"), time.monotonic() + patience
        first = int(marker) if marker is not None else max(0, len(self.updates) - 1)
        self.confirmed = max(self.confirmed, first if marker is not None else 0)
        self.listeners += 1
        while not (found := self._since(first, limit))["updates"] and time.monotonic() < ends:
            if await request.is_disconnected():
                break
            await anyio.sleep(0.005)
        return JSONResponse(found)

    def _since(self, first: int, limit: int) -> dict[str, Any]:
        with self._lock:
            news = [] if self.subscriptions else self.updates[first : first + limit]
            return {"updates": news, "marker": first + len(news)}

    def _new(self, user: int, chat: int, body: dict[str, Any]) -> dict[str, Any]:
        mid = f"mid.{next(self._numbers):06d}"
        message = {
            "sender": person(user),
            "recipient": {"chat_id": chat, "chat_type": "dialog" if chat > 0 else "chat", "user_id": user},
            "timestamp": self._now(),
            "body": {"mid": mid, "seq": len(self.messages), "attachments": [], **body},
        }
        self.messages[mid] = message
        return message

    def _happened(self, kind: str, **told: Any) -> None:
        with self._lock:
            # As it is now: what is changed later is another update.
            self.updates.append(
                json.loads(json.dumps({"update_type": kind, "timestamp": self._now(), **told}))
            )

    def _now(self) -> int:
        return int(self.clock() * 1000)


def dialog(user: int) -> int:
    """The chat of a person with the bot."""
    return user + 5_000_000


def person(user: int) -> dict[str, Any]:
    """As MAX shows one."""
    return {"user_id": user, "first_name": "Анна", "last_name": "К.", "username": None, "is_bot": False}


def _refused(refusal: Refusal) -> Response:
    return JSONResponse({"code": refusal.code, "message": refusal.message}, refusal.status)
