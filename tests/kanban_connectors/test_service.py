"""Board references and imports, as a user types them."""

import json
from pathlib import Path

import pytest

from core_api.contracts.board import Comment
from core_api.contracts.problems import Conflict, Invalid, Missing, NotFound, Refused
from kanban_connectors.local.shelf import MemoryShelf
from kanban_connectors.service import Boards, import_board


@pytest.fixture
def export(tmp_path: Path) -> Path:
    path = tmp_path / "board.json"
    lists = [{"id": "l1", "name": "To do"}, {"id": "l2", "name": "Done"}]
    cards = [
        {"id": "c1", "name": "Pay page", "idList": "l1"},
        {"id": "c2", "name": "Old", "idList": "l1", "closed": True},
    ]
    path.write_text(
        json.dumps({"id": "b1", "name": "Доска", "lists": lists, "cards": cards}), encoding="utf-8"
    )
    return path


def test_an_imported_board_is_found_by_the_name_it_was_given(export: Path) -> None:
    shelf = MemoryShelf()
    import_board(shelf, export, "demo")
    board, board_id = Boards(shelf)("local:demo")
    assert [card.name for card in board.snapshot(board_id).cards] == ["Pay page", "Old"]
    assert [(summary.id, summary.cards) for summary in board.boards()] == [("demo", 1)]


def test_a_board_is_replaced_only_when_that_is_said(export: Path) -> None:
    shelf = MemoryShelf()
    import_board(shelf, export, "demo")
    with pytest.raises(Conflict, match="board-exists"):
        import_board(shelf, export, "demo")
    assert import_board(shelf, export, "demo", replace=True).name == "Доска"


def test_a_file_board_is_read_and_never_written(export: Path) -> None:
    before = export.read_bytes()
    board, board_id = Boards(MemoryShelf())(f"file:{export}")
    assert board.card(board_id, "c1").name == "Pay page"
    assert not board.capabilities.writable
    assert board.boards()[0].name == "Доска"
    with pytest.raises(Refused, match="board-read-only"):
        board.apply(board_id, "c1", Comment(text="hello"), "op_1")
    assert board.find(board_id, "c1", Comment(text="hello"), "op_1") == ()
    assert export.read_bytes() == before


def test_a_missing_file_is_not_an_empty_board(tmp_path: Path) -> None:
    board, board_id = Boards(MemoryShelf())(f"file:{tmp_path}/none.json")
    with pytest.raises(NotFound, match="board-file-missing"):
        board.boards()
    board, board_id = Boards(MemoryShelf())(f"file:{tmp_path}")
    with pytest.raises(Invalid, match="board-file-unreadable"):
        board.snapshot(board_id)


@pytest.mark.parametrize("kind", ["trello", "kaiten", "kanboard"])
def test_a_vendor_without_an_account_is_said_to_lack_one(kind: str) -> None:
    with pytest.raises(Missing, match="board-account-missing"):
        Boards(MemoryShelf())(f"{kind}:123")


@pytest.mark.parametrize("ref", ["", "demo", "local:", "local: ", "jira:1", "file:"])
def test_what_names_no_board_is_refused(ref: str) -> None:
    with pytest.raises(Invalid, match="board-ref"):
        Boards(MemoryShelf())(ref)
