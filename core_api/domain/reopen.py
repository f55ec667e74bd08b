"""A proposal that must be looked at again because its card changed on the board. Pure."""

from datetime import tzinfo

from core_api.contracts.board import Board, Card, CardRef, Operation
from core_api.contracts.proposal import Proposal, Verdict
from core_api.domain.fields import changes_of, three_ways
from core_api.domain.fingerprint import fingerprint

_AGAIN = Verdict(route="review", rule="card-changed")
"""What comes back always asks."""


def reopened(old: Proposal, operation: Operation, board: Board, card: Card | None, zone: tzinfo) -> Proposal:
    """The next version of the proposal, on the card as it stands now (None: it cannot be read any more)."""
    now = changes_of(board, card, operation, zone)
    return old.model_copy(
        update={
            "version": old.version + 1,
            "operation": operation,
            "card": CardRef(id=card.id, name=card.name) if card else old.card,
            "changes": now or old.changes,
            "meanwhile": three_ways(old.changes, now),
            "seen": fingerprint(card, operation) if card else old.seen,
            "verdict": _AGAIN,
        }
    )
