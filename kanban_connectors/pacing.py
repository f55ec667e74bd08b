"""Keeps calls below a vendor's limits: who waits, in which order, and for how long at most.

The rules of a bucket are in `buckets`. A `Pacer` works over any keeper of buckets: one for this process here, one for
all processes and machines in the core's database. Nothing here waits while a bucket is held.
"""

import hashlib
import logging
import math
import threading
import time
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from pydantic import SecretStr

from core_api.contracts.connector import Rate
from core_api.contracts.pacing import Bucket
from core_api.contracts.ports import Answered, Buckets
from core_api.contracts.problems import RateLimited, Unavailable
from kanban_connectors import buckets as rules

_LOG = logging.getLogger(__name__)

AGED = 15.0
"""Seconds after which a call that nobody waits for has waited long enough to count as one that somebody waits for."""
_LEAST_SLEEP = 0.001
_LOOK_AGAIN = 5.0
"""Seconds between two looks whether a keeper that was away is back."""

Rule = Callable[[Bucket, float], tuple[Bucket, Answered]]


def scope_name(vendor: str, secret: SecretStr, part: str = "") -> str:
    """The name of a bucket of one credential: it tells credentials apart and gives none of them away."""
    digest = hashlib.sha256(secret.get_secret_value().encode()).hexdigest()[:16]
    return ":".join(filter(None, (vendor, part, digest)))


