"""A small size of `make prove-once`, so that it is seen to hold at each build."""

from pathlib import Path

import pytest

from tests.proofs.once import prove


@pytest.mark.timeout(600)
def test_nothing_is_lost_and_nothing_is_twice_whatever_breaks(tmp_path: Path) -> None:
    figures = prove(tmp_path, creates=30, edits=32, seed=7, seconds_between_crashes=6.0)
    figures.show()
    assert figures.reached
