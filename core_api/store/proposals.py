"""Proposals, where each stands, and who decided on which version.

Which state may follow which is for `domain.lifecycle` to say; here only one that comes too late is refused.
"""

from collections.abc import Callable, Collection, Iterable
from datetime import datetime
from hashlib import sha256
from typing import cast

from sqlmodel import col, func, select
from sqlmodel.sql.expression import SelectOfScalar

from core_api.contracts.problems import Conflict, NotFound
from core_api.contracts.proposal import Decision, Proposal, ProposalState, StoredProposal
from core_api.store.database import Session
from core_api.store.rows import add_once, one
from core_api.store.tables import DecisionRow, ProposalRow

WAITING: tuple[ProposalState, ...] = ("open", "shadow")
"""The states in which a proposal waits for a person's word."""

_CONFIRMED: tuple[ProposalState, ...] = ("approved", "applying", "applied")


def add(
    session: Session,
    proposals: Iterable[Proposal],
    state: Callable[[Proposal], ProposalState] | ProposalState,
    now: datetime,
) -> tuple[StoredProposal, ...]:
    """Store proposals in their order and give them as stored; one whose id is there stays as it is."""
    stored = []
    for place, proposal in enumerate(proposals):
        row = ProposalRow(
            id=proposal.id,
            meeting_id=proposal.meeting_id,
            board=proposal.board,
            version=proposal.version,
            state=state if isinstance(state, str) else state(proposal),
            created_at=now,
            place=place,
            body=proposal,
        )
        stored.append(_stored(row) if add_once(session, row) else get(session, proposal.id))
    return tuple(stored)


def get(session: Session, proposal_id: str, *, lock: bool = False) -> StoredProposal:
    """The newest version and where it stands. Raises NotFound `proposal-not-found`.

    `lock` keeps it there until the transaction ends: for whoever moves it on by where it stands.
    """
    return _stored(_row(session, proposal_id, lock=lock))


def several(session: Session, ids: Collection[str]) -> dict[str, StoredProposal]:
    """The proposals with these ids, as far as they are there."""
    if not ids:
        return {}
    found = _listed(session, select(ProposalRow).where(col(ProposalRow.id).in_(tuple(ids))))
    return {one.proposal.id: one for one in found}


def for_meeting(session: Session, meeting_id: str, *, lock: bool = False) -> tuple[StoredProposal, ...]:
    """The proposals of a meeting in their order; `lock` as in `get`."""
    query = select(ProposalRow).where(ProposalRow.meeting_id == meeting_id)
    query = query.order_by(col(ProposalRow.created_at), col(ProposalRow.place))
    return _listed(session, query.with_for_update() if lock else query)


def queue(session: Session, board: str | None = None, limit: int = 100) -> tuple[StoredProposal, ...]:
    """What waits for a person's word, oldest first: open proposals and those of boards in shadow mode."""
    query = select(ProposalRow).where(col(ProposalRow.state).in_(WAITING))
    if board is not None:
        query = query.where(ProposalRow.board == board)
    oldest = col(ProposalRow.created_at), col(ProposalRow.meeting_id), col(ProposalRow.place)
    return _listed(session, query.order_by(*oldest).limit(limit))


def confirmed(session: Session, board: str, meeting_ids: Collection[str]) -> dict[str, frozenset[str]]:
    """The cards (ids) of a board that a person's or the gate's yes was about, by meeting."""
    query = select(ProposalRow).where(ProposalRow.board == board, col(ProposalRow.state).in_(_CONFIRMED))
    found: dict[str, set[str]] = {}
    for row in session.exec(query.where(col(ProposalRow.meeting_id).in_(tuple(meeting_ids)))):
        if row.body.card is not None:
            found.setdefault(row.meeting_id, set()).add(row.body.card.id)
    return {meeting_id: frozenset(cards) for meeting_id, cards in found.items()}


def signatures(session: Session, meeting_ids: Collection[str]) -> dict[str, str]:
    """How all proposals of each meeting stand, in short: another value means that one of them moved on."""
    if not meeting_ids:
        return {}
    stands = col(ProposalRow.state) + ":" + func.coalesce(ProposalRow.error, "")
    query = select(ProposalRow.meeting_id, ProposalRow.id, ProposalRow.version, stands)
    query = query.where(col(ProposalRow.meeting_id).in_(tuple(meeting_ids))).order_by(col(ProposalRow.id))
    rows: dict[str, list[tuple[object, ...]]] = {one: [] for one in meeting_ids}
    for meeting_id, *stand in session.exec(query):
        rows[meeting_id].append(tuple(stand))
    return {one: sha256(repr(every).encode()).hexdigest()[:24] for one, every in rows.items()}


