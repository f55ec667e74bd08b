"""What a text says in the other language, or in numerals, where the board has the word: «тёмная тема» for "dark mode".

Only words that no card has are heard anew, and only as words that some card has: on a board in the language of the
talk nothing changes. Terms that sound alike in both languages are the business of `ngrams`.
"""

import re
from collections.abc import Iterable, Mapping, Set
from functools import cache
from importlib.resources import files
from itertools import pairwise

from core_api.language.numerals import parse_numbers
from core_api.language.spans import words_of
from core_api.language.words import STOP_WORDS, fold, stem, tokens

_TABLE = "glossary.txt"
_HUNDREDS = re.compile(r"^(двух|трех|четырех|пяти|шести|семи|восьми|девяти)сотк\w{0,3}$")
_HUNDRED = {"двух": 200, "трех": 300, "четырех": 400, "пяти": 500, "шести": 600, "семи": 700, "восьми": 800}


@cache
def _table() -> Mapping[str, tuple[str, ...]]:
    """The words of the other language by the stem of a word, in both directions."""
    found: dict[str, list[str]] = {}
    for line in (files("similarity") / _TABLE).read_text(encoding="utf-8").splitlines():
        if ":" in line and not line.startswith("#"):
            english, russian = (side.split() for side in fold(line).split(":"))
            for ours, theirs in ((english, russian), (russian, english)):
                for word in ours:
                    known = found.setdefault(stem(word), [])
                    known.extend(other for other in theirs if other not in known)
    return {name: tuple(words) for name, words in found.items()}


def board_stems(texts: Iterable[str]) -> frozenset[str]:
    """The stems that the cards of a board have."""
    return frozenset(stem(token) for token in {token for text in texts for token in tokens(text)})


def heard(text: str, known: Set[str]) -> str:
    """The text in its words, those that are on no card replaced by what the board calls them, numerals added."""
    if not text:
        return text
    table, changed = _table(), text
    for token in words_of(text):
        name = stem(token.word)
        if token.word in STOP_WORDS or name in known:
            continue
        called = [other for other in table.get(name, ()) if stem(other) in known]
        if called:
            changed = re.sub(rf"\b{re.escape(text[token.start : token.end])}\b", " ".join(called), changed)
    numerals = [word for word in _numerals(text) if word in known]
    return f"{changed} {' '.join(numerals)}" if numerals else changed


def _numerals(text: str) -> list[str]:
    """The numbers that are said in words, in digits; two beside each other may be a version: «семь два» is 7.2."""
    words = words_of(text)
    numbers = [number for number in parse_numbers(words) if not words[number.first].digits]
    found = [str(number.value) for number in numbers]
    found += [
        f"{left.value}.{right.value}"
        for left, right in pairwise(numbers)
        if 0 <= right.first - left.stop <= 1
    ]
    slang = (_HUNDREDS.match(word.word) for word in words)
    return found + [str(_HUNDRED.get(hit.group(1), 900)) for hit in slang if hit]
