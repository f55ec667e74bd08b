"""The ledger of long work: who may do which job, for how long, and what became of it.

A job is done under a lease. The lease has a fence that grows with every claim, and whatever is written about a job
is only written by the holder of the newest one. What a job does is none of the ledger's business.
"""

from collections.abc import Collection
from datetime import UTC, datetime, timedelta
from typing import cast

from core_api.contracts.job import Job, JobKind, JobState, Progress, Trouble
from core_api.contracts.problems import (
    Cancelled,
    Conflict,
    Internal,
    NotFound,
    Problem,
    RateLimited,
    Unavailable,
)
from core_api.jobs.owner import is_dead
from core_api.store import jobs
from core_api.store.database import Database, Session
from core_api.store.jobs import JobRow
from core_api.store.rows import new_id

LEASE = timedelta(seconds=30)
"""How long a silent worker keeps its job."""

_RULES: dict[JobKind, tuple[int, int]] = {
    "apply": (30, 5),
    "advance": (20, 5),
    "sweep": (0, 3),
    "notice": (5, 3),
    "answer": (40, 5),
    "deliver": (35, 8),
    "errand": (15, 4),
    "index": (3, 3),
}
_ORDINARY = (10, 3)
"""Priority (higher goes first) and the most attempts."""

_FIRST_PAUSE = 2.0
_LONGEST_PAUSE = 300.0
"""Seconds between two attempts; each pause is twice the one before."""
_LONGEST_ASKED = 3600.0
"""Seconds that another side may ask us to wait: what it asks beyond is not waited, so that all waiting has an end."""
_WAITING_IS_NO_FAILURE = 4
"""So many times the usual attempts for a job that was only asked to slow down."""


# --- asking for work ------------------------------------------------------------------------------------------


def submit(
    session: Session, kind: JobKind, key: str, *, meeting_id: str | None, args: dict[str, str], now: datetime
) -> Job:
    """Ask for a job. The same key again gives the job that is there, whatever became of it."""
    priority, attempts = _RULES.get(kind, _ORDINARY)
    row = JobRow(
        id=new_id("job", now),
        kind=kind,
        key=key,
        meeting_id=meeting_id,
        args=args,
        priority=priority,
        max_attempts=attempts,
        run_after=now,
        created_at=now,
    )
    if jobs.add(session, row):
        return _job(row)
    return _job(jobs.by_key(session, key) or row)


def ring(session: Session, meeting_id: str, now: datetime) -> Job:
    """Have the meeting's flow look at what is new: its one `advance` job is queued, or runs once more after this run.

    The ledger rings by itself when another job of a meeting is settled.
    """
    return nudge(session, "advance", f"advance:{meeting_id}", meeting_id=meeting_id, at=now)


def nudge(
    session: Session,
    kind: JobKind,
    key: str,
    *,
    at: datetime,
    meeting_id: str | None = None,
    args: dict[str, str] | None = None,
) -> Job:
    """Have a job look at what is new, not before that moment: it is queued, or runs once more after this run."""
    submit(session, kind, key, meeting_id=meeting_id, args=args or {}, now=at)
    row = jobs.by_key(session, key)
    if row is None:
        raise Internal("internal", detail=key)
    if row.state == "running":
        row.again = True
    else:
        _queue(row, at)
    return _job(row)


def cancel(session: Session, job_id: str, now: datetime | None = None) -> Job:
    """Ask a job to stop: one that waits is cancelled now, one that runs at its next word. Raises NotFound."""
    row = _row(session, job_id)
    if row.state == "queued":
        _settle(session, row, "cancelled", now)
    elif row.state == "running":
        row.cancel_requested = True
    return _job(row)


def refuse_stopped(session: Session, meeting_id: str) -> None:
    """Raise Cancelled when the meeting's flow was asked to stop; until the transaction ends, nobody can ask it to."""
    row = jobs.by_key(session, f"advance:{meeting_id}")
    if row is not None and row.cancel_requested:
        raise Cancelled("cancelled")


def retry(session: Session, job_id: str, now: datetime | None = None) -> Job:
    """Queue a failed or cancelled job again, with all its attempts. Raises NotFound."""
    row = _row(session, job_id)
    if row.state in ("failed", "cancelled"):
        _queue(row, now)
    return _job(row)


def get(session: Session, job_id: str) -> Job:
    """The job as it stands. Raises NotFound `job-not-found`."""
    row = jobs.get(session, job_id)
    if row is None:
        raise NotFound("job-not-found", id=job_id)
    return _job(row)


def by_key(session: Session, key: str) -> Job | None:
    """The job with a key; None: it was never asked for."""
    row = jobs.by_key(session, key, lock=False)
    return _job(row) if row else None


def for_meeting(session: Session, meeting_id: str) -> tuple[Job, ...]:
    """The jobs of a meeting, oldest first."""
    return tuple(map(_job, jobs.for_meeting(session, meeting_id)))


# --- doing work -----------------------------------------------------------------------------------------------


def claim(
    database: Database,
    kinds: Collection[JobKind],
    owner: str,
    now: datetime,
    lease: timedelta = LEASE,
    meeting_id: str | None = None,
) -> Job | None:
    """Take the next job of these kinds (of one meeting, or of all) under a lease; None: there is none to take now.

    A job whose lease is over is taken too, and at once when its owner was a process of this host that is dead. One
    that took its worker down with its last attempt is failed instead, `worker-lost`.
    """
    with database.reading() as session:
        dead = [held for held in jobs.owners(session) if is_dead(held)]
        if jobs.claimable(session, kinds, now, dead, meeting_id, lock=False) is None:
            return None
    with database.transaction() as session:
        jobs.take_turns(session)
        while row := jobs.claimable(session, kinds, now, dead, meeting_id):
            if row.state == "running" and row.cancel_requested:
                _settle(session, row, "cancelled", now)
            elif row.state == "running" and row.attempt >= row.max_attempts:
                _settle(session, row, "failed", now, Internal("worker-lost", attempts=row.attempt))
            else:
                _lease(row, owner, now, lease)
                session.flush()
                return _job(row)
            session.flush()
    return None


