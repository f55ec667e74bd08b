"""People's decisions as a report: what counts as right, and where stated chances and the truth stand apart."""

from datetime import UTC, datetime
from typing import Any

import pytest

from core_api.contracts.asking import Example
from core_api.contracts.proposal import Chances
from core_api.domain.labels import card_right, change_right, operation_right
from core_api.domain.reliability import report

AT = datetime(2026, 3, 12, 10, 0, tzinfo=UTC)
CHANCES = Chances(
    card=0.97,
    operation=0.98,
    table="chances.v2",
    card_by="card:agreed",
    card_shipped=0.97,
    operation_by="comment:outright",
    operation_shipped=0.98,
)


def example(**more: Any) -> Example:
    said = {
        "proposal_id": "pr_1",
        "version": 1,
        "board": "local:team",
        "kind": "comment",
        "confidence": 0.95,
        "rule": "shadow",
        "answer": "approve",
        "channel": "telegram",
        "seconds": 20.0,
        "at": AT,
        "chances": CHANCES,
    }
    return Example.model_validate(said | more)


@pytest.mark.parametrize(
    ("decided", "card", "change", "whole"),
    [
        ({"answer": "approve"}, True, True, True),
        ({"answer": "approve", "undone_at": AT}, None, False, False),
        ({"answer": "edit", "edited": ("date",)}, None, False, False),
        ({"answer": "note"}, None, False, False),
        ({"answer": "other_card", "chosen_rank": 2}, False, None, False),
        ({"answer": "reject", "reason": "wrong-card"}, False, None, False),
        ({"answer": "reject", "reason": "wrong-change"}, None, False, False),
        ({"answer": "reject", "reason": "already-done"}, None, None, None),
        ({"answer": "reject"}, None, False, False),
    ],
)
def test_what_a_decision_says(
    decided: dict[str, Any], card: bool | None, change: bool | None, whole: bool | None
) -> None:
    one = example(**decided)
    assert (card_right(one), operation_right(one), change_right(one)) == (card, change, whole)


def test_kinds_that_are_equally_easy_to_take_back_are_pooled() -> None:
    told = report([example(kind="comment")] * 30 + [example(kind="label")] * 20 + [example(kind="due")] * 50)
    light, middling, grave = told.groups
    assert (light.seen, light.right, light.lacking, light.certified) == (50, 50, 9, None)
    assert (middling.seen, middling.lacking) == (50, 99), (
        "two of a hundred may be wrong: 149 right ones prove it"
    )
    assert (grave.seen, grave.bound, grave.certified, grave.lacking) == (0, 1.0, None, 299)


def test_enough_right_decisions_certify_a_confidence() -> None:
    told = report([example()] * 100)
    assert told.groups[0].certified is not None
    assert told.groups[0].lacking == 0


def test_a_change_taken_back_later_is_a_wrong_one() -> None:
    told = report([*[example()] * 99, example(undone_at=AT)])
    assert (told.groups[0].right, told.groups[0].wrong_change) == (99, 1)
    assert told.answers == {"approve": 100, "undone": 1}


def test_stated_chances_are_held_against_the_truth() -> None:
    right, wrong = example(confidence=0.9), example(confidence=0.9, answer="other_card")
    told = report([*[right] * 6, *[wrong] * 4, *[example(confidence=0.3, answer="other_card")] * 10])
    assert [(one.lower, one.upper, one.seen, one.right) for one in told.bins] == [
        (0.3, 0.4, 10, 0.0),
        (0.9, 1.0, 10, 0.6),
    ]
    assert told.calibration_error == pytest.approx((10 * 0.3 + 10 * 0.3) / 20)


def test_without_decisions_nothing_is_claimed() -> None:
    told = report([])
    assert (told.seen, told.bins, told.calibration_error, told.median_seconds) == (0, (), 0.0, None)
    assert [one.certified for one in told.groups] == [None, None, None]
