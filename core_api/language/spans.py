"""Words of a text with their places in it.

Here lives only the cutting of a text into folded words that remember where they stood; what the words mean is the
business of the modules beside this one.
"""

import re
from dataclasses import dataclass
from functools import lru_cache

from core_api.language.words import fold

_WORD = re.compile(r"[^\W_]+", re.UNICODE)


@dataclass(frozen=True, slots=True)
class Token:
    """One word: folded, with the span of its letters in the text (end exclusive)."""

    word: str
    start: int
    end: int

    @property
    def digits(self) -> bool:
        """True when the word is written in digits alone."""
        return self.word.isdigit()


@lru_cache(maxsize=8192)
def words_of(text: str) -> tuple[Token, ...]:
    """The words of a text in order. Hyphens and apostrophes part words; letters and digits stay together."""
    return tuple(Token(_folded(found.group()), found.start(), found.end()) for found in _WORD.finditer(text))


@lru_cache(maxsize=100_000)
def _folded(word: str) -> str:
    return fold(word)
