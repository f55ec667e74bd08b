"""Killed anywhere, even twice: each decision reaches the board exactly once, and nothing is lost.

Every named boundary of the write path and of the board is found by a dry run. For each of them a child process is
killed there with SIGKILL, over a real SQLite file; others are started until nothing is pending, and the board is
held against that of a run in which nobody died. `make prove-crash` does this for every kind and every pair of deaths.
"""

from pathlib import Path

import pytest

from tests.crash.stage import DECISIONS, Bench, Installation, a_late_copy, bench
from tests.crash.watched import Kind

DRY = ["looked", "sending", "board-before", "board-after", "called", "read", "applied"]


def dies_once_at_each_boundary(stage: Bench) -> None:
    expected, _ = stage.broken_at()
    assert (expected["pending"], expected["gaps"]) == (0, [])
    for place, name in enumerate(stage.boundaries(), start=1):
        got, died = stage.broken_at(place)
        assert died
        assert got == expected, f"killed at {name}"


@pytest.mark.parametrize("operation", ["comment", "create", "add_check", "move", "describe"])
@pytest.mark.parametrize("kind", ["keyed", "plain"])
def test_a_decision_survives_a_death_at_every_boundary(tmp_path: Path, kind: Kind, operation: str) -> None:
    stage = bench(tmp_path, kind, DECISIONS[operation])
    assert stage.boundaries() == DRY
    expected, _ = stage.broken_at()
    assert (expected["proposals"], len(expected["records"])) == ([["applied", None]], 1)
    dies_once_at_each_boundary(stage)


def test_a_card_that_a_person_removes_is_gone_wherever_the_process_dies(tmp_path: Path) -> None:
    stage = bench(tmp_path, "plain", DECISIONS["delete"])
    expected, _ = stage.broken_at()
    assert (expected["cards"], len(expected["records"])) == ([], 1)
    dies_once_at_each_boundary(stage)


@pytest.mark.parametrize("kind", ["keyed", "plain"])
def test_what_is_made_is_made_once_however_often_the_process_dies(tmp_path: Path, kind: Kind) -> None:
    decision = bench(tmp_path, kind, DECISIONS["create"])
    expected, _ = decision.broken_at()
    for first, name in enumerate(decision.boundaries(), start=1):
        second, died = 1, True
        while died:
            got, died = decision.broken_at(first, second)
            assert got == expected, f"killed at {name}, and again at boundary {second} of the recovery"
            second += 1


@pytest.mark.parametrize("operation", ["comment", "move", "create"])
@pytest.mark.parametrize("kind", ["keyed", "plain"])
def test_an_undo_survives_a_death_at_every_boundary(tmp_path: Path, kind: Kind, operation: str) -> None:
    decision = bench(tmp_path, kind, DECISIONS[operation])
    undoing = decision.then(Installation.undo_until_undone)
    expected, _ = undoing.broken_at()
    assert (len(expected["records"]), expected["proposals"]) == (2, [["undone", None]])
    assert [card["name"] for card in expected["cards"] if not card["archived"]] == ["Pay page"]
    assert expected["cards"][0]["comments"] == []
    assert expected["cards"][0]["column_id"] == "todo"
    dies_once_at_each_boundary(undoing)


@pytest.mark.parametrize("operation", ["comment", "create", "add_check"])
def test_the_sweep_of_a_late_copy_survives_a_death_at_every_boundary(tmp_path: Path, operation: str) -> None:
    sweeping = bench(tmp_path, "plain", DECISIONS[operation]).then(Installation.sweep_until_clean)
    a_late_copy(sweeping.prepared, "plain")
    expected, _ = sweeping.broken_at()
    assert [record[3] for record in expected["records"]] == ["asks-first", "late-duplicate"]
    dies_once_at_each_boundary(sweeping)


def test_a_board_that_cannot_tell_its_own_writes_would_be_caught(tmp_path: Path) -> None:
    decision = bench(tmp_path, "forgetful", DECISIONS["comment"])
    got, died = decision.broken_at(decision.boundaries().index("board-after") + 1)
    assert died
    assert len(got["cards"][0]["comments"]) == 2
