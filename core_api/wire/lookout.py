"""How what a service depends on is: asked not too often, because anybody may ask for it, and never waited for long."""

import time
from collections.abc import Callable
from concurrent.futures import Future, wait
from threading import Lock, Thread

from core_api.wire.service import Condition

ANSWER_LASTS = 60.0
PATIENCE = 5.0
"""Seconds: what takes longer to answer is asked on in the background."""

Look = Callable[[str], Condition]
"""How the thing of that name is; raises nothing."""


class Lookout:
    """One condition a name, each looked at in a thread of its own. Safe to share between threads."""

    def __init__(
        self,
        look: Look,
        slow: Look,
        seconds: Callable[[], float] = time.monotonic,
        patience: float = PATIENCE,
    ) -> None:
        """`slow` is what is said while there is no answer; `seconds` is a clock that only goes forward."""
        self._look = look
        self._slow = slow
        self._seconds = seconds
        self._patience = patience
        self._lock = Lock()
        self._asked: dict[str, Future[Condition]] = {}
        self._answered: dict[str, float] = {}

    def __call__(self, names: tuple[str, ...]) -> tuple[Condition, ...]:
        """How each of them is."""
        asked = [self._ask(name) for name in names]
        wait(asked, timeout=self._patience)
        return tuple(
            future.result() if future.done() else self._slow(name)
            for name, future in zip(names, asked, strict=True)
        )

    def _ask(self, name: str) -> "Future[Condition]":
        with self._lock:
            future = self._asked.get(name)
            if future is None or (future.done() and self._seconds() - self._answered[name] >= ANSWER_LASTS):
                future = self._asked[name] = Future()
                # A daemon: whoever does not answer must not keep the process from ending.
                Thread(target=self._find, args=(name, future), name="ready", daemon=True).start()
            return future

    def _find(self, name: str, future: "Future[Condition]") -> None:
        condition = self._look(name)
        self._answered[name] = self._seconds()
        future.set_result(condition)
