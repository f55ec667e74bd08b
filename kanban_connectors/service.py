"""The door to the boards: a reference such as `local:demo` gives its connector and the board's id there."""

from pathlib import Path

from core_api.contracts.board import Board
from core_api.contracts.ports import BoardShelf, Clock, Connector
from core_api.contracts.problems import Invalid, Unsupported
from kanban_connectors.file import FileConnector, load_board
from kanban_connectors.local import LocalConnector
from kanban_connectors.memory import system_clock

_LATER = {"trello": "Trello", "kaiten": "Kaiten", "kanboard": "Kanboard"}


def connector(ref: str, *, shelf: BoardShelf, clock: Clock = system_clock) -> tuple[Connector, str]:
    """The connector for a reference and the board's id there: `local:NAME` or `file:PATH`.

    That the board exists shows at its first use. Raises Invalid `board-ref`, Unsupported `board-kind-later`.
    """
    kind, _, name = ref.partition(":")
    if not name.strip():
        raise Invalid("board-ref", ref=ref)
    if kind == "local":
        return LocalConnector(shelf, clock), name
    if kind == "file":
        path = Path(name).expanduser()
        return FileConnector(path), str(path)
    if kind in _LATER:
        raise Unsupported("board-kind-later", kind=_LATER[kind], ref=ref)
    raise Invalid("board-ref", ref=ref)


def import_board(shelf: BoardShelf, path: Path, name: str | None = None, *, replace: bool = False) -> Board:
    """Put the board of an export on the shelf as `local:NAME`; gives it as it lies there.

    Raises what `load_board` raises, and Conflict `board-exists` unless it may replace the one that is there.

    Args:
        shelf: where to put it.
        path: the export.
        name: what people call it in `local:NAME`; without one, the board's own name.
        replace: put it in the place of a board with that name.
    """
    board = load_board(path)
    stored = board.model_copy(update={"id": (name or board.name).strip() or board.id})
    if replace and any(one.id == stored.id for one in shelf.boards()):
        shelf.replace(stored)
    else:
        shelf.create(stored)
    return shelf.load(stored.id)
