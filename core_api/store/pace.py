"""The buckets of calls to vendors, shared by all processes and machines that work on one database.

What a bucket means is for `kanban_connectors.buckets`; here one is only read, put through a rule and kept.

The clock. On PostgreSQL it is the server's own, read when the bucket is ours: our machines' clocks may differ. All who
share an SQLite file are on one machine, so there it is that machine's steady clock, which nobody sets.
"""

import time
from collections.abc import Callable
from typing import Any

from sqlalchemy import extract, func, select, update
from sqlalchemy.exc import DBAPIError

from core_api.contracts.pacing import Bucket
from core_api.contracts.ports import Answered
from core_api.contracts.problems import Unavailable
from core_api.store.database import Database, Session
from core_api.store.rows import add_once
from core_api.store.tables import PaceBucketRow

_TABLE: Any = PaceBucketRow.__table__  # type: ignore[attr-defined]


class StoredBuckets:
    """`Buckets` in the database. Safe to share between threads."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def change(self, scope: str, rule: Callable[[Bucket, float], tuple[Bucket, Answered]]) -> Answered:
        """See `Buckets`. Raises Unavailable whenever the database cannot keep a bucket now."""
        try:
            with self._database.transaction() as session:
                bucket, now = _held(session, scope)
                after, answer = rule(bucket, now)
                if after is not bucket:
                    session.connection().execute(
                        update(_TABLE).where(_TABLE.c.scope == scope).values(body=after)
                    )
        except DBAPIError as error:  # a database whose tables are not made, or are older than we are
            raise Unavailable("database-unreachable", detail=type(error.orig).__name__) from error
        return answer


def _held(session: Session, scope: str) -> tuple[Bucket, float]:
    """The bucket, ours until the transaction ends, and the moment at which it became ours."""
    found = _look(session, scope)
    if found is None:
        add_once(session, PaceBucketRow(scope=scope, body=Bucket()))
        found = _look(session, scope)
    if found is None:
        raise Unavailable("database-busy")
    return found


def _look(session: Session, scope: str) -> tuple[Bucket, float] | None:
    """The database reads its clock outside of the query that waits for the bucket, and so after the waiting."""
    held = select(_TABLE.c.body).where(_TABLE.c.scope == scope)
    if session.get_bind().dialect.name != "postgresql":
        row = session.connection().execute(held).first()
        return (row[0], time.monotonic()) if row else None
    inner = held.with_for_update().subquery()
    now = extract("epoch", func.clock_timestamp())
    row = session.connection().execute(select(inner.c.body, now)).first()
    return (row[0], float(row[1])) if row else None
