"""What the rules for days look at: the words of a talk, the numbers in them, and the day of the meeting."""

from dataclasses import dataclass
from datetime import date

from core_api.language.numerals import Number
from core_api.language.spans import Token

Found = tuple[date, int] | None
"""A day, and the place after the last word that names it."""


@dataclass(frozen=True, slots=True)
class DateTalk:
    """What a rule looks at."""

    text: str
    tokens: tuple[Token, ...]
    numbers: dict[int, Number]
    today: date
    sprint: date | None = None
    """When the sprint ends, where that is known."""

    def word(self, at: int) -> str:
        """The word at a place; an empty one outside."""
        return self.tokens[at].word if 0 <= at < len(self.tokens) else ""

    def close(self, at: int) -> bool:
        """True when a sentence or clause ends before the word."""
        if not 0 < at < len(self.tokens):
            return True
        return any(mark in ".,;:!?—–…" for mark in self.text[self.tokens[at - 1].end : self.tokens[at].start])
