"""A strict double of VK's API for communities, written from what VK publishes.

From dev.vk.com (messages.send, messages.edit, messages.delete, messages.sendMessageEventAnswer, the pages on bots'
keyboards, on the Callback API and on the Bots Long Poll API, uploading voice messages) and VKCOM/vk-api-schema 5.199
(errors, answers to `peer_ids`, events). Where the schema and the bots of others differ (a press brings its payload as
an object), it does as they saw it. Never compared with VK itself.
"""

import itertools
import json
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
from tests.doubles.vk_rules import VkRefusal, checked_answer, checked_keyboard

TOKEN = "vk1.a.FyHTGxC2QiBjahv1ysRJSRNk0tfc"
GROUP = 4242
SECRET = "vkSecretKey77"
CONFIRMATION = "a1b2c3d4"
_GROUPS = 2_000_000_000
_WORDS = {6: "Too many requests per second", 901: "Can't send messages for users without permission"}


def busy() -> Response:
    """VK's word for too many calls: 200, and an error in the answer."""
    return JSONResponse(_error(6))


@dataclass
class VkDouble:
    """The state, the API (`faults`) and the side of the people who write to the community."""

    clock: Callable[[], float] = time.time
    url: str = ""
    messages: dict[tuple[int, int], dict[str, Any]] = field(default_factory=dict)
    """By peer and number in the chat."""
    updates: list[dict[str, Any]] = field(default_factory=list)
    answers: list[tuple[str, dict[str, Any]]] = field(default_factory=list)
    """Event id → what the presser saw."""
    denied: set[int] = field(default_factory=set)
    old: set[tuple[int, int]] = field(default_factory=set)
    """Messages that cannot be deleted for all any more."""
    notes: dict[str, bytes] = field(default_factory=dict)
    confirmed: int = 0
    """So many events were confirmed by asking for the next."""
    listeners: int = 0
    key: str = "lp-key-1"
    _first: int = 0
    """Events before it are forgotten."""
    _sent: dict[int, dict[str, Any]] = field(default_factory=dict)
    _presses: dict[str, tuple[int, int, float]] = field(default_factory=dict)
    _files: dict[str, bytes] = field(default_factory=dict)
    _numbers: Any = field(default_factory=lambda: itertools.count(1))
    _lock: RLock = field(default_factory=RLock)

    def __post_init__(self) -> None:
        routes = [
            Route("/method/{name}", self._method, methods=["POST", "GET"]),
            Route("/lp", self._news, methods=["GET"]),
            Route("/upload", self._upload, methods=["POST"]),
            Route("/files/{name}", self._file, methods=["GET"]),
        ]
        self.faults = Faults(Starlette(routes=routes), busy)

    # --- the people's side

    def write(self, user: int, text: str, *, peer: int | None = None, answers: int = 0, **more: Any) -> None:
        """A person writes to the community, or into a chat of several."""
        with self._lock:
            message = self._new(
                peer or user, {"from_id": user, "out": 0, "text": text, "attachments": [], **more}
            )
            if answers:
                message["reply_message"] = {"conversation_message_id": answers, "text": "…"}
            told = {"message": message, "client_info": {"lang_id": 0, "button_actions": ["callback"]}}
            self._happened("message_new", told)

    def send_file(self, user: int, name: str, content: bytes) -> None:
        """A person sends a document."""
        self._files[name] = content
        doc = {
            "id": 1,
            "owner_id": user,
            "title": name,
            "size": len(content),
            "url": f"{self.url}/files/{name}",
        }
        self.write(user, "", attachments=[{"type": "doc", "doc": doc}])

    def press(self, user: int, peer: int, cmid: int, data: str) -> str:
        """A person presses a button with this payload data; gives the event id that an answer must name."""
        with self._lock:
            event = f"{next(self._numbers):08x}"
            self._presses[event] = (user, peer, self.clock())
            payload = {"b": data}
            told = {
                "user_id": user,
                "peer_id": peer,
                "event_id": event,
                "payload": payload,
                "conversation_message_id": cmid,
            }
            self._happened("message_event", told)
            return event

    def press_by_message(self, user: int, data: str) -> None:
        """A person presses with a program that knows no callback buttons (negezor/vk-io#358)."""
        inner = json.dumps({"b": data})
        payload = {"command": "not_supported_button", "button_type": "callback", "payload": inner}
        self.write(user, "Да", payload=json.dumps(payload))

    def allow(self, user: int, key: str = "") -> None:
        """A person lets the community write to them."""
        self.denied.discard(user)
        self._happened("message_allow", {"user_id": user, "key": key})

    def read(self, peer: int) -> list[str]:
        """The texts of our messages in a chat, as they stand now."""
        return [one["text"] for (chat, _), one in self.messages.items() if chat == peer and one["out"]]

    def labels(self, peer: int, cmid: int) -> list[str]:
        """The words of the buttons under a message."""
        keyboard = self.messages[peer, cmid]["keyboard"] or {"buttons": []}
        return [button["action"]["label"] for row in keyboard["buttons"] for button in row]

    def delivery(self, update: dict[str, Any], secret: str | None = SECRET) -> bytes:
        """What VK would bring to the webhook."""
        return json.dumps(
            update | ({} if secret is None else {"secret": secret}), ensure_ascii=False
        ).encode()

    def example(self, text: str = "hello", user: int = 7) -> dict[str, Any]:
        """An event as VK would send it."""
        message = {
            "from_id": user,
            "peer_id": user,
            "out": 0,
            "text": text,
            "date": 1,
            "conversation_message_id": 1,
        }
        return self._event("message_new", {"message": message})

    def expire(self, *, forget: bool = False) -> None:
        """The Long Poll's key is no longer good; `forget`: nor is any number of an event."""
        with self._lock:
            self.key = f"lp-key-{next(self._numbers)}"
            if forget:
                self._first = len(self.updates)

    # --- the API

    async def _method(self, request: Request) -> Response:
        async with request.form() as form:
            given = {name: str(value) for name, value in form.items()}
        try:
            with self._lock:
                return JSONResponse({"response": self._answered(request, given)})
        except VkRefusal as refusal:
            return JSONResponse(_error(refusal.code, refusal.message))

    def _answered(self, request: Request, given: dict[str, str]) -> Any:
        if request.query_params or request.method != "POST":
            raise VkRefusal(8, "Our own rule: nothing, above all no key, in the address")
        header = request.headers.get("authorization", "")
        if TOKEN not in {given.get("access_token"), header.removeprefix("Bearer ")}:
            raise VkRefusal(5, "User authorization failed: invalid access_token")
        if not given.get("v"):
            raise VkRefusal(8, "Invalid request: v is required")
        does = getattr(self, f"_do_{request.path_params['name'].replace('.', '_')}", None)
        if does is None:
            raise VkRefusal(3, "Unknown method passed")
        return does(given)

    def _do_groups_getById(self, given: dict[str, str]) -> Any:  # noqa: N802 - as VK calls it; so are the next
        return {"groups": [{"id": int(given["group_id"]), "screen_name": "boardscribe"}], "profiles": []}

    def _do_groups_getLongPollServer(self, _given: dict[str, str]) -> Any:  # noqa: N802
        return {"key": self.key, "server": f"{self.url}/lp", "ts": str(len(self.updates))}

    def _do_messages_send(self, given: dict[str, str]) -> Any:
        number = _number(given, "random_id")
        if not 0 < number < 2**31:
            raise VkRefusal(100, "random_id")
        peer = _number(given, "peer_ids")
        if not given.get("message") and not given.get("attachment"):
            raise VkRefusal(100, "message is empty")
        if len(given.get("message", "")) > 9000:
            raise VkRefusal(914, "Message is too long")
        keyboard = checked_keyboard(given["keyboard"]) if "keyboard" in given else None
        if peer in self.denied or (peer < _GROUPS and peer > 1_000_000):
            return [{"peer_id": peer, "message_id": 0, "conversation_message_id": 0, "error": _said(901)}]
        if number not in self._sent:  # VK counts by the sender, whoever the message is for
            body = {"from_id": -GROUP, "out": 1, "text": given.get("message", ""), "keyboard": keyboard}
            body |= {
                "attachment": given.get("attachment"),
                "forward": json.loads(given.get("forward", "null")),
            }
            message = self._new(peer, body)
            self._sent[number] = {
                "peer_id": peer,
                "message_id": message["id"],
                "conversation_message_id": message["conversation_message_id"],
            }
        return [self._sent[number]]

    def _do_messages_edit(self, given: dict[str, str]) -> Any:
        message = self._ours(_number(given, "peer_id"), _number(given, "cmid"))
        if len(given.get("message", "")) > 9000:
            raise VkRefusal(914, "Message is too long")
        message["text"] = given["message"]
        message["keyboard"] = checked_keyboard(given["keyboard"]) if "keyboard" in given else None
        return 1

    def _do_messages_delete(self, given: dict[str, str]) -> Any:
        peer, number = _number(given, "peer_id"), _number(given, "cmids")
        self._ours(peer, number)
        if (peer, number) in self.old and given.get("delete_for_all") == "1":
            raise VkRefusal(924, "Can't delete this message for everybody")
        del self.messages[peer, number]
        return [{"peer_id": peer, "conversation_message_id": number, "response": 1}]

    def _do_messages_sendMessageEventAnswer(self, given: dict[str, str]) -> Any:  # noqa: N802
        event = given.get("event_id", "")
        user, peer, moment = self._presses.get(event, (0, 0, 0.0))
        right = (user, peer) == (_number(given, "user_id"), _number(given, "peer_id"))
        if not right or self.clock() - moment > 60:
            raise VkRefusal(100, "invalid event_id")
        told = checked_answer(given.get("event_data", ""))
        del self._presses[event]
        self.answers.append((event, told))
        return 1

    def _do_messages_getByConversationMessageId(self, given: dict[str, str]) -> Any:  # noqa: N802
        key = _number(given, "peer_id"), _number(given, "conversation_message_ids")
        found = [self.messages[key]] if key in self.messages else []
        return {"count": len(found), "items": found}

    def _do_docs_getMessagesUploadServer(self, given: dict[str, str]) -> Any:  # noqa: N802
        if given.get("type") != "audio_message":
            raise VkRefusal(100, "type")
        return {"upload_url": f"{self.url}/upload"}

    def _do_docs_save(self, given: dict[str, str]) -> Any:
        if given.get("file") not in self.notes:
            raise VkRefusal(105, "Couldn't save file")
        note = {
            "id": 55,
            "owner_id": -GROUP,
            "access_key": "key",
            "link_ogg": "",
            "link_mp3": "",
            "duration": 3,
        }
        return {"type": "audio_message", "audio_message": note}

    def _ours(self, peer: int, number: int) -> dict[str, Any]:
        message = self.messages.get((peer, number))
        if message is None:
            raise VkRefusal(100, "no such message")
        if not message["out"]:
            raise VkRefusal(15, "Access denied")
        return message

    async def _news(self, request: Request) -> Response:
        query = request.query_params
        if query.get("act") != "a_check" or int(query.get("wait", "0")) > 90:
            return PlainTextResponse("", 400)
        if query.get("key") != self.key:
            return JSONResponse({"failed": 3 if int(query["ts"]) < self._first else 2})
        first = int(query["ts"])
        if first > len(self.updates):
            return JSONResponse({"failed": 1, "ts": len(self.updates)})
        self.confirmed, self.listeners = max(self.confirmed, first), self.listeners + 1
        ends = time.monotonic() + int(query["wait"])
        while len(self.updates) <= first and time.monotonic() < ends:
            if await request.is_disconnected():
                break
            await anyio.sleep(0.005)
        with self._lock:
            return JSONResponse({"ts": str(len(self.updates)), "updates": self.updates[first:]})

    async def _upload(self, request: Request) -> Response:
        async with request.form() as form:
            content = await form["file"].read()  # type: ignore[union-attr]
        name = f"note{next(self._numbers)}"
        self.notes[name] = content
        return JSONResponse({"file": name})

    async def _file(self, request: Request) -> Response:
        content = self._files.get(request.path_params["name"])
        return PlainTextResponse("", 404) if content is None else Response(content)

    def _new(self, peer: int, body: dict[str, Any]) -> dict[str, Any]:
        number = next(self._numbers)
        message = {
            "id": number,
            "date": int(self.clock()),
            "peer_id": peer,
            "conversation_message_id": number,
            **body,
        }
        self.messages[peer, number] = message
        return message

    def _happened(self, kind: str, told: dict[str, Any]) -> None:
        with self._lock:
            self.updates.append(json.loads(json.dumps(self._event(kind, told))))

    def _event(self, kind: str, told: dict[str, Any]) -> dict[str, Any]:
        event = f"{next(self._numbers):040x}"
        return {"type": kind, "event_id": event, "v": "5.199", "object": told, "group_id": GROUP}


def _number(given: dict[str, str], name: str) -> int:
    try:
        return int(given[name])
    except (KeyError, ValueError):
        raise VkRefusal(100, f"{name} is undefined") from None


def _said(code: int) -> dict[str, Any]:
    return {"code": code, "description": _WORDS.get(code, "")}


def _error(code: int, message: str = "") -> dict[str, Any]:
    return {"error": {"error_code": code, "error_msg": message or _WORDS.get(code, ""), "request_params": []}}
