"""A person's word on a proposal: approve, edit, another card, only a note, reject. The first one wins everywhere."""

from core_api.changes.intents import compared
from core_api.contracts.board import Card
from core_api.contracts.problems import Invalid
from core_api.contracts.proposal import Choice, Decision, ProposalState, StoredProposal
from core_api.domain import lifecycle
from core_api.domain.permissions import Word
from core_api.jobs import ledger
from core_api.store import proposals
from core_api.store.database import Session
from core_api.usecases import other_card
from core_api.usecases.installation import Installation
from core_api.usecases.learning import learn
from core_api.usecases.permissions import allow_word
from core_api.usecases.work import approve

_NEXT: dict[Choice, ProposalState] = {
    "approve": "approved",
    "edit": "approved",
    "other_card": "superseded",
    "note": "rejected",
    "reject": "rejected",
}


def decide(installation: Installation, decision: Decision) -> StoredProposal:
    """Record the decision on the version that it names and start what it asks for.

    Raises NotFound, Conflict('already-decided' | 'proposal-stale' | an illegal step), Invalid when an edit has no
    operation or another card no id or the change makes no sense there, Refused `not-an-approver`, `person-inactive`.
    """
    _complete(decision)
    with installation.database.reading() as session:
        _allowed(session, decision)
    move = other_card.prepare(installation, decision) if decision.answer == "other_card" else None
    card = _as_it_stands(installation, decision) if decision.answer == "edit" else None
    with installation.database.transaction(durable=True) as session:
        stored = proposals.get(session, decision.proposal_id, lock=True)
        decision = _allowed(session, decision)
        proposals.decide(session, decision)
        lifecycle.proposal_step(stored.state, _NEXT[decision.answer])
        proposals.set_state(session, decision.proposal_id, decision.version, _NEXT[decision.answer])
        learn(session, stored.proposal, decision)
        if decision.answer in {"approve", "edit"}:
            approve(installation, session, stored.proposal, decision, card)
        if move is not None:
            other_card.carry_over(installation, session, move, decision)
        ledger.ring(session, stored.proposal.meeting_id, installation.clock())
        return proposals.get(session, decision.proposal_id)


def _allowed(session: Session, decision: Decision) -> Decision:
    """The decision in the name of the person who takes it. Raises Refused, NotFound."""
    proposal = proposals.get(session, decision.proposal_id).proposal
    edited = decision.operation.kind if decision.operation else None
    word = Word(proposal.operation.kind, decision.answer, edited)
    return decision.model_copy(update={"by": allow_word(session, decision.by, proposal, word)})


def _as_it_stands(installation: Installation, decision: Decision) -> Card | None:
    """The card, where an edit touches other fields than were proposed: those are held against it before the write."""
    with installation.database.reading() as session:
        proposal = proposals.get(session, decision.proposal_id).proposal
    operation = decision.operation or proposal.operation
    if proposal.card is None or proposal.board is None or compared(proposal, operation):
        return None
    connector, board_id = installation.connector_for(proposal.board)
    return connector.card(board_id, proposal.card.id)


def _complete(decision: Decision) -> None:
    if decision.answer == "edit" and decision.operation is None:
        raise Invalid("edit-empty")
    if decision.answer == "other_card" and decision.card_id is None:
        raise Invalid("card-not-named", text="", found=0)
