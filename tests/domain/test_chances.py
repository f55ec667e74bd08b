"""How likely a card and a change are: what raises a chance, what lowers it, and what nothing raises to certainty."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core_api.domain.chances import (
    Reading,
    Said,
    card_chance,
    learnt_shift,
    operation_chance,
    shifted,
    shipped,
)
from core_api.domain.standing import shipped_limit

AGREED = (Said("minutes", "a"), Said("picker", "a"), Said("picker", "a"))
levels = st.floats(0.0, 1.0)
answers = st.lists(
    st.builds(Said, st.sampled_from(["minutes", "picker"]), st.sampled_from(["a", "b", None])), max_size=3
)


def test_a_voice_that_agrees_raises_a_chance_and_one_that_differs_lowers_it() -> None:
    alone = card_chance(Reading("a", 0.6))
    agreed = card_chance(Reading("a", 0.6, said=AGREED))
    none = card_chance(Reading("a", 0.6, said=(Said("picker", None), Said("picker", None))))
    split = Reading("a", 0.6, other="b", other_score=0.3, said=(Said("minutes", "b"), Said("picker", "a")))
    assert none < alone == 0.6 < agreed <= shipped().most
    assert card_chance(split) < agreed
    assert card_chance(split) + card_chance(split, other=True) <= 1.0


def test_a_card_that_the_matcher_did_not_put_first_is_never_sure() -> None:
    said = tuple(Said("picker", "b") for _ in range(3))
    reading = Reading("a", 0.05, other="b", other_score=0.9, said=said)
    assert card_chance(reading, other=True) == shipped().contrary_most < shipped_limit("move")


@given(levels, levels, answers)
def test_a_surer_matcher_never_makes_its_card_less_likely(one: float, two: float, said: list[Said]) -> None:
    low, high = sorted((one, two))
    less, more = (
        card_chance(Reading("a", sure, other="b", other_score=0.2, said=tuple(said))) for sure in (low, high)
    )
    assert less <= more + 1e-9


@pytest.mark.parametrize("kind", sorted(shipped().kinds))
def test_signs_for_a_change_raise_its_chance_and_signs_against_it_lower_it(kind) -> None:
    bare = operation_chance(kind, ())
    for sign in ("outright", "exact", "told", "own", "agreed", "supported"):
        assert operation_chance(kind, (sign,)) > bare
    for sign in ("hedged", "unclear", "not_supported"):
        assert operation_chance(kind, (sign,)) < bare
    assert operation_chance(kind, tuple(name for name, odds in shipped().signs.items() if odds > 0)) < 1.0


decided = st.lists(st.tuples(st.floats(0.5, 0.999), st.booleans()), max_size=40)


@settings(max_examples=30)
@given(decided, st.floats(0.5, 0.999))
def test_one_wrong_more_never_raises_what_is_learnt(known: list[tuple[float, bool]], stated: float) -> None:
    assert learnt_shift([*known, (stated, False)]) <= learnt_shift(known) + 1e-9
    assert learnt_shift([*known, (stated, True)]) >= learnt_shift(known) - 1e-9


def test_few_decisions_move_little_and_many_move_to_the_truth() -> None:
    wrong = [(0.95, False)]
    assert 0.93 < shifted(0.95, learnt_shift(wrong)) < 0.95
    half = [(0.95, number % 2 == 0) for number in range(400)]
    assert shifted(0.95, learnt_shift(half)) == pytest.approx(0.5, abs=0.05)
    assert learnt_shift([]) == 0.0
