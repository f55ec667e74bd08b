"""Whole meetings against what a careful lead would have changed: with recorded answers, with weak ones, with none."""

from collections import Counter

import pytest

from tests.figures import scoring
from tests.figures.scenarios import HERE, Server, scored


def total(server: Server) -> Counter[str]:
    """The counts of all scenarios together. Fails with the command that records anew where a recording is stale."""
    counts: Counter[str] = Counter()
    for count in scored(HERE, server).values():
        counts += count
    return counts


def figures(counts: Counter[str]) -> dict[str, float]:
    return {name: value or 0.0 for name, value in zip(scoring.HEADINGS, scoring.row(counts), strict=True)}


def test_with_recorded_answers_the_goals_are_reached() -> None:
    reached = figures(total(Server("recorded")))
    assert (reached["wrong"], reached["harm"]) == (0, 0)
    goals = {"cards": 0.97, "ops": 0.88, "new": 0.95, "cover": 0.78, "decisions": 0.85, "stale": 1.0}
    assert {name: reached[name] for name, goal in goals.items() if reached[name] < goal} == {}


@pytest.mark.parametrize("seed", [0, 3])
def test_a_weak_model_harms_nothing(seed: int) -> None:
    reached = figures(total(Server("weak", seed=seed)))
    assert (reached["wrong"], reached["harm"]) == (0, 0)


def test_without_a_model_nothing_is_harmed_and_half_of_the_cards_are_found() -> None:
    reached = figures(total(Server("none")))
    assert (reached["wrong"], reached["harm"]) == (0, 0)
    assert reached["cards"] >= 0.5
