"""A card as it would be without changes that were ours.

Pure. It tells a person's change of a field from our own: what is left of a difference after ours are taken away
is theirs. Nothing here writes to a board.
"""

from collections.abc import Iterable

from core_api.contracts.board import (
    AddLabel,
    Archive,
    Assign,
    Card,
    Check,
    Checklist,
    Create,
    Describe,
    Due,
    Inverse,
    Move,
    RemoveLabel,
    Rename,
    Restore,
    Unassign,
    Uncheck,
    Withdraw,
)
from core_api.contracts.proposal import ChangeRecord
from core_api.domain.fingerprint import fingerprint

_ONE_VALUE = (Move, Due, Rename, Describe, Archive, Restore)
"""What puts a value in the place of another; the rest adds or takes one of several."""


def rewound(card: Card, inverses: Iterable[Inverse]) -> Card:
    """The card after these inverses, in their order; places within columns do not matter here."""
    for one in inverses:
        card = card.model_copy(update=_fields(card, one))
    return card


def without(card: Card, records: Iterable[ChangeRecord], meeting_id: str) -> Card:
    """The card without what a meeting changed on it, by the records of its changes, the oldest first.

    A field that somebody changed again after the meeting did stays as they left it.
    """
    for record in reversed(tuple(records)):
        if record.meeting_id == meeting_id and record.undone_by is None and record.undoes is None:
            card = rewound(card, (step for step in steps_back(record) if _is_ours(card, record, step)))
    return card


def _is_ours(card: Card, record: ChangeRecord, step: Inverse) -> bool:
    """False for the one value of a field that is not the one any more which the meeting gave it."""
    if isinstance(record.operation, Create) or not isinstance(step, _ONE_VALUE):
        return True
    return fingerprint(card, step) == record.after


def steps_back(record: ChangeRecord) -> tuple[Inverse, ...]:
    """What takes a change out of a card in memory; where a board put one member in another's place, both steps."""
    if record.inverse is None:
        return ()
    if isinstance(record.operation, Assign) and isinstance(record.inverse, Assign):
        return Unassign(member_id=record.operation.member_id), record.inverse
    return (record.inverse,)


def _fields(card: Card, one: Inverse) -> dict[str, object]:  # noqa: PLR0911 - a table
    match one:
        case Move():
            return {"column_id": one.column_id}
        case Due():
            return {"due": one.moment, "due_has_time": one.date is None or one.at is not None}
        case Rename():
            return {"name": one.name}
        case Describe():
            return {"description": one.onto(card.description)}
        case Archive() | Restore():
            return {"archived": one.kind == "archive"}
        case Assign() | Unassign():
            return {"member_ids": _with(card.member_ids, one.member_id, one.kind == "assign")}
        case AddLabel() | RemoveLabel():
            return {"label_ids": _with(card.label_ids, one.label_id, one.kind == "label")}
        case _:
            return _parts(card, one)


def _parts(card: Card, one: Inverse) -> dict[str, object]:
    match one:
        case Check() | Uncheck():
            ticked = (_ticked(checklist, one.item_id, one.kind == "check") for checklist in card.checklists)
            return {"checklists": tuple(ticked)}
        case Withdraw(what="check_item"):
            left = (_without(checklist, one.remote_id) for checklist in card.checklists)
            return {"checklists": tuple(left)}
        case Withdraw():
            return {"comments": tuple(comment for comment in card.comments if comment.id != one.remote_id)}
        case _:
            return {}


def _with(ids: tuple[str, ...], one: str, present: bool) -> tuple[str, ...]:
    left = tuple(other for other in ids if other != one)
    return (*left, one) if present else left


def _ticked(checklist: Checklist, item_id: str, done: bool) -> Checklist:
    items = tuple(
        item.model_copy(update={"done": done}) if item.id == item_id else item for item in checklist.items
    )
    return checklist.model_copy(update={"items": items})


def _without(checklist: Checklist, item_id: str) -> Checklist:
    return checklist.model_copy(
        update={"items": tuple(item for item in checklist.items if item.id != item_id)}
    )