class Pacer:
    """A `Pace` over a keeper of buckets, for calls that a person waits for. Safe to share between threads."""

    def __init__(
        self,
        buckets: Buckets,
        *,
        urgent: bool = True,
        seconds: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        """`seconds` is a clock that only goes forward, for the patience of callers; `sleep` waits."""
        self._buckets = buckets
        self._urgent = urgent
        self._seconds = seconds
        self._sleep = sleep
        self._lines: dict[str, _Line] = {}
        self._lock = threading.Lock()
        self._mine = threading.local()

    def background(self) -> "Pacer":
        """The same buckets for calls that nobody waits for.

        They use a part of each limit only and stand back while a call of a person waits. For one that has waited
        long (`AGED`) the next place is kept, so that it gets through in the end.
        """
        return Pacer(self._buckets, urgent=False, seconds=self._seconds, sleep=self._sleep)

    def take(self, scope: str, rates: tuple[Rate, ...], *, patience: float) -> None:
        """Wait for a place, in the order of asking; raises RateLimited `pace-full` when that would take too long."""
        began = self._seconds()
        with self._line(scope).place(patience) as first:
            if not first:
                raise RateLimited(
                    "pace-full",
                    retry_after=max((rate.seconds for rate in rates), default=None),
                    scope=scope,
                )
            foremost = self._seconds()
            while True:
                left = patience - (self._seconds() - began)
                aged_in = math.inf if self._urgent else AGED - (self._seconds() - foremost)
                standing: rules.Standing = (
                    "person" if self._urgent else "overdue" if aged_in <= 0 else "nobody"
                )
                turn = self._ask(scope, rules.Asking(rates, standing, left, self._last(scope)))
                if turn.wait <= 0:
                    self._calls()[scope] = turn.at
                    return
                if turn.wait > left:
                    raise RateLimited("pace-full", retry_after=turn.wait, scope=scope)
                self._sleep(max(_LEAST_SLEEP, min(turn.wait, aged_in) if standing == "nobody" else turn.wait))

    def learn(self, scope: str, remaining: int, seconds: float) -> None:
        """What the reply to this thread's last call in the scope said is left."""
        own = self._last(scope)
        self._buckets.change(
            scope, lambda bucket, now: (rules.learn(bucket, now, remaining, seconds, own), None)
        )

    def pause(self, scope: str, seconds: float) -> None:
        """Nobody calls in this scope for so long, whoever shares the buckets."""
        self._buckets.change(scope, lambda bucket, now: (rules.pause(bucket, now, seconds), None))

    def _ask(self, scope: str, asking: rules.Asking) -> rules.Turn:
        return self._buckets.change(scope, lambda bucket, now: rules.ask(bucket, now, asking))

    def _line(self, scope: str) -> "_Line":
        with self._lock:
            return self._lines.setdefault(scope, _Line())

    def _calls(self) -> dict[str, float]:
        """This thread's last call of each scope."""
        calls: dict[str, float] = self._mine.__dict__.setdefault("calls", {})
        return calls

    def _last(self, scope: str) -> float | None:
        return self._calls().get(scope)


class _Line:
    """The threads of this process that want a place in the same bucket: the first one asks, the others stand behind."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._waiting: deque[threading.Event] = deque()

    @contextmanager
    def place(self, patience: float) -> Iterator[bool]:
        """Stand in line; true when it is one's turn, false when it did not come in so many seconds."""
        mine = threading.Event()
        with self._lock:
            self._waiting.append(mine)
            self._waiting[0].set()
        try:
            yield mine.wait(max(0.0, patience))
        finally:
            with self._lock:
                self._waiting.remove(mine)
                if self._waiting:
                    self._waiting[0].set()


class MemoryBuckets:
    """Keeps buckets for one process."""

    def __init__(self, seconds: Callable[[], float] = time.monotonic) -> None:
        """`seconds` is a clock that only goes forward."""
        self._seconds = seconds
        self._lock = threading.Lock()
        self._kept: dict[str, Bucket] = {}

    def change(self, scope: str, rule: Rule[Answered]) -> Answered:
        """See `Buckets`."""
        with self._lock:
            bucket, answer = rule(self._kept.get(scope, Bucket()), self._seconds())
            self._kept[scope] = bucket
            return answer


class SafeBuckets:
    """Buckets that all share; while their keeper is away, this process goes on by its own count, and says so once."""

    def __init__(self, shared: Buckets, seconds: Callable[[], float] = time.monotonic) -> None:
        """`shared` may raise Unavailable at any time."""
        self._shared = shared
        self._seconds = seconds
        self._own = MemoryBuckets(seconds)
        self._away = False
        self._next_look = 0.0
        self._alone_since: dict[str, float] = {}

    def change(self, scope: str, rule: Rule[Answered]) -> Answered:
        """See `Buckets`; never raises Unavailable."""
        if not self._away or self._seconds() >= self._next_look:
            try:
                return self._by_all(scope, rule)
            except Unavailable as problem:
                self._gone(problem)
        self._alone_since.setdefault(scope, self._seconds())
        return self._own.change(scope, rule)

    def _by_all(self, scope: str, rule: Rule[Answered]) -> Answered:
        """As the shared bucket says; this process keeps a copy to go on from, and tells of what it did alone."""
        here, alone = self._seconds(), self._made_alone(scope)

        def ruled(bucket: Bucket, now: float) -> tuple[Bucket, tuple[Answered, Bucket]]:
            known = rules.with_calls(bucket, tuple(at + now - here for at in alone)) if alone else bucket
            after, answer = rule(known, now)
            return after, (answer, rules.moved(after, here - now))

        answer, copy = self._shared.change(scope, ruled)
        self._own.change(scope, lambda _bucket, _now: (copy, None))
        self._alone_since.pop(scope, None)
        if self._away:
            self._away = False
            _LOG.info("calls to boards are counted for all processes again")
        return answer

    def _made_alone(self, scope: str) -> tuple[float, ...]:
        since = self._alone_since.get(scope)
        if since is None:
            return ()
        return self._own.change(
            scope, lambda bucket, _now: (bucket, tuple(at for at in bucket.calls if at >= since))
        )

    def _gone(self, problem: Unavailable) -> None:
        self._next_look = self._seconds() + _LOOK_AGAIN
        if not self._away:
            self._away = True
            _LOG.warning("calls to boards are counted for this process alone: %s", problem.code)


class MemoryPace(Pacer):
    """A `Pace` for one process. Safe to share between threads."""

    def __init__(
        self, seconds: Callable[[], float] = time.monotonic, sleep: Callable[[float], None] = time.sleep
    ) -> None:
        """`seconds` is a clock that only goes forward; `sleep` waits."""
        super().__init__(MemoryBuckets(seconds), seconds=seconds, sleep=sleep)
