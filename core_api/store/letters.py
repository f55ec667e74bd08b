"""Letters, where they stand, and the tickets of their buttons. What a letter says and to whom is decided above."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import cast

from sqlalchemy import String
from sqlalchemy import cast as cast_to
from sqlmodel import and_, col, delete, func, or_, select, update
from sqlmodel.sql.expression import SelectOfScalar

from core_api.contracts.asking import LetterPurpose, LetterState, StoredLetter, Ticket
from core_api.contracts.messages import ChannelName, Letter, MessageRef
from core_api.contracts.problems import NotFound
from core_api.store.database import Session
from core_api.store.message_tables import LetterPlaceRow, LetterRow, TicketRow
from core_api.store.rows import add_once, one
from core_api.store.tables import MeetingRow, ProposalRow

GONE = "message-gone"
"""The error of a letter whose message somebody deleted: there is nothing left to change."""


def add(session: Session, letter: StoredLetter) -> bool:
    """Store a new letter; false when one with its id is there, which then stays as it is."""
    row = LetterRow(
        id=letter.id,
        purpose=letter.purpose,
        channel=letter.letter.to.channel,
        person_id=letter.person_id,
        board=letter.board,
        meeting_id=letter.meeting_id,
        proposal_id=letter.proposal_id,
        version=letter.version,
        told=letter.told,
        shown=letter.shown,
        state=letter.state,
        error=letter.error,
        created_at=letter.created_at,
        due_at=letter.due_at,
        sent_at=letter.sent_at,
        refs=letter.refs,
        body=letter.letter,
    )
    return add_once(session, row)


def get(session: Session, letter_id: str, *, lock: bool = False) -> StoredLetter:
    """The letter. Raises NotFound `letter-not-found`. `lock`: others wait until the transaction ends."""
    return _stored(_row(session, letter_id, lock=lock))


def exists(session: Session, letter_id: str) -> bool:
    """Whether there is such a letter."""
    return one(session, LetterRow, LetterRow.id == letter_id) is not None


def rewrite(
    session: Session, letter_id: str, letter: Letter, told: str, version: int | None, *, is_open: bool = True
) -> StoredLetter:
    """Say something else in it from now on; with `is_open` false for the last time. Raises NotFound."""
    row = _row(session, letter_id, lock=True)
    row.body, row.told, row.version, row.open = letter, told, version, is_open
    return _stored(row)


def follow(session: Session, letter_id: str, meeting_id: str) -> None:
    """From now on the letter tells how far that meeting is. Raises NotFound."""
    _row(session, letter_id, lock=True).meeting_id = meeting_id


def followed(session: Session, limit: int = 200) -> tuple[StoredLetter, ...]:
    """The notices that tell how far a meeting is, which can still change; the oldest first."""
    query = select(LetterRow).where(
        col(LetterRow.open).is_(True), LetterRow.purpose == "notice", col(LetterRow.meeting_id).is_not(None)
    )
    return _listed(session, query.order_by(col(LetterRow.created_at), col(LetterRow.id)).limit(limit))


def tells(session: Session, letter_id: str, told: str) -> None:
    """It was looked at, and tells how its subject stands."""
    _row(session, letter_id, lock=True).told = told


def close(session: Session, letter_id: str) -> None:
    """Nothing of its subject can change any more that it would have to say."""
    _row(session, letter_id, lock=True).open = False


def set_state(
    session: Session,
    letter_id: str,
    state: LetterState,
    *,
    shown: str | None = None,
    error: str | None = None,
    sent_at: datetime | None = None,
) -> StoredLetter:
    """Move it on. `shown` is the digest of what was sent. Raises NotFound."""
    row = _row(session, letter_id, lock=True)
    row.state, row.error = state, error
    if shown is not None:
        row.shown = shown
    if sent_at is not None and row.sent_at is None:
        row.sent_at = sent_at
    return _stored(row)


def stands_at(session: Session, letter_id: str, ref: MessageRef) -> None:
    """Remember that it stands there (too)."""
    row = _row(session, letter_id, lock=True)
    if ref not in row.refs:
        row.refs = (*row.refs, ref)
    add_once(session, LetterPlaceRow(channel=ref.channel, chat=ref.chat, message=ref.id, letter_id=letter_id))


def at(session: Session, ref: MessageRef) -> StoredLetter | None:
    """The letter that stands there; None: none of ours."""
    place = one(
        session,
        LetterPlaceRow,
        LetterPlaceRow.channel == ref.channel,
        LetterPlaceRow.chat == ref.chat,
        LetterPlaceRow.message == ref.id,
    )
    return get(session, place.letter_id) if place else None


def about(session: Session, proposal_id: str) -> tuple[StoredLetter, ...]:
    """All letters about a proposal itself, oldest first."""
    query = select(LetterRow).where(LetterRow.proposal_id == proposal_id)
    return _listed(session, query.order_by(col(LetterRow.created_at), col(LetterRow.id)))


def of_meeting(session: Session, meeting_id: str) -> tuple[StoredLetter, ...]:
    """All letters about a meeting and its proposals, oldest first."""
    query = select(LetterRow).where(LetterRow.meeting_id == meeting_id)
    return _listed(session, query.order_by(col(LetterRow.created_at), col(LetterRow.id)))


def of_person(session: Session, person_id: str, limit: int = 100) -> tuple[StoredLetter, ...]:
    """The newest letters to a person, the newest first."""
    query = select(LetterRow).where(LetterRow.person_id == person_id)
    return _listed(session, query.order_by(col(LetterRow.created_at).desc()).limit(limit))


@dataclass(frozen=True)
class Open:
    """A letter whose subject can still change what it says."""

    id: str
    channel: ChannelName
    meeting_id: str
    told: str


def still_open(session: Session, purposes: Iterable[LetterPurpose], limit: int = 2000) -> tuple[Open, ...]:
    """Letters whose subject can still change what they say, oldest first."""
    query = select(LetterRow.id, LetterRow.channel, LetterRow.meeting_id, LetterRow.told).where(
        col(LetterRow.open).is_(True),
        col(LetterRow.purpose).in_(tuple(purposes)),
        col(LetterRow.state) != "withdrawn",
    )
    rows = session.exec(query.order_by(col(LetterRow.created_at), col(LetterRow.id)).limit(limit))
    return tuple(
        Open(id_, cast(ChannelName, channel), meeting or "", told) for id_, channel, meeting, told in rows
    )


def outdated(session: Session, limit: int = 500) -> tuple[StoredLetter, ...]:
    """Letters about a proposal that stands otherwise than they tell, and those whose change is on its way."""
    stands = (
        cast_to(ProposalRow.version, String)
        + ":"
        + col(ProposalRow.state)
        + ":"
        + func.coalesce(ProposalRow.error, "")
    )
    query = (
        select(LetterRow)
        .join(ProposalRow, col(ProposalRow.id) == LetterRow.proposal_id)
        .where(
            col(LetterRow.open).is_(True),
            LetterRow.purpose == "question",
            or_(stands != LetterRow.told, col(ProposalRow.state) == "approved"),
        )
    )
    return _listed(session, query.order_by(col(LetterRow.created_at), col(LetterRow.id)).limit(limit))


def undelivered(session: Session, limit: int = 200) -> tuple[StoredLetter, ...]:
    """Letters that do not stand as they shall: waiting, in doubt, refused. The oldest due first."""
    query = select(LetterRow).where(
        or_(
            col(LetterRow.state).in_(("planned", "sending", "unknown", "failed")),
            and_(col(LetterRow.state) == "sent", LetterRow.error != None),  # noqa: E711 - SQL
        )
    )
    return _listed(session, query.order_by(col(LetterRow.due_at), col(LetterRow.id)).limit(limit))


def overdue(session: Session, now: datetime, limit: int = 200) -> tuple[StoredLetter, ...]:
    """Those of them that can still be delivered and do not keep out of quiet hours any more. The oldest due first."""
    late = and_(
        col(LetterRow.state) == "sent",
        LetterRow.error != None,  # noqa: E711 - SQL
        col(LetterRow.error) != GONE,
    )
    waits = or_(col(LetterRow.state).in_(("planned", "sending", "unknown")), late)
    query = select(LetterRow).where(waits, col(LetterRow.due_at) <= now)
    return _listed(session, query.order_by(col(LetterRow.due_at), col(LetterRow.id)).limit(limit))


def orphans(session: Session, limit: int = 200) -> tuple[StoredLetter, ...]:
    """Letters about meetings that were removed."""
    there = select(MeetingRow.id).where(MeetingRow.id == LetterRow.meeting_id).exists()
    query = select(LetterRow).where(col(LetterRow.meeting_id).is_not(None), ~there)
    return _listed(session, query.order_by(col(LetterRow.id)).limit(limit))


def remove(session: Session, letter_id: str) -> None:
    """Forget the letter with its tickets and where it stood."""
    session.exec(delete(LetterRow).where(col(LetterRow.id) == letter_id))


def forget(session: Session, before: datetime) -> None:
    """Forget letters that were written before that moment and say nothing of their own any more, and old tickets.

    What a letter about a proposal says can change for as long as its change can be undone.
    """
    session.exec(delete(TicketRow).where(col(TicketRow.expires_at) < before))
    settled = col(LetterRow.state).in_(("sent", "failed", "withdrawn"))
    session.exec(delete(LetterRow).where(col(LetterRow.created_at) < before, settled))


# --- tickets --------------------------------------------------------------------------------------------------


def add_ticket(session: Session, ticket: Ticket) -> None:
    """Store a ticket."""
    session.add(
        TicketRow(
            id=ticket.id,
            letter_id=ticket.letter_id,
            proposal_id=ticket.proposal_id,
            used_at=ticket.used_at,
            expires_at=ticket.expires_at,
            body=ticket,
        )
    )
    session.flush()


def ticket(session: Session, ticket_id: str, *, lock: bool = False) -> Ticket | None:
    """The ticket; None: there never was one, or it is forgotten."""
    row = one(session, TicketRow, TicketRow.id == ticket_id, lock=lock)
    return row.body.model_copy(update={"used_at": row.used_at}) if row else None


def tickets(session: Session, ids: Collection[str]) -> dict[str, Ticket]:
    """The tickets with these ids, as far as there are such."""
    wanted = tuple(one for one in ids if one)
    if not wanted:
        return {}
    query = select(TicketRow).where(col(TicketRow.id).in_(wanted)).execution_options(populate_existing=True)
    return {row.id: row.body.model_copy(update={"used_at": row.used_at}) for row in session.exec(query)}


def void_tickets(session: Session, letter_id: str, now: datetime) -> None:
    """The buttons of all composings of a letter so far are dead."""
    query = update(TicketRow).where(col(TicketRow.letter_id) == letter_id, col(TicketRow.used_at).is_(None))
    session.exec(query.values(used_at=now))


def newest_ticket(session: Session, letter_id: str) -> Ticket | None:
    """The ticket of the newest composing of a letter."""
    query = select(TicketRow).where(TicketRow.letter_id == letter_id)
    rows = list(session.exec(query))
    newest = max(rows, key=lambda row: (row.used_at is None, row.expires_at, row.id), default=None)
    return newest.body.model_copy(update={"used_at": newest.used_at}) if newest else None


def use_ticket(session: Session, ticket_id: str, now: datetime) -> bool:
    """Its deciding buttons are dead from now on; false when they were already."""
    query = update(TicketRow).where(col(TicketRow.id) == ticket_id, col(TicketRow.used_at).is_(None))
    return session.exec(query.values(used_at=now)).rowcount > 0


def _row(session: Session, letter_id: str, *, lock: bool = False) -> LetterRow:
    row = one(session, LetterRow, LetterRow.id == letter_id, lock=lock)
    if row is None:
        raise NotFound("letter-not-found", id=letter_id)
    return row


def _listed(session: Session, query: SelectOfScalar[LetterRow]) -> tuple[StoredLetter, ...]:
    fresh = query.execution_options(populate_existing=True)
    return tuple(_stored(row) for row in session.exec(fresh))


def _stored(row: LetterRow) -> StoredLetter:
    return StoredLetter(
        id=row.id,
        purpose=cast(LetterPurpose, row.purpose),
        letter=row.body,
        person_id=row.person_id,
        board=row.board,
        meeting_id=row.meeting_id,
        proposal_id=row.proposal_id,
        version=row.version,
        told=row.told,
        shown=row.shown,
        refs=row.refs,
        state=cast(LetterState, row.state),
        error=row.error,
        created_at=row.created_at,
        due_at=row.due_at,
        sent_at=row.sent_at,
    )
