"""A messenger in memory, for `memory:` and for tests: people press, write and send files by calling its methods.

Nothing outlives the process, and no words are made here.
"""

import asyncio
import base64
import logging
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import count
from threading import Lock

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
from core_api.contracts.problems import Forbidden, NotFound, TooLarge, Unsupported
from notifier.bounds import refuse_too_large
from notifier.channel import Keep, Limits, Page

_LOG = logging.getLogger(__name__)
_PIECE = 256 << 10
"""Bytes of a file that are handed over at once."""
_PAUSE = 0.05
"""Seconds before what could not be kept is brought again."""

CAPABILITIES = ChannelCapabilities(
    approves=True,
    buttons=True,
    edits=True,
    deletes=True,
    ack_seconds=10.0,
    signed_inbound=True,
    voice=True,
    files_in=20 << 20,
)
"""What Telegram can do, in plain text."""


@dataclass(frozen=True)
class Person:
    """Somebody at the other side."""

    id: str
    name: str = ""
    language: str = ""
    group: str = ""
    """The group that they act in; empty: in private."""

    @property
    def chat(self) -> str:
        """Where they act."""
        return self.group or self.id


@dataclass
class _Kept:
    """All that the messenger holds. The lock guards it: people act in threads of their own."""

    messages: dict[tuple[str, str], Page] = field(default_factory=dict)
    by_key: dict[tuple[str, str], MessageRef] = field(default_factory=dict)
    open: set[str] = field(default_factory=set)
    answered: list[tuple[str, str]] = field(default_factory=list)
    files: dict[str, bytes] = field(default_factory=dict)
    lock: Lock = field(default_factory=Lock)


