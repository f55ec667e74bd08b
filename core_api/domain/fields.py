"""The fields that an operation changes, before and after, in the names that people read on the board.

Pure. No ids reach these texts where the board knows a name; no sentence is built here.
"""

from collections.abc import Sequence
from datetime import UTC, tzinfo

from core_api.contracts.board import (
    AddCheck,
    AddLabel,
    Archive,
    Assign,
    Board,
    Card,
    Check,
    CheckItem,
    Comment,
    Create,
    Describe,
    Due,
    Move,
    RemoveLabel,
    Rename,
    Restore,
    Unassign,
    Uncheck,
    Withdraw,
)
from core_api.contracts.connector import Delete
from core_api.contracts.proposal import CardField, FieldChange, ThreeWay, Written
from core_api.domain.days import day_of
from core_api.domain.fingerprint import item_of

OPEN, DONE = "☐ ", "☑ "
"""The box of a checklist item, and of a yes or no."""
_Change = tuple[CardField, str | None, str | None]


def changes_of(
    board: Board, card: Card | None, operation: Written, zone: tzinfo = UTC, *, alone: bool = False
) -> tuple[FieldChange, ...]:
    """What the operation changes on the card as it stands (None for a card that is not there yet).

    Args:
        board: tells the names.
        card: the card before the change.
        operation: the change.
        zone: the zone whose days are shown; the meeting's.
        alone: the board keeps one member a card, so that another takes the place of who is there.
    """
    if isinstance(operation, Create):
        return _created(board, operation)
    if card is None:
        return ()
    field, before, after = _change(board, card, operation, zone)
    if alone and isinstance(operation, Assign):
        after = member_names(board, (operation.member_id,))
    return (FieldChange(field=field, before=before, after=after),)


def three_ways(proposed: Sequence[FieldChange], now: Sequence[FieldChange]) -> tuple[ThreeWay, ...]:
    """What stood in each field when a change was proposed, what stands there now, and what we would write.

    Only fields that differ. What grows only (comments, a description) is told by its present value.
    """
    was = {change.field: change.before for change in proposed}
    return tuple(
        ThreeWay(field=change.field, was=was[change.field], now=change.before, ours=change.after)
        for change in now
        if change.field in was and was[change.field] != change.before
    )


def _change(board: Board, card: Card, operation: Written, zone: tzinfo) -> _Change:
    match operation:
        case Move():
            return "column", column_name(board, card.column_id), column_name(board, operation.column_id)
        case Due():
            before = _day(card, zone)
            after = day_of(operation.at, zone) if operation.at else operation.date
            return "due", before, after.isoformat() if after else None
        case Rename():
            return "name", card.name, operation.name
        case Describe():
            return "description", card.description or None, operation.onto(card.description) or None
        case _:
            return _change_of_set(board, card, operation)


def _change_of_set(board: Board, card: Card, operation: Written) -> _Change:
    match operation:
        case Assign() | Unassign():
            after = _with(card.member_ids, operation.member_id, operation.kind == "assign")
            return "members", member_names(board, card.member_ids), member_names(board, after)
        case AddLabel() | RemoveLabel():
            after = _with(card.label_ids, operation.label_id, operation.kind == "label")
            return "labels", label_names(board, card.label_ids), label_names(board, after)
        case Archive() | Restore():
            return "archived", _yes(card.archived), _yes(operation.kind == "archive")
        case _:
            return _change_of_part(card, operation)


def _change_of_part(card: Card, operation: Written) -> _Change:  # noqa: PLR0911 - a table
    match operation:
        case Comment():
            return "comments", None, operation.text
        case AddCheck():
            return "checklist", None, OPEN + operation.name
        case Check() | Uncheck():
            item = item_of(card, operation.item_id)
            name = item.name if item else operation.item_id
            return "check", _item(item), (DONE if operation.kind == "check" else OPEN) + name
        case Withdraw(what="check_item"):
            return "checklist", _item(item_of(card, operation.remote_id)), None
        case Delete():
            return "card", card.name, None
        case Withdraw():
            texts = (comment.text for comment in card.comments if comment.id == operation.remote_id)
            return "comments", next(texts, None), None
        case _:
            return "card", None, None


def _created(board: Board, operation: Create) -> tuple[FieldChange, ...]:
    rows: tuple[tuple[CardField, str | None], ...] = (
        ("card", operation.name),
        ("column", column_name(board, operation.column_id)),
        ("description", operation.text or None),
        ("members", member_names(board, (operation.member_id,)) if operation.member_id else None),
        ("due", operation.date.isoformat() if operation.date else None),
        ("labels", label_names(board, (operation.label_id,)) if operation.label_id else None),
    )
    return tuple(FieldChange(field=field, before=None, after=after) for field, after in rows if after)


def _day(card: Card, zone: tzinfo) -> str | None:
    if card.due is None:
        return None
    return day_of(card.due, zone if card.due_has_time else UTC).isoformat()


def _with(ids: Sequence[str], one: str, present: bool) -> tuple[str, ...]:
    left = tuple(other for other in ids if other != one)
    return (*left, one) if present else left


def column_name(board: Board, column_id: str) -> str:
    """The column's name, or its id where the board does not know it."""
    return next((column.name for column in board.columns if column.id == column_id), "") or column_id


def member_names(board: Board, ids: Sequence[str]) -> str | None:
    """The members by name, with commas between; None for nobody."""
    names = {member.id: member.name or member.id for member in board.members}
    return ", ".join(names.get(one, one) for one in ids) or None


def label_names(board: Board, ids: Sequence[str]) -> str | None:
    """The labels by name, or by color where they have none, with commas between; None without any."""
    names = {label.id: label.name or label.color or label.id for label in board.labels}
    return ", ".join(names.get(one, one) for one in ids) or None


def _item(item: CheckItem | None) -> str | None:
    return None if item is None else (DONE if item.done else OPEN) + item.name


def _yes(state: bool) -> str | None:
    return DONE.strip() if state else OPEN.strip()
