"""`review` says that a question it was just answered is open again, and shows what became of the field meanwhile."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from core_api import wiring
from core_api.contracts.board import Move
from core_api.settings import Settings

Boardscribe = Callable[..., Any]

BOARD = {
    "id": "b1",
    "name": "Team",
    "lists": [
        {"id": "l1", "name": "В работе"},
        {"id": "l2", "name": "На проверке"},
        {"id": "l3", "name": "Готово"},
    ],
    "cards": [
        {"id": "c1", "idShort": 12, "name": "Страница оплаты", "idList": "l1"},
        {"id": "c2", "idShort": 13, "name": "Вход по телефону", "idList": "l1"},
    ],
}
TALK = """WEBVTT

00:00:01.000 --> 00:00:05.000
<v Анна Орлова>Карточка двенадцать, Страница оплаты, переношу на проверку.
"""


@pytest.mark.parametrize(
    ("language", "said"),
    [("en", "“Страница оплаты” is asked again"), ("ru", "«Страница оплаты» — снова вопрос")],
)
def test_a_card_that_somebody_moved_first_is_asked_about_again(
    boardscribe: Boardscribe, tmp_path: Path, language: str, said: str
) -> None:
    board, talk = tmp_path / "board.json", tmp_path / "talk.vtt"
    board.write_text(json.dumps(BOARD), encoding="utf-8")
    talk.write_text(TALK, encoding="utf-8")
    boardscribe("board", "import", board, "--name", "team")
    assert boardscribe("process", talk, "--board", "local:team").code == 0
    with_hands = wiring.install(Settings())
    connector, board_id = with_hands.connector_for("local:team")
    connector.apply(board_id, "c1", Move(column_id="l3"), "by hand")
    with_hands.close()
    ended = boardscribe("review", language=language, answers="a\n")
    assert ended.code == 0, ended.err
    assert said in " ".join(ended.out.split())
    assert "{" not in ended.out  # no value is lacking in the reason
    again = " ".join(boardscribe("review", answers="q\n").out.split())
    assert "В работе" in again
    assert "Готово" in again
    shown = json.loads(boardscribe("board", "show", "local:team", "--json").out)["board"]
    assert {card["name"]: card["column_id"] for card in shown["cards"]}["Страница оплаты"] == "l3"
