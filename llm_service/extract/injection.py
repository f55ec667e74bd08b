"""Orders to the program that somebody read aloud or slipped into the talk: data, never a request.

Only the places are told here; what such an order looks like, `core_api.language.steering` knows.
"""

import re
from collections.abc import Sequence

from core_api.language.steering import is_order, ordering
from llm_service.extract.sentences import Sentence

_BANTER = 6
_WORDS = re.compile(r"[^\W_]+")


def injected(sentences: Sequence[Sentence]) -> frozenset[int]:
    """The places of sentences that hold an order to the program; all of an utterance that is one as a whole."""
    found: set[int] = set()
    by_segment: dict[int, list[Sentence]] = {}
    for sentence in sentences:
        by_segment.setdefault(sentence.segment.index, []).append(sentence)
    for group in by_segment.values():
        text = group[0].segment.text
        if not is_order(text):
            continue
        spans = ordering(text)
        for one in group:
            at = text.find(one.text)
            if any(start < at + len(one.text) and at < end for start, end in spans):
                found.add(one.place)
    return frozenset(found)


def overheard(sentences: Sequence[Sentence], orders: frozenset[int]) -> frozenset[int]:
    """The banter right after such an order that repeats its words: it names cards only as the order did."""
    found: set[int] = set()
    for place in orders:
        said = {word for word in _WORDS.findall(sentences[place].low) if len(word) > 3}
        for after in sentences[place + 1 : place + 1 + _BANTER]:
            if after.place not in orders and said & set(_WORDS.findall(after.low)):
                found.add(after.place)
    return frozenset(found)
