"""Which card a fact is about: what the matcher ranked, what the minutes hint at, and how far they agree.

A choice is never more certain than its sources; where they differ the other card is kept as the runner-up.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from core_api.contracts.board import Board, Card
from core_api.contracts.matching import Match, Naming
from core_api.contracts.minutes import Fact

_LIKELY = 0.5
_THINKABLE = 0.25
_HINT_ALONE = 0.5
_HINT_AGREED = 0.7


@dataclass(frozen=True, slots=True)
class Choice:
    """The card of a fact, the next best one, and the probability that the first is right."""

    card: Card | None
    runner_up: Card | None = None
    confidence: float = 0.0
    named: Naming | None = None


def choose(fact: Fact, match: Match | None, cards: Mapping[str, Card]) -> Choice:
    """The card of the fact; none when nothing fits well enough even to ask about it."""
    candidates = [one for one in match.candidates if one.card_id in cards] if match else []
    best = candidates[0] if candidates else None
    confidence = match.confidence if match and best and match.candidates[0] == best else 0.0
    hint = cards.get(fact.card_hint) if fact.card_hint else None
    second = next((cards[one.card_id] for one in candidates[1:]), None)
    if best is None:
        return Choice(hint, None, _HINT_ALONE if hint else 0.0)
    first = cards[best.card_id]
    if hint is None:
        if best.named is None and confidence < _THINKABLE:
            return Choice(None)
        return Choice(first, second, confidence, best.named)
    if hint.id == first.id:
        return Choice(first, second, max(confidence, _HINT_AGREED), best.named)
    if best.named is not None:
        return Choice(first, hint, min(confidence, _LIKELY), None)
    return Choice(hint, first, min(_HINT_ALONE, max(0.2, 1 - confidence)))


def cards_of(board: Board) -> dict[str, Card]:
    """The cards of a board by id."""
    return {card.id: card for card in board.cards}
