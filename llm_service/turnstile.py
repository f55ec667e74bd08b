"""The way to one server: a bounded number of requests at once, and none for a while after it failed again and again.

One that rests lets a single request through when its time is over; the others wait for what becomes of it.
"""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Literal

from core_api.contracts.problems import Cancelled, Problem, Unavailable

FAILURES = 3
"""Requests that failed one after the other, each after its own retries, before the server is left alone."""
FIRST_REST = 30.0
"""Seconds; twice as long each time that the single request fails as well."""
LONGEST_REST = 600.0
_LOOK = 0.2

Verdict = Literal["well", "ill", "unknown"]

Heard = Callable[[int, float], None]
"""Hears that the server is left alone: after how many failures, for how many seconds; 0 failures: it is back."""


def _unheard(_failures: int, _seconds: float) -> None:
    """Hears nothing."""


class Turnstile:
    """Safe to share between threads."""

    def __init__(
        self, at_once: int, host: str, heard: Heard = _unheard, seconds: Callable[[], float] = time.monotonic
    ) -> None:
        """`heard` is told of every rest and of its end; `seconds` is a clock that only goes forward."""
        self._turns = threading.BoundedSemaphore(at_once)
        self._host = host
        self._heard = heard
        self._seconds = seconds
        self._changed = threading.Condition()
        self._failures = 0
        self._rest = FIRST_REST
        self._until: float | None = None
        self._trying = False

    @property
    def resting(self) -> float | None:
        """The seconds for which the server is still left alone; None: it is not."""
        with self._changed:
            return None if self._until is None else max(0.0, self._until - self._seconds())

    @contextmanager
    def passing(self, gone: Callable[[], bool]) -> Iterator[None]:
        """One request. Raises Unavailable `llm-resting`, and Cancelled when it is `gone` before its turn comes.

        A problem of the server that leaves the block counts as a failure.
        """
        while not self._turns.acquire(timeout=_LOOK):
            if gone():
                raise Cancelled("cancelled")
        try:
            trial = self._enter(gone)
            try:
                yield
            except BaseException as error:
                self._left(trial, _verdict(error))
                raise
            self._left(trial, "well")
        finally:
            self._turns.release()

    def _enter(self, gone: Callable[[], bool]) -> bool:
        """Whether this is the single request that tries again."""
        with self._changed:
            while self._trying and not gone():
                self._changed.wait(timeout=_LOOK)
            if gone():
                raise Cancelled("cancelled")
            if self._until is None:
                return False
            left = self._until - self._seconds()
            if left > 0:
                raise Unavailable("llm-resting", retry_after=left, host=self._host)
            self._trying = True
            return True

    def _left(self, trial: bool, verdict: Verdict) -> None:
        with self._changed:
            resting = self._until is not None
            self._trying = self._trying and not trial
            if verdict == "well":
                self._failures, self._rest, self._until = 0, FIRST_REST, None
            elif verdict == "ill":
                self._failures += 1
                if trial:
                    self._rest = min(LONGEST_REST, self._rest * 2)
                if trial or (not resting and self._failures >= FAILURES):
                    self._until = self._seconds() + self._rest
            self._changed.notify_all()
            changed = resting != (self._until is not None) or (trial and verdict == "ill")
            told = (self._failures, self._rest)
        if changed:
            self._heard(*told)


def _verdict(error: BaseException) -> Verdict:
    """What an end says of the server: who was asked to wait, or refused, was answered."""
    if isinstance(error, Unavailable):
        return "well" if error.code == "llm-busy" else "ill"
    return "unknown" if isinstance(error, Cancelled) or not isinstance(error, Problem) else "well"
