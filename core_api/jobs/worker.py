"""The worker: takes jobs from the ledger one at a time, keeps their leases, and writes down what became of them.

It knows no kind of job by name; what each does comes in as a table of handlers.
"""

import logging
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta

from core_api.contracts.job import Job, JobKind
from core_api.contracts.ports import Clock
from core_api.contracts.problems import Cancelled, Conflict, Problem, Unavailable
from core_api.jobs import ledger
from core_api.jobs.attempt import Attempt, Handler
from core_api.jobs.owner import this_process
from core_api.store.database import Database

__all__ = ["Handler", "Rhythm", "Worker"]

_log = logging.getLogger(__name__)

Deadline = Callable[[Job], float]
"""How many seconds a job may take."""


@dataclass(frozen=True)
class Rhythm:
    """How often a worker looks, in seconds."""

    lease: float = ledger.LEASE.total_seconds()
    """A job whose worker was silent for so long is taken over; the worker speaks three times as often."""
    poll: float = 1.0
    """Between two looks at an empty ledger."""
    fresh: float = 1.0
    """The least between two writings of a progress that moves."""
    grace: float = 20.0
    """How long a handler that was asked to stop may take before it is left behind."""
    patience: float = 120.0
    """The longest pause of a job that `run_until_idle` waits out."""
    deadline: float = 6 * 3600.0
    """For a kind of job that has no deadline of its own."""


class Worker:
    """Does jobs of the kinds it has handlers for. Several workers, threads and processes may share a ledger."""

    def __init__(
        self,
        database: Database,
        handlers: Mapping[JobKind, Handler],
        clock: Clock,
        deadlines: Mapping[JobKind, Deadline] | None = None,
        rhythm: Rhythm | None = None,
    ) -> None:
        """`deadlines` tell how long a job may take by what it has to do; `clock` dates the leases."""
        self._database = database
        self._handlers = handlers
        self._clock = clock
        self._deadlines = deadlines or {}
        self._rhythm = rhythm or Rhythm()
        self._owner = this_process()

    def run_until_idle(self, meeting_id: str | None = None) -> int:
        """Do all jobs (of one meeting, or of all) until each is settled; gives how many were done here.

        Waits for what other workers do and for jobs between two attempts, but for no pause beyond `patience`.
        """
        done = 0
        while True:
            if self._next(threading.Event(), meeting_id):
                done += 1
                continue
            pause = ledger.pause(self._database, tuple(self._handlers), self._clock(), meeting_id)
            if pause is None or pause > self._rhythm.patience:
                return done
            time.sleep(min(pause or 0.1, self._rhythm.poll / 4))

    def run_forever(self, stop: threading.Event, idle: Callable[[], None] = lambda: None) -> None:
        """Do jobs as they come until asked to stop; the job at hand is then finished in the grace, or given back.

        `idle` is called whenever there is nothing to do.
        """
        while not stop.is_set():
            try:
                busy = self._next(stop, None)
                if not busy:
                    idle()
            except Problem as problem:  # the database is away for a while
                _log.warning("worker waits: %s", problem)
                busy = False
            if not busy:
                stop.wait(self._rhythm.poll)

    def _next(self, stop: threading.Event, meeting_id: str | None) -> bool:
        lease = timedelta(seconds=self._rhythm.lease)
        kinds = tuple(self._handlers)
        job = ledger.claim(self._database, kinds, self._owner, self._clock(), lease, meeting_id)
        if job is None:
            return False
        deadline = self._deadlines.get(job.kind)
        try:
            seconds = deadline(job) if deadline else self._rhythm.deadline
        except Problem as problem:  # what it has to do is not there: the job's trouble, no reason to hold it
            self._failed(job, problem)
            return True
        attempt = Attempt(self._handlers[job.kind], job, seconds)
        try:
            self._attend(attempt, stop)
        except BaseException:  # Ctrl+C: whoever comes next takes the job at once
            attempt.stop(Cancelled("draining"))
            self._give_back(job)
            raise
        self._conclude(attempt)
        return True

    def _attend(self, attempt: Attempt, stop: threading.Event) -> None:
        """Until the handler ends, or did not end in the grace after it was asked to stop."""
        said, told = time.monotonic(), attempt.progress
        while not attempt.over(min(0.1, self._rhythm.lease / 6)):
            now = time.monotonic()
            attempt.check_deadline()
            if stop.is_set():
                attempt.stop(Cancelled("draining"))
            if attempt.stopped_at is not None and now - attempt.stopped_at > self._rhythm.grace:
                return
            fresh = attempt.progress is not told and now - said >= self._rhythm.fresh
            if fresh or now - said >= self._rhythm.lease / 3:
                said, told = now, attempt.progress
                self._speak(attempt)

    def _speak(self, attempt: Attempt) -> None:
        lease = timedelta(seconds=self._rhythm.lease)
        try:
            ledger.heartbeat(self._database, attempt.job, attempt.progress, self._clock(), lease)
        except (Cancelled, Conflict) as problem:
            attempt.stop(problem)
        except Problem as problem:  # the lease is longer than a short absence of the database
            _log.warning("no heartbeat of %s: %s", attempt.job.id, problem)

    def _conclude(self, attempt: Attempt) -> None:
        job, problem, reason = attempt.job, attempt.problem, attempt.reason
        if isinstance(attempt.error, Exception) and not isinstance(attempt.error, Problem):
            _log.error("%s %s failed", job.kind, job.id, exc_info=attempt.error)
        if problem is not None and problem.code == "draining":
            self._give_back(job)
            return
        if problem is None:
            self._settle(job, lambda: ledger.finish(self._database, job, attempt.result, self._clock()))
        elif "fence-lost" not in (problem.code, reason.code if reason else ""):
            self._failed(job, problem)

    def _failed(self, job: Job, problem: Problem) -> None:
        self._settle(job, lambda: ledger.fail(self._database, job, problem, self._clock()))

    def _settle(self, job: Job, outcome: Callable[[], Job]) -> None:
        try:
            self._write(outcome)
        except Conflict as lost:
            _log.warning("%s is somebody else's now: %s", job.id, lost)

    def _write(self, outcome: Callable[[], Job]) -> None:
        """Write an outcome down; while the database is away, as long as the lease lasts."""
        lost = time.monotonic() + self._rhythm.lease
        while True:
            try:
                outcome()
                return
            except Unavailable as away:
                if time.monotonic() > lost:
                    raise
                _log.warning("the outcome waits: %s", away)
                time.sleep(self._rhythm.poll)

    def _give_back(self, job: Job) -> None:
        try:
            ledger.release(self._database, job, self._clock())
        except Conflict as lost:
            _log.warning("%s is somebody else's now: %s", job.id, lost)
