"""A messenger as the suite of channels sees it: the channel, and the hands and eyes of the people at the other side.

A messenger's maker (in `channels/`) is a fixture that gives a `ChannelDesk` of its own with the channel started.
"""

import asyncio
import html
import threading
import time
from abc import ABC, abstractmethod
from collections.abc import Callable, Coroutine
from dataclasses import dataclass, field
from typing import Any, Literal, TypeVar

from core_api.contracts.messages import Address, Arrival, ChannelCapabilities, Inbound, MessageRef
from notifier.channel import Channel, Key, Page

T = TypeVar("T")

Way = Literal["blocked", "busy", "lost", "down", "page"]
"""How the next call of ours goes wrong:

    blocked  the person wants to hear nothing from us any more, or never wrote to us
    busy     429, or however the messenger says so, with a number of seconds
    lost     it is carried out and the answer never comes
    down     it is not carried out and answered with a 5xx
    page     200 and a page of HTML
"""

PATIENCE = 20.0
"""Seconds after which what a test waits for will never come."""


@dataclass(frozen=True)
class Shown:
    """A message of ours as a person sees it."""

    text: str
    """The visible words, without markup. A channel without buttons may say after them what can be answered."""
    labels: tuple[str, ...] = ()
    """Of the buttons, row by row."""


@dataclass
class Keeper:
    """Keeps what comes, as the journal would; can be told to fail or to hold still."""

    kept: list[Arrival] = field(default_factory=list)
    failures: int = 0
    """How many of the next calls fail."""
    began: threading.Event = field(default_factory=threading.Event)
    open: threading.Event = field(default_factory=threading.Event)
    """While it is not set nothing is kept."""

    def __post_init__(self) -> None:
        self.open.set()

    async def __call__(self, arrivals: tuple[Arrival, ...]) -> None:
        self.began.set()
        await asyncio.to_thread(self.open.wait, PATIENCE)
        if self.failures:
            self.failures -= 1
            raise OSError("the disk is full")
        known = {one.id for one in self.kept}
        self.kept += [one for one in arrivals if one.id not in known]


class Loop:
    """An event loop in a thread of its own, for channels to live in."""

    def __init__(self) -> None:
        self.loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self.loop.run_forever, daemon=True)
        self._thread.start()

    def run(self, work: Coroutine[Any, Any, T]) -> T:
        """What the coroutine gives."""
        return asyncio.run_coroutine_threadsafe(work, self.loop).result(PATIENCE * 2)

    def close(self) -> None:
        self.loop.call_soon_threadsafe(self.loop.stop)
        self._thread.join(PATIENCE)
        self.loop.close()


class ChannelDesk(ABC):
    """Everything that the suite needs of a messenger. Hooks that a messenger has no use for keep their defaults."""

    def __init__(self, channel: Channel, to: Address, user: str) -> None:
        """`to` is a person's private chat, `user` their id as it comes in."""
        self.channel = channel
        self.to = to
        self.user = user
        self.keeper = Keeper()
        self.loop = Loop()
        self.secrets: tuple[str, ...] = ()
        """What may stand in no problem's text."""

    # --- what each messenger gives ----------------------------------------------------------------------------

    @abstractmethod
    def shown(self) -> list[Shown]:
        """What the private chat shows from us now, the oldest first; what was deleted is not there."""

    @abstractmethod
    def fail(self, way: Way) -> None:
        """The next call that sends (of any kind) goes wrong this way."""

    def _cannot(self) -> AssertionError:
        """For what nobody can do in this messenger: a suite that asks for it does not look at the capabilities."""
        return AssertionError(f"nobody can do that in {self.channel.name}: {self.channel.capabilities}")

    def press(self, ref: MessageRef, data: str) -> None:
        """The person presses a button with this data under the message (also one that is not there any more)."""
        raise self._cannot()

    def react(self, ref: MessageRef, emoji: str) -> None:
        """The person puts an emoji under the message."""
        raise self._cannot()

    def write(self, text: str, answers: MessageRef | None = None) -> None:
        """The person writes to us, perhaps in answer to a message."""
        raise self._cannot()

    def attach(self, name: str, data: bytes) -> None:
        """The person sends us a file."""
        raise self._cannot()

    def again(self) -> None:
        """The messenger brings all that it has brought once more, as it does when it did not hear our answer."""
        raise self._cannot()

    def heard(self) -> bool:
        """Whether the messenger was told that we have everything that it brought."""
        raise self._cannot()

    def toasts(self) -> list[str]:
        """The answers to presses that the person has seen."""
        return []

    def remove(self, ref: MessageRef) -> None:
        """The person deletes our message."""
        raise self._cannot()

    def forged(self) -> Inbound | None:
        """A request to the webhook by somebody who does not know its secret; None: this way has no webhook."""
        return None

    def unreadable(self) -> Inbound | None:
        """A request to the webhook that is rightly signed and makes no sense."""
        return None

    # --- shorter words ----------------------------------------------------------------------------------------

    @property
    def can(self) -> ChannelCapabilities:
        return self.channel.capabilities

    @property
    def kept(self) -> list[Arrival]:
        return list(self.keeper.kept)

    def start(self) -> None:
        self.loop.run(self.channel.start(self.keeper))

    def stop(self) -> None:
        self.keeper.open.set()
        self.loop.run(self.channel.stop())
        self.loop.close()

    def send(self, page: Page) -> MessageRef:
        return self.loop.run(self.channel.send(self.to, page))

    def update(self, ref: MessageRef, page: Page) -> None:
        self.loop.run(self.channel.update(ref, page))

    def withdraw(self, ref: MessageRef, page: Page) -> None:
        self.loop.run(self.channel.withdraw(ref, page))

    def run(self, work: Coroutine[Any, Any, T]) -> T:
        return self.loop.run(work)

    def page(self, words: str, *rows: tuple[Key, ...], key: str = "page-1") -> Page:
        """A page in the channel's markup."""
        text = html.escape(words, quote=False) if self.can.markup == "html" else words
        return Page(key=key, text=text, plain=words, rows=rows)

    def came(self, number: int = 1) -> list[Arrival]:
        """What has come, once so much of it is there."""
        wait_for(lambda: len(self.keeper.kept) >= number)
        return self.kept


def wait_for(happened: Callable[[], object]) -> None:
    """Return once it has happened; it never will when the patience is over."""
    over = time.monotonic() + PATIENCE
    while not happened():
        assert time.monotonic() < over, "it did not happen"
        time.sleep(0.005)
