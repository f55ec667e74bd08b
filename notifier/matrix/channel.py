"""Matrix as a channel: what a page becomes in a room, and how what people do there reaches us.

It has no buttons: the bot puts its own reactions under a message, which people only have to tap. What each one means
is in `core_api.contracts.reactions`. `docs` say how to set it up.
"""

import asyncio
import hashlib
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager

import httpx

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
from core_api.contracts.messengers import MatrixAccount
from core_api.contracts.problems import NotFound, Unauthorized, Unsupported
from core_api.contracts.reactions import signed
from notifier.bounds import refuse_too_large
from notifier.channel import Keep, Limits, Marks, Page
from notifier.download import Downloads
from notifier.matrix import bodies
from notifier.matrix.arriving import is_media
from notifier.matrix.news import News
from notifier.matrix.rooms import DirectRooms
from notifier.matrix.server import V1, Homeserver, errcode
from notifier.matrix.shapes import NAME
from notifier.matrix.tending import Tender
from notifier.receiving import Loop, Sleep

_LARGEST_FILE = 512 << 20
"""Bytes; what a homeserver takes in is its own setting, mostly less."""

CAPABILITIES = ChannelCapabilities(
    approves=True,
    reactions=True,
    edits=True,
    deletes=True,
    idempotent_send=True,
    text_limit=4096,  # an edit holds the words three times, and an event 65,536 bytes
    markup="html",
    voice=True,
    files_in=_LARGEST_FILE,
)


class MatrixChannel:
    """A user of a homeserver who is a bot."""

    name: ChannelName = "matrix"
    capabilities = CAPABILITIES
    limits = Limits(per_chat=(1, 1.0), per_group=(10, 60.0), overall=(5, 1.0))
    """What is polite; how much a homeserver takes is its own setting, and its refusals are obeyed."""

    def __init__(self, account: MatrixAccount, marks: Marks, sleep: Sleep = asyncio.sleep) -> None:
        """Nothing is asked yet."""
        self._account = account
        self._server = Homeserver(account)
        self._rooms = DirectRooms(self._server)
        self._news = News(self._server, self._rooms, marks)
        self._tender = Tender(self._server, sleep)
        self._loop = Loop(NAME, sleep)
        self._files = Downloads(NAME, _LARGEST_FILE)

    async def start(self, keep: Keep) -> None:
        """Begin to receive."""

        async def once() -> bool:
            await self._news.read(keep)
            return True

        self._loop.start(once)

    async def stop(self) -> None:
        """Receive nothing more."""
        await self._loop.stop()
        await self._tender.close()
        await self._files.close()
        await self._server.close()

    async def identify(self) -> str:
        """The bot's link. Raises Unauthorized `messenger-unauthorized` when the token is somebody else's."""
        if await self._server.whoami() != self._account.user:
            raise Unauthorized("messenger-unauthorized", vendor=NAME)
        return f"https://matrix.to/#/{self._account.user}"

    async def send(self, to: Address, page: Page) -> MessageRef:
        """Send a message. The same key is the same message as long as the homeserver remembers it: mostly a day."""
        refuse_too_large(NAME, CAPABILITIES, page)
        room = await self._rooms.of(to)
        content = bodies.answering(await self._content(page), page.answers)
        event = await self._server.send(room, "m.room.message", content, _transaction(page.key))
        if signs := _signs(page):
            self._tender.want(room, event, signs)
        return MessageRef(channel="matrix", chat=room, id=event)

    async def update(self, ref: MessageRef, page: Page) -> None:
        """Make the message say this; reactions of ours that mean nothing any more go."""
        refuse_too_large(NAME, CAPABILITIES, page)
        there = await self._server.event(ref.chat, ref.id)
        if there.sender != self._server.me:
            raise NotFound("message-gone")
        content = await self._content(page)
        await self._server.edit(ref.chat, bodies.replacing(content, ref.id))
        self._tender.want(ref.chat, ref.id, _signs(page))

    async def withdraw(self, ref: MessageRef, page: Page) -> None:
        """Take the message away, or where we may not make it say this."""
        if not await self._server.redact(ref.chat, ref.id):
            await self.update(ref, page)

    async def acknowledge(self, press: str, chat: str, text: str, *, alert: bool) -> None:
        """There are no buttons, so nothing was pressed."""

    async def fetch(self, file: FileRef, offset: int) -> Piece:
        """A part of a file. Raises NotFound `file-gone`, TooLarge `file-too-large`."""
        if not is_media(file.id):
            raise NotFound("file-gone")
        place = file.id.removeprefix("mxc://")

        @asynccontextmanager
        async def opened(headers: Mapping[str, str]) -> AsyncIterator[httpx.Response]:
            get = self._server.api.connections.stream
            params = {"allow_redirect": "false"}
            async with get("GET", f"{V1}/media/download/{place}", params=params, headers=headers) as reply:
                if reply.status_code != 404:
                    yield reply
                    return
                answer = httpx.Response(404, content=await reply.aread())
                if errcode(answer) != "M_UNRECOGNIZED":
                    yield reply
                    return
            old = f"/_matrix/media/v3/download/{place}"  # a server from before 2024
            async with get("GET", old, params=params, headers=headers) as reply:
                yield reply

        return await self._files.piece(file.id, offset, opened)

    async def deliver(self, request: Inbound, keep: Keep) -> Reply:
        """It has no webhook."""
        raise Unsupported("webhook-none", channel="matrix")

    async def _content(self, page: Page) -> bodies.Content:
        if page.voice is None:
            return bodies.text(page)
        return bodies.voice(page, await self._server.upload(*bodies.voice_file(page)))


def build(account: MatrixAccount, marks: Marks) -> MatrixChannel:
    """The channel of an account."""
    return MatrixChannel(account, marks)


def _signs(page: Page) -> tuple[str, ...]:
    return tuple(sign for sign, _key in signed(key for row in page.rows for key in row))


def _transaction(key: str) -> str:
    """The same for the same page, in the characters that every homeserver takes."""
    return hashlib.sha256(key.encode()).hexdigest()[:40]
