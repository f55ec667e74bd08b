"""From a request in the words of the talk to an operation in the ids of the board.

A request whose words fit nothing on the board, or more than one thing, has no operation: it is a question.
"""

from dataclasses import dataclass
from datetime import date

from core_api.contracts.board import (
    AddCheck,
    AddLabel,
    Archive,
    Assign,
    Board,
    Card,
    Check,
    Comment,
    Create,
    Describe,
    Due,
    Move,
    Operation,
    OperationKind,
    RemoveLabel,
    Rename,
    Restore,
    Unassign,
    Uncheck,
)
from core_api.contracts.minutes import Evidence, Fact, Request
from core_api.domain import resolve
from core_api.language.names import directory

_COMMENT_LIMIT = 300
_TEXTS = frozenset({"comment", "rename", "describe", "add_check"})
_LABELS = frozenset({"label", "unlabel"})


@dataclass(frozen=True, slots=True)
class Meant:
    """What a request comes to on this board."""

    kind: OperationKind
    operation: Operation | None
    evidence: tuple[Evidence, ...]
    outright: bool
    exact: bool
    corrects: bool = False
    """True when it was said as the correction of an earlier one."""


def meant(request: Request, card: Card, board: Board) -> Meant:
    """The operation on this card that the request asks for."""
    operation, exact = _operation(request, card, board)
    return Meant(request.kind, operation, request.evidence, request.outright, exact)


def created(fact: Fact, board: Board) -> Meant | None:
    """The new card that the fact asks for, with all else that it says of it; None when it asks for none."""
    request = next((one for one in fact.requests if one.kind == "create"), None)
    if request is None:
        return None
    said = {one.kind: one.value for one in fact.requests}
    place = resolve.column(said["move"], board) if "move" in said else None
    column = place.id if place else _first_queue(board)
    if column is None or not request.value.strip():
        return Meant("create", None, request.evidence, False, False)
    person = resolve.member(said["assign"], board, directory(board.members)) if "assign" in said else None
    label = resolve.label(said["label"], board) if "label" in said else None
    operation = Create(
        name=request.value.strip()[:200],
        column_id=column,
        text=said.get("comment", "")[:_COMMENT_LIMIT],
        member_id=person.id if person else None,
        date=_day(said.get("due", "")),
        label_id=label.id if label else None,
    )
    evidence = tuple(dict.fromkeys(one for part in fact.requests for one in part.evidence))
    return Meant("create", operation, evidence or fact.evidence, request.outright, place is not None)


def _first_queue(board: Board) -> str | None:
    """The last queue column: what is to be done next; without one the first column."""
    columns = sorted((one for one in board.columns if not one.closed), key=lambda one: one.position)
    queue = [one.id for one in columns if one.role == "queue"]
    return queue[-1] if queue else columns[0].id if columns else None


def _operation(request: Request, card: Card, board: Board) -> tuple[Operation | None, bool]:
    value = request.value.strip()
    if request.kind == "move":
        place = resolve.column(value, board)
        return (Move(column_id=place.id) if place else None), bool(place and place.exact)
    if request.kind == "due":
        day = _day(value)
        return (Due(date=day) if day else None), True
    if request.kind == "archive":
        return Archive(), True
    if request.kind == "restore":
        return Restore(), True
    return (
        _of_text(request.kind, value)
        if request.kind in _TEXTS
        else _of_part(request.kind, value, card, board)
    )


def _of_text(kind: OperationKind, value: str) -> tuple[Operation | None, bool]:
    if not value:
        return None, False
    made: dict[str, Operation] = {
        "comment": Comment(text=value[:_COMMENT_LIMIT]),
        "rename": Rename(name=value[:200]),
        "describe": Describe(text=value),
        "add_check": AddCheck(name=value[:200]),
    }
    return made[kind], True


def _of_part(kind: OperationKind, value: str, card: Card, board: Board) -> tuple[Operation | None, bool]:
    if kind in ("assign", "unassign"):
        person = resolve.member(value, board, directory(board.members))
        make_person = Assign if kind == "assign" else Unassign
        return (make_person(member_id=person.id) if person else None), bool(person and person.exact)
    if kind in ("check", "uncheck"):
        item = resolve.item(value, card)
        make_item = Check if kind == "check" else Uncheck
        return (make_item(item_id=item.id) if item else None), bool(item and item.exact)
    if kind in _LABELS:
        label = resolve.label(value, board)
        make_label = AddLabel if kind == "label" else RemoveLabel
        return (make_label(label_id=label.id) if label else None), bool(label and label.exact)
    return None, False


def _day(value: str) -> date | None:
    try:
        return date.fromisoformat(value[:10])
    except ValueError:
        return None
