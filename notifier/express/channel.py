"""eXpress as a channel: what a page becomes over BotX, and what the server brings to our webhook.

There is no answer to a press there: the command is accepted, and the message that changes says the rest.
"""

import base64
from collections.abc import Mapping
from contextlib import AbstractAsyncContextManager, suppress
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

import httpx
from pydantic import ValidationError

from core_api.contracts.messages import (
    Address,
    ChannelCapabilities,
    ChannelName,
    FileRef,
    Inbound,
    MessageRef,
    Piece,
    Reply,
)
from core_api.contracts.messengers import ExpressAccount
from core_api.contracts.ports import Clock
from core_api.contracts.problems import Forbidden, Invalid, NotFound, Unauthorized, Unsupported
from notifier.bounds import refuse_too_large
from notifier.channel import Keep, Key, Limits, Page
from notifier.download import Downloads
from notifier.express.arriving import DATA, arrival_of
from notifier.express.calls import NAME, Calls
from notifier.express.shapes import Incoming
from notifier.express.trust import check, same
from notifier.receiving import Seen, body_of, object_of

_LARGEST_FILE = 512 * 1024 * 1024
_ACCEPTED = Reply(status=202, body='{"result": "accepted"}', content_type="application/json")
_STATUS = Reply(
    body='{"status": "ok", "result": {"status_message": "", "enabled": true, "commands": []}}',
    content_type="application/json",
)

CAPABILITIES = ChannelCapabilities(
    approves=True,
    buttons=True,
    button_bytes=1024,  # an object of any shape: the whole request is limited, to 1 MB
    max_buttons=100,  # nothing is published
    buttons_per_row=8,
    edits=True,
    deletes=True,
    ack_seconds=None,
    signed_inbound=True,
    text_limit=4096,
    markup="plain",
    voice=True,
    files_in=_LARGEST_FILE,
)


def _now() -> datetime:
    return datetime.now(UTC)


class ExpressChannel:
    """A bot on an eXpress server."""

    name: ChannelName = "express"
    capabilities = CAPABILITIES
    limits = Limits(per_chat=(1, 1.0), per_group=(20, 60.0), overall=(10, 1.0))

    def __init__(self, account: ExpressAccount, clock: Clock = _now) -> None:
        """Nothing is asked yet."""
        self._account = account
        self._host = urlsplit(account.url).hostname or ""
        self._clock = clock
        self._calls = Calls(account)
        self._seen = Seen()
        self._tokens = Seen()
        self._files = Downloads(NAME, _LARGEST_FILE)

    async def start(self, keep: Keep) -> None:
        """Nothing to begin: the server calls the address that its administrator gave it."""

    async def stop(self) -> None:
        """Let go of the connections."""
        await self._files.close()
        await self._calls.close()

    async def identify(self) -> str:
        """The bot's name on the server."""
        return await self._calls.name()

    async def send(self, to: Address, page: Page) -> MessageRef:
        """Send a message; a private chat that is not there yet is made."""
        refuse_too_large(NAME, CAPABILITIES, page)
        chat = to.chat or await self._calls.chat_with(_id(to.user))
        body: dict[str, Any] = {
            "group_chat_id": chat,
            "notification": {
                "status": "ok",
                "body": page.plain,
                "bubble": _bubbles(page),
                "opts": {"buttons_auto_adjust": True},
            },
            "opts": {"notification_opts": {"send": not page.silent}},
        }
        if page.voice is not None:
            sound = base64.b64encode(page.voice).decode()
            body["file"] = {"file_name": "voice.ogg", "data": f"data:audio/ogg;base64,{sound}"}
        return MessageRef(channel="express", chat=chat, id=await self._calls.send(body))

    async def update(self, ref: MessageRef, page: Page) -> None:
        """Make the message say this; without buttons the old ones go."""
        refuse_too_large(NAME, CAPABILITIES, page)
        payload = {"body": page.plain, "bubble": _bubbles(page), "opts": {"buttons_auto_adjust": True}}
        await self._calls.edit(ref.id, payload)

    async def withdraw(self, ref: MessageRef, page: Page) -> None:
        """Delete the message, or where that is refused make it say the page."""
        with suppress(NotFound):
            try:
                await self._calls.delete(ref.id)
            except (Forbidden, Invalid):
                await self.update(ref, page)

    async def acknowledge(self, press: str, chat: str, text: str, *, alert: bool) -> None:
        """Nothing: eXpress knows no answer to a press."""

    async def fetch(self, file: FileRef, offset: int) -> Piece:
        """A part of a file."""
        chat, _colon, name = file.id.partition(":")
        if not _is_id(chat) or not _is_id(name):
            raise NotFound("file-gone")

        def opened(headers: Mapping[str, str]) -> AbstractAsyncContextManager[httpx.Response]:
            return self._calls.download(chat, name, headers)

        return await self._files.piece(file.id, offset, opened)

    async def deliver(self, request: Inbound, keep: Keep) -> Reply:
        """A request of the server (`/command`, `/status`, `/notification/callback`): signed, kept, accepted."""
        if self._account.hook is None:
            raise Unsupported("webhook-none", channel=self.name)
        header = request.headers.get("authorization", "")
        token = check(header, self._account.bot, self._host, self._account.secret)
        if token in self._tokens:
            raise Unauthorized("webhook-forged")  # each request has a token of its own: this one was copied
        if request.method == "GET":
            self._tokens.add(token)
            return _STATUS
        told = object_of(body_of(request, NAME), NAME)
        if "command" in told:
            await self._command(told, keep)
        elif "sync_id" not in told:
            raise Invalid("webhook-unreadable", vendor=NAME)
        self._tokens.add(token)
        return _ACCEPTED

    async def _command(self, told: dict[str, Any], keep: Keep) -> None:
        try:
            command = Incoming.model_validate(told)
        except ValidationError:
            raise Invalid("webhook-unreadable", vendor=NAME) from None
        if not same(command.bot_id, self._account.bot):
            raise Unauthorized("webhook-forged")
        if (arrival := arrival_of(command, self._clock)) is not None:
            await self._seen.keep_new((arrival,), keep)


def build(account: ExpressAccount) -> ExpressChannel:
    """The channel of an account."""
    return ExpressChannel(account)


def _bubbles(page: Page) -> list[list[dict[str, Any]]]:
    return [[_bubble(key) for key in row] for row in page.rows if row]


def _bubble(key: Key) -> dict[str, Any]:
    """A button that is pressed without a word in the chat, or one that opens an address."""
    if key.url:
        opts = {"silent": True, "align": "center", "handler": "client", "link": key.url}
        return {"label": key.label, "data": {}, "opts": opts}
    return {
        "command": "/press",
        "label": key.label,
        "data": {DATA: key.data},
        "opts": {"silent": True, "align": "center"},
    }


def _id(user: str) -> str:
    """A person's id. Raises Forbidden `chat-closed` for what is none."""
    if not _is_id(user):
        raise Forbidden("chat-closed")
    return user


def _is_id(text: str) -> bool:
    try:
        UUID(text)
    except ValueError:
        return False
    return True
