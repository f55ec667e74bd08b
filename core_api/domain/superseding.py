"""Whether a later decision is about what an earlier one decided: then the earlier may hold no more. Pure.

Told by the words, weighed by how rare they are in meetings at large, and by the card. Whether it really says something
else is for the reader to see: both are shown.
"""

from core_api.language.background import weight
from core_api.language.calendar import MONTHS, WEEKDAYS
from core_api.language.numerals import parse_numbers
from core_api.language.questions import asked_about
from core_api.language.spans import words_of
from core_api.language.words import fold

_SHARED = 0.5
"""The share (by weight) of the shorter decision's words that both must have."""
_SHARED_ON_CARD = 0.3
"""The same where both are about one card."""
_DAYS = MONTHS.keys() | WEEKDAYS.keys()
_LEAST = 2
"""Words that both must have."""


def supersedes(later: str, earlier: str, *, same_card: bool = False) -> bool:
    """Whether the later decision is about the same matter and does not merely say the same again."""
    new, old = _words(later), _words(earlier)
    if not new or not old or _same(later, earlier):
        return False
    both = new & old
    lighter = min(_weigh(new), _weigh(old))
    needed = _SHARED_ON_CARD if same_card else _SHARED
    return len(both) >= (1 if same_card else _LEAST) and _weigh(both) >= needed * lighter


def _words(text: str) -> set[str]:
    """The stems of what it is about: no numbers and no days, which are what is decided otherwise."""
    tokens = words_of(text)
    counted = {at for number in parse_numbers(tokens) for at in range(number.first, number.stop)}
    kept = (token.word for at, token in enumerate(tokens) if at not in counted)
    return set(asked_about(" ".join(word for word in kept if word not in _DAYS and not word.isdigit())))


def _weigh(words: set[str]) -> float:
    return sum(map(weight, words))


def _same(one: str, other: str) -> bool:
    return sorted(fold(one).split()) == sorted(fold(other).split())
