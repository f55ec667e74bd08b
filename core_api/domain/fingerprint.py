"""What an operation touches on a card: its fingerprint, whether it shows already, what takes it back.

Pure functions over a card. No words for people live here (see `fields`), and nothing that reads or writes a
board.
"""

import hashlib
import json
from datetime import UTC, datetime, tzinfo
from typing import Literal

from core_api.contracts.board import (
    AddCheck,
    AddLabel,
    Archive,
    Assign,
    Card,
    Check,
    CheckItem,
    Comment,
    Create,
    Describe,
    Due,
    Inverse,
    Move,
    Operation,
    RemoveLabel,
    Rename,
    Restore,
    Unassign,
    Uncheck,
    Withdraw,
)
from core_api.contracts.connector import Delete, Receipt
from core_api.contracts.proposal import Written

_Value = str | bool | list[str] | list[str | bool] | None


def item_of(card: Card, item_id: str) -> CheckItem | None:
    """The checklist item of the card with this id."""
    return next(
        (item for checklist in card.checklists for item in checklist.items if item.id == item_id), None
    )


def fingerprint(card: Card | None, operation: Written) -> str:
    """A digest of the fields of the card that the operation touches; other fields do not change it.

    What only adds (a comment, a text at the end of the description) touches nothing that was there. Assigning
    touches all members, because it rests on who is there already; unassigning touches only the one.
    """
    value = None if card is None else _touched(card, operation)
    text = json.dumps(value, ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def _touched(card: Card, operation: Written) -> _Value:  # noqa: C901, PLR0911, PLR0912 - a table
    match operation:
        case Move():
            return card.column_id
        case Due():
            return _due(card)
        case Assign():
            return sorted(card.member_ids)
        case Unassign():
            return operation.member_id in card.member_ids
        case Check() | Uncheck():
            return _item(card, operation.item_id)
        case AddCheck():
            return _item_named(card, operation.name) is not None
        case AddLabel() | RemoveLabel():
            return operation.label_id in card.label_ids
        case Rename():
            return card.name
        case Describe():
            return card.description if operation.replace else None
        case Archive() | Restore():
            return card.archived
        case Withdraw():
            return _own(card, operation)
        case Create() | Delete():
            return _whole(card)
        case Comment():
            return None


def _own(card: Card, operation: Withdraw) -> _Value:
    if operation.what == "check_item":
        return _item(card, operation.remote_id)
    return next((comment.text for comment in card.comments if comment.id == operation.remote_id), None)


def _whole(card: Card) -> list[str | bool]:
    parts: list[str | bool] = [
        card.name,
        card.description,
        card.column_id,
        str(_due(card)),
        card.archived,
    ]
    return [*parts, *sorted(card.member_ids), *sorted(card.label_ids)]


def _item(card: Card, item_id: str) -> list[str | bool] | None:
    item = item_of(card, item_id)
    return None if item is None else [item.name, item.done]


def _item_named(card: Card, name: str) -> CheckItem | None:
    wanted = name.strip().casefold()
    items = (item for checklist in card.checklists for item in checklist.items)
    return next((item for item in items if item.name.strip().casefold() == wanted), None)


def _due(card: Card) -> str | None:
    """The moment, or the day alone where the board knows no more."""
    if card.due is None or card.due_has_time:
        return _utc(card.due)
    return card.due.astimezone(UTC).date().isoformat()


def _utc(moment: datetime | None) -> str | None:
    return None if moment is None else moment.astimezone(UTC).isoformat(timespec="seconds")


def shows(card: Card, operation: Written) -> bool:
    """True when the card shows what the operation is for: to see that it is so already, and to read it back.

    For a comment: one with the same words stands there. For a new card: this is it, by its name and column.
    """
    match operation:
        case Comment():
            return any(comment.text == operation.text for comment in card.comments)
        case Create():
            return card.name == operation.name and card.column_id == operation.column_id and not card.archived
        case AddCheck():
            return _item_named(card, operation.name) is not None
        case Check() | Uncheck():
            item = item_of(card, operation.item_id)
            return item is not None and item.done == (operation.kind == "check")
        case Withdraw():
            return _own(card, operation) is None
        case _:
            return _holds(card, operation)


def _holds(card: Card, operation: Written) -> bool:  # noqa: PLR0911 - a table
    match operation:
        case Move():
            return card.column_id == operation.column_id
        case Due():
            return _is_due(card, operation)
        case Assign() | Unassign():
            return (operation.member_id in card.member_ids) == (operation.kind == "assign")
        case AddLabel() | RemoveLabel():
            return (operation.label_id in card.label_ids) == (operation.kind == "label")
        case Rename():
            return card.name == operation.name
        case Describe():
            return operation.shows_in(card.description)
        case Archive() | Restore():
            return card.archived == (operation.kind == "archive")
        case _:
            return False


def is_as_written(before: Card | None, card: Card, operation: Written) -> bool:
    """False when a person wrote on in the description that the operation added to: the text is not only ours then."""
    if before is None or not isinstance(operation, Describe):
        return True
    return card.description.split() == operation.onto(before.description).split()


def _is_due(card: Card, operation: Due) -> bool:
    """True when the due date is as said; where the board knows the day alone, when the day is."""
    if card.due is None or card.due_has_time or operation.date is None:
        return _utc(card.due) == _utc(operation.moment)
    return card.due.astimezone(UTC).date() == operation.date


def inverse(before: Card | None, operation: Written, receipt: Receipt, zone: tzinfo = UTC) -> Inverse | None:
    """What takes the operation back, given the card as it was before it and what the board said of the write.

    `zone` is the meeting's, whose day an old due moment is called by. None when nothing takes it back: the operation
    changed nothing, or what it removed cannot be made again.
    """
    if isinstance(operation, Create):
        return Archive()
    if before is None or isinstance(operation, Withdraw | Delete):
        return None
    if isinstance(operation, Comment | AddCheck):
        what: Literal["comment", "check_item"] = "comment" if operation.kind == "comment" else "check_item"
        return Withdraw(what=what, remote_id=receipt.remote_id) if receipt.remote_id else None
    if shows(before, operation):
        return None
    pushed_out = set(before.member_ids) - set(receipt.card.member_ids)
    if isinstance(operation, Assign) and len(pushed_out) == 1:  # the board has one assignee a card
        return Assign(member_id=pushed_out.pop())
    return _reverse(before, operation, zone)


def _due_again(before: Card, zone: tzinfo) -> Due:
    if before.due is None:
        return Due(date=None)
    if not before.due_has_time:
        return Due(date=before.due.astimezone(UTC).date())
    return Due(date=before.due.astimezone(zone).date(), at=before.due)


def _reverse(  # noqa: C901, PLR0911, PLR0912 - a table
    before: Card, operation: Operation, zone: tzinfo
) -> Inverse | None:
    match operation:
        case Move():
            return Move(column_id=before.column_id, position=before.position)
        case Due():
            return _due_again(before, zone)
        case Assign():
            return Unassign(member_id=operation.member_id)
        case Unassign():
            return Assign(member_id=operation.member_id)
        case Check():
            return Uncheck(item_id=operation.item_id)
        case Uncheck():
            return Check(item_id=operation.item_id)
        case AddLabel():
            return RemoveLabel(label_id=operation.label_id)
        case RemoveLabel():
            return AddLabel(label_id=operation.label_id)
        case Rename():
            return Rename(name=before.name)
        case Describe():
            return Describe(text=before.description, replace=True)
        case Archive():
            return Restore()
        case Restore():
            return Archive()
        case _:
            return None
