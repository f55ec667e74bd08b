"""Small sizes of the proofs on a real Kanboard, so that they are seen to hold at each build."""

from pathlib import Path

import pytest

from tests.proofs import conflicts, once, size, undo
from tests.proofs.figures import Figures


@pytest.mark.timeout(600)
def test_nothing_is_lost_and_nothing_is_twice_whatever_breaks(tmp_path: Path) -> None:
    assert _reached(once.prove(tmp_path, creates=30, edits=32, seed=7, seconds_between_crashes=6.0))


@pytest.mark.timeout(600)
def test_each_kind_of_change_is_taken_back_field_for_field(tmp_path: Path) -> None:
    assert _reached(undo.prove(tmp_path, ["kanboard"]))


@pytest.mark.timeout(600)
def test_nothing_that_a_person_wrote_is_written_over_unseen(tmp_path: Path) -> None:
    assert _reached(conflicts.prove(tmp_path, ["kanboard"], rounds=40, seed=3))


@pytest.mark.timeout(600)
def test_a_large_board_takes_few_requests(tmp_path: Path) -> None:
    assert _reached(size.prove(tmp_path, cards=600, names=("kanboard",)))


def _reached(figures: Figures) -> bool:
    figures.show()
    return figures.reached
