"""Small sizes of the proofs that need nothing but what pip brings; those on Kanboard are in `tests/servers`."""

import math
from pathlib import Path

import pytest

from tests.proofs import ack, conflicts, cutoff, forged, killed, presses, replies, size, storm, undo
from tests.proofs.figures import Figures


@pytest.mark.timeout(300)
@pytest.mark.parametrize("server", ["local", "roundup"])
def test_each_kind_of_change_is_taken_back_field_for_field(tmp_path: Path, server: str) -> None:
    assert _reached(undo.prove(tmp_path, [server]))


@pytest.mark.timeout(300)
def test_nothing_that_a_person_wrote_is_written_over_unseen(tmp_path: Path) -> None:
    assert _reached(conflicts.prove(tmp_path, ["roundup"], rounds=40, seed=3))


def test_forms_come_from_servers_that_misbehave() -> None:
    assert _reached(replies.prove(100, wanted=95.0)), "of so few one more or less is luck"


@pytest.mark.parametrize("place", ["trello", "kaiten"])
def test_a_large_board_takes_few_requests(tmp_path: Path, place: str) -> None:
    assert _reached(size.prove(tmp_path, cards=1200, names=(place,)))


@pytest.mark.timeout(300)
def test_two_who_press_at_once_are_one_decision(tmp_path: Path) -> None:
    assert _reached(presses.prove(tmp_path, 8))


@pytest.mark.timeout(300)
def test_no_press_counts_that_must_not(tmp_path: Path) -> None:
    assert _reached(forged.prove(tmp_path, 10, ("telegram", "matrix")))


@pytest.mark.timeout(300)
def test_presses_are_answered_while_the_board_does_not_answer(tmp_path: Path) -> None:
    assert _reached(ack.prove(tmp_path, 5, board_seconds=3.0, loads=("busy",), limit=math.inf))


@pytest.mark.timeout(300)
def test_whoever_is_killed_after_a_press_comes_to_the_same_end(tmp_path: Path) -> None:
    assert _reached(killed.prove(tmp_path, runs=4))


@pytest.mark.timeout(300)
def test_a_storm_keeps_the_limits_and_loses_nothing(tmp_path: Path) -> None:
    assert _reached(storm.prove(tmp_path, meetings=3, proposals=3, leads=3))


@pytest.mark.timeout(300)
def test_with_telegram_cut_off_all_else_works_and_nothing_is_lost(tmp_path: Path) -> None:
    assert _reached(cutoff.prove(tmp_path, ["refused"]))


def _reached(figures: Figures) -> bool:
    figures.show()
    return figures.reached
