"""The event loop that the channels live in: a thread's of its own, or one that runs already, such as the API's."""

import asyncio
import threading
from collections.abc import Callable, Coroutine
from concurrent.futures import Future
from concurrent.futures import TimeoutError as TooLate
from typing import Any, Protocol, TypeVar

T = TypeVar("T")

_JOIN = 30.0


class Home(Protocol):
    """Gives the loop that everything of the channels happens in."""

    def open(self) -> asyncio.AbstractEventLoop:
        """The loop, running; the same each time."""
        ...

    def close(self) -> None:
        """The channels need it no more."""
        ...


class OwnLoop:
    """A loop in a daemon thread, begun with the first call."""

    def __init__(self) -> None:
        """Nothing runs yet."""
        self._lock = threading.Lock()
        self._loop: asyncio.AbstractEventLoop | None = None
        self._thread: threading.Thread | None = None

    def open(self) -> asyncio.AbstractEventLoop:
        """The loop, running."""
        with self._lock:
            if self._loop is None:
                self._loop = asyncio.new_event_loop()
                self._thread = threading.Thread(target=self._loop.run_forever, name="messengers", daemon=True)
                self._thread.start()
            return self._loop

    def close(self) -> None:
        """End the thread. What still runs there is cancelled."""
        with self._lock:
            if self._loop is None or self._thread is None:
                return
            asyncio.run_coroutine_threadsafe(_cancel_all(), self._loop).result(_JOIN)
            self._loop.call_soon_threadsafe(self._loop.stop)
            self._thread.join(_JOIN)
            self._loop.close()
            self._loop = self._thread = None


class RunningLoop:
    """Somebody else's loop, which runs already and goes on."""

    def __init__(self, find: Callable[[], asyncio.AbstractEventLoop]) -> None:
        """`find` gives it, asked once it is needed: the API has its loop only when it serves."""
        self._find = find

    def open(self) -> asyncio.AbstractEventLoop:
        """The loop."""
        return self._find()

    def close(self) -> None:
        """It goes on."""


def outcome(loop: asyncio.AbstractEventLoop, work: Coroutine[Any, Any, T], patience: float) -> T:
    """What the work gives in the loop, asked from another thread. Raises TimeoutError, and the work is cancelled."""
    if _inside(loop):
        work.close()
        raise RuntimeError("the loop cannot wait for itself: call from another thread")
    future: Future[T] = asyncio.run_coroutine_threadsafe(work, loop)
    try:
        return future.result(patience)
    except TooLate:
        future.cancel()
        raise


def _inside(loop: asyncio.AbstractEventLoop) -> bool:
    try:
        return asyncio.get_running_loop() is loop
    except RuntimeError:
        return False


async def _cancel_all() -> None:
    others = [task for task in asyncio.all_tasks() if task is not asyncio.current_task()]
    for task in others:
        task.cancel()
    await asyncio.gather(*others, return_exceptions=True)
    loop = asyncio.get_running_loop()
    await loop.shutdown_asyncgens()
    await loop.shutdown_default_executor()
