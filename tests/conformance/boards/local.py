"""The suite's board on the shelves of the `local` board."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from core_api.contracts.board import Board, Card, Column, Label, Member
from core_api.contracts.ports import BoardShelf
from core_api.store.boards import LocalBoards
from core_api.store.database import connect
from kanban_connectors.local.connector import LocalConnector
from kanban_connectors.local.shelf import MemoryShelf
from tests.conformance.desk import BOARD, Desk


def _named(things: tuple[Column | Card | Member | Label, ...]) -> dict[str, str]:
    """Our own board keeps the suite's names as its ids."""
    return {thing.id: thing.id for thing in things}


def local_desk(shelf: BoardShelf, board: Board = BOARD) -> Desk:
    return Desk(
        LocalConnector(shelf),
        board.id,
        columns=_named(board.columns),
        cards=_named(board.cards),
        members=_named(board.members),
        labels=_named(board.labels),
        items={"one": "one"},
    )


@pytest.fixture
def memory() -> Desk:
    """A shelf in memory."""
    return local_desk(MemoryShelf(BOARD))


@pytest.fixture
def sqlite(tmp_path: Path) -> Iterator[Desk]:
    """A shelf in a database."""
    database = connect(f"sqlite:///{tmp_path}/app.db")
    database.migrate()
    shelf = LocalBoards(database, lambda: datetime.now(UTC))
    shelf.create(BOARD)
    yield local_desk(shelf)
    database.dispose()
