"""The overview: a few sentences that stand for the whole meeting, and its topics.

Centroid and maximal marginal relevance over stems; everything given was said.
"""

import math
from collections import Counter
from collections.abc import Sequence

from core_api.contracts.minutes import Topic
from core_api.language.words import stems
from llm_service.extract.news import worth
from llm_service.extract.room import Room
from llm_service.extract.sentences import Sentence, squeezed
from llm_service.extract.threads import Thread

_OVERVIEW = 3
_KEY_POINTS = 6
_LEAST_WORDS = 6
_POOL = 400
_SAMENESS = 0.5
_TOPIC_TEXT = 280


def overview_of(sentences: Sequence[Sentence], deaf: frozenset[int]) -> tuple[str, tuple[str, ...]]:
    """The overview and the key points, the latter in the order of the talk."""
    pool = [
        one
        for one in sentences
        if one.place not in deaf and len(one.low.split()) >= _LEAST_WORDS and not one.asks
    ]
    pool = sorted(sorted(pool, key=lambda one: -worth(one, frozenset()))[:_POOL], key=lambda one: one.place)
    bags = [Counter(stems(one.text)) for one in pool]
    spread = Counter(word for bag in bags for word in bag)
    weighed = [
        {
            word: (1 + math.log(count)) * math.log((len(pool) + 1) / spread[word])
            for word, count in bag.items()
        }
        for bag in bags
    ]
    centre: Counter[str] = Counter()
    for bag in weighed:
        centre.update(bag)
    relevance = [
        _cosine(bag, centre) * (1 + 0.15 * worth(one, frozenset()))
        for bag, one in zip(weighed, pool, strict=True)
    ]
    chosen = _diverse(relevance, weighed)
    first = sorted(chosen[:_OVERVIEW], key=lambda at: pool[at].place)
    points = sorted(chosen, key=lambda at: pool[at].place)
    return " ".join(squeezed(pool[at].text) for at in first), tuple(squeezed(pool[at].text) for at in points)


def _diverse(relevance: Sequence[float], bags: Sequence[dict[str, float]]) -> list[int]:
    chosen: list[int] = []
    left = set(range(len(bags)))
    while left and len(chosen) < _KEY_POINTS:
        best = max(
            left,
            key=lambda at: (
                relevance[at]
                - _SAMENESS * max((_cosine(bags[at], bags[one]) for one in chosen), default=0.0),
                -at,
            ),
        )
        chosen.append(best)
        left.discard(best)
    return chosen


def _cosine(one: dict[str, float] | Counter[str], other: dict[str, float] | Counter[str]) -> float:
    dot = sum(value * other.get(word, 0.0) for word, value in one.items())
    norm = math.sqrt(
        sum(value * value for value in one.values()) * sum(value * value for value in other.values())
    )
    return float(dot / norm) if norm else 0.0


def topics_of(thread: Thread, room: Room) -> tuple[Topic, ...]:
    """One topic a card that was spoken of, titled with the card's name, with its most telling sentences."""
    by_card: dict[str, list[Sentence]] = {}
    for run in thread.runs:
        if run.card_id is not None:
            by_card.setdefault(run.card_id, []).extend(run.sentences)
    found: list[Topic] = []
    for card_id, sentences in by_card.items():
        card = room.card(card_id)
        if card is None:
            continue
        best = sorted(sentences, key=lambda one: (-worth(one, frozenset(stems(card.name))), one.place))[:2]
        told = sorted(best, key=lambda one: one.place)
        text = squeezed(" ".join(one.text for one in told))[:_TOPIC_TEXT]
        found.append(Topic(title=card.name, text=text, evidence=tuple(one.evidence() for one in told)))
    return tuple(found)
