"""Short stories that channels are led through in tests: one event loop, and the channel closed after it."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import TypeVar

from core_api.contracts.messages import ChannelName
from notifier.channel import Channel, Page

C = TypeVar("C", bound=Channel)


class Remembered:
    """Marks that last as long as the test."""

    def __init__(self) -> None:
        self._marks: dict[ChannelName, str] = {}

    def get(self, channel: ChannelName) -> str:
        return self._marks.get(channel, "")

    def put(self, channel: ChannelName, mark: str) -> None:
        self._marks[channel] = mark


def page(text: str, plain: str | None = None, **other: object) -> Page:
    return Page(key=str(other.pop("key", "k")), text=text, plain=plain or text, **other)  # type: ignore[arg-type]


def played(channel: C, story: Callable[[C], Awaitable[None]]) -> None:
    """The story, and the channel closed after it."""

    async def whole() -> None:
        try:
            await story(channel)
        finally:
            await channel.stop()

    asyncio.run(whole())


async def until(happened: Callable[[], object]) -> None:
    while not happened():  # noqa: ASYNC110 - the double lives in another thread
        await asyncio.sleep(0.005)
