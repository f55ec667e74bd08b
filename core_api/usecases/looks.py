"""Asking several vendors at once: none is waited for longer than a person waits, and none hides the others."""

import logging
import threading
import time
from collections.abc import Callable, Mapping
from typing import Generic, TypeVar

from core_api.contracts.problems import Internal, Problem, Unavailable

_LOG = logging.getLogger(__name__)

T = TypeVar("T")
Name = TypeVar("Name", bound=str)

PATIENCE = 8.0
"""Seconds that a look at all vendors may take."""
_LASTS = 30.0
"""Seconds for which what was seen is shown again."""


class _Asked(Generic[T]):
    """One question in a thread of its own, which the process does not wait for when it ends."""

    def __init__(self, kind: str, ask: Callable[[], T]) -> None:
        self.answer: T | Problem = Unavailable("vendor-unreachable", vendor=kind.capitalize())
        self._ask = ask
        self.thread = threading.Thread(target=self._run, name=f"ask-{kind}", daemon=True)
        self.thread.start()

    def _run(self) -> None:
        try:
            self.answer = self._ask()
        except Problem as problem:
            self.answer = problem
        except Exception:  # the other answers are shown all the same
            _LOG.exception("%s failed", self.thread.name)
            self.answer = Internal("internal")


def ask_all(questions: Mapping[Name, Callable[[], T]], seconds: float = PATIENCE) -> dict[Name, T | Problem]:
    """All answers that came within so many seconds; of the others the problem that they are not reached."""
    asked = {kind: _Asked(kind, ask) for kind, ask in questions.items()}
    deadline = time.monotonic() + seconds
    for one in asked.values():
        one.thread.join(max(0.0, deadline - time.monotonic()))
    return {kind: one.answer for kind, one in asked.items()}


class Seen(Generic[T]):
    """What a look at the vendors gave, for half a minute. Safe to share between threads."""

    def __init__(self, seconds: Callable[[], float] = time.monotonic) -> None:
        """`seconds` is a clock that only goes forward."""
        self._seconds = seconds
        self._lock = threading.Lock()
        self._last: tuple[object, float, T] | None = None

    def recent(self, of: object, look: Callable[[], T]) -> T:
        """What was seen of this lately, else what is seen now."""
        with self._lock:
            last, now = self._last, self._seconds()
            if last is None or last[0] != of or now - last[1] >= _LASTS:
                last = self._last = of, now, look()
            return last[2]
