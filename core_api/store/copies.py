"""Copies of vendors' boards, so that the next reading of a board goes on where the last one ended; and who we are.

Only copies: all of it can be forgotten at any time, and is then read anew. Comments and checklists are not kept.
"""

from datetime import datetime

from sqlmodel import col, delete, select

from core_api.contracts.board import Board, Card
from core_api.contracts.connector import Identity
from core_api.store.database import Session
from core_api.store.rows import one, put, put_all
from core_api.store.tables import BoardCopyRow, BoardSelfRow, CardCopyRow

_AT_ONCE = 500


def board(session: Session, ref: str) -> Board | None:
    """The board as it was read last; its cards lack checklists and comments. None when it never was."""
    row = one(session, BoardCopyRow, BoardCopyRow.board == ref)
    if row is None:
        return None
    query = select(col(CardCopyRow.body)).where(CardCopyRow.board == ref).order_by(col(CardCopyRow.place))
    return row.body.model_copy(update={"cards": tuple(session.exec(query))})


def every(session: Session) -> dict[str, Board]:
    """All boards of which a copy is kept, by their reference."""
    refs = session.exec(select(BoardCopyRow.board)).all()
    return {ref: known for ref in refs if (known := board(session, ref)) is not None}


def outline(session: Session, ref: str) -> Board | None:
    """The same without its cards."""
    row = one(session, BoardCopyRow, BoardCopyRow.board == ref)
    return row.body if row else None


def keep(session: Session, ref: str, fresh: Board, known: Board | None, now: datetime) -> None:
    """Keep the board as it was read now; only cards that are not as in `known` are written.

    A reading that began before the one that is kept already changes nothing.
    """
    row = one(session, BoardCopyRow, BoardCopyRow.board == ref, lock=True)
    if row is not None and row.read_at > now:
        return
    put(session, BoardCopyRow(board=ref, read_at=now, body=fresh.model_copy(update={"cards": ()})))
    old = {card.id: card for card in known.cards} if known and row else {}
    if not old:
        session.exec(delete(CardCopyRow).where(col(CardCopyRow.board) == ref))
    changed: list[CardCopyRow] = []
    for place, card in enumerate(fresh.cards):
        bare = _bare(card)
        if old.get(card.id) != bare:
            changed.append(CardCopyRow(board=ref, card_id=card.id, place=place, body=bare))
    gone = old.keys() - {card.id for card in fresh.cards}
    for start in range(0, len(changed), _AT_ONCE):
        put_all(session, changed[start : start + _AT_ONCE])
    if gone:
        session.exec(
            delete(CardCopyRow).where(col(CardCopyRow.board) == ref, col(CardCopyRow.card_id).in_(gone))
        )


def forget(session: Session, ref: str) -> None:
    """Read the board anew the next time."""
    session.exec(delete(BoardCopyRow).where(col(BoardCopyRow.board) == ref))


def us(session: Session, kind: str) -> tuple[Identity, datetime] | None:
    """Who we are on a kind of board, and when it was asked."""
    row = one(session, BoardSelfRow, BoardSelfRow.kind == kind)
    return (row.body, row.asked_at) if row else None


def keep_us(session: Session, kind: str, identity: Identity, now: datetime) -> None:
    """Remember who we are there."""
    put(session, BoardSelfRow(kind=kind, asked_at=now, body=identity))


def _bare(card: Card) -> Card:
    return card.model_copy(update={"checklists": (), "comments": (), "detailed": False})
