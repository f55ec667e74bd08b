"""The pace of one messenger: how many messages go out per chat, per group and in all, and whose turn it is.

A message occupies its place from the moment it may go until a whole window after its answer came: so there are never
more in any window at the messenger's end either, however long each was on its way. For one event loop.
"""

import asyncio
import math
import time
from collections import deque
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field

from notifier.channel import Limits

_HAIR = 0.001
"""Seconds: a window's two ends count as inside it."""

Seconds = Callable[[], float]
Sleep = Callable[[float], Awaitable[None]]


class _Window:
    """So many messages in so many seconds."""

    def __init__(self, most: int, length: float) -> None:
        self._most = most
        self._length = length + _HAIR
        self._under_way = 0
        self._ended: deque[float] = deque()

    def free_at(self, now: float) -> float:
        """When the next one may go: now, later, or, while all places are under way, nobody knows (infinity)."""
        while self._ended and self._ended[0] + self._length <= now:
            self._ended.popleft()
        too_many = self._under_way + len(self._ended) - self._most
        if too_many < 0:
            return now
        if self._under_way >= self._most:
            return math.inf
        return self._ended[too_many] + self._length

    def begin(self) -> None:
        self._under_way += 1

    def end(self, now: float) -> None:
        self._under_way -= 1
        self._ended.append(now)

    @property
    def empty(self) -> bool:
        return not self._under_way and not self._ended


@dataclass
class _Lane:
    """One chat: its windows, and those who wait, the hurried ones apart."""

    windows: tuple[_Window, ...]
    hurried: deque["asyncio.Future[None]"] = field(default_factory=deque)
    patient: deque["asyncio.Future[None]"] = field(default_factory=deque)
    served: int = 0
    """When it was its turn last, counted in turns."""
    paused: float = -math.inf
    """Nobody goes before that moment."""

    def queue(self, *, urgent: bool) -> deque["asyncio.Future[None]"]:
        return self.hurried if urgent else self.patient

    @property
    def waiting(self) -> bool:
        return bool(self.hurried or self.patient)

    def free_at(self, now: float) -> float:
        return max(self.paused, *(window.free_at(now) for window in self.windows))


class Pace:
    """Whose turn it is. Hurried messages go before others; chats take turns; within a chat the first comes first."""

    def __init__(
        self, limits: Limits, seconds: Seconds = time.monotonic, sleep: Sleep = asyncio.sleep
    ) -> None:
        """`seconds` is a clock that only goes forward; `sleep` waits on that clock."""
        self._limits = limits
        self._seconds = seconds
        self._sleep = sleep
        self._overall = _Window(*limits.overall)
        self._paused = -math.inf
        self._lanes: dict[str, _Lane] = {}
        self._turns = 0
        self._alarm: asyncio.Task[None] | None = None
        self._alarm_at = math.inf

    @asynccontextmanager
    async def turn(self, chat: str, *, group: bool, urgent: bool = False) -> AsyncIterator[None]:
        """Wait for a place for one message to that chat; the block sends it."""
        lane = self._lanes.get(chat) or self._lanes.setdefault(chat, _Lane(self._windows(group=group)))
        future = asyncio.get_running_loop().create_future()
        queue = lane.queue(urgent=urgent)
        queue.append(future)
        self._call()
        try:
            await future
        except asyncio.CancelledError:
            if future.done() and not future.cancelled():
                self._end(lane)
            else:
                with suppress(ValueError):
                    queue.remove(future)
            raise
        try:
            yield
        finally:
            self._end(lane)

    def pause(self, chat: str, seconds: float) -> None:
        """The messenger refused a message to that chat: nobody writes there for so long.

        When it is not the only chat that must wait, it is the messenger that has enough: then nobody writes at all.
        """
        now = self._seconds()
        until = now + seconds
        lane = self._lanes.get(chat)
        if any(other.paused > now for other in self._lanes.values() if other is not lane):
            self._paused = max(self._paused, until)
        if lane:
            lane.paused = max(lane.paused, until)

    def close(self) -> None:
        """Call nobody any more."""
        if self._alarm:
            self._alarm.cancel()

    def _windows(self, *, group: bool) -> tuple[_Window, ...]:
        windows = [_Window(*self._limits.per_chat)]
        if group:
            windows.append(_Window(*self._limits.per_group))
        return tuple(windows)

    def _end(self, lane: _Lane) -> None:
        now = self._seconds()
        for window in (self._overall, *lane.windows):
            window.end(now)
        self._call()

    def _call(self) -> None:
        """Call all whose turn it is, and set the alarm for the next ones."""
        now = self._seconds()
        while max(self._overall.free_at(now), self._paused) <= now:
            ready = [lane for lane in self._lanes.values() if lane.waiting and lane.free_at(now) <= now]
            if not ready:
                break
            self._let_go(min(ready, key=lambda lane: (not lane.hurried, lane.served)))
        self._forget(now)
        waiting = [lane.free_at(now) for lane in self._lanes.values() if lane.waiting]
        if waiting:
            self._wake_at(max(min(waiting), self._overall.free_at(now), self._paused))

    def _let_go(self, lane: _Lane) -> None:
        self._turns += 1
        lane.served = self._turns
        future = (lane.hurried or lane.patient).popleft()
        if future.cancelled():
            return
        for window in (self._overall, *lane.windows):
            window.begin()
        future.set_result(None)

    def _forget(self, now: float) -> None:
        """Chats where nothing has happened for a whole window are as good as new ones."""
        idle = [
            chat
            for chat, lane in self._lanes.items()
            if not lane.waiting and lane.free_at(now) <= now and all(window.empty for window in lane.windows)
        ]
        for chat in idle:
            del self._lanes[chat]

    def _wake_at(self, moment: float) -> None:
        if moment == math.inf or (self._alarm and not self._alarm.done() and self._alarm_at <= moment):
            return
        if self._alarm:
            self._alarm.cancel()
        self._alarm_at = moment
        self._alarm = asyncio.get_running_loop().create_task(self._ring(moment))

    async def _ring(self, moment: float) -> None:
        await self._sleep(max(0.0, moment - self._seconds()))
        self._alarm_at = math.inf
        self._alarm = None
        self._call()
