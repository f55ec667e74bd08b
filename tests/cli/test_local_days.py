"""Due days are printed as they are where the installation is."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest


@pytest.mark.parametrize(
    ("zone", "day"),
    [
        ("Pacific/Auckland", "2026-07-07"),
        ("Pacific/Kiritimati", "2026-07-07"),
        ("Pacific/Pago_Pago", "2026-07-06"),
    ],
)
def test_a_board_shows_the_local_day(
    boardscribe: Callable[..., Any], monkeypatch: pytest.MonkeyPatch, tmp_path: Path, zone: str, day: str
) -> None:
    card = {"id": "c1", "name": "Chairs", "idList": "l1", "due": "2026-07-06T12:30:00Z"}
    board = {"id": "b1", "name": "Board", "lists": [{"id": "l1", "name": "To do"}], "cards": [card]}
    path = tmp_path / "board.json"
    path.write_text(json.dumps(board), encoding="utf-8")
    monkeypatch.setenv("BOARDSCRIBE_TIMEZONE", zone)
    shown = boardscribe("board", "show", f"file:{path}")
    assert shown.code == 0
    assert day in shown.out
