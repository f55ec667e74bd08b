"""Whether a card shows a change of its fields: what a board without keys of its own is asked after an unsure write.

Pure. What is made (a card, a comment, a checklist item) is known by its mark instead, see `markers`.
"""

from core_api.contracts.board import (
    AddLabel,
    Archive,
    Assign,
    Card,
    Check,
    CheckItem,
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
from core_api.contracts.problems import NotFound


def shows(card: Card, write: Write) -> bool:  # noqa: PLR0911 - a table
    """Whether the card is as the write would leave it. Raises NotFound `item-not-found`."""
    match write:
        case Move():
            return _stands(card, write.column_id, write.position)
        case Due():
            return card.due == write.moment
        case Rename():
            return card.name == write.name
        case Describe():
            return _describes(card.description, write)
        case Archive() | Restore():
            return card.archived == (write.kind == "archive")
        case Edit():
            return _shows_all(card, write)
        case _:
            return _shows_part(card, write)


def _shows_part(card: Card, write: Write) -> bool:
    match write:
        case Assign() | Unassign():
            return (write.member_id in card.member_ids) == (write.kind == "assign")
        case AddLabel() | RemoveLabel():
            return (write.label_id in card.label_ids) == (write.kind == "label")
        case Check() | Uncheck():
            return item_of(card, write.item_id).done == (write.kind == "check")
        case Withdraw(what="comment"):
            return all(comment.id != write.remote_id for comment in card.comments)
        case Withdraw():
            return all(one.id != write.remote_id for checklist in card.checklists for one in checklist.items)
        case _:
            return False


def item_of(card: Card, item_id: str) -> CheckItem:
    """The checklist item. Raises NotFound `item-not-found`."""
    for checklist in card.checklists:
        for item in checklist.items:
            if item.id == item_id:
                return item
    raise NotFound("item-not-found", item=item_id, card=card.name)


def _stands(card: Card, column_id: str, position: float | None) -> bool:
    return card.column_id == column_id and position in (None, card.position)


def _describes(description: str, write: Describe) -> bool:
    if write.replace or not write.text:
        return not write.replace or description == write.text
    return description == write.text or description.endswith(f"\n\n{write.text}")


def _shows_all(card: Card, edit: Edit) -> bool:
    wanted = {
        "name": edit.name,
        "description": edit.description,
        "column_id": edit.column_id,
        "lane_id": edit.lane_id,
        "position": edit.position,
        "archived": edit.archived,
    }
    return all(value in (None, getattr(card, name)) for name, value in wanted.items()) and (
        edit.due is None or card.due == edit.due.moment
    )
