"""What decisions prove: exact bounds, and certificates that are wrong no more often than they say."""

import math
import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core_api.domain.certificate import Judged, bound, certified, needed

levels = st.sampled_from([0.5, 0.65, 0.75, 0.88, 0.92, 0.96, 0.985, 0.995])
decisions = st.lists(st.builds(Judged, confidence=levels, right=st.booleans()), max_size=60)


@pytest.mark.parametrize(
    ("budget", "doubt", "counts"),
    [
        (0.01, 0.10, (230, 388, 531, 667)),
        (0.01, 0.05, (299, 473, 628, 773)),
        (0.02, 0.10, (114, 194, 265, 333)),
        (0.02, 0.05, (149, 236, 313, 386)),
        (0.05, 0.10, (45, 77, 105, 132)),
        (0.05, 0.05, (59, 93, 124, 153)),
    ],
)
def test_so_many_decisions_are_needed(budget: float, doubt: float, counts: tuple[int, ...]) -> None:
    assert tuple(needed(wrong, budget, doubt) for wrong in range(4)) == counts


@pytest.mark.parametrize("seen", [1, 7, 60, 110])
@pytest.mark.parametrize("rate", [0.01, 0.05, 0.3, 0.8])
def test_the_bound_is_too_low_no_more_often_than_the_doubt(seen: int, rate: float) -> None:
    chance = sum(
        math.comb(seen, wrong) * rate**wrong * (1 - rate) ** (seen - wrong)
        for wrong in range(seen + 1)
        if bound(wrong, seen, 0.1) < rate
    )
    assert chance <= 0.1 + 1e-9


def test_nothing_seen_proves_nothing() -> None:
    assert bound(0, 0) == 1.0
    assert certified([], 0.05) is None
    assert certified([Judged(0.99, right=True)] * 40, 0.05) is None, "too few, though all are right"


def test_enough_right_ones_are_certified_down_to_where_wrong_ones_begin() -> None:
    good = [Judged(0.99, right=True)] * 100 + [Judged(0.93, right=True)] * 100
    assert certified(good, 0.05) == 0.6
    assert certified([*good, *[Judged(0.86, right=False)] * 30], 0.05) == 0.9


def test_one_wrong_label_at_the_top_does_not_void_all() -> None:
    top = [Judged(0.995, right=False), *[Judged(0.995, right=True)] * 59]
    assert certified(top, 0.05) is None
    assert certified([*top, *[Judged(0.91, right=True)] * 340], 0.05) == 0.6


@given(decisions, levels)
def test_a_wrong_one_never_widens_a_certificate(known: list[Judged], level: float) -> None:
    before, after = certified(known, 0.2), certified([*known, Judged(level, right=False)], 0.2)
    assert after is None or (before is not None and after >= before)


def test_a_certificate_is_false_no_more_often_than_the_doubt() -> None:
    """Six of a hundred are wrong at every confidence, five may be: each certificate would be false."""
    dice = random.Random(7)
    runs, false = 300, 0
    for _ in range(runs):
        some = [Judged(dice.choice((0.7, 0.9, 0.96, 0.995)), dice.random() >= 0.06) for _ in range(400)]
        false += certified(some, 0.05) is not None
    assert false <= 0.1 * runs + 3 * math.sqrt(runs * 0.1 * 0.9)


def test_what_no_number_proves_is_said() -> None:
    with pytest.raises(ValueError, match="no number"):
        needed(0, 0.0)