class MemoryChannel:
    """A `Channel` whose people are in this process."""

    def __init__(
        self,
        name: ChannelName = "telegram",
        capabilities: ChannelCapabilities = CAPABILITIES,
        limits: Limits | None = None,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        """Nobody has written anything yet."""
        self._name = name
        self._can = capabilities
        self._limits = limits or Limits()
        self._now = now
        self._ids = count(1)
        self._kept = _Kept()
        self._coming: deque[Arrival] = deque()
        self._blocked: set[str] = set()
        self._loop: asyncio.AbstractEventLoop | None = None
        self._came = asyncio.Event()
        self._task: asyncio.Task[None] | None = None

    @property
    def name(self) -> ChannelName:
        """Whom it stands for."""
        return self._name

    @property
    def capabilities(self) -> ChannelCapabilities:
        """What it was told that it can do."""
        return self._can

    @property
    def limits(self) -> Limits:
        """How many messages it takes; it does not count."""
        return self._limits

    # --- our side ---------------------------------------------------------------------------------------------

    async def start(self, keep: Keep) -> None:
        """Begin to hand over what people do."""
        self._loop = asyncio.get_running_loop()
        self._came.set()
        self._task = self._loop.create_task(self._bring(keep))

    async def stop(self) -> None:
        """Hand over nothing more."""
        if self._task:
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)
        self._loop = self._task = None

    async def identify(self) -> str:
        """A name that leads nowhere."""
        return "memory"

    async def send(self, to: Address, page: Page) -> MessageRef:
        """Put it into the chat. Raises Forbidden `chat-closed`, TooLarge `message-refused`."""
        refuse_too_large(self._name, self._can, page)
        chat = to.chat or to.user
        if chat in self._blocked:
            raise Forbidden("chat-closed")
        with self._kept.lock:
            known = self._kept.by_key.get((chat, page.key))
            if known and self._can.idempotent_send:
                return known
            ref = MessageRef(channel=self._name, chat=chat, id=str(next(self._ids)))
            self._kept.messages[chat, ref.id] = page
            self._kept.by_key[chat, page.key] = ref
        return ref

    async def update(self, ref: MessageRef, page: Page) -> None:
        """Put it in the message's place. Raises NotFound `message-gone`, TooLarge `message-refused`."""
        refuse_too_large(self._name, self._can, page)
        with self._kept.lock:
            if (ref.chat, ref.id) not in self._kept.messages:
                raise NotFound("message-gone")
            self._kept.messages[ref.chat, ref.id] = page

    async def withdraw(self, ref: MessageRef, page: Page) -> None:
        """Delete it where messages can be deleted; one that is gone is passed over."""
        with self._kept.lock:
            if self._can.deletes:
                self._kept.messages.pop((ref.chat, ref.id), None)
            elif (ref.chat, ref.id) in self._kept.messages:
                self._kept.messages[ref.chat, ref.id] = page

    async def acknowledge(self, press: str, chat: str, text: str, *, alert: bool) -> None:
        """Show the presser the text. A press that was answered, or never was, is passed over."""
        with self._kept.lock:
            if press in self._kept.open:
                self._kept.open.discard(press)
                self._kept.answered.append((press, text))

    async def fetch(self, file: FileRef, offset: int) -> Piece:
        """A part of a file. Raises NotFound `file-gone`, TooLarge `file-too-large`."""
        data = self._kept.files.get(file.id)
        if data is None:
            raise NotFound("file-gone")
        if len(data) > self._can.files_in:
            raise TooLarge("file-too-large")
        part = data[offset : offset + _PIECE]
        return Piece(data=base64.b64encode(part).decode(), last=offset + len(part) >= len(data))

    async def deliver(self, request: Inbound, keep: Keep) -> Reply:
        """It has no webhook."""
        raise Unsupported("webhook-none", channel=self._name)

    # --- the people's side, from any thread -------------------------------------------------------------------

    def press(self, ref: MessageRef, data: str, by: Person) -> str:
        """Somebody presses a button, perhaps one that has just gone; gives the press's id."""
        press = f"press-{next(self._ids)}"
        with self._kept.lock:
            self._kept.open.add(press)
        self.bring(
            self._arrival("press", by).model_copy(update={"message": ref.id, "data": data, "press": press})
        )
        return press

    def react(self, ref: MessageRef, emoji: str, by: Person) -> None:
        """Somebody puts an emoji under a message."""
        self.bring(self._arrival("reaction", by).model_copy(update={"message": ref.id, "data": emoji}))

    def write(self, text: str, by: Person, answers: str = "") -> None:
        """Somebody writes, perhaps in answer to a message."""
        self.bring(self._arrival("text", by).model_copy(update={"text": text, "message": answers}))

    def attach(self, name: str, data: bytes, by: Person) -> None:
        """Somebody sends a file."""
        ref = FileRef(channel=self._name, id=f"file-{next(self._ids)}", name=name, size=len(data))
        with self._kept.lock:
            self._kept.files[ref.id] = data
        self.bring(self._arrival("file", by).model_copy(update={"file": ref}))

    def block(self, chat: str) -> None:
        """Somebody wants to hear nothing from us any more."""
        self._blocked.add(chat)

    def remove(self, ref: MessageRef) -> None:
        """Somebody deletes a message."""
        with self._kept.lock:
            self._kept.messages.pop((ref.chat, ref.id), None)

    def page(self, ref: MessageRef) -> Page | None:
        """What the message says now; None: it is gone."""
        return self._kept.messages.get((ref.chat, ref.id))

    def shown(self, chat: str) -> tuple[Page, ...]:
        """What the chat shows from us, the oldest first."""
        with self._kept.lock:
            return tuple(page for (where, _id), page in self._kept.messages.items() if where == chat)

    @property
    def answers(self) -> tuple[tuple[str, str], ...]:
        """The presses that were answered, with the words, in that order."""
        with self._kept.lock:
            return tuple(self._kept.answered)

    @property
    def waiting(self) -> int:
        """How many arrivals are not kept yet."""
        return len(self._coming)

    def bring(self, arrival: Arrival) -> None:
        """Hand it over, before the start too; until it is kept it stays here. The same twice is handed over twice."""
        self._coming.append(arrival)
        if self._loop:
            self._loop.call_soon_threadsafe(self._came.set)

    async def _bring(self, keep: Keep) -> None:
        while True:
            await self._came.wait()
            self._came.clear()
            while self._coming:
                try:
                    await keep((self._coming[0],))
                    self._coming.popleft()
                except Exception:
                    _LOG.exception("%s could not keep what came", self._name)
                    await asyncio.sleep(_PAUSE)

    def _arrival(self, kind: str, by: Person) -> Arrival:
        number = next(self._ids)
        return Arrival.model_validate(
            {
                "id": str(number),
                "channel": self._name,
                "kind": kind,
                "at": self._now(),
                "user": by.id,
                "user_name": by.name,
                "language": by.language,
                "chat": by.chat,
                "group": bool(by.group),
            }
        )
