"""The channel on the double of Telegram, in an event loop of its own thread, so that a test may wait for the double."""

import asyncio
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

import pytest
from pydantic import SecretStr

from core_api.contracts.messages import Address, Arrival, MessageRef
from core_api.contracts.messengers import Hook, Mode, TelegramAccount
from notifier.channel import Key, Page
from notifier.telegram.channel import TelegramChannel
from notifier.telegram.way import TokenBot
from tests.doubles.telegram import TelegramDouble
from tests.doubles.telegram_people import Person

pytest.register_assert_rewrite("tests.conformance.channel_desk")

from tests.conformance.channel_desk import Loop  # noqa: E402

ANNA, BORIS = 501, 502
HOOK = Hook(
    url=SecretStr("https://boardscribe.example.org/messages/telegram/a-secret-path-0123456789"),
    word=SecretStr("wordwordwordwordwordwordwordwordwordword-43"),
)


async def _no_menu(_bot: TokenBot) -> None:
    """Leaves the menu alone."""


@dataclass
class Shelf:
    """Keeps what comes in; may be told to fail."""

    kept: list[Arrival] = field(default_factory=list)
    fails: int = 0
    """How many times more it cannot keep anything."""
    told: threading.Condition = field(default_factory=threading.Condition)

    async def keep(self, arrivals: tuple[Arrival, ...]) -> None:
        with self.told:
            self.told.notify_all()
            if self.fails:
                self.fails -= 1
                raise OSError("no space left")
            self.kept += arrivals

    def wait(self, count: int) -> list[Arrival]:
        """Wait until so many were kept; all of them."""
        with self.told:
            assert self.told.wait_for(lambda: len(self.kept) >= count, timeout=30), self.kept
            return list(self.kept)


@dataclass
class Desk:
    """A channel, the double that it talks to, and who is there."""

    double: TelegramDouble
    url: str
    loop: Loop
    anna: Person
    boris: Person
    shelf: Shelf = field(default_factory=Shelf)
    pauses: list[float] = field(default_factory=list)
    """How long the channel wanted to wait between tries."""

    @contextmanager
    def channel(self, mode: Mode = "polling", **more: Any) -> Iterator[TelegramChannel]:
        """A channel under the bot's token."""
        account = TelegramAccount(
            token=more.pop("token", SecretStr(self.double.token)),
            url=more.pop("url", self.url),
            proxy=more.pop("proxy", None),
            mode=mode,
            hook=HOOK if mode == "webhook" else None,
        )
        # What is to go wrong with the next request must not hit one for the menu, which comes at any time.
        greet = more.pop("greet", _no_menu)
        channel = TelegramChannel(account, clock=self.now, patience=20.0, sleep=self._sleep, greet=greet)
        try:
            yield channel
        finally:
            self.loop.run(channel.stop())

    def send(self, channel: TelegramChannel, text: str = "Hello", to: str = "", **more: Any) -> MessageRef:
        """Send a message, to Anna's private chat if nowhere else."""
        place = {"chat": to} if to.startswith("-") else {"user": to or self.anna.id}
        return self.loop.run(channel.send(Address(channel="telegram", **place), page(text, **more)))

    def now(self) -> datetime:
        return datetime.fromtimestamp(self.double.clock(), UTC)

    async def _sleep(self, seconds: float) -> None:
        self.pauses.append(seconds)
        await asyncio.sleep(0.01)


def page(text: str = "Hello", *rows: tuple[Key, ...], **more: Any) -> Page:
    """A page of few words."""
    return Page(key="key-1", text=text, plain=text, rows=more.pop("rows", rows), **more)


@pytest.fixture
def loop() -> Iterator[Loop]:
    loop = Loop()
    yield loop
    loop.close()


@pytest.fixture
def desk(loop: Loop) -> Iterator[Desk]:
    double = TelegramDouble()
    anna, boris = double.person(ANNA, "Анна"), double.person(BORIS, "Boris", "en")
    anna.start()
    with double.served() as url:
        yield Desk(double, url, loop, anna, boris)


@pytest.fixture
def channel(desk: Desk) -> Iterator[TelegramChannel]:
    """A channel that has not begun to receive."""
    with desk.channel() as channel:
        yield channel
