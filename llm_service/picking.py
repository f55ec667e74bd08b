"""Which card a fact is about, asked of a model among the candidates: twice, the second time in the reverse order.

What comes out are picks beside the matcher's ranking, never a verdict. A card that was no candidate of the fact
cannot be picked.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from core_api.contracts.matching import Pick, Ranking
from core_api.contracts.meeting import Speaker
from core_api.contracts.minutes import Fact
from core_api.contracts.ports import PickRequest
from core_api.contracts.problems import Problem
from llm_service.chat import Chat
from llm_service.dialect import Message
from llm_service.listing import Listing, board_text, clean, listing
from llm_service.prompts import PICK, load
from llm_service.schema import NONE, Form, PickedForm, PicksForm, form
from llm_service.window import Budget, estimate

CANDIDATES = 8
"""Cards that a fact is shown with, the one that the minutes hint at not counted."""
_FACTS_AT_ONCE = 40
_TOKENS_A_PICK = 40
_INSTRUCTIONS = 900
"""Tokens kept free for instructions and schema."""
_ALL = 1 << 30


@dataclass(frozen=True)
class _Fact:
    """A fact as it is shown: its short id, and the short ids of the cards that may be meant."""

    short: str
    fact: Fact
    cards: tuple[str, ...]


@dataclass(frozen=True)
class _Question:
    """Facts that are asked about together, and all their cards, in the order in which they are shown."""

    facts: tuple[_Fact, ...]
    cards: tuple[str, ...]

    def reversed(self) -> "_Question":
        """The same question the other way round."""
        facts = tuple(_Fact(one.short, one.fact, one.cards[::-1]) for one in self.facts[::-1])
        return _Question(facts, self.cards[::-1])


@dataclass(frozen=True)
class _Room:
    """What questions are put together by."""

    given: Listing
    names: dict[int, str]
    tokens: int

    def holds(self, question: _Question) -> bool:
        """True when the question and its answer fit."""
        answer = _TOKENS_A_PICK * len(question.facts)
        return len(question.facts) <= _FACTS_AT_ONCE and estimate(self.told(question)) + answer <= self.tokens

    def told(self, question: _Question) -> str:
        """The question's text."""
        facts = "\n".join(self._told(one) for one in question.facts)
        cards = board_text(self.given, question.cards, _ALL)
        return f"Cards:\n<<<\n{cards}\n>>>\n\nFacts:\n<<<\n{facts}\n>>>"

    def _told(self, one: _Fact) -> str:
        said = (
            f"\n  [{clean(self.names.get(-1 if quote.speaker is None else quote.speaker, '?'))}] {clean(quote.quote)}"
            for quote in one.fact.evidence
        )
        return f"{one.short} {clean(one.fact.text)}{''.join(said)}\n  may be: {', '.join(one.cards)}"


def pick(chat: Chat, request: PickRequest, budget: Budget) -> Ranking:
    """The matches with two picks for each fact that asks for something; where the model failed none, and a note."""
    given = listing(request.board, request.started_at.tzinfo)
    room = _Room(given, _names(request.speakers), budget.context - _INSTRUCTIONS)
    picks: dict[str, tuple[Pick, ...]] = {}
    notes: list[str] = []
    for question in _questions(_facts(request, given), room):
        try:
            answers = [_ask(chat, way, room, budget) for way in (question, question.reversed())]
        except Problem as problem:
            notes.append(problem.code)
            continue
        for one in question.facts:
            picks[one.fact.id] = tuple(found[one.short] for found in answers if one.short in found)
    matches = (match.model_copy(update={"picks": picks.get(match.query_id, ())}) for match in request.matches)
    return Ranking(matches=tuple(matches), notes=tuple(dict.fromkeys(notes)))


def _names(speakers: Sequence[Speaker]) -> dict[int, str]:
    return {who.number: who.name or f"Speaker {who.number}" for who in speakers}


def _facts(request: PickRequest, given: Listing) -> tuple[_Fact, ...]:
    """The facts that ask for a change, each with its likeliest cards in the board's order."""
    short = {card.id: key for key, card in given.cards.items()}
    ranked = {match.query_id: match.candidates for match in request.matches}
    found: list[_Fact] = []
    for fact in request.facts:
        likely = {one.card_id for one in ranked.get(fact.id, ())[:CANDIDATES]} | {fact.card_hint}
        cards = tuple(key for card_id, key in short.items() if card_id in likely)
        if fact.requests and cards:
            found.append(_Fact(f"f{len(found) + 1}", fact, cards))
    return tuple(found)


def _questions(facts: Sequence[_Fact], room: _Room) -> list[_Question]:
    """As few questions as fit the context."""
    asked: list[_Question] = []
    for one in facts:
        joined = _asking((*asked[-1].facts, one), room.given) if asked else None
        if joined is not None and room.holds(joined):
            asked[-1] = joined
        else:
            asked.append(_asking((one,), room.given))
    return asked


def _asking(facts: tuple[_Fact, ...], given: Listing) -> _Question:
    needed = {key for one in facts for key in one.cards}
    return _Question(facts, tuple(key for key in given.cards if key in needed))


def _ask(chat: Chat, question: _Question, room: _Room, budget: Budget) -> dict[str, Pick]:
    """By the facts' short ids what the model picked; a fact that it left out, or gave a strange card, has no pick."""
    system: Message = {"role": "system", "content": load(PICK, "en")}
    user: Message = {"role": "user", "content": room.told(question)}
    tokens = min(budget.answer, 200 + _TOKENS_A_PICK * len(question.facts))
    filled = chat.complete((system, user), _form(question), tokens, PICK)
    said: dict[str, PickedForm] = {}
    for entry in filled.picks:
        said.setdefault(entry.fact.strip(), entry)
    return {
        one.short: _picked(said[one.short], one, room.given)
        for one in question.facts
        if one.short in said and said[one.short].card in (*one.cards, NONE)
    }


def _form(question: _Question) -> Form[PicksForm]:
    return form(
        PicksForm, {"fact": tuple(one.short for one in question.facts), "card": (*question.cards, NONE)}
    )


def _picked(entry: PickedForm, one: _Fact, given: Listing) -> Pick:
    card, rival = (given.cards[key].id if key in one.cards else None for key in (entry.card, entry.rival))
    return Pick(card_id=card, rival_id=rival if rival != card else None)
