"""From a decision to an intent: what is stored before anything is tried."""

from core_api.contracts.board import Card, Comment, Create, Operation
from core_api.contracts.problems import Invalid
from core_api.contracts.proposal import Actor, Intent, Proposal
from core_api.domain.fingerprint import fingerprint
from core_api.domain.identity import operation_id

_SAME_FIELDS_WHATEVER_IS_SAID = frozenset({"move", "due", "assign", "rename", "archive", "restore"})
"""Kinds that touch the same fields whatever their arguments are."""


def plan_intent(
    proposal: Proposal, operation: Operation, card: Card | None = None, by: Actor | None = None
) -> Intent:
    """The intent to carry out a proposal, with its own operation or the one a person edited it to.

    Raises Invalid `proposal-without-board`, `proposal-without-card`.

    Args:
        proposal: what was decided on.
        operation: what to do.
        card: the card as the person saw it, where the edited operation touches other fields than the proposed
            one; without it those are not compared before the write.
        by: who decided; without it the stored decision tells.
    """
    if proposal.board is None:
        raise Invalid("proposal-without-board", id=proposal.id)
    if proposal.card is None and not isinstance(operation, Create):
        raise Invalid("proposal-without-card", id=proposal.id)
    return Intent(
        id=operation_id(proposal.meeting_id, proposal.id, proposal.version, operation),
        proposal_id=proposal.id,
        meeting_id=proposal.meeting_id,
        board=proposal.board,
        card_id=None if isinstance(operation, Create) or proposal.card is None else proposal.card.id,
        operation=operation,
        before=_before(proposal, operation, card),
        by=by,
    )


def compared(proposal: Proposal, operation: Operation) -> bool:
    """True when the operation touches the fields that were proposed to be touched, or nothing that is there."""
    same = operation.kind == proposal.operation.kind and operation.kind in _SAME_FIELDS_WHATEVER_IS_SAID
    return same or operation == proposal.operation or isinstance(operation, Create | Comment)


def _before(proposal: Proposal, operation: Operation, card: Card | None) -> str | None:
    if isinstance(operation, Create):
        return None
    if compared(proposal, operation):
        return proposal.seen if operation.kind == proposal.operation.kind else None
    return fingerprint(card, operation) if card else None
