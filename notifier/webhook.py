"""A generic messenger behind a small bridge: signed both ways by the Standard Webhooks scheme, described in full here.

For messengers without a public description. Both sides POST JSON `{"type", "timestamp", "data"}` with the headers
`webhook-id`, `webhook-timestamp` (seconds) and `webhook-signature` (`v1,` and the Base64 of HMAC-SHA256 over
`id.timestamp.body`, several divided by spaces). What is more than five minutes old or early is refused, and what
carries an id that came already is answered and not taken again.

From us, to the bridge's address; it answers 2xx with a JSON object:

    message.send         page, `key`, `to {user, chat}`, `silent`, `asks_reply`, `answers` → `{"chat", "message"}`; what
                         comes again with the same `webhook-id` is the same message and is answered the same
    message.update       page, `chat`, `message`; 404: there is no such message any more
    message.withdraw     `chat`, `message`, and the page that it shall say where it cannot be deleted; 404 likewise
    message.acknowledge  `press`, `chat`, `text`, `alert`: a line for the presser alone
    file.fetch           `file`, `offset` → `{"data": Base64, "last": bool}`; 404: it is not there any more
    identify             nothing → `{"handle"}`: how people find the bot there

A page is `text` (plain), `markdown`, `buttons` (rows of `{label, code, data | url, look}`), `voice` (Base64 of Opus in
OGG, or null) and `seconds`. 403 says that the person or the chat does not want our messages.

To us, at the address of our webhook: `press` (`user`, `chat`, `message`, `data`, `press`), `text` (`text`, `message` it
answers), `reaction` (`message`, `data`: the emoji) and `file` (`file {id, name, size}`, `text`); each may carry
`user_name`, `language` and `group`. We answer 200 when it is kept.
"""

import base64
import binascii
import hashlib
import hmac
import json
import secrets
from collections.abc import Mapping
from contextlib import suppress
from datetime import UTC, datetime
from typing import Any, Literal

import httpx
from pydantic import BaseModel, ConfigDict, Field, SecretStr, ValidationError

from core_api.contracts.messages import (
    Address,
    Arrival,
    ChannelCapabilities,
    ChannelName,
    FileRef,
    Inbound,
    MessageRef,
    Piece,
    Reply,
)
from core_api.contracts.messengers import WebhookAccount
from core_api.contracts.ports import Clock
from core_api.contracts.problems import Forbidden, Invalid, NotFound, Unauthorized, Unsupported
from notifier.bounds import refuse_too_large
from notifier.channel import Keep, Limits, Page
from notifier.http import Api, client
from notifier.receiving import Seen, body_of, object_of

NAME = "webhook"
TOLERANCE = 300.0
"""Seconds by which a request may be late or early."""

CAPABILITIES = ChannelCapabilities(
    approves=True,
    buttons=True,
    button_bytes=64,
    max_buttons=100,
    buttons_per_row=8,
    edits=True,
    deletes=True,
    ack_seconds=10.0,
    toast_limit=200,
    idempotent_send=True,
    signed_inbound=True,
    text_limit=4000,
    markup="markdown",
    voice=True,
    files_in=2 * 1024**3,
)


class _Shape(BaseModel):
    model_config = ConfigDict(extra="ignore", frozen=True)


class _Sent(_Shape):
    chat: str = Field(min_length=1)
    message: str = Field(min_length=1)


class _Found(_Shape):
    handle: str = Field(min_length=1)


class _File(_Shape):
    id: str = Field(min_length=1)
    name: str
    size: int | None = None


class _Told(_Shape):
    user: str = Field(min_length=1)
    user_name: str = ""
    language: str = ""
    chat: str = Field(min_length=1)
    group: bool = False
    message: str = ""
    data: str = ""
    press: str = ""
    text: str = ""
    file: _File | None = None


class _Event(_Shape):
    type: str
    data: dict[str, object] = {}


_KINDS: dict[str, Literal["press", "text", "reaction", "file"]] = {
    "press": "press",
    "text": "text",
    "reaction": "reaction",
    "file": "file",
}


