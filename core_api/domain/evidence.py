"""Whether somebody really said the words that a change rests on.

Compared without case, ё, punctuation and the width of spaces; what is given back is the text as it stands. A quote
that cannot be found is no evidence, whoever offers it.
"""

import re
import unicodedata
from collections.abc import Iterable

from core_api.contracts.meeting import Segment, Transcript
from core_api.contracts.minutes import Evidence

_NEIGHBOURS = 1


def true_quote(quote: str, text: str) -> str | None:
    """The stretch of the text that says the quote, as it stands there; None when it does not."""
    wanted = [word for word, _start, _end in _words(quote)]
    said = _words(text)
    if not wanted:
        return None
    words = [word for word, _start, _end in said]
    for at in range(len(words) - len(wanted) + 1):
        if words[at : at + len(wanted)] == wanted:
            end = said[at + len(wanted) - 1][2]
            while end < len(text) and text[end] in ".!?…»”\"')":
                end += 1
            start = said[at][1]
            while start and text[start - 1] in '«“"(':
                start -= 1
            return text[start:end]
    return None


def verify(evidence: Iterable[Evidence], transcript: Transcript) -> tuple[Evidence, ...]:
    """Those quotes that occur in their segment (or the one beside it), with the true words, times and speaker."""
    segments = {segment.index: segment for segment in transcript.segments}
    found: list[Evidence] = []
    for one in evidence:
        true = _placed(one, segments)
        if true is not None and true not in found:
            found.append(true)
    return tuple(found)


def _placed(one: Evidence, segments: dict[int, Segment]) -> Evidence | None:
    for step in (0, _NEIGHBOURS, -_NEIGHBOURS):
        segment = segments.get(one.segment + step)
        if segment is None:
            continue
        words = true_quote(one.quote, segment.text)
        if words is not None:
            return Evidence(
                segment=segment.index,
                start=segment.start,
                end=segment.end,
                speaker=segment.speaker,
                quote=words,
            )
    return None


_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")


def _words(text: str) -> list[tuple[str, int, int]]:
    return [(_plain(found.group()), found.start(), found.end()) for found in _WORD.finditer(text)]


def _plain(word: str) -> str:
    folded = unicodedata.normalize("NFKC", word).casefold().replace("ё", "е")
    return folded.replace("’", "'")
