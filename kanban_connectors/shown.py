"""Whether a card shows what a write was for, and whether what the write rests on is still so.

Neutral: no vendor is known here, and nothing is read or written.
"""

from core_api.contracts.board import (
    AddLabel,
    Archive,
    Assign,
    Card,
    Check,
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
from core_api.contracts.connector import Edit, Write

_NEAR = 1e-6
"""Boards keep places as fractions and may round them."""


_REPLACES: dict[str, tuple[str, ...]] = {
    "move": ("column_id",),
    "due": ("due",),
    "assign": ("member_ids",),
    "unassign": ("member_ids",),
    "rename": ("name",),
    "archive": ("archived",),
    "restore": ("archived",),
}
"""Kind of write → the fields that it replaces."""


def shows(card: Card, write: Write) -> bool:  # noqa: C901, PLR0911 - a table
    """True when the card shows a change of fields; what makes something is found by its mark, never here."""
    match write:
        case Move():
            return _stands(card, write.column_id, write.position)
        case Due():
            return _due(card, write)
        case Assign() | Unassign():
            return (write.member_id in card.member_ids) == (write.kind == "assign")
        case AddLabel() | RemoveLabel():
            return (write.label_id in card.label_ids) == (write.kind == "label")
        case Check() | Uncheck():
            return any(
                item.id == write.item_id and item.done == (write.kind == "check")
                for checklist in card.checklists
                for item in checklist.items
            )
        case Rename():
            return card.name == write.name
        case Describe():
            return write.shows_in(card.description)
        case Archive() | Restore():
            return card.archived == (write.kind == "archive")
        case Edit():
            return _edited(card, write)
        case Withdraw():
            return write.remote_id not in _own(card, write)
        case _:
            return False


def _stands(card: Card, column_id: str, position: float | None) -> bool:
    return card.column_id == column_id and (position is None or abs(card.position - position) < _NEAR)


def _due(card: Card, due: Due) -> bool:
    """A board that keeps a day only shows any moment of that day."""
    if card.due is None or card.due_has_time:
        return card.due == due.moment
    return card.due.date() == due.date


def _edited(card: Card, edit: Edit) -> bool:
    said = {
        "name": edit.name,
        "description": edit.description,
        "column_id": edit.column_id,
        "lane_id": edit.lane_id,
        "archived": edit.archived,
    }
    return (
        all(getattr(card, field) == value for field, value in said.items() if value is not None)
        and (edit.position is None or abs(card.position - edit.position) < _NEAR)
        and (edit.due is None or _due(card, edit.due))
    )


def _own(card: Card, write: Withdraw) -> set[str]:
    if write.what == "comment":
        return {comment.id for comment in card.comments}
    return {item.id for checklist in card.checklists for item in checklist.items}


def moved_on(seen: Card, now: Card, write: Write) -> bool:
    """True when somebody changed what the write is about to change since the card was `seen`.

    For boards that compare nothing themselves. What only adds rests on nothing.
    """
    if isinstance(write, Check | Uncheck):
        return _done(seen, write.item_id) != _done(now, write.item_id)
    if isinstance(write, AddLabel | RemoveLabel):
        return (write.label_id in seen.label_ids) != (write.label_id in now.label_ids)
    return any(getattr(seen, field) != getattr(now, field) for field in _rests_on(write))


def _rests_on(write: Write) -> tuple[str, ...]:
    """The fields of a card that a write replaces."""
    if isinstance(write, Edit):
        said = ("name", "description", "column_id", "lane_id", "due", "archived")
        return tuple(field for field in said if getattr(write, field) is not None)
    if isinstance(write, Describe):
        return ("description",) if write.replace else ()
    return _REPLACES.get(write.kind, ())


def _done(card: Card, item_id: str) -> bool | None:
    items = (item for checklist in card.checklists for item in checklist.items)
    return next((item.done for item in items if item.id == item_id), None)
