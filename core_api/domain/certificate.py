"""What people's decisions prove about automatic changes: exact bounds, and the least confidence that they certify.

Pure. The bound is the one-sided one of Clopper and Pearson (1934). A certificate comes from two procedures that share
the doubt: a fixed sequence of confidences, from strict to lax, that ends at the first failure, and ten confidences
each tested alone (Bonferroni). The first certifies more where the top is clean, the second survives one wrong label
there. See Angelopoulos et al., "Learn then Test" (2021).
"""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache

DOUBT = 0.10
"""With this probability a certificate may be wrong."""
_LEVELS = (0.99, 0.98, 0.97, 0.95, 0.93, 0.9, 0.85, 0.8, 0.7, 0.6)
"""The confidences that are tested; chosen once, never by looking at what was decided."""
_STEPS = 60
_MOST = 10_000_000


@dataclass(frozen=True)
class Judged:
    """One decision of a person: what confidence was stated, and whether the change was right."""

    confidence: float
    right: bool


def bound(wrong: int, seen: int, doubt: float = DOUBT) -> float:
    """The share of wrong ones that is not exceeded, but with that doubt: 1.0 where nothing was seen."""
    if wrong >= seen:
        return 1.0
    low, high = wrong / seen, 1.0
    for _ in range(_STEPS):
        middle = (low + high) / 2
        if _at_most(wrong, seen, middle) > doubt:
            low = middle
        else:
            high = middle
    return high


@cache
def least(wrong: int, seen: int, doubt: float = DOUBT) -> float:
    """The share of wrong ones that is surpassed, but with that doubt: 0.0 where none was wrong."""
    return 1.0 - bound(seen - wrong, seen, doubt) if wrong else 0.0


def needed(wrong: int, budget: float, doubt: float = DOUBT) -> int:
    """How many decisions, so many of them wrong, prove that at most this share is wrong."""
    low, high = wrong, max(1, 2 * wrong)
    while bound(wrong, high, doubt) > budget:
        low, high = high, high * 2
        if high > _MOST:
            raise ValueError("no number of decisions proves that")
    while high - low > 1:
        middle = (low + high) // 2
        if bound(wrong, middle, doubt) > budget:
            low = middle
        else:
            high = middle
    return high


def certified(decisions: Iterable[Judged], budget: float, doubt: float = DOUBT) -> float | None:
    """The least confidence from which on at most this share is wrong, but with that doubt; None: none is proved."""
    known = tuple(decisions)
    counts = [_above(known, level) for level in _LEVELS]
    found = (_in_sequence(counts, budget, doubt / 2), _each_alone(counts, budget, doubt / 2))
    return min((level for level in found if level is not None), default=None)


def _above(decisions: Sequence[Judged], level: float) -> tuple[int, int]:
    """How many have at least that confidence, and how many of them are wrong."""
    some = [one for one in decisions if one.confidence >= level]
    return len(some), sum(not one.right for one in some)


def _in_sequence(counts: Sequence[tuple[int, int]], budget: float, doubt: float) -> float | None:
    """Begins where enough was seen to prove anything, which says nothing of what was right."""
    enough, last = needed(0, budget, doubt), None
    for level, (seen, wrong) in zip(_LEVELS, counts, strict=True):
        if seen < enough:
            continue
        if not _holds(wrong, seen, budget, doubt):
            break
        last = level
    return last


def _holds(wrong: int, seen: int, budget: float, doubt: float) -> bool:
    """Whether the bound is within the budget: so few wrong ones would be rare enough at just that rate."""
    return wrong < seen and wrong <= budget * seen and _at_most(wrong, seen, budget) <= doubt


def _each_alone(counts: Sequence[tuple[int, int]], budget: float, doubt: float) -> float | None:
    passed = [
        level
        for level, (seen, wrong) in zip(_LEVELS, counts, strict=True)
        if _holds(wrong, seen, budget, doubt / len(_LEVELS))
    ]
    return min(passed, default=None)


def _at_most(wrong: int, seen: int, rate: float) -> float:
    """The probability of so many wrong ones or fewer among those seen, each being wrong at this rate."""
    if rate <= 0:
        return 1.0
    if rate >= 1:
        return 0.0
    chosen = math.lgamma(seen + 1)
    odds, sure = math.log(rate), math.log1p(-rate)
    return math.fsum(
        math.exp(
            chosen
            - math.lgamma(count + 1)
            - math.lgamma(seen - count + 1)
            + count * odds
            + (seen - count) * sure
        )
        for count in range(wrong + 1)
    )
