"""A clock that stands still until everybody waits, and then goes to the next moment that somebody waits for."""

import asyncio
import heapq
from collections.abc import Coroutine
from itertools import count
from typing import Any, TypeVar

T = TypeVar("T")


class Clock:
    """`seconds` and `sleep` for what is tested; `run` drives it in a loop of its own."""

    def __init__(self) -> None:
        self.now = 1000.0
        self._ids = count()
        self._sleepers: list[tuple[float, int, asyncio.Future[None]]] = []

    def seconds(self) -> float:
        return self.now

    async def sleep(self, seconds: float) -> None:
        future: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        heapq.heappush(self._sleepers, (self.now + max(0.0, seconds), next(self._ids), future))
        await future

    def run(self, work: Coroutine[Any, Any, T]) -> T:
        """What the work gives, however long it takes on this clock."""
        return asyncio.run(self._driven(work))

    async def _driven(self, work: Coroutine[Any, Any, T]) -> T:
        task = asyncio.ensure_future(work)
        while not task.done():
            for _ in range(50):  # all that can go on without the clock does
                await asyncio.sleep(0)
            if not task.done() and self._sleepers:
                self.now, _number, future = heapq.heappop(self._sleepers)
                if not future.done():
                    future.set_result(None)
        return task.result()
