"""What a write names, looked up on a neutral board: a column, a lane, a member, a label. No vendor is asked."""

from collections.abc import Iterable
from typing import TypeVar

from core_api.contracts.board import Board, Column, Label, Lane, Member
from core_api.contracts.problems import Conflict, NotFound

_Thing = TypeVar("_Thing", Column, Lane, Member, Label)


def open_column(board: Board, column_id: str) -> Column:
    """A column that takes cards. Raises NotFound `column-not-found`, Conflict `column-closed`."""
    column = _found(board.columns, column_id, "column-not-found", board)
    if column.closed:
        raise Conflict("column-closed", column=column.name)
    return column


def lane(board: Board, lane_id: str) -> Lane:
    """A lane. Raises NotFound `lane-not-found`."""
    return _found(board.lanes, lane_id, "lane-not-found", board)


def member(board: Board, member_id: str) -> Member:
    """Somebody who can be put on cards. Raises NotFound `member-not-found`."""
    return _found(board.members, member_id, "member-not-found", board)


def label(board: Board, label_id: str) -> Label:
    """A label. Raises NotFound `label-not-found`."""
    return _found(board.labels, label_id, "label-not-found", board)


def _found(things: Iterable[_Thing], wanted: str, code: str, board: Board) -> _Thing:
    found = next((thing for thing in things if thing.id == wanted), None)
    if found is None:
        raise NotFound(code, name=wanted, board=board.name)
    return found
