"""Words that mean nearly the same at work, in Russian and in English: who asks about the price finds the cost.

The groups beside this file were written by hand, one a line. A word may stand in several; that is no transitive tie.
"""

from functools import cache
from importlib.resources import files

from core_api.language.words import fold, stem

_GROUPS = "kindred.txt"


@cache
def _ties() -> dict[str, frozenset[str]]:
    ties: dict[str, set[str]] = {}
    for line in (files("core_api.language") / _GROUPS).read_text(encoding="utf-8").splitlines():
        group = {stem(fold(word)) for word in line.split()}
        for name in group:
            ties.setdefault(name, set()).update(group)
    return {name: frozenset(others - {name}) for name, others in ties.items()}


def kindred(name: str) -> frozenset[str]:
    """The stems that mean nearly the same as a stem, itself left out; mostly none."""
    return _ties().get(name, frozenset())
