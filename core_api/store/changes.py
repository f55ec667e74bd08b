"""The audit: one record for every change that was made on a board. Records are never deleted or rewritten.

The only thing that is ever added to a record is the id of the change that took it back.
"""

from datetime import UTC, datetime

from sqlalchemy import and_, func, or_
from sqlmodel import col, select
from sqlmodel.sql.expression import SelectOfScalar

from core_api.contracts.problems import Conflict, NotFound
from core_api.contracts.proposal import ChangeRecord
from core_api.store.database import Session
from core_api.store.rows import add_once, one
from core_api.store.tables import ChangeRow


def record(session: Session, change: ChangeRecord) -> ChangeRecord:
    """Store the record; one whose id is there already stays as it is. Gives it as it is stored."""
    row = ChangeRow(
        id=change.id,
        meeting_id=change.meeting_id,
        board=change.board,
        card_id=change.card.id,
        at=change.at,
        undone_by=change.undone_by,
        body=change,
    )
    return change if add_once(session, row) else get(session, change.id)


def get(session: Session, change_id: str) -> ChangeRecord:
    """The record. Raises NotFound `change-not-found`."""
    return _change(_row(session, change_id))


def for_meeting(session: Session, meeting_id: str) -> tuple[ChangeRecord, ...]:
    """The changes of a meeting, oldest first."""
    query = select(ChangeRow).where(ChangeRow.meeting_id == meeting_id)
    return _listed(session, query.order_by(col(ChangeRow.at), col(ChangeRow.id)))


def for_proposal(session: Session, meeting_id: str, proposal_id: str) -> tuple[ChangeRecord, ...]:
    """What a proposal changed, oldest first, without what took it back."""
    made = for_meeting(session, meeting_id)
    return tuple(one for one in made if one.proposal_id == proposal_id and one.undoes is None)


def for_card(session: Session, board: str, card_id: str) -> tuple[ChangeRecord, ...]:
    """The changes of a card, oldest first."""
    query = select(ChangeRow).where(ChangeRow.board == board, ChangeRow.card_id == card_id)
    return _listed(session, query.order_by(col(ChangeRow.at), col(ChangeRow.id)))


def of_card_id(session: Session, card_id: str) -> tuple[ChangeRecord, ...]:
    """The changes of cards with this id, whatever their board."""
    return _listed(session, select(ChangeRow).where(ChangeRow.card_id == card_id))


def last_written(session: Session, board: str) -> dict[str, datetime]:
    """When we last wrote on each card of the board that we ever wrote on."""
    query = select(ChangeRow.card_id, func.max(ChangeRow.at)).where(ChangeRow.board == board)
    found = session.exec(query.group_by(col(ChangeRow.card_id)))
    return {card_id: at if at.tzinfo else at.replace(tzinfo=UTC) for card_id, at in found}


def last_place(session: Session, board: str, card_id: str) -> int:
    """The last place in the card's history that a change of ours has; 0 for a card without any."""
    return max((one.sequence or 0 for one in for_card(session, board, card_id)), default=0)


def page(
    session: Session,
    after: ChangeRecord | None = None,
    *,
    board: str | None = None,
    since: datetime | None = None,
    limit: int = 500,
) -> tuple[ChangeRecord, ...]:
    """The next changes, the oldest first, behind the one that is given."""
    query = select(ChangeRow).order_by(col(ChangeRow.at), col(ChangeRow.id)).limit(limit)
    if board is not None:
        query = query.where(ChangeRow.board == board)
    if since is not None:
        query = query.where(col(ChangeRow.at) >= since)
    if after is not None:
        same = and_(col(ChangeRow.at) == after.at, col(ChangeRow.id) > after.id)
        query = query.where(or_(col(ChangeRow.at) > after.at, same))
    return _listed(session, query)


def recent(session: Session, limit: int = 50) -> tuple[ChangeRecord, ...]:
    """The last changes, newest first."""
    newest = col(ChangeRow.at).desc(), col(ChangeRow.id).desc()
    return _listed(session, select(ChangeRow).order_by(*newest).limit(limit))


def mark_undone(session: Session, change_id: str, by_change_id: str) -> ChangeRecord:
    """Note which change took this one back. Raises NotFound; Conflict `already-undone`."""
    row = _row(session, change_id, lock=True)
    if row.undone_by not in (None, by_change_id):
        raise Conflict("already-undone", change=change_id)
    row.undone_by = by_change_id
    return _change(row)


def _row(session: Session, change_id: str, *, lock: bool = False) -> ChangeRow:
    row = one(session, ChangeRow, ChangeRow.id == change_id, lock=lock)
    if row is None:
        raise NotFound("change-not-found", change=change_id)
    return row


def _change(row: ChangeRow) -> ChangeRecord:
    return row.body.model_copy(update={"undone_by": row.undone_by})


def _listed(session: Session, query: SelectOfScalar[ChangeRow]) -> tuple[ChangeRecord, ...]:
    return tuple(map(_change, session.exec(query)))
