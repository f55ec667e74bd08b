"""The check of quotes: whether words stand in a segment, and which words exactly.

Letters are compared without regard to case, ё, accents, punctuation and spacing; word boundaries count. What
comes out is always a real substring of the segment. No model is asked here.
"""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from core_api.contracts.meeting import Segment
from core_api.contracts.minutes import Evidence

_GAP = re.compile(r"\s*(?:\.{3,}|…|\[\.\.\.\])\s*")
_SURE_WORDS = 3
"""A quote of at least so many words is looked for in the other segments when its line was named wrongly."""


@dataclass(frozen=True)
class Folded:
    """A text as bare words between single spaces, with the place of every character in the original."""

    text: str
    places: tuple[int, ...]


def fold(text: str) -> Folded:
    """The text's letters and digits, folded, words between single spaces (one at either end)."""
    chars, places = [" "], [0]
    for place, char in enumerate(text):
        for part in unicodedata.normalize("NFKD", char).casefold():
            category = unicodedata.category(part)
            if category in ("Mn", "Cf"):
                continue
            if part.isalnum():
                chars.append(part)
                places.append(place)
            elif chars[-1] != " ":
                chars.append(" ")
                places.append(place)
    if chars[-1] != " ":
        chars.append(" ")
        places.append(len(text))
    return Folded("".join(chars), tuple(places))


def span(quote: str, text: str) -> tuple[int, int] | None:
    """Where the quote stands in the text (start and end of the real substring); None when it does not."""
    wanted = fold(quote).text
    if not wanted.strip():
        return None
    inside = fold(text)
    at = inside.text.find(wanted)
    if at < 0:
        return None
    return inside.places[at + 1], inside.places[at + len(wanted) - 2] + 1


def verbatim(quote: str, text: str) -> str | None:
    """The real substring that is quoted; of a quote with gaps («a … b») the longest part, if all stand."""
    pieces = [piece for piece in _GAP.split(quote) if fold(piece).text.strip()]
    found = [span(piece, text) for piece in pieces]
    if not found or any(place is None for place in found):
        return None
    start, end = max((place for place in found if place), key=lambda place: (place[1] - place[0], -place[0]))
    return text[start:end]


def evidence(quote: str, segment: Segment) -> Evidence | None:
    """The evidence that the quote gives in this segment, in its real words; None when it is not there."""
    words = verbatim(quote, segment.text)
    if words is None:
        return None
    return Evidence(
        segment=segment.index, start=segment.start, end=segment.end, speaker=segment.speaker, quote=words
    )


def locate(quote: str, named: Segment | None, segments: Sequence[Segment]) -> Evidence | None:
    """The evidence in the named segment or, for several words, in the only other one that holds them."""
    if named is not None and (found := evidence(quote, named)) is not None:
        return found
    if len(fold(quote).text.split()) < _SURE_WORDS:
        return None
    others = [found for segment in segments if (found := evidence(quote, segment)) is not None]
    return others[0] if len(others) == 1 else None
