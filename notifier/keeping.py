"""The way into the journal from the event loop: what comes at the same time is written at once, beside the loop.

Fifty presses in one moment are one write to the disk, not fifty, and no channel stands still for it.
"""

import asyncio
from collections.abc import Callable

from core_api.contracts.messages import Arrival

Write = Callable[[tuple[Arrival, ...]], None]


class Keeper:
    """A `Keep`: returns when what it was given is durably kept. For one event loop."""

    def __init__(self, write: Write) -> None:
        """`write` keeps arrivals durably, in whatever thread it is called."""
        self._write = write
        self._waiting: list[tuple[tuple[Arrival, ...], asyncio.Future[None]]] = []
        self._task: asyncio.Task[None] | None = None

    async def __call__(self, arrivals: tuple[Arrival, ...]) -> None:
        """Keep them. Raises what the writing raises."""
        if not arrivals:
            return
        loop = asyncio.get_running_loop()
        done = loop.create_future()
        self._waiting.append((arrivals, done))
        if self._task is None or self._task.done():
            self._task = loop.create_task(self._work())
        await done

    async def _work(self) -> None:
        while self._waiting:
            batch, self._waiting = self._waiting, []
            try:
                await asyncio.to_thread(self._write, tuple(one for some, _done in batch for one in some))
            except Exception as error:
                _finish(batch, error)
            else:
                _finish(batch, None)


def _finish(batch: list[tuple[tuple[Arrival, ...], "asyncio.Future[None]"]], error: Exception | None) -> None:
    for _arrivals, done in batch:
        if done.done():  # whoever waited has gone
            continue
        if error:
            done.set_exception(error)
        else:
            done.set_result(None)
