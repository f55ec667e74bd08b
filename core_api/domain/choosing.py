"""Which card a fact is about: what was ranked, what the minutes hint at, what was picked, and how far all that agrees.

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
_PICKED_AND_HINTED = 0.97
"""A model read the whole talk and named the card, and named it again, twice, without the talk and in either order."""
_PICKED = 0.85
_MOSTLY = 0.6
_DOUBTED = 0.5
_REFUSED = 0.4


@dataclass(frozen=True, slots=True)
class Choice:
    """The card of a fact, the next best one, and the probability that the first is right."""

    card: Card | None
    runner_up: Card | None = None
    confidence: float = 0.0
    named: Naming | None = None


def choose(fact: Fact, match: Match | None, cards: Mapping[str, Card]) -> Choice:
    """The card of the fact; none when nothing fits well enough even to ask about it."""
    hint = cards.get(fact.card_hint) if fact.card_hint else None
    if match is not None and match.picks:
        return _of_picks(match, hint, cards)
    return _of_ranking(match, hint, cards)


def _of_ranking(match: Match | None, hint: Card | None, cards: Mapping[str, Card]) -> Choice:
    """The choice where nobody was asked to pick."""
    candidates = [one for one in match.candidates if one.card_id in cards] if match else []
    best = candidates[0] if candidates else None
    confidence = match.confidence if match and best and match.candidates[0] == best else 0.0
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


def _of_picks(match: Match, hint: Card | None, cards: Mapping[str, Card]) -> Choice:
    """The choice where a model was asked which of the candidates is meant."""
    picked = [cards.get(one.card_id or "") for one in match.picks]
    rivals = [cards.get(one.rival_id or "") for one in match.picks]
    best = next((one for one in match.candidates if one.card_id in cards), None)
    named = cards[best.card_id] if best is not None and best.named else None
    agreed = len(picked) > 1 and all(card == picked[0] for card in picked)
    card = hint if hint in picked and not agreed else next((one for one in picked if one), None)
    if card is None:
        asked = hint or named
        return Choice(asked, None, _REFUSED if asked else 0.0)
    others = [one for one in (named, *rivals, hint, *picked) if one is not None and one != card]
    first = best is not None and best.card_id == card.id
    how = best.named if best is not None and first else None
    if others or not agreed:
        doubted = others and (others[0] == named or others[0] in rivals)
        return Choice(card, others[0] if others else None, _DOUBTED if doubted else _MOSTLY, how)
    second = next((one.card_id for one in match.candidates if one.card_id != card.id), "")
    sure = _PICKED_AND_HINTED if hint else _PICKED
    return Choice(card, cards.get(second), max(sure, match.confidence if first else 0.0), how)


def cards_of(board: Board) -> dict[str, Card]:
    """The cards of a board by id."""
    return {card.id: card for card in board.cards}
