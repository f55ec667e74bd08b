"""Another card: the change that a person says belongs elsewhere, made there at once by that person's word."""

from dataclasses import dataclass
from datetime import UTC

from core_api.contracts.problems import Internal, Invalid, NotFound
from core_api.contracts.proposal import Decision, Proposal
from core_api.domain.retarget import retargeted
from core_api.store import meetings, proposals
from core_api.store.database import Session
from core_api.usecases import stages, work
from core_api.usecases.installation import Installation
from core_api.usecases.reading import detail_of


@dataclass(frozen=True)
class Move:
    """A change on its way to another card, and what goes with it."""

    change: Proposal
    siblings: tuple[tuple[Proposal, Proposal | None], ...]
    """The open proposals of the same fact on the old card, each as it is on the new one (None: makes no sense)."""


def prepare(installation: Installation, decision: Decision) -> Move:
    """Look at the board and make the change for the card that was named, before anything is recorded.

    Raises NotFound for the proposal or the card, Invalid `other-card-impossible`.
    """
    with installation.database.reading() as session:
        old = proposals.get(session, decision.proposal_id).proposal
        meeting = meetings.get(session, old.meeting_id)
        siblings = _siblings(session, old)
    board, policy = work.board_of(installation, meeting)
    if board is None:
        raise Internal("internal")
    board = stages.with_roles(board, policy)
    card = next((item for item in board.cards if item.id == decision.card_id and not item.archived), None)
    if card is None:
        raise NotFound("card-not-found", card=decision.card_id or "")
    if not card.detailed:
        card = detail_of(installation, old.board or "")(card.id)
        board = board.model_copy(
            update={"cards": tuple(card if one.id == card.id else one for one in board.cards)}
        )
    zone = meeting.started_at.tzinfo or UTC

    def there(proposal: Proposal) -> Proposal | None:
        moved = retargeted(proposal, card, board, zone)
        return stages.seal((moved,), board, old.board)[0] if moved else None

    change = there(old)
    if change is None:
        raise Invalid("other-card-impossible", name=card.name)
    return Move(change, tuple((sibling, there(sibling)) for sibling in siblings))


def carry_over(installation: Installation, session: Session, move: Move, decision: Decision) -> None:
    """Store the change on its new card as approved by the same person; its siblings are asked there."""
    change = _opened(installation, session, move.change)
    follow = decision.model_copy(
        update={"proposal_id": change.id, "version": change.version, "answer": "approve", "card_id": None}
    )
    proposals.decide(session, follow)
    proposals.set_state(session, change.id, change.version, "approved")
    work.approve(installation, session, change, follow)
    for old, new in move.siblings:
        gone = proposals.set_state(session, old.id, old.version, "superseded", expected=proposals.WAITING)
        if gone is not None and new is not None:
            proposals.add(session, (new,), "open", installation.clock())


def _opened(installation: Installation, session: Session, change: Proposal) -> Proposal:
    """The change as an open proposal: a new one, or a new version of one that was decided before."""
    stored = proposals.add(session, (change,), "open", installation.clock())[0]
    if stored.state == "open" and proposals.decision_on(session, change.id, stored.proposal.version) is None:
        return stored.proposal
    again = change.model_copy(update={"version": stored.proposal.version + 1})
    return proposals.replace(session, again, "open").proposal


def _siblings(session: Session, old: Proposal) -> tuple[Proposal, ...]:
    return tuple(
        item.proposal
        for item in proposals.for_meeting(session, old.meeting_id)
        if item.state in {"open", "shadow"}
        and item.proposal.id != old.id
        and item.proposal.fact_id == old.fact_id
        and item.proposal.card == old.card
    )
