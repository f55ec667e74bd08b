"""Of which cards a meeting spoke, with news or without, and which cards at work it left unmentioned. Pure.

Only what people said counts: a comment, a mark or a label that we wrote is no news and no sign of life. What was read
aloud as an order to the program mentions nothing.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from core_api.contracts.board import Board, Card, CardRef
from core_api.contracts.matching import Match
from core_api.contracts.meeting import Segment, Transcript
from core_api.contracts.minutes import Evidence, Fact, Veto
from core_api.contracts.proposal import DiscussedCard, StaleCard
from core_api.domain.choosing import cards_of, choose
from core_api.language.titles import TitleIndex, name_cards

_SURE = 0.5
"""A match above this mentions its first card."""
_SENTENCE = re.compile(r"(?<=[.!?…])\s+")
_HEADLINE = 4
_WORDS = 0.75
"""The weight of a title's words that mentions its card."""
_NO_NEWS: frozenset[Veto] = frozenset(
    {"negated", "hypothetical", "joke", "retracted", "other_team", "question"}
)
_NOT_NEW = frozenset({"question", "retraction", "nothing"})
_AT_WORK = ("working", "waiting")
_SLACK = timedelta(minutes=2)
"""How far the clocks of a board and of this machine may be apart."""


@dataclass
class _Spoken:
    """What was heard of the cards so far: where first, and of which something new."""

    first: dict[str, tuple[Evidence, ...]] = field(default_factory=dict)
    named: dict[int, set[str]] = field(default_factory=dict)
    """The cards whose title was said, by segment."""
    news: set[str] = field(default_factory=set)

    def note(self, card_id: str, evidence: tuple[Evidence, ...]) -> None:
        known = self.first.get(card_id)
        if known is None or (evidence and known and evidence[0].segment < known[0].segment):
            self.first[card_id] = evidence


@dataclass(frozen=True)
class Attention:
    """How the cards of a board fared in one meeting."""

    discussed: tuple[DiscussedCard, ...]
    stale: tuple[StaleCard, ...]


def attention(
    board: Board,
    transcript: Transcript,
    facts: Iterable[Fact],
    matches: Mapping[str, Match],
    index: TitleIndex,
) -> Attention:
    """The cards that were spoken of, and those in working and waiting columns of which nobody spoke.

    Both in the board's order. A card with news is never stale.
    """
    spoken = _Spoken()
    _read_words(spoken, transcript, index)
    _read_facts(spoken, board, facts, matches)
    roles = {column.id: column.role for column in board.columns if not column.closed}
    discussed = tuple(
        DiscussedCard(card=_ref(card), news=card.id in spoken.news, evidence=spoken.first[card.id][:1])
        for card in board.cards
        if card.id in spoken.first
    )
    stale = tuple(
        StaleCard(card=_ref(card), reason=str(roles[card.column_id]))
        for card in board.cards
        if not card.archived and roles.get(card.column_id) in _AT_WORK and card.id not in spoken.first
    )
    return Attention(discussed, stale)


def touched(card: Card, ours: datetime | None) -> datetime | None:
    """When people last did something on the card; None where the board does not tell, or we wrote last."""
    last = card.last_activity
    if last is None or (ours is not None and last <= ours + _SLACK):
        return None
    return last


def silence(card_id: str, meetings: Iterable[tuple[datetime, Mapping[str, StaleCard]]]) -> int:
    """In how many meetings in a row nobody spoke of the card, and nobody touched it between them.

    `meetings` are those of the board, the latest first: when each began and which cards were stale in it.
    """
    count, later = 0, None
    for began, stale in meetings:
        here = stale.get(card_id)
        if here is None or (later is not None and later.touched_at is not None and later.touched_at > began):
            break
        count, later = count + 1, here
    return count


def _ref(card: Card) -> CardRef:
    return CardRef(id=card.id, name=card.name)


def _read_facts(spoken: _Spoken, board: Board, facts: Iterable[Fact], matches: Mapping[str, Match]) -> None:
    cards = cards_of(board)
    for fact in facts:
        if "injected" in fact.vetoes:
            continue
        match = matches.get(fact.id)
        meant = {fact.card_hint} if fact.card_hint else set()
        if match and match.best and (match.best.named or match.confidence >= _SURE):
            meant.add(match.best.card_id)
        for card_id in meant:
            spoken.note(card_id, fact.evidence)
        meant = meant.union(*(spoken.named.get(one.segment, set()) for one in fact.evidence))
        chosen = choose(fact, match, cards).card
        if chosen is not None and chosen.id in meant and _is_new(fact):
            spoken.news.add(chosen.id)


def _is_new(fact: Fact) -> bool:
    return fact.kind not in _NOT_NEW and not _NO_NEWS & set(fact.vetoes)


def _read_words(spoken: _Spoken, transcript: Transcript, index: TitleIndex) -> None:
    """Cards whose title was said: outright, by several of its words, or by one that stands nearly alone."""
    for segment in transcript.segments:
        for sentence in _SENTENCE.split(segment.text):
            for card_id in _named(sentence, index):
                spoken.note(card_id, (_words(segment, sentence),))
                spoken.named.setdefault(segment.index, set()).add(card_id)


def _named(sentence: str, index: TitleIndex) -> Iterable[str]:
    namings = name_cards(sentence, index)
    top = max((one.weight * (0.6 + 0.4 * one.coverage) for one in namings), default=0.0)
    headline = len(sentence.split()) <= _HEADLINE
    for one in namings:
        clear = one.weight >= _WORDS and one.weight * (0.6 + 0.4 * one.coverage) >= 0.8 * top
        if one.plain or (clear and (headline or len(one.parts) > 1 or one.coverage >= 0.6)):
            yield one.card_id


def _words(segment: Segment, sentence: str) -> Evidence:
    return Evidence(
        segment=segment.index,
        start=segment.start,
        end=segment.end,
        speaker=segment.speaker,
        quote=sentence.strip(),
    )
