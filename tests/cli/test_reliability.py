"""`reliability` as a person reads it, after questions of the Russian sample meeting were answered."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from core_api.contracts.proposal import REASONS

SAMPLE = Path(__file__).parents[2] / "core_api" / "sample"
Boardscribe = Callable[..., Any]


@pytest.fixture
def decided(team: Boardscribe) -> Boardscribe:
    """Two questions were approved and one was rejected, because it was done already."""
    assert team("process", SAMPLE / "planning-ru.vtt", "--board", "local:team").code == 0
    team("review", answers=f"a\na\nr\n{REASONS.index('already-done') + 1}\nq\n")
    return team


def said(ended: Any) -> str:
    assert ended.code == 0, ended.err
    return " ".join(ended.out.split())


def test_it_says_how_often_it_was_right_and_what_is_lacking(decided: Boardscribe) -> None:
    told = json.loads(decided("reliability", "--json").out)
    assert told["answers"] == {"approve": 2, "reject": 1, "undone": 0}
    assert told["reasons"] == {"already-done": 1}
    light = told["groups"][0]
    assert (light["seen"], light["right"], light["wrong_change"], light["nobodys"]) == (3, 2, 0, 1)
    english = said(decided("reliability"))
    assert "3 decisions of people" in english
    assert "3 decisions: 2 right, 0 on another card, 0 another change" in english
    assert f"Not proved yet: {light['lacking']} right decisions" in english
    assert "Why people rejected: done already 1." in english
    assert english.count("local:team: ") == 1
    gate = told["gates"][0]
    assert (gate["asked"], gate["mode"]) == (3, "live")
    assert f"Of the last {gate['alone'] + 3} changes {gate['alone']} were made unasked." in english
    assert "Comment 90% as long as nothing is proved" in english
    russian = said(decided("reliability", language="ru"))
    assert "3 решения людей" in russian
    assert "уже сделано 1" in russian
    assert "Комментарий 90 % пока ничего не доказано" in russian


def test_of_one_board_only_its_own_count_and_a_wrong_name_is_said(decided: Boardscribe) -> None:
    assert json.loads(decided("reliability", "--board", "local:team", "--json").out)["seen"] == 3
    wrong = decided("reliability", "--board", "local:none")
    assert wrong.code == 1
    assert "none" in wrong.err


def test_without_decisions_it_says_where_they_come_from(team: Boardscribe) -> None:
    assert "Nobody has decided anything yet" in said(team("reliability"))
