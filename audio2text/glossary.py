"""Puts the team's own terms where the recogniser wrote what it heard: «рум» → RUMA.

Pure functions over segments. What must never live here: guessing; only aliases that somebody wrote down
count.
"""

import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from core_api.contracts.meeting import Segment
from core_api.language.words import fold, stem

_WORD = re.compile(r"\w+(?:[-']\w+)*", re.UNICODE)
_SHORTEST_STEM = 3


class _Alias(NamedTuple):
    words: tuple[str, ...]
    """Folded words."""
    term: str


class _Token(NamedTuple):
    start: int
    end: int
    folded: str


def apply_glossary(segments: Sequence[Segment], glossary: Mapping[str, str]) -> tuple[Segment, ...]:
    """The segments with aliases replaced in their text, on whole words, longer aliases first.

    Case, ё and endings do not matter («рума», «руме»). A changed segment keeps what was recognised in
    `original`; its words keep what was heard, with their times.
    """
    aliases = [_Alias(_folded(alias), term) for alias, term in glossary.items()]
    ordered = sorted((alias for alias in aliases if alias.words), key=lambda alias: -len(alias.words))
    return tuple(_replaced(segment, ordered) for segment in segments)


def _folded(text: str) -> tuple[str, ...]:
    return tuple(fold(word) for word in _WORD.findall(text))


def _replaced(segment: Segment, aliases: list[_Alias]) -> Segment:
    text = segment.text
    tokens = [_Token(match.start(), match.end(), fold(match.group())) for match in _WORD.finditer(text)]
    pieces, kept, place = [], 0, 0
    while place < len(tokens):
        alias = next((alias for alias in aliases if _matches(alias, tokens, place)), None)
        if alias is None:
            place += 1
            continue
        last = tokens[place + len(alias.words) - 1]
        pieces += [text[kept : tokens[place].start], alias.term]
        kept, place = last.end, place + len(alias.words)
    changed = "".join([*pieces, text[kept:]])
    if changed == text:
        return segment
    return segment.model_copy(update={"text": changed, "original": segment.original or text})


def _matches(alias: _Alias, tokens: list[_Token], place: int) -> bool:
    heard = tokens[place : place + len(alias.words)]
    return len(heard) == len(alias.words) and all(
        _same(word, token.folded) for word, token in zip(alias.words, heard, strict=True)
    )


def _same(word: str, heard: str) -> bool:
    """Equal, or of one stem that is long enough to be no accident."""
    if word == heard:
        return True
    root = stem(word)
    return len(root) >= _SHORTEST_STEM and root == stem(heard)
