"""Which card a fact is about: what was ranked, what the minutes hint at, what was picked, and how far all that agrees.

A choice is never more certain than its sources; where they differ the other card is kept as the runner-up.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from core_api.contracts.board import Board, Card
from core_api.contracts.matching import Candidate, Match, Naming
from core_api.contracts.minutes import Fact
from core_api.domain.chances import Reading, Said, card_chance

_LIKELY = 0.5
_THINKABLE = 0.25
_HINT_ALONE = 0.5
_MOSTLY = 0.6
_DOUBTED = 0.5
_REFUSED = 0.4


@dataclass(frozen=True, slots=True)
class Choice:
    """The card of a fact, the next best one, and the probability that the first is right."""

    card: Card | None
    runner_up: Card | None = None
    confidence: float = 0.0
    """As shipped: before anything was learnt from decisions."""
    named: Naming | None = None
    found_by: str = "matched"
    """How: `named`, `matched` (by the matcher alone), `agreed` (all say so), `split` (not all, or there is a rival),
    `other` (all that were asked say so, and it is not the matcher's first), `hinted` (nothing was ranked), `new` (a
    card that is not there yet)."""


def choose(fact: Fact, match: Match | None, cards: Mapping[str, Card], *, modelled: bool = False) -> Choice:
    """The card of the fact; none when nothing fits well enough even to ask about it.

    With `modelled` a model wrote the fact, and that it hints at no card says something too.
    """
    hint = cards.get(fact.card_hint) if fact.card_hint else None
    if match is not None and match.picks:
        return _of_picks(match, hint, cards)
    return _of_ranking(match, hint, cards, modelled=modelled)


def _of_ranking(
    match: Match | None, hint: Card | None, cards: Mapping[str, Card], *, modelled: bool
) -> Choice:
    """The choice where nobody was asked to pick."""
    ranked = _ranked(match, cards)
    if not ranked or match is None:
        return Choice(hint, None, _HINT_ALONE if hint else 0.0, found_by="hinted")
    best, first = ranked[0], cards[ranked[0].card_id]
    second = cards[ranked[1].card_id] if len(ranked) > 1 else None
    said = (Said("minutes", hint.id if hint else None),) if hint or modelled else ()
    reading = _reading(match, ranked, said, hint)
    if hint is None or hint.id == first.id:
        chance = card_chance(reading)
        if hint is None and best.named is None and chance < _THINKABLE:
            return Choice(None)
        return Choice(first, second, chance, best.named, _how(best, said))
    if best.named is not None:
        return Choice(first, hint, min(reading.confidence, _LIKELY), None, "split")
    return Choice(hint, first, card_chance(reading, other=True), found_by="other")


def _of_picks(match: Match, hint: Card | None, cards: Mapping[str, Card]) -> Choice:
    """The choice where a model was asked which of the candidates is meant."""
    picked = [cards.get(one.card_id or "") for one in match.picks]
    rivals = [cards.get(one.rival_id or "") for one in match.picks]
    ranked = _ranked(match, cards)
    best = ranked[0] if ranked else None
    named = cards[best.card_id] if best is not None and best.named else None
    agreed = len(picked) > 1 and all(card == picked[0] for card in picked)
    card = hint if hint in picked and not agreed else next((one for one in picked if one), None)
    if card is None:
        asked = hint or named
        return Choice(asked, None, _REFUSED if asked else 0.0, found_by="split")
    others = [one for one in (named, *rivals, hint, *picked) if one is not None and one != card]
    first = best is not None and best.card_id == card.id
    how = best.named if best is not None and first else None
    said = [Said("picker", one.id if one else None) for one in picked]
    said = [Said("minutes", hint.id), *said] if hint else said
    chance = card_chance(_reading(match, ranked, tuple(said), card), other=not first)
    if others or not agreed:
        doubted = others and (others[0] == named or others[0] in rivals)
        most = _DOUBTED if doubted else _MOSTLY
        return Choice(card, others[0] if others else None, min(chance, most), how, "split")
    second = next((one.card_id for one in ranked if one.card_id != card.id), "")
    found_by = "other" if not first else "named" if how else "agreed"
    return Choice(card, cards.get(second), chance, how, found_by)


def _ranked(match: Match | None, cards: Mapping[str, Card]) -> list[Candidate]:
    return [one for one in match.candidates if one.card_id in cards] if match else []


def _reading(match: Match, ranked: Sequence[Candidate], said: tuple[Said, ...], card: Card | None) -> Reading:
    """What speaks for the matcher's first card, and for the other one where that is another."""
    best = ranked[0] if ranked else None
    sure = match.confidence if best is not None and match.candidates[0] == best else 0.0
    other = card.id if card is not None and (best is None or card.id != best.card_id) else None
    score = next((one.score for one in ranked if one.card_id == other), 0.0)
    return Reading(best.card_id if best else "-", sure, other, score, best.named if best else None, said)


def _how(best: Candidate, said: tuple[Said, ...]) -> str:
    if any(one.card_id != best.card_id for one in said):
        return "split"
    if best.named is not None:
        return "named"
    return "agreed" if said else "matched"


def cards_of(board: Board) -> dict[str, Card]:
    """The cards of a board by id."""
    return {card.id: card for card in board.cards}
