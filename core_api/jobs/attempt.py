"""One try at a job, in a thread of its own: it can be asked to stop, and left behind when it does not.

Nothing here knows the ledger.
"""

import threading
import time
from collections.abc import Callable

from core_api.contracts.job import Job, Progress
from core_api.contracts.ports import Report
from core_api.contracts.problems import Internal, Problem, Unavailable

Handler = Callable[[Job, Report], str | None]
"""Does a job and gives the id of what it made; calls the report often and lets what it raises pass through."""


class Attempt:
    """A handler at work on a job."""

    def __init__(self, handler: Handler, job: Job, seconds: float) -> None:
        """Starts at once; `seconds` is how long it may take."""
        self.job = job
        self.progress: Progress | None = None
        self.result: str | None = None
        self.error: BaseException | None = None
        self.reason: Problem | None = None
        """Why it was asked to stop."""
        self.stopped_at: float | None = None
        self._handler = handler
        self._deadline = time.monotonic() + seconds
        self._seconds = seconds
        self._over = threading.Event()
        threading.Thread(target=self._work, name=job.id, daemon=True).start()

    def over(self, seconds: float) -> bool:
        """Wait so long at most; true when the handler has ended."""
        return self._over.wait(seconds)

    def stop(self, reason: Problem) -> None:
        """Have the next report raise this; the first reason stays."""
        if self.reason is None:
            self.reason, self.stopped_at = reason, time.monotonic()

    def check_deadline(self) -> None:
        """Stop it with Unavailable `stage-timeout` when it took longer than it may."""
        if time.monotonic() >= self._deadline:
            self.stop(Unavailable("stage-timeout", kind=self.job.kind, seconds=round(self._seconds)))

    @property
    def problem(self) -> Problem | None:
        """What went wrong, if anything did; an error that is no problem is our own fault."""
        if self._over.is_set() and (self.error is None or isinstance(self.error, Problem)):
            return self.error
        if self._over.is_set():
            return Internal("internal", detail=f"{type(self.error).__name__}: {self.error}"[:300])
        return self.reason

    def _work(self) -> None:
        try:
            self.result = self._handler(self.job, self._report)
        except BaseException as error:
            self.error = error
        finally:
            self._over.set()

    def _report(self, progress: Progress) -> None:
        self.progress = progress
        self.check_deadline()
        if self.reason is not None:
            raise self.reason
