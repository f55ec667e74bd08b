"""Cards that somebody works on or waits for, and of which this meeting said not a word.

A card that was discussed without news is mentioned. What was read aloud as an order to the program mentions nothing.
"""

import re
from collections.abc import Iterable, Mapping

from core_api.contracts.board import Board, CardRef
from core_api.contracts.matching import Match
from core_api.contracts.meeting import Transcript
from core_api.contracts.minutes import Fact
from core_api.contracts.proposal import StaleCard
from core_api.language.titles import TitleIndex, name_cards

_SURE = 0.5
"""A match above this mentions its first card."""
_SENTENCE = re.compile(r"(?<=[.!?…])\s+")
_HEADLINE = 4
_WORDS = 0.75
"""The weight of a title's words that mentions its card."""


def stale_cards(
    board: Board,
    transcript: Transcript,
    facts: Iterable[Fact],
    matches: Mapping[str, Match],
    index: TitleIndex,
) -> tuple[StaleCard, ...]:
    """The cards in working and waiting columns that nobody spoke of, in the board's order."""
    roles = {column.id: column.role for column in board.columns if not column.closed}
    mentioned = _of_facts(facts, matches) | _of_words(transcript, index)
    return tuple(
        StaleCard(card=CardRef(id=card.id, name=card.name), reason=str(roles[card.column_id]))
        for card in board.cards
        if not card.archived
        and roles.get(card.column_id) in ("working", "waiting")
        and card.id not in mentioned
    )


def _of_facts(facts: Iterable[Fact], matches: Mapping[str, Match]) -> set[str]:
    found: set[str] = set()
    for fact in facts:
        if "injected" in fact.vetoes:
            continue
        if fact.card_hint:
            found.add(fact.card_hint)
        match = matches.get(fact.id)
        if match and match.best and (match.best.named or match.confidence >= _SURE):
            found.add(match.best.card_id)
    return found


def _of_words(transcript: Transcript, index: TitleIndex) -> set[str]:
    """Cards whose title was said: outright, by several of its words, or by one that stands nearly alone."""
    found: set[str] = set()
    for segment in transcript.segments:
        for sentence in _SENTENCE.split(segment.text):
            namings = name_cards(sentence, index)
            top = max((one.weight * (0.6 + 0.4 * one.coverage) for one in namings), default=0.0)
            headline = len(sentence.split()) <= _HEADLINE
            for one in namings:
                clear = one.weight >= _WORDS and one.weight * (0.6 + 0.4 * one.coverage) >= 0.8 * top
                if one.plain or (clear and (headline or len(one.parts) > 1 or one.coverage >= 0.6)):
                    found.add(one.card_id)
    return found