def heartbeat(
    database: Database, job: Job, progress: Progress | None, now: datetime, lease: timedelta = LEASE
) -> None:
    """Keep the lease and tell the progress (None: as before).

    Raises Cancelled when somebody asked to stop, Conflict `fence-lost` when the job is somebody else's now.
    """
    with database.transaction() as session:
        row = _held(session, job)
        row.lease_until = now + lease
        row.progress = progress or row.progress
        cancelled = row.cancel_requested
    if cancelled:
        raise Cancelled("cancelled")


def hold(session: Session, job: Job) -> None:
    """Make sure, inside the transaction that writes a job's results, that it is still ours. Raises Conflict."""
    _held(session, job)


def finish(database: Database, job: Job, result: str | None, now: datetime | None = None) -> Job:
    """The job is done; `result` is the id of what it made. Raises Conflict `fence-lost`."""
    with database.transaction() as session:
        row = _held(session, job)
        row.result = result
        _settle(session, row, "done", now)
        return _job(row)


def fail(database: Database, job: Job, problem: Problem, now: datetime | None = None) -> Job:
    """The attempt failed. The job is queued again after a pause if trying again may help, else it has failed.

    Cancelled cancels it. Raises Conflict `fence-lost`.
    """
    moment = now or datetime.now(UTC)
    with database.transaction() as session:
        row = _held(session, job)
        if isinstance(problem, Cancelled) or row.cancel_requested:
            _settle(session, row, "cancelled", moment, problem)
        elif problem.retryable and row.attempt < _most_attempts(row, problem):
            row.state, row.owner, row.lease_until = "queued", None, None
            row.trouble = _trouble(problem)
            row.run_after = moment + timedelta(seconds=_pause(row.attempt, problem))
        else:
            _settle(session, row, "failed", moment, problem)
        return _job(row)


def release(database: Database, job: Job, now: datetime | None = None) -> None:
    """Give a job back unfinished: the next worker takes it, and the attempt does not count. Raises Conflict."""
    with database.transaction() as session:
        row = _held(session, job)
        row.state, row.owner, row.lease_until = "queued", None, None
        row.attempt -= 1
        row.run_after = now or datetime.now(UTC)


def pause(
    database: Database, kinds: Collection[JobKind], now: datetime, meeting_id: str | None = None
) -> float | None:
    """Seconds until there may be a job to take (0: somebody works on one); None: all of these kinds is settled."""
    with database.reading() as session:
        unsettled = jobs.unsettled(session, kinds, meeting_id)
    if not unsettled:
        return None
    return 0.0 if "running" in unsettled else max(0.0, (unsettled["queued"] - now).total_seconds())


# --- rows -----------------------------------------------------------------------------------------------------


def _row(session: Session, job_id: str) -> JobRow:
    row = jobs.get(session, job_id, lock=True)
    if row is None:
        raise NotFound("job-not-found", id=job_id)
    return row


def _held(session: Session, job: Job) -> JobRow:
    row = jobs.running(session, job.id, job.fence)
    if row is None:
        raise Conflict("fence-lost", id=job.id)
    return row


def _lease(row: JobRow, owner: str, now: datetime, lease: timedelta) -> None:
    row.state, row.owner, row.lease_until = "running", owner, now + lease
    row.attempt += 1
    row.fence += 1
    row.started_at = now
    row.again = False
    row.progress = None


def _queue(row: JobRow, now: datetime | None) -> None:
    row.state, row.owner, row.lease_until = "queued", None, None
    row.attempt = 0
    row.run_after = now or datetime.now(UTC)
    row.again = row.cancel_requested = False
    row.trouble = row.finished_at = None


def _settle(
    session: Session, row: JobRow, state: JobState, now: datetime | None, problem: Problem | None = None
) -> None:
    moment = now or datetime.now(UTC)
    if row.again and state != "cancelled":
        _queue(row, moment)
        return
    row.state, row.owner, row.lease_until = state, None, None
    row.finished_at = moment
    row.trouble = _trouble(problem) if problem else None
    if row.kind != "advance" and row.meeting_id is not None:
        ring(session, row.meeting_id, moment)


def _pause(attempt: int, problem: Problem) -> float:
    asked = problem.retry_after if isinstance(problem, Unavailable) else None
    return max(min(_LONGEST_ASKED, asked or 0.0), min(_LONGEST_PAUSE, _FIRST_PAUSE * 2.0 ** (attempt - 1)))


def _most_attempts(row: JobRow, problem: Problem) -> int:
    return row.max_attempts * (_WAITING_IS_NO_FAILURE if isinstance(problem, RateLimited) else 1)


def _trouble(problem: Problem) -> Trouble:
    return Trouble(code=problem.code, kind=type(problem).__name__, params=problem.params)


def _job(row: JobRow) -> Job:
    return Job(
        id=row.id,
        kind=cast(JobKind, row.kind),
        key=row.key,
        meeting_id=row.meeting_id,
        args=row.args,
        state=cast(JobState, row.state),
        attempt=row.attempt,
        max_attempts=row.max_attempts,
        fence=row.fence,
        progress=row.progress,
        trouble=row.trouble,
        result=row.result,
        cancel_requested=row.cancel_requested,
        created_at=row.created_at,
        started_at=row.started_at,
        finished_at=row.finished_at,
    )
