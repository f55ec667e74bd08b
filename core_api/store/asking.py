"""Who was asked about what and when, one-time codes, and the examples that people's decisions give."""

import hashlib
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement
from sqlmodel import col, delete, func, select

from core_api.contracts.asking import Example, LinkCode
from core_api.contracts.proposal import StoredProposal
from core_api.store import proposals
from core_api.store.database import Session
from core_api.store.message_tables import AskedRow, ExampleRow, LinkCodeRow, LinkTryRow
from core_api.store.rows import add_once, one, put
from core_api.store.tables import ProposalRow

_UNTOLD = (
    col(ProposalRow.state).in_(proposals.WAITING),
    ~(
        select(AskedRow.proposal_id)
        .where(AskedRow.proposal_id == ProposalRow.id, AskedRow.version == ProposalRow.version)
        .exists()
    ),
)


def unasked(
    session: Session, boards: Collection[str] | None = None, limit: int = 500
) -> tuple[StoredProposal, ...]:
    """Proposals (of these boards, or of all) that wait for a person's word of which nobody was told, oldest first."""
    query = select(ProposalRow.id).where(*_UNTOLD)
    if boards is not None:
        query = query.where(col(ProposalRow.board).in_(boards))
    query = query.order_by(col(ProposalRow.created_at), col(ProposalRow.place)).limit(limit)
    return tuple(proposals.get(session, proposal_id) for proposal_id in session.exec(query))


def unasked_boards(session: Session) -> tuple[str, ...]:
    """The boards that have such proposals."""
    query = select(ProposalRow.board).where(*_UNTOLD).distinct()
    return tuple(sorted(board for board in session.exec(query) if board is not None))


def mark_asked(session: Session, proposal_id: str, version: int, now: datetime) -> bool:
    """Somebody is told of it; false when that was so already."""
    return add_once(session, AskedRow(proposal_id=proposal_id, version=version, at=now))


def mark_reminded(session: Session, proposal_id: str, version: int, now: datetime) -> None:
    """Those who were asked are reminded of it."""
    row = _asked(session, proposal_id, version)
    if row is not None:
        row.reminded_at = now


def mark_escalated(session: Session, proposal_id: str, version: int, now: datetime) -> None:
    """All who may decide are asked now."""
    row = _asked(session, proposal_id, version)
    if row is not None:
        row.escalated_at = now


def is_escalated(session: Session, proposal_id: str, version: int) -> bool:
    """Whether everybody who may decide is asked."""
    row = _asked(session, proposal_id, version)
    return row is not None and row.escalated_at is not None


def asked_at(session: Session, proposal_id: str, version: int) -> datetime | None:
    """When somebody was told of it; None: nobody was."""
    row = _asked(session, proposal_id, version)
    return row.at if row else None


@dataclass(frozen=True)
class Waited:
    """A version of a proposal that waits, of which somebody was told at that moment."""

    proposal_id: str
    version: int
    meeting_id: str
    board: str
    at: datetime


def unreminded(session: Session) -> tuple[Waited, ...]:
    """What waits and was asked, of which nobody was reminded."""
    return _waiting(session, col(AskedRow.reminded_at).is_(None))


def unescalated(session: Session) -> tuple[Waited, ...]:
    """What waits and was asked, and was not yet asked of everybody."""
    return _waiting(session, col(AskedRow.escalated_at).is_(None))


def reminded_before(session: Session, moment: datetime) -> tuple[Waited, ...]:
    """What waits although those who were asked were reminded of it before that moment."""
    return _waiting(session, col(AskedRow.reminded_at) < moment)


def _waiting(session: Session, condition: ColumnElement[bool]) -> tuple[Waited, ...]:
    query = (
        select(AskedRow, ProposalRow.meeting_id, ProposalRow.board)
        .join(ProposalRow, col(ProposalRow.id) == AskedRow.proposal_id)
        .where(
            ProposalRow.version == AskedRow.version,
            col(ProposalRow.state).in_(proposals.WAITING),
            condition,
        )
        .order_by(col(AskedRow.at), col(ProposalRow.place))
    )
    return tuple(
        Waited(row.proposal_id, row.version, meeting, board or "", row.at)
        for row, meeting, board in session.exec(query)
    )


def _asked(session: Session, proposal_id: str, version: int) -> AskedRow | None:
    return one(session, AskedRow, AskedRow.proposal_id == proposal_id, AskedRow.version == version)


# --- one-time codes -------------------------------------------------------------------------------------------


def save_code(session: Session, code: LinkCode) -> None:
    """Keep the digest of a code; earlier ones of the person are void."""
    session.exec(delete(LinkCodeRow).where(col(LinkCodeRow.person_id) == code.person_id))
    put(
        session,
        LinkCodeRow(digest=_digest(code.code), person_id=code.person_id, expires_at=code.expires_at),
    )


def take_code(session: Session, code: str, now: datetime) -> LinkCode | None:
    """The code, which is void from now on; None: there is none such, or its time is over."""
    row = one(session, LinkCodeRow, LinkCodeRow.digest == _digest(code), lock=True)
    if row is None:
        return None
    session.delete(row)
    session.flush()
    if row.expires_at <= now:
        return None
    return LinkCode(code=code, person_id=row.person_id, expires_at=row.expires_at)


def note_wrong_code(session: Session, who: str, now: datetime) -> None:
    """Somebody tried a wrong code. `who` is the channel and their id there."""
    session.add(LinkTryRow(who=who, at=now))
    session.flush()


def wrong_codes(session: Session, who: str, since: datetime) -> int:
    """How many wrong codes they tried since then."""
    query = select(func.count()).where(LinkTryRow.who == who, col(LinkTryRow.at) >= since)
    return int(session.exec(query).one())


def _digest(code: str) -> str:
    return hashlib.sha256(code.encode()).hexdigest()


# --- examples -------------------------------------------------------------------------------------------------


def learn(session: Session, example: Example) -> None:
    """Keep a labelled example, in the place of the one of that proposal and version."""
    put(
        session,
        ExampleRow(
            proposal_id=example.proposal_id,
            version=example.version,
            board=example.board,
            at=example.at,
            body=example,
        ),
    )


def examples(session: Session, board: str | None = None) -> tuple[Example, ...]:
    """All labelled examples, oldest first; of one board when it is named."""
    query = select(ExampleRow)
    if board is not None:
        query = query.where(ExampleRow.board == board)
    return tuple(row.body for row in session.exec(query.order_by(col(ExampleRow.at))))


def example(session: Session, proposal_id: str, version: int) -> Example | None:
    """The example of that proposal and version."""
    row = one(session, ExampleRow, ExampleRow.proposal_id == proposal_id, ExampleRow.version == version)
    return row.body if row else None


def of_proposal(session: Session, proposal_id: str) -> tuple[Example, ...]:
    """The examples of all versions of a proposal."""
    return tuple(
        row.body for row in session.exec(select(ExampleRow).where(ExampleRow.proposal_id == proposal_id))
    )
