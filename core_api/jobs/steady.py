"""Threads that do one thing again and again until they are told to stop; a fault is logged and tried again.

What is done comes in; no kind of work is known here.
"""

import logging
import threading
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from core_api.contracts.problems import Problem

_LOG = logging.getLogger(__name__)
_LONGEST_PAUSE = 30.0


@dataclass(frozen=True)
class Duty:
    """One thing that is done again and again."""

    name: str
    """The thread's."""
    do: Callable[[threading.Event], None]
    """Does it once, or as long as it likes, and ends soon when the event is set."""
    every: float = 0.0
    """Seconds between two times."""


class Staff:
    """A thread for each duty. Safe to stop twice."""

    def __init__(
        self, duties: Iterable[Duty], leave: Callable[[], None] = lambda: None, first_pause: float = 1.0
    ) -> None:
        """Nothing runs yet. `leave` is called when it stops, to free whoever waits for something from outside.

        `first_pause` is how long it waits after a fault, in seconds; each further fault doubles it.
        """
        self._duties = tuple(duties)
        self._leave = leave
        self._first_pause = first_pause
        self._stop = threading.Event()
        self._threads: list[threading.Thread] = []

    def start(self) -> None:
        """Begin."""
        for duty in self._duties:
            thread = threading.Thread(target=self._keep_at, args=(duty,), name=duty.name, daemon=True)
            self._threads.append(thread)
            thread.start()

    def stop(self, patience: float = 10.0) -> bool:
        """Have all end; false when one did not within so many seconds, which then dies with the process."""
        self._stop.set()
        self._leave()
        over = time.monotonic() + patience
        for thread in self._threads:
            thread.join(max(0.0, over - time.monotonic()))
        return not any(thread.is_alive() for thread in self._threads)

    def _keep_at(self, duty: Duty) -> None:
        faults = 0
        while not self._stop.is_set():
            pause = duty.every
            try:
                duty.do(self._stop)
                faults = 0
            except Exception as error:
                if self._stop.is_set():
                    return
                pause = max(pause, min(_LONGEST_PAUSE, self._first_pause * 2.0 ** min(faults, 10)))
                faults += 1
                _tell(duty, error, pause)
            self._stop.wait(pause)


def _tell(duty: Duty, error: Exception, pause: float) -> None:
    if isinstance(error, Problem):
        _LOG.warning("%s goes on in %.0f s: %s", duty.name, pause, error)
    else:
        _LOG.error("%s goes on in %.0f s", duty.name, pause, exc_info=error)
