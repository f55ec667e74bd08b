"""Which cards are to bear the mark of no news, and which lose it. Pure.

A mark is no news: whether a card is stale goes by what a meeting said (see `stale`), never by what we wrote on it.
"""

from collections.abc import Collection, Iterable

from core_api.contracts.board import AddLabel, Board, Card, Label, RemoveLabel
from core_api.contracts.policy import BoardPolicy
from core_api.language.words import fold


def label_of(board: Board, text: str) -> Label | None:
    """The label that a policy names, by its id, else by its name."""
    by_id = (label for label in board.labels if label.id == text)
    by_name = (label for label in board.labels if fold(label.name) == fold(text))
    return next(by_id, None) or next(by_name, None)


def marks(
    board: Board, policy: BoardPolicy, label: Label, stale: Collection[str], ours: Iterable[str]
) -> tuple[tuple[Card, AddLabel | RemoveLabel], ...]:
    """The cards whose mark changes, in the board's order; what bears it already, or not, stays as it is.

    Args:
        board: as it stands now.
        policy: cards in columns that are off limits are let be.
        label: the mark.
        stale: the cards without news.
        ours: the cards that bear the mark because we put it there; what people marked themselves is theirs.
    """
    marked = frozenset(ours)
    found: list[tuple[Card, AddLabel | RemoveLabel]] = []
    for card in board.cards:
        if card.archived or card.column_id in policy.off_limits:
            continue
        bears = label.id in card.label_ids
        if card.id in stale and not bears:
            found.append((card, AddLabel(label_id=label.id)))
        elif card.id not in stale and bears and card.id in marked:
            found.append((card, RemoveLabel(label_id=label.id)))
    return tuple(found)
