"""The same change on another card, when a person says that it belongs there.

Pure. What names a thing of the old card (a checklist item) is looked up by its name on the new one.
"""

from datetime import tzinfo

from core_api.contracts.board import Board, Card, CardRef, Check, Create, Operation, Uncheck
from core_api.contracts.proposal import Proposal, Verdict
from core_api.domain.days import shows_by_day
from core_api.domain.fields import changes_of
from core_api.domain.fingerprint import item_of
from core_api.domain.identity import proposal_id
from core_api.language.words import stems


def retargeted(proposal: Proposal, card: Card, board: Board, zone: tzinfo) -> Proposal | None:
    """The proposal on the other card, to be asked; None where it makes no sense there or shows already.

    `zone` is the meeting's, in which due days are compared and shown.
    """
    operation = _on(proposal, card, board)
    if operation is None or shows_by_day(card, operation, zone):
        return None
    return proposal.model_copy(
        update={
            "id": proposal_id(proposal.meeting_id, proposal.fact_id, card.id, operation),
            "version": 1,
            "operation": operation,
            "card": CardRef(id=card.id, name=card.name),
            "runner_up": proposal.card,
            "changes": changes_of(board, card, operation, zone),
            "meanwhile": (),
            "chances": None,
            "support": None,
            "verdict": Verdict(route="review", rule="second-look"),
        }
    )


def _on(proposal: Proposal, card: Card, board: Board) -> Operation | None:
    operation = proposal.operation
    if isinstance(operation, Create):
        return None
    if not isinstance(operation, Check | Uncheck):
        return operation
    old = next((item for item in board.cards if proposal.card and item.id == proposal.card.id), None)
    wanted = item_of(old, operation.item_id) if old else None
    if wanted is None:
        return None
    same = [
        item.id
        for checklist in card.checklists
        for item in checklist.items
        if stems(item.name) == stems(wanted.name)
    ]
    return operation.model_copy(update={"item_id": same[0]}) if len(same) == 1 else None
