"""What each operation does to a card of a board that we keep ourselves.

Pure: a board, a card and an operation give a new card. Nothing here stores anything, asks whether it is
allowed, or knows another vendor's board.
"""

import hashlib
from collections.abc import Sequence
from datetime import datetime

from core_api.contracts.board import (
    AddCheck,
    AddLabel,
    Archive,
    Assign,
    Board,
    Card,
    CardComment,
    Check,
    CheckItem,
    Checklist,
    Comment,
    Create,
    Describe,
    Due,
    Move,
    Operation,
    RemoveLabel,
    Rename,
    Restore,
    Unassign,
    Uncheck,
    Withdraw,
)
from core_api.contracts.connector import Edit
from core_api.contracts.problems import Internal, NotFound
from kanban_connectors import lookup
from kanban_connectors.checklists import title_for

_STEP = 65536.0
"""The distance between neighbouring cards, so that people can put others between them."""

AUTHOR = "Boardscribe"
"""Who signs the comments."""


def remote_id(operation: Operation | Withdraw, key: str) -> str | None:
    """The id of what the operation makes, the same at every try; None for a change of a field."""
    return _digest(operation.kind, key) if isinstance(operation, Create | Comment | AddCheck) else None


def apply_operation(
    board: Board, card: Card | None, operation: Operation | Withdraw | Edit, key: str, now: datetime
) -> tuple[Card, str | None]:
    """The card after the operation, and the id of what it made.

    What already holds stays as it is. Raises NotFound with the code of what the board lacks
    (`column-not-found`, `member-not-found`, `label-not-found`, `item-not-found`), Conflict `column-closed`.
    """
    if isinstance(operation, Edit):
        return _edited(board, card, operation), None
    made = remote_id(operation, key)
    if isinstance(operation, Create):
        return _created(board, operation, str(made)), made
    if card is None:
        raise Internal("internal")
    return _changed(board, card, operation, str(made), now), made


def _changed(  # noqa: PLR0911 - a table
    board: Board, card: Card, operation: Operation | Withdraw, made: str, now: datetime
) -> Card:
    match operation:
        case Comment():
            comment = CardComment(id=made, text=operation.text, author=AUTHOR, at=now)
            return card.model_copy(update={"comments": (*card.comments, comment)})
        case Move():
            return _moved(board, card, operation)
        case Due():
            return card.model_copy(update={"due": operation.moment})
        case Rename():
            return card.model_copy(update={"name": operation.name})
        case Describe():
            return card.model_copy(update={"description": operation.onto(card.description)})
        case Archive():
            return card.model_copy(update={"archived": True})
        case Restore():
            lookup.open_column(board, card.column_id)
            return card.model_copy(update={"archived": False})
        case _:
            return _changed_part(board, card, operation, made)


def _changed_part(board: Board, card: Card, operation: Operation | Withdraw, made: str) -> Card:
    match operation:
        case Assign() | Unassign():
            lookup.member(board, operation.member_id)
            ids = _with(card.member_ids, operation.member_id, operation.kind == "assign")
            return card.model_copy(update={"member_ids": ids})
        case AddLabel() | RemoveLabel():
            lookup.label(board, operation.label_id)
            ids = _with(card.label_ids, operation.label_id, operation.kind == "label")
            return card.model_copy(update={"label_ids": ids})
        case Check() | Uncheck():
            return _ticked(card, operation.item_id, operation.kind == "check")
        case AddCheck():
            return _with_item(card, operation.name, made)
        case Withdraw(what="check_item"):
            return _without_item(card, operation.remote_id)
        case Withdraw():
            left = tuple(comment for comment in card.comments if comment.id != operation.remote_id)
            return card.model_copy(update={"comments": left})
        case _:
            raise Internal("internal")


def _created(board: Board, operation: Create, made: str) -> Card:
    lookup.open_column(board, operation.column_id)
    if operation.member_id:
        lookup.member(board, operation.member_id)
    if operation.label_id:
        lookup.label(board, operation.label_id)
    return Card(
        id=made,
        number=max((card.number or 0 for card in board.cards), default=0) + 1,
        name=operation.name,
        description=operation.text,
        column_id=operation.column_id,
        position=_end_of(board, operation.column_id),
        member_ids=(operation.member_id,) if operation.member_id else (),
        label_ids=(operation.label_id,) if operation.label_id else (),
        due=operation.moment,
    )


def _edited(board: Board, card: Card | None, edit: Edit) -> Card:
    if card is None:
        raise Internal("internal")
    if edit.column_id is not None:
        card = _moved(board, card, Move(column_id=edit.column_id, position=edit.position))
    elif edit.position is not None:
        card = card.model_copy(update={"position": edit.position})
    fields: dict[str, object] = {
        "name": edit.name,
        "description": edit.description,
        "lane_id": edit.lane_id,
        "archived": edit.archived,
    }
    changed = {field: value for field, value in fields.items() if value is not None}
    if edit.due is not None:
        changed["due"] = edit.due.moment
    return card.model_copy(update=changed)


def _moved(board: Board, card: Card, operation: Move) -> Card:
    lookup.open_column(board, operation.column_id)
    if operation.position is None and operation.column_id == card.column_id:
        return card
    position = _end_of(board, operation.column_id) if operation.position is None else operation.position
    return card.model_copy(update={"column_id": operation.column_id, "position": position})


def _end_of(board: Board, column_id: str) -> float:
    return max((card.position for card in board.cards if card.column_id == column_id), default=0.0) + _STEP


def _with(ids: Sequence[str], one: str, present: bool) -> tuple[str, ...]:
    if (one in ids) == present:
        return tuple(ids)
    return (*ids, one) if present else tuple(other for other in ids if other != one)


def _ticked(card: Card, item_id: str, done: bool) -> Card:
    if all(item.id != item_id for checklist in card.checklists for item in checklist.items):
        raise NotFound("item-not-found", item=item_id, card=card.name)

    def tick(item: CheckItem) -> CheckItem:
        return item.model_copy(update={"done": done}) if item.id == item_id else item

    checklists = tuple(
        checklist.model_copy(update={"items": tuple(map(tick, checklist.items))})
        for checklist in card.checklists
    )
    return card.model_copy(update={"checklists": checklists})


def _with_item(card: Card, name: str, made: str) -> Card:
    title = title_for(name)
    first = card.checklists[0] if card.checklists else Checklist(id=_digest("checklist", made), name=title)
    filled = first.model_copy(update={"items": (*first.items, CheckItem(id=made, name=name))})
    return card.model_copy(update={"checklists": (filled, *card.checklists[1:])})


def _without_item(card: Card, item_id: str) -> Card:
    """The card without the item, and without the checklist that was made only for it."""
    made_for_it = _digest("checklist", item_id)

    def without(checklist: Checklist) -> Checklist:
        left = tuple(item for item in checklist.items if item.id != item_id)
        return checklist.model_copy(update={"items": left})

    checklists = tuple(map(without, card.checklists))
    kept = tuple(checklist for checklist in checklists if checklist.items or checklist.id != made_for_it)
    return card.model_copy(update={"checklists": kept})


def _digest(*parts: str) -> str:
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()[:24]
