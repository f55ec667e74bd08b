"""A proposal edited by hand: what a person typed becomes the operation's argument, resolved on the board."""

from contextlib import suppress
from datetime import date, datetime

from core_api.contracts.board import (
    AddCheck,
    AddLabel,
    Assign,
    Board,
    Comment,
    Create,
    Describe,
    Due,
    Move,
    Operation,
    RemoveLabel,
    Rename,
    Unassign,
)
from core_api.contracts.problems import Invalid, NotFound
from core_api.language.controls import plain
from core_api.language.dates import find_dates
from core_api.language.names import directory, resolve
from core_api.language.words import fold


def edited(operation: Operation, text: str, board: Board, today: datetime, field: str = "") -> Operation:
    """The same kind of operation with what was typed: a column, a day («к пятнице»), a person, a label, a text.

    Days are counted from `today`. Of a new card `field` says which of its fields is meant (`name`, `column`,
    `members`, `due`, `description`). Raises Invalid when the kind has nothing to edit or the day is not understood,
    NotFound when the board has no such column, member or label.
    """
    match operation:
        case Create():
            return _created(operation, text, board, today, field or "name")
        case Comment() | Describe() | Rename() | AddCheck():
            name = "text" if isinstance(operation, Comment | Describe) else "name"
            return operation.model_copy(update={name: _said(text)})
        case Move():
            return operation.model_copy(update={"column_id": _named(text, board.columns, "column-not-found")})
        case AddLabel() | RemoveLabel():
            return operation.model_copy(update={"label_id": _named(text, board.labels, "label-not-found")})
        case Assign() | Unassign():
            return operation.model_copy(update={"member_id": _member(text, board)})
        case Due():
            return Due(date=_day(text, today))
        case _:
            raise Invalid("nothing-to-edit", operation=operation.kind)


def _created(card: Create, text: str, board: Board, today: datetime, field: str) -> Create:
    """A new card with one field another way."""
    match field:
        case "name":
            change: dict[str, object] = {"name": _said(text)}
        case "description":
            change = {"text": _said(text)}
        case "column":
            change = {"column_id": _named(text, board.columns, "column-not-found")}
        case "members":
            change = {"member_id": _member(text, board)}
        case "due":
            change = {"date": _day(text, today), "at": None}
        case _:
            raise Invalid("nothing-to-edit", operation=card.kind)
    return card.model_copy(update=change)


def _day(text: str, today: datetime) -> date:
    with suppress(ValueError):
        return date.fromisoformat(text.strip())
    days = find_dates(text, today)
    if not days:
        raise Invalid("day-not-understood", text=text)
    return days[0].day


def _said(text: str) -> str:
    said = plain(text).strip()
    if not said:
        raise Invalid("edit-empty")
    return said


def _named(text: str, things: tuple, code: str) -> str:  # type: ignore[type-arg] # columns or labels
    wanted = fold(text.strip())
    exact = [thing.id for thing in things if wanted in {fold(thing.name), fold(thing.id)}]
    begun = [thing.id for thing in things if fold(thing.name).startswith(wanted)]
    found = exact or begun
    if not wanted or len(found) != 1:
        raise NotFound(code, name=text.strip())
    return str(found[0])


def _member(text: str, board: Board) -> str:
    if any(member.id == text for member in board.members):
        return text
    exact = {fold(member.name): member.id for member in board.members}
    member = exact.get(fold(text.strip())) or resolve(text, directory(board.members))
    if member is None:
        raise NotFound("member-not-found", name=text.strip())
    return member
