"""Nothing that a card, a transcript or an error quotes reaches the terminal as an order to it."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from core_api.cli import outcome
from core_api.cli.speech import say
from core_api.contracts.problems import NotFound

ORDERS = ("\x1b", "\x07", "\x9b", "\u202e", "\u2066")
TALK = """WEBVTT

00:01.000 --> 00:09.000
<v Ир\u202eа>Карточка один \x1b[31mготова\x07, переносим в «Готово».
"""


def _board(folder: Path) -> Path:
    name = "Карта \x1b]0;evil\x07филиалов\u202e"
    board = {
        "id": "b1",
        "name": name,
        "lists": [{"id": "l1", "name": "В ра\x1bботе"}, {"id": "l2", "name": "Готово"}],
        "cards": [{"id": "c1", "idShort": 1, "name": name, "idList": "l1"}],
    }
    path = folder / "board.json"
    path.write_text(json.dumps(board), encoding="utf-8")
    return path


def test_a_board_and_a_talk_are_shown_without_orders_to_the_terminal(
    boardscribe: Callable[..., Any], tmp_path: Path
) -> None:
    board, talk = _board(tmp_path), tmp_path / "talk\x1b.vtt"
    talk.write_text(TALK, encoding="utf-8")
    shown = boardscribe("board", "show", f"file:{board}")
    processed = boardscribe("process", talk, "--board", f"file:{board}")
    as_json = boardscribe("process", talk, "--board", f"file:{board}", "--json")
    for ended in (shown, processed, as_json):
        assert ended.code == 0, ended.err
        assert not [order for order in ORDERS if order in ended.out + ended.err]
    said = json.loads(as_json.out)
    assert "Карточка один [31mготова" in json.dumps(said["proposals"], ensure_ascii=False)
    assert not [order for order in ORDERS if order in json.dumps(said, ensure_ascii=False)]


def test_an_error_quotes_without_orders(boardscribe: Callable[..., Any], capsys: Any) -> None:
    say.cache_clear()
    outcome.tell(NotFound("source-missing", name="\x1b[2J\u202ex\x07y\x9bz.vtt"))
    told = capsys.readouterr().err
    assert "[2Jxyz.vtt" in told
    assert not [order for order in ORDERS if order in told]
