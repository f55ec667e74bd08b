"""The rows of the ledger of long work, for `core_api.jobs.ledger` alone: it holds the rules, here are the queries.

A row that was asked for to be changed is locked until the transaction ends; what is set on it is stored then.
"""

from collections.abc import Collection
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import BindParameter, and_, bindparam, func, or_, text
from sqlalchemy.orm import aliased
from sqlmodel import col, select

from core_api.contracts.job import JobKind
from core_api.store.columns import UtcDateTime
from core_api.store.database import Session
from core_api.store.rows import add_once, one
from core_api.store.tables import JobRow

__all__ = [
    "JobRow",
    "add",
    "by_key",
    "claimable",
    "for_meeting",
    "get",
    "owners",
    "running",
    "take_turns",
    "unsettled",
]

_TURNS = 0x626F617265
"""A number of our own for PostgreSQL's advisory lock."""


def add(session: Session, row: JobRow) -> bool:
    """Store a new job; false when its key is taken."""
    return add_once(session, row)


def get(session: Session, job_id: str, *, lock: bool = False) -> JobRow | None:
    """The job with an id."""
    return one(session, JobRow, JobRow.id == job_id, lock=lock)


def by_key(session: Session, key: str, *, lock: bool = True) -> JobRow | None:
    """The job with a key; `lock` is for changing it."""
    return one(session, JobRow, JobRow.key == key, lock=lock)


def for_meeting(session: Session, meeting_id: str) -> list[JobRow]:
    """The jobs of a meeting, oldest first."""
    query = select(JobRow).where(JobRow.meeting_id == meeting_id)
    return list(session.exec(query.order_by(col(JobRow.created_at), col(JobRow.id))))


def running(session: Session, job_id: str, fence: int) -> JobRow | None:
    """The job, to be changed, if whoever has this fence still holds it."""
    return one(
        session, JobRow, JobRow.id == job_id, JobRow.fence == fence, JobRow.state == "running", lock=True
    )


def owners(session: Session) -> set[str]:
    """Who holds a lease now."""
    query = select(JobRow.owner).where(JobRow.state == "running").distinct()
    return {owner for owner in session.exec(query) if owner is not None}


def claimable(
    session: Session,
    kinds: Collection[JobKind],
    now: datetime,
    dead: Collection[str],
    meeting_id: str | None = None,
    *,
    lock: bool = True,
) -> JobRow | None:
    """The next job to take, locked to be changed: queued and due, or running under a lease that is over.

    The highest priority first, then the oldest. A meeting's jobs of one kind go one at a time.
    """
    found = {"kinds": list(kinds), "now": now, "dead": list(dead), "meeting": meeting_id}
    row: JobRow | None = session.exec(_claiming(meeting_id is not None, lock), params=found).first()
    return row


@cache
def _claiming(of_meeting: bool, lock: bool) -> Any:
    """Kept: workers ask it all the time, and to put it together takes several times what carrying it out does."""
    other = aliased(JobRow)
    busy = (
        select(other.id)
        .where(other.state == "running", other.kind == JobRow.kind, other.meeting_id == JobRow.meeting_id)
        .exists()
    )
    now = bindparam("now", type_=UtcDateTime())
    dead: BindParameter[str] = bindparam("dead", expanding=True)
    due = and_(col(JobRow.state) == "queued", col(JobRow.run_after) <= now, ~busy)
    orphaned = and_(
        col(JobRow.state) == "running", or_(col(JobRow.lease_until) < now, col(JobRow.owner).in_(dead))
    )
    query = select(JobRow).where(or_(due, orphaned), col(JobRow.kind).in_(bindparam("kinds", expanding=True)))
    if of_meeting:
        query = query.where(col(JobRow.meeting_id) == bindparam("meeting"))
    order = col(JobRow.priority).desc(), col(JobRow.created_at), col(JobRow.id)
    query = query.order_by(*order).limit(1).execution_options(populate_existing=True)
    return query.with_for_update(skip_locked=True) if lock else query


def take_turns(session: Session) -> None:
    """Wait until no other transaction is claiming: two that look at once could both take a meeting's next job."""
    if session.get_bind().dialect.name == "postgresql":
        session.connection().execute(text(f"SELECT pg_advisory_xact_lock({_TURNS})"))


def unsettled(
    session: Session, kinds: Collection[JobKind], meeting_id: str | None = None
) -> dict[str, datetime]:
    """The states of what is not settled, `queued` and `running`, each with the earliest moment to look at it."""
    states = col(JobRow.state).in_(("queued", "running"))
    query = select(JobRow.state, func.min(JobRow.run_after)).where(states, *_scope(kinds, meeting_id))
    return dict(session.exec(query.group_by(JobRow.state)).all())


def _scope(kinds: Collection[JobKind], meeting_id: str | None) -> list[Any]:
    of_kinds = col(JobRow.kind).in_(kinds)
    return [of_kinds] if meeting_id is None else [of_kinds, JobRow.meeting_id == meeting_id]
