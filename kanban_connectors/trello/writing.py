"""What a write is in Trello's requests. Whether it may be done, and whether it was done, is seen to elsewhere."""

from dataclasses import dataclass
from typing import Any

from core_api.contracts.board import (
    AddCheck,
    AddLabel,
    Archive,
    Assign,
    Board,
    Check,
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
from core_api.contracts.connector import Delete, Edit, TextLimits, Write
from core_api.contracts.problems import Internal, Malformed, NotFound, OutcomeUnknown, TooLarge
from kanban_connectors import lookup
from kanban_connectors.checklists import is_our_title, title_for
from kanban_connectors.file.shapes import ChecklistShape
from kanban_connectors.file.writing import moment_text
from kanban_connectors.http import Api, Params
from kanban_connectors.markers import ROOM, marked, placed, rewritten, unmarked
from kanban_connectors.trello.api import NAME
from kanban_connectors.trello.library import Library
from kanban_connectors.trello.shapes import IdShape, PlacedShape, shaped

_MOST = 16384
_STEP = 16384.0
LIMITS = TextLimits(name=_MOST, description=_MOST - ROOM, comment=_MOST - ROOM, item=_MOST)
"""Trello's own limit, less the room for a mark."""
_MADE_FOR = 60.0
"""Seconds: a checklist that is so much older than its only item was made for that item."""


@dataclass(frozen=True)
class Hands:
    """What requests are made with."""

    api: Api
    library: Library


def check_lengths(write: Write, card: PlacedShape | None) -> None:
    """Raises TooLarge before anything is sent. Trello counts as JavaScript does: an emoji is two."""
    texts: list[tuple[str | None, int | None]] = []
    match write:
        case AddCheck():
            texts = [(write.name, LIMITS.item)]
        case Comment():
            texts = [(write.text, LIMITS.comment)]
        case Rename():
            texts = [(write.name, LIMITS.name)]
        case Create():
            texts = [(write.name, LIMITS.name), (write.text, LIMITS.description)]
        case Edit():
            texts = [(write.name, LIMITS.name), (write.description, LIMITS.description)]
        case Describe() if card is not None:
            texts = [(write.onto(unmarked(card.desc)), LIMITS.description)]
        case _:
            pass
    if any(value and most and _length(value) > most for value, most in texts):
        raise TooLarge("vendor-too-large", vendor=NAME)


def check_item(card: PlacedShape, write: Write) -> None:
    """Raises NotFound for the checklist item that the card lacks."""
    if isinstance(write, Check | Uncheck):
        items = {item.id for checklist in card.checklists for item in checklist.checkItems}
        if write.item_id not in items:
            raise NotFound("item-not-found", item=write.item_id, card=card.name)


def needs_parts(write: Write) -> bool:
    """Whether the write names something of the board that may be missing or closed."""
    return isinstance(write, Move | Restore | Assign | AddLabel | Edit)


def check_parts(board: Board, card: PlacedShape | None, write: Write) -> None:
    """Raises NotFound for the column, member or label that the board lacks, Conflict `column-closed`."""
    column = _column_after(card, write)
    if column is not None:
        lookup.open_column(board, column)
    member = write.member_id if isinstance(write, Assign | Create) else None
    label = write.label_id if isinstance(write, AddLabel | Create) else None
    if member:
        lookup.member(board, member)
    if label:
        lookup.label(board, label)


def _column_after(card: PlacedShape | None, write: Write) -> str | None:
    """The column that the card would stand open in; None where the write is not about that."""
    match write:
        case Move() | Create():
            return write.column_id
        case Edit() if write.column_id is not None:
            return write.column_id
        case Restore() | Edit(archived=False):
            return card.idList if card else None
        case _:
            return None


def create(api: Api, write: Create, key: str) -> str:
    """Make a card with its mark, in one request; gives its id."""
    body: dict[str, Any] = {
        "idList": write.column_id,
        "name": write.name,
        "desc": marked(write.text, key),
        "pos": "bottom",
    }
    if write.moment is not None:
        body["due"] = moment_text(write.moment)
    if write.member_id:
        body["idMembers"] = write.member_id  # a list is one text with commas
    if write.label_id:
        body["idLabels"] = write.label_id
    return _made(api.send("POST", "/cards", body))


def perform(hands: Hands, card: PlacedShape, write: Write, key: str) -> str | None:
    """Make the change that the card does not show yet; gives the id of what was made."""
    fields = fields_after(card, write)
    if fields is not None:
        hands.api.send("PUT", f"/cards/{card.id}", fields)
        return None
    match write:
        case Comment():
            return hands.library.comment(card.id, marked(write.text, key))
        case AddCheck():
            return _add_item(hands.api, card, write.name, key)
        case Withdraw(what="comment"):
            hands.library.uncomment(card.id, write.remote_id)
        case Withdraw():
            _remove_item(hands.library, card, write.remote_id)
        case Delete():
            hands.library.remove_card(card.id)
        case _:
            _perform_part(hands, card, write)
    return None


def _perform_part(hands: Hands, card: PlacedShape, write: Write) -> None:
    match write:
        case Assign() | Unassign():
            hands.library.member(card.id, write.member_id, on=write.kind == "assign")
        case AddLabel() | RemoveLabel():
            hands.library.label(card.id, write.label_id, on=write.kind == "label")
        case Check() | Uncheck():
            state = "complete" if write.kind == "check" else "incomplete"
            hands.api.send("PUT", f"/cards/{card.id}/checkItem/{write.item_id}", {"state": state})
        case _:
            raise Internal("internal")


def fields_after(card: PlacedShape, write: Write) -> dict[str, Any] | None:  # noqa: PLR0911 - a table
    """The fields of one `PUT /cards/…`; None for what has a route of its own."""
    match write:
        case Move():
            return {"idList": write.column_id, "pos": _place(write.position)}
        case Due():
            return {"due": moment_text(write.moment)}
        case Rename():
            return {"name": write.name}
        case Describe():
            return {"desc": rewritten(write.onto(unmarked(card.desc)), card.desc)}
        case Archive() | Restore():
            return {"closed": write.kind == "archive"}
        case Edit():
            return _edited(card, write)
        case _:
            return None


def _edited(card: PlacedShape, edit: Edit) -> dict[str, Any]:
    fields: dict[str, Any] = {}
    if edit.name is not None:
        fields["name"] = edit.name
    if edit.description is not None:
        fields["desc"] = rewritten(edit.description, card.desc)
    if edit.column_id is not None and edit.column_id != card.idList:
        fields |= {"idList": edit.column_id, "pos": _place(edit.position)}
    elif edit.position is not None:
        fields["pos"] = _place(edit.position)
    if edit.due is not None:
        fields["due"] = moment_text(edit.due.moment)
    if edit.archived is not None:
        fields["closed"] = edit.archived
    return fields


def _place(position: float | None) -> str | float:
    """Trello takes positive numbers only."""
    if position is None:
        return "bottom"
    return position if position > 0 else "top"


def _add_item(api: Api, card: PlacedShape, name: str, key: str) -> str:
    """To the first checklist, or to one made for it. The key is in the item's position."""
    checklists = sorted(card.checklists, key=lambda one: one.pos)
    if checklists:
        first = checklists[0]
    else:
        title = title_for(name)
        made = _made(api.send("POST", f"/cards/{card.id}/checklists", {"name": title}))
        first = ChecklistShape(id=made, idCard=card.id, name=title)
    last = max((item.pos for item in first.checkItems), default=0.0)
    # Atlassian's description of a place says that it is a text and a number: only in the address can it be both.
    place: Params = {"pos": str(placed(last + _STEP, key))}
    return _made(api.send("POST", f"/checklists/{first.id}/checkItems", {"name": name}, params=place))


def _remove_item(library: Library, card: PlacedShape, item_id: str) -> None:
    """With it goes the checklist that was made only for it: ours by its title and by when it was made."""
    holder = next(one for one in card.checklists if any(item.id == item_id for item in one.checkItems))
    alone = len(holder.checkItems) == 1 and is_our_title(holder.name)
    if alone and 0 <= made_at(item_id) - made_at(holder.id) <= _MADE_FOR:
        library.remove_checklist(holder.id)
    else:
        library.remove_item(holder.id, item_id)


def made_at(object_id: str) -> float:
    """When a thing was made, in seconds since 1970: the first letters of its id tell."""
    return float(int(object_id[:8], 16))


def _made(answer: object) -> str:
    """The id of what was made. Where the answer has none, nobody knows what happened."""
    try:
        return shaped(IdShape, answer).id
    except Malformed:
        raise OutcomeUnknown("write-unsure", vendor=NAME) from None


def _length(value: str) -> int:
    return len(value.encode("utf-16-le", "surrogatepass")) // 2
