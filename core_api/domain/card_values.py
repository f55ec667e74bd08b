"""A card as flat values, one for each thing that a change of ours can touch, and who changed which of them.

Pure. The names: `name`, `description`, `column`, `due`, `archived`, and one name an id for what a card has several
of: `member:ID`, `label:ID`, `item:ID`, `comment:ID`. What is not there has no value. The place within a column is
none of them: boards number their cards anew as they like.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime

from pydantic import JsonValue

from core_api.contracts.board import (
    AddCheck,
    AddLabel,
    Archive,
    Assign,
    Card,
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
from core_api.contracts.connector import Write
from core_api.contracts.proposal import FieldValue

Values = Mapping[str, JsonValue]

WHOLE = "card"
"""The name of the card itself, which may be removed from its board and come back."""


def values_of(card: Card) -> dict[str, JsonValue]:
    """All values of the card; of its comments only what it was left with (see `kept`)."""
    found: dict[str, JsonValue] = {
        "name": card.name,
        "description": card.description,
        "column": card.column_id,
        "due": _utc(card.due),
        "archived": card.archived,
    }
    found |= {f"member:{one}": True for one in card.member_ids}
    found |= {f"label:{one}": True for one in card.label_ids}
    for checklist in card.checklists:
        found |= {f"item:{item.id}": {"name": item.name, "done": item.done} for item in checklist.items}
    return found | {f"comment:{comment.id}": comment.text for comment in card.comments}


def kept(card: Card, own: Iterable[str]) -> Card:
    """The card as it may be stored: other people's comments are left out, and so are the names of authors."""
    mine = set(own)
    comments = tuple(
        comment.model_copy(update={"author": "", "at": None})
        for comment in card.comments
        if comment.id in mine
    )
    return card.model_copy(update={"comments": comments})


def completed(card: Card, last: Card) -> Card:
    """The card of a list, which left out checklists and comments, with those that were seen last."""
    if card.detailed:
        return card
    parts = {"checklists": last.checklists, "comments": last.comments, "detailed": last.detailed}
    return card.model_copy(update=parts)


def differences(before: Values, after: Values) -> tuple[FieldValue, ...]:
    """What differs, by name."""
    return tuple(
        FieldValue(field=name, before=before.get(name), after=after.get(name))
        for name in sorted({*before, *after})
        if before.get(name) != after.get(name)
    )


@dataclass(frozen=True)
class Shown:
    """What a board showed after a write of ours."""

    made: str | None = None
    """The id of what was made."""
    seen: Values = field(default_factory=dict)
    """The card as it was read just before the write."""
    values: Values = field(default_factory=dict)
    """The card as it was read after it."""
    ours: bool = True
    """False when somebody had changed it again before we looked."""
    alone: bool = False
    """True on a board where a card has one member, whom another replaces."""


def written(write: Write, before: Values, shown: Shown) -> dict[str, JsonValue]:
    """The values that the write is for: what each of them should be after it."""
    match write:
        case Create():
            return _created(write)
        case Assign() | Unassign():
            others = [name for name in before if name.startswith("member:")] if shown.alone else []
            gone: dict[str, JsonValue] = dict.fromkeys(others) if isinstance(write, Assign) else {}
            return gone | {f"member:{write.member_id}": isinstance(write, Assign) or None}
        case AddLabel() | RemoveLabel():
            return {f"label:{write.label_id}": isinstance(write, AddLabel) or None}
        case Check() | Uncheck() | AddCheck() | Comment() | Withdraw():
            return _part(write, before, shown)
        case _:
            return _field(write, before)


def _field(write: Write, before: Values) -> dict[str, JsonValue]:
    match write:
        case Move():
            return {"column": write.column_id}
        case Due():
            return {"due": _utc(write.moment)}
        case Rename():
            return {"name": write.name}
        case Describe():
            return {"description": write.onto(str(before.get("description") or ""))}
        case Archive() | Restore():
            return {"archived": isinstance(write, Archive)}
        case _:
            return {}


def _part(
    write: Check | Uncheck | AddCheck | Comment | Withdraw, before: Values, shown: Shown
) -> dict[str, JsonValue]:
    match write:
        case Comment():
            return {f"comment:{shown.made}": write.text} if shown.made else {}
        case Withdraw():
            return {f"{'item' if write.what == 'check_item' else 'comment'}:{write.remote_id}": None}
        case AddCheck():
            name = f"item:{shown.made}" if shown.made else _new_item(write, before, shown.values)
            return {name: {"name": write.name, "done": False}} if name else {}
        case _:
            old = before.get(f"item:{write.item_id}")
            name_of = old.get("name") if isinstance(old, dict) else ""
            return {f"item:{write.item_id}": {"name": name_of, "done": isinstance(write, Check)}}


def _new_item(write: AddCheck, before: Values, now: Values) -> str | None:
    """The item that is there now and was not before, by its text."""
    wanted = write.name.strip().casefold()
    new = ((name, value) for name, value in now.items() if name.startswith("item:") and name not in before)
    for name, value in new:
        if isinstance(value, dict) and str(value.get("name")).strip().casefold() == wanted:
            return name
    return None


def _created(write: Create) -> dict[str, JsonValue]:
    made: dict[str, JsonValue] = {"name": write.name, "column": write.column_id, "archived": False}
    if write.text:
        made["description"] = write.text
    if write.moment:
        made["due"] = _utc(write.moment)
    if write.member_id:
        made[f"member:{write.member_id}"] = True
    if write.label_id:
        made[f"label:{write.label_id}"] = True
    return made


def _utc(moment: datetime | None) -> str | None:
    return None if moment is None else moment.astimezone(UTC).isoformat(timespec="seconds")
