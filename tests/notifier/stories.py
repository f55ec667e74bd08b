"""Short stories that channels are led through in tests: one event loop, and the channel closed after it."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import TypeVar

from notifier.channel import Channel, Page

C = TypeVar("C", bound=Channel)


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