def _now() -> datetime:
    return datetime.now(UTC)


def key_of(secret: SecretStr) -> bytes:
    """The bytes that sign: after `whsec_` stands Base64, else the secret is taken as it is written."""
    text = secret.get_secret_value()
    if text.startswith("whsec_"):
        with suppress(binascii.Error, ValueError):
            return base64.b64decode(text.removeprefix("whsec_"), validate=True)
    return text.encode()


def signature(key: bytes, message_id: str, timestamp: str, body: bytes) -> str:
    """What a request is signed with."""
    signed = b".".join((message_id.encode("utf-8", "replace"), timestamp.encode("utf-8", "replace"), body))
    return f"v1,{base64.b64encode(hmac.new(key, signed, hashlib.sha256).digest()).decode()}"


def check(key: bytes, headers: Mapping[str, str], body: bytes, now: float) -> str:
    """The request's id. Raises Unauthorized `webhook-forged` for what is unsigned, wrongly signed, late or early."""
    message_id, stamp = headers.get("webhook-id", ""), headers.get("webhook-timestamp", "")
    given = headers.get("webhook-signature", "").encode("utf-8", "replace").split()
    expected = signature(key, message_id, stamp, body).encode()
    if not message_id or not any(hmac.compare_digest(expected, one) for one in given):
        raise Unauthorized("webhook-forged")
    if not stamp.isascii() or not stamp.isdigit() or abs(now - int(stamp)) > TOLERANCE:
        raise Unauthorized("webhook-forged")
    return message_id