def set_state(
    session: Session,
    proposal_id: str,
    version: int,
    state: ProposalState,
    error: str | None = None,
    *,
    expected: ProposalState | Iterable[ProposalState] | None = None,
) -> StoredProposal | None:
    """Move a proposal on if it is in an expected state; None when it is not, and then nothing changes.

    Raises NotFound; Conflict `proposal-stale` when its version is another one.
    """
    row = _row(session, proposal_id, version)
    states = (expected,) if isinstance(expected, str) else expected
    if states is not None and row.state not in tuple(states):
        return None
    row.state, row.error = state, error
    return _stored(row)


def replace(session: Session, proposal: Proposal, state: ProposalState) -> StoredProposal:
    """Store the next version of a proposal; it keeps its place in the queue and is no longer decided.

    Raises NotFound; Conflict `proposal-stale` when the stored version is not the one before.
    """
    row = _row(session, proposal.id, proposal.version - 1)
    row.body, row.version, row.board = proposal, proposal.version, proposal.board
    row.state, row.error = state, None
    return _stored(row)


def decide(session: Session, decision: Decision) -> Decision:
    """Record a decision: the first one on a version wins.

    Raises NotFound; Conflict `proposal-stale` when the proposal has another version now; Conflict
    `already-decided` with the first one's `answer`, `name` and `channel`.
    """
    _row(session, decision.proposal_id, decision.version)
    row = DecisionRow(proposal_id=decision.proposal_id, version=decision.version, body=decision)
    if add_once(session, row):
        return decision
    first = decision_on(session, decision.proposal_id, decision.version)
    if first is not None and first != decision:
        raise Conflict("already-decided", answer=first.answer, name=first.by.name, channel=first.by.channel)
    return decision


def decision_on(session: Session, proposal_id: str, version: int) -> Decision | None:
    """The decision on one version of a proposal."""
    row = one(session, DecisionRow, DecisionRow.proposal_id == proposal_id, DecisionRow.version == version)
    return row.body if row else None


def decision(session: Session, proposal_id: str) -> Decision | None:
    """The decision on the newest version that was decided."""
    query = select(DecisionRow).where(DecisionRow.proposal_id == proposal_id)
    row = session.exec(query.order_by(col(DecisionRow.version).desc()).limit(1)).first()
    return row.body if row else None


def decisions(session: Session, meeting_id: str) -> tuple[Decision, ...]:
    """All decisions on the proposals of a meeting, oldest first."""
    query = select(DecisionRow).join(ProposalRow).where(ProposalRow.meeting_id == meeting_id)
    return tuple(
        sorted(
            (row.body for row in session.exec(query)),
            key=lambda decision: (decision.at, decision.proposal_id),
        )
    )


def decided(session: Session, board: str, limit: int = 500) -> tuple[tuple[Proposal, Decision], ...]:
    """The last proposals for a board that were decided in their present version, each with its decision."""
    query = (
        select(ProposalRow, DecisionRow)
        .join(DecisionRow)
        .where(ProposalRow.board == board, col(ProposalRow.version) == col(DecisionRow.version))
        .order_by(col(ProposalRow.created_at).desc(), col(ProposalRow.place).desc())
        .limit(limit)
    )
    return tuple((row.body, decision.body) for row, decision in session.exec(query))


def newest(session: Session, board: str) -> Proposal | None:
    """The last proposal that was made for a board."""
    query = select(ProposalRow).where(ProposalRow.board == board)
    row = session.exec(query.order_by(col(ProposalRow.created_at).desc()).limit(1)).first()
    return row.body if row else None


def _row(
    session: Session, proposal_id: str, version: int | None = None, *, lock: bool = False
) -> ProposalRow:
    row = one(session, ProposalRow, ProposalRow.id == proposal_id, lock=lock or version is not None)
    if row is None:
        raise NotFound("proposal-not-found", id=proposal_id)
    if version is not None and row.version != version:
        raise Conflict("proposal-stale", id=proposal_id, version=row.version)
    return row


def _stored(row: ProposalRow) -> StoredProposal:
    state = cast(ProposalState, row.state)
    return StoredProposal(proposal=row.body, state=state, created_at=row.created_at, error=row.error)


def _listed(session: Session, query: SelectOfScalar[ProposalRow]) -> tuple[StoredProposal, ...]:
    fresh = query.execution_options(populate_existing=True)
    return tuple(_stored(row) for row in session.exec(fresh))
