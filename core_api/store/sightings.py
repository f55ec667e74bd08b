"""Watched cards as they were seen first and last, and what others changed on them in between.

What differs and whose it is, is for the caller to say. Rows of one card are changed under a lock on its sighting.
"""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import func
from sqlmodel import col, delete, select

from core_api.contracts.history import ForeignChange, Sighting
from core_api.store.database import Session
from core_api.store.rows import add_once, one
from core_api.store.tables import BoardEventRow, ForeignChangeRow, SightingRow

_MOST = 200
"""Changes by others that are kept one by one for each card; from then on neighbours of one field are put together."""


def get(session: Session, board: str, card_id: str, *, lock: bool = False) -> Sighting | None:
    """The card as it was seen, if it is watched; `lock` keeps others from it until the transaction ends."""
    row = _row(session, board, card_id, lock=lock)
    return _sighting(row) if row else None


def of_board(session: Session, board: str | None = None) -> tuple[Sighting, ...]:
    """The watched cards of a board, or of all."""
    query = select(SightingRow).order_by(SightingRow.board, SightingRow.card_id)
    if board is not None:
        query = query.where(SightingRow.board == board)
    fresh = query.execution_options(populate_existing=True)
    return tuple(_sighting(row) for row in session.exec(fresh))


def add(session: Session, sighting: Sighting) -> bool:
    """Watch a card from now on; false when it is watched already, and then nothing changes."""
    return add_once(session, SightingRow(**dict(sighting)))


def save(session: Session, sighting: Sighting) -> None:
    """Keep the sighting in the place of the stored one, which the caller holds by `get(lock=True)`."""
    row = _row(session, sighting.board, sighting.card_id)
    if row is not None:
        for name, value in dict(sighting).items():
            setattr(row, name, value)


def note(session: Session, change: ForeignChange) -> None:
    """Keep what somebody changed. Where a card has very many, it goes on from the last one of the same field."""
    card = change.card.id
    count = select(func.count()).select_from(ForeignChangeRow)
    mine = (ForeignChangeRow.board == change.board, ForeignChangeRow.card_id == card)
    last = _last(session, change.board, card) if session.exec(count.where(*mine)).one() >= _MOST else None
    if last is not None and last.field == change.field and last.sequence == change.sequence - 1:
        words = change.words.model_copy(update={"before": last.body.words.before})
        change = change.model_copy(update={"before": last.body.before, "words": words})
        session.delete(last)
        session.flush()
    session.add(
        ForeignChangeRow(
            board=change.board,
            card_id=card,
            sequence=change.sequence,
            field=change.field,
            observed_at=change.observed_at,
            body=change,
        )
    )


def take_off(session: Session, change: ForeignChange) -> None:
    """Forget a change that turned out to be our own."""
    row = one(
        session,
        ForeignChangeRow,
        ForeignChangeRow.board == change.board,
        ForeignChangeRow.card_id == change.card.id,
        ForeignChangeRow.sequence == change.sequence,
    )
    if row is not None:
        session.delete(row)
        session.flush()


def foreign(session: Session, board: str, card_id: str) -> tuple[ForeignChange, ...]:
    """What others changed on the card, in the order it was found."""
    query = select(ForeignChangeRow).where(
        ForeignChangeRow.board == board, ForeignChangeRow.card_id == card_id
    )
    return tuple(row.body for row in session.exec(query.order_by(col(ForeignChangeRow.sequence))))


def forget(session: Session, board: str, card_ids: Iterable[str]) -> None:
    """Watch these cards no more; what others changed on them is forgotten too. Our own records stay."""
    chosen = list(card_ids)
    for kind in (ForeignChangeRow, SightingRow):
        session.exec(delete(kind).where(col(kind.board) == board, col(kind.card_id).in_(chosen)))


def is_taken(session: Session, board: str, event_id: str) -> bool:
    """True for a vendor's event that was taken before."""
    return one(session, BoardEventRow, BoardEventRow.board == board, BoardEventRow.id == event_id) is not None


def take_event(session: Session, board: str, event_id: str, now: datetime, until: datetime) -> bool:
    """Take a vendor's event; false when it was taken before. Those older than `until` are forgotten."""
    session.exec(delete(BoardEventRow).where(col(BoardEventRow.at) < until))
    return add_once(session, BoardEventRow(board=board, id=event_id, at=now))


def _row(session: Session, board: str, card_id: str, *, lock: bool = False) -> SightingRow | None:
    return one(session, SightingRow, SightingRow.board == board, SightingRow.card_id == card_id, lock=lock)


def _last(session: Session, board: str, card_id: str) -> ForeignChangeRow | None:
    query = select(ForeignChangeRow).where(
        ForeignChangeRow.board == board, ForeignChangeRow.card_id == card_id
    )
    return session.exec(query.order_by(col(ForeignChangeRow.sequence).desc()).limit(1)).first()


def _sighting(row: SightingRow) -> Sighting:
    return Sighting(**{name: getattr(row, name) for name in Sighting.model_fields})
