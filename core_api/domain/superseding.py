"""Whether a later decision is about what an earlier one decided: then the earlier may hold no more. Pure.

Told by the words, weighed by how rare they are in meetings at large, and by the card. Whether it really says something
else is for the reader to see: both are shown.
"""

from core_api.language.background import weight
from core_api.language.questions import asked_about
from core_api.language.words import fold

_SHARED = 0.6
"""The share (by weight) of the shorter decision's words that both must have."""
_SHARED_ON_CARD = 0.34
"""The same where both are about one card."""
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
    """The stems of what it is about: no numbers, which are what is decided otherwise."""
    return {word for word in asked_about(text) if not any(char.isdigit() for char in word)}


def _weigh(words: set[str]) -> float:
    return sum(map(weight, words))


def _same(one: str, other: str) -> bool:
    return sorted(fold(one).split()) == sorted(fold(other).split())
