"""Board writes: stored before they are tried, moved on as they go.

Which state may follow which is for the caller to say, by `expected`; a row that is not in it stays as it is.
"""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import func
from sqlmodel import col, select, update

from core_api.contracts.board import Card
from core_api.contracts.problems import NotFound
from core_api.contracts.proposal import Intent, IntentState
from core_api.store.database import Session
from core_api.store.rows import add_once, one
from core_api.store.tables import IntentRow

PENDING: tuple[IntentState, ...] = ("planned", "sending", "unknown")
"""The states in which something is still to be done."""


def plan(session: Session, intent: Intent, now: datetime) -> Intent:
    """Store an intent; one whose id is there already stays as it is. Gives it as it is stored."""
    count = select(func.count()).where(IntentRow.meeting_id == intent.meeting_id).select_from(IntentRow)
    row = IntentRow(
        id=intent.id,
        meeting_id=intent.meeting_id,
        state=intent.state,
        attempts=intent.attempts,
        error=intent.error,
        created_at=now,
        place=session.exec(count).one(),
        body=intent,
    )
    return _intent(row) if add_once(session, row) else get(session, intent.id)


def get(session: Session, intent_id: str) -> Intent:
    """The intent as it stands. Raises NotFound `intent-not-found`."""
    row = one(session, IntentRow, IntentRow.id == intent_id)
    if row is None:
        raise NotFound("intent-not-found", id=intent_id)
    return _intent(row)


def for_meeting(session: Session, meeting_id: str) -> tuple[Intent, ...]:
    """All intents of a meeting in the order they were planned."""
    query = select(IntentRow).where(IntentRow.meeting_id == meeting_id)
    return tuple(map(_intent, session.exec(query.order_by(col(IntentRow.created_at), col(IntentRow.place)))))


def pending(session: Session, meeting_id: str | None = None) -> tuple[Intent, ...]:
    """The intents with something still to be done, oldest first, of one meeting or of all."""
    query = select(IntentRow).where(col(IntentRow.state).in_(PENDING))
    if meeting_id is not None:
        query = query.where(IntentRow.meeting_id == meeting_id)
    return tuple(map(_intent, session.exec(query.order_by(col(IntentRow.created_at), col(IntentRow.place)))))


def applied_since(session: Session, moment: datetime) -> tuple[Intent, ...]:
    """The intents that were planned after a moment and have been applied, oldest first."""
    query = select(IntentRow).where(col(IntentRow.state) == "applied", col(IntentRow.created_at) >= moment)
    return tuple(map(_intent, session.exec(query.order_by(col(IntentRow.created_at), col(IntentRow.place)))))


def set_state(
    session: Session,
    intent_id: str,
    state: IntentState,
    *,
    expected: IntentState | Iterable[IntentState],
    error: str | None = None,
    attempt: bool = False,
) -> bool:
    """Move an intent on if it is in an expected state; false when it is not, and then nothing changes.

    `attempt` counts one more try.
    """
    states = (expected,) if isinstance(expected, str) else tuple(expected)
    query = update(IntentRow).where(col(IntentRow.id) == intent_id, col(IntentRow.state).in_(states))
    values = {"state": state, "error": error, "attempts": col(IntentRow.attempts) + int(attempt)}
    return session.exec(query.values(values)).rowcount == 1


def claim(
    session: Session, intent_id: str, *, expected: IntentState | Iterable[IntentState] = "planned"
) -> bool:
    """Take an intent for sending and count the try; false when somebody else has it."""
    return set_state(session, intent_id, "sending", expected=expected, attempt=True)


def see(session: Session, intent_id: str, card: Card | None) -> None:
    """Note the card as it was read just before the write. Raises NotFound `intent-not-found`."""
    row = one(session, IntentRow, IntentRow.id == intent_id, lock=True)
    if row is None:
        raise NotFound("intent-not-found", id=intent_id)
    row.body = row.body.model_copy(update={"seen": card})


def _intent(row: IntentRow) -> Intent:
    stands = {"state": row.state, "attempts": row.attempts, "error": row.error}
    return row.body.model_copy(update=stands | {"created_at": row.created_at})
