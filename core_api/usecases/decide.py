"""A person's word on a proposal: approve, edit, another card, only a note, reject. The first one wins everywhere."""

from core_api.contracts.board import Operation
from core_api.contracts.proposal import Actor, Choice, Decision, ProposalState, StoredProposal
from core_api.domain import lifecycle
from core_api.jobs import ledger
from core_api.store import proposals
from core_api.usecases.installation import Installation
from core_api.usecases.work import approve

_NEXT: dict[Choice, ProposalState] = {
    "approve": "approved",
    "edit": "approved",
    "other_card": "superseded",
    "note": "rejected",
    "reject": "rejected",
}


def decide(
    installation: Installation,
    proposal_id: str,
    version: int,
    answer: Choice,
    by: Actor,
    *,
    operation: Operation | None = None,
    card_id: str | None = None,
    reason: str = "",
) -> StoredProposal:
    """Record the decision on this version and start what it asks for.

    Raises NotFound, Conflict('already-decided' | 'proposal-stale' | an illegal step), Invalid when an edit has no
    operation or another card no id.
    """
    decision = Decision(
        proposal_id=proposal_id,
        version=version,
        answer=answer,
        by=by,
        at=installation.clock(),
        operation=operation,
        card_id=card_id,
        reason=reason,
    )
    with installation.database.transaction(durable=True) as session:
        stored = proposals.get(session, proposal_id)
        proposals.decide(session, decision)
        lifecycle.proposal_step(stored.state, _NEXT[answer])
        proposals.set_state(session, proposal_id, version, _NEXT[answer])
        if answer in {"approve", "edit"}:
            approve(installation, session, stored.proposal, decision)
        ledger.ring(session, stored.proposal.meeting_id, installation.clock())
        return proposals.get(session, proposal_id)