class WebhookChannel:
    """A bridge to a messenger of the installation's own choice."""

    name: ChannelName = "webhook"
    capabilities = CAPABILITIES
    limits = Limits()

    def __init__(self, account: WebhookAccount, clock: Clock = _now) -> None:
        """Nothing is asked yet."""
        self._account = account
        self._key = key_of(account.secret)
        self._clock = clock
        self._api = Api(NAME, client(account.url, proxy=account.proxy, based=False))
        self._seen = Seen()

    async def start(self, keep: Keep) -> None:
        """Nothing to begin: the bridge calls our webhook."""

    async def stop(self) -> None:
        """Let go of the connections."""
        await self._api.close()

    async def identify(self) -> str:
        """How people find the bot, as the bridge says it."""
        reply = await self._post("identify", {}, safe=True)
        try:
            return _Found.model_validate(self._api.decoded(self._taken(reply), safe=True)).handle
        except ValidationError:
            raise self._api.unreadable(safe=True) from None

    async def send(self, to: Address, page: Page) -> MessageRef:
        """Send a message; the same key has the same `webhook-id`, and is one message."""
        refuse_too_large(NAME, CAPABILITIES, page)
        data = {
            "key": page.key,
            "to": {"user": to.user, "chat": to.chat},
            "silent": page.silent,
            "asks_reply": page.asks_reply,
            "answers": page.answers,
            **_paged(page),
        }
        told = hashlib.sha256(f"{to.user}\n{to.chat}\n{page.key}".encode()).hexdigest()
        reply = await self._post("message.send", data, safe=False, message_id=f"send_{told[:40]}")
        if reply.status_code in {403, 404}:
            raise Forbidden("chat-closed")
        try:
            sent = _Sent.model_validate(self._api.decoded(self._taken(reply), safe=False))
        except ValidationError:
            raise self._api.unreadable(safe=False) from None
        return MessageRef(channel="webhook", chat=sent.chat, id=sent.message)

    async def update(self, ref: MessageRef, page: Page) -> None:
        """Make the message say this."""
        refuse_too_large(NAME, CAPABILITIES, page)
        await self._changed("message.update", {"chat": ref.chat, "message": ref.id, **_paged(page)})

    async def withdraw(self, ref: MessageRef, page: Page) -> None:
        """Delete the message, or make it say the page. One that is gone is what was wanted."""
        with suppress(NotFound):
            await self._changed("message.withdraw", {"chat": ref.chat, "message": ref.id, **_paged(page)})

    async def _changed(self, kind: str, data: dict[str, Any]) -> None:
        reply = await self._post(kind, data, safe=True)
        if reply.status_code in {403, 404, 410}:
            raise NotFound("message-gone")
        self._api.decoded(self._taken(reply), safe=True)

    async def acknowledge(self, press: str, chat: str, text: str, *, alert: bool) -> None:
        """Answer a press; the bridge says with 4xx that it is too old."""
        if press:
            data = {"press": press, "chat": chat, "text": text, "alert": alert}
            await self._post("message.acknowledge", data, safe=True)

    async def fetch(self, file: FileRef, offset: int) -> Piece:
        """A part of a file, out of the bridge's hands: no address of its choosing is ever asked."""
        reply = await self._post("file.fetch", {"file": file.id, "offset": offset}, safe=True)
        if reply.status_code in {403, 404, 410}:
            raise NotFound("file-gone")
        try:
            return Piece.model_validate(self._api.decoded(self._taken(reply), safe=True))
        except ValidationError:
            raise self._api.unreadable(safe=True) from None

    async def deliver(self, request: Inbound, keep: Keep) -> Reply:
        """A request of the bridge: signed, fresh, kept, answered. One that came already is answered and not kept."""
        if self._account.hook is None:
            raise Unsupported("webhook-none", channel=self.name)
        body, now = body_of(request, NAME), self._clock()
        message_id = check(self._key, request.headers, body, now.timestamp())
        await self._seen.keep_new((_arrival(message_id, object_of(body, NAME), now),), keep)
        return Reply(body="{}", content_type="application/json")

    async def _post(
        self, kind: str, data: dict[str, Any], *, safe: bool, message_id: str = ""
    ) -> httpx.Response:
        now = self._clock()
        told = {"type": kind, "timestamp": now.isoformat(), "data": data}
        body = json.dumps(told, ensure_ascii=False, separators=(",", ":")).encode()
        name, stamp = message_id or f"ask_{secrets.token_hex(16)}", str(int(now.timestamp()))
        headers = {
            "content-type": "application/json",
            "webhook-id": name,
            "webhook-timestamp": stamp,
            "webhook-signature": signature(self._key, name, stamp, body),
        }
        return await self._api.ask("POST", self._account.url, safe=safe, content=body, headers=headers)

    def _taken(self, reply: httpx.Response) -> httpx.Response:
        """The reply, where it says that all went well."""
        if not reply.is_success:
            raise self._api.refused(reply)
        return reply


def build(account: WebhookAccount) -> WebhookChannel:
    """The channel of an account."""
    return WebhookChannel(account)


def _paged(page: Page) -> dict[str, Any]:
    return {
        "text": page.plain,
        "markdown": page.text,
        "buttons": [
            [
                {"label": key.label, "code": key.code, "data": key.data, "url": key.url, "look": key.look}
                for key in row
            ]
            for row in page.rows
        ],
        "voice": base64.b64encode(page.voice).decode() if page.voice is not None else None,
        "seconds": page.seconds,
    }


def _arrival(message_id: str, told: dict[str, Any], now: datetime) -> Arrival:
    """What the event says. Raises Invalid `webhook-unreadable`."""
    try:
        event = _Event.model_validate(told)
        data = _Told.model_validate(event.data)
        kind = _KINDS[event.type]
    except (ValidationError, KeyError):
        raise Invalid("webhook-unreadable", vendor=NAME) from None
    if (kind == "file") != (data.file is not None):
        raise Invalid("webhook-unreadable", vendor=NAME)
    file = data.file
    return Arrival(
        id=f"event-{message_id}",
        channel="webhook",
        kind=kind,
        at=now,
        user=data.user,
        user_name=data.user_name,
        language=data.language,
        chat=data.chat,
        group=data.group,
        message=data.message,
        data=data.data,
        press=data.press,
        text=data.text,
        file=FileRef(channel="webhook", id=file.id, name=file.name, size=file.size) if file else None,
    )
