"""Keeps calls below a vendor's limits, within one process. `core_api` keeps one for all processes in the database.

A bucket is a sliding window: a call is let through when fewer than the allowed number were made in the last seconds.
"""

import threading
import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field

from core_api.contracts.connector import Rate
from core_api.contracts.problems import RateLimited


@dataclass
class _Bucket:
    calls: deque[float] = field(default_factory=deque)
    closed_until: float = 0.0
    left: int | None = None
    """What the vendor said is left, until `left_until`."""
    left_until: float = 0.0


class MemoryPace:
    """A `Pace` for one process. Safe to share between threads."""

    def __init__(
        self, seconds: Callable[[], float] = time.monotonic, sleep: Callable[[float], None] = time.sleep
    ) -> None:
        """`seconds` is a clock that only goes forward; `sleep` waits."""
        self._seconds = seconds
        self._sleep = sleep
        self._lock = threading.Lock()
        self._buckets: dict[str, _Bucket] = {}

    def take(self, scope: str, rates: tuple[Rate, ...], *, patience: float) -> None:
        """Wait for a place; raises RateLimited `vendor-busy` when that would take too long."""
        ends = self._seconds() + patience
        while (wait := self._try(scope, rates)) > 0:
            if self._seconds() + wait > ends:
                raise RateLimited("pace-full", retry_after=wait, scope=scope)
            self._sleep(wait)

    def learn(self, scope: str, remaining: int, seconds: float) -> None:
        """What the vendor said is left."""
        with self._lock:
            bucket = self._buckets.setdefault(scope, _Bucket())
            bucket.left, bucket.left_until = remaining, self._seconds() + seconds

    def pause(self, scope: str, seconds: float) -> None:
        """Nobody calls in this scope for so long."""
        with self._lock:
            bucket = self._buckets.setdefault(scope, _Bucket())
            bucket.closed_until = max(bucket.closed_until, self._seconds() + seconds)

    def _try(self, scope: str, rates: tuple[Rate, ...]) -> float:
        """0 when the call is let through (and counted), else the seconds after which to try again."""
        with self._lock:
            now, bucket = self._seconds(), self._buckets.setdefault(scope, _Bucket())
            wait = max(bucket.closed_until - now, *(_full(bucket, rate, now) for rate in rates), 0.0)
            if bucket.left is not None and now < bucket.left_until and bucket.left <= 0:
                wait = max(wait, bucket.left_until - now)
            if wait <= 0:
                bucket.calls.append(now)
                if bucket.left is not None:
                    bucket.left -= 1
                longest = max((rate.seconds for rate in rates), default=0.0)
                while bucket.calls and bucket.calls[0] <= now - longest:
                    bucket.calls.popleft()
            return wait


def _full(bucket: _Bucket, rate: Rate, now: float) -> float:
    """How long until the window has a place; 0 when it has."""
    recent = [moment for moment in bucket.calls if moment > now - rate.seconds]
    return recent[-rate.calls] + rate.seconds - now if len(recent) >= rate.calls else 0.0
