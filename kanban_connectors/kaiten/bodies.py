"""What is written to Kaiten, as bodies of requests, and how long its texts may be. Pure."""

from datetime import UTC, datetime, time
from typing import Any

from core_api.contracts.board import (
    AddCheck,
    Archive,
    Comment,
    Create,
    Describe,
    Due,
    Move,
    Rename,
    Restore,
)
from core_api.contracts.connector import Edit, TextLimits, Write
from core_api.contracts.problems import TooLarge
from kanban_connectors.kaiten.fetching import NAME
from kanban_connectors.kaiten.shapes import ARCHIVED, LIVE, CardShape

Body = dict[str, Any]

LIMITS = TextLimits(name=1024, description=32768, item=4096)
_NOON = time(12)
_LAST = 2
_MARKDOWN = 1


def creation(board_id: str, create: Create, key: str) -> Body:
    """The body of a new card, at the end of its column."""
    body: Body = {
        "title": fitting(create.name, LIMITS.name),
        "board_id": int(board_id),
        "column_id": int(create.column_id),
        "position": _LAST,
        "external_id": key,
    }
    if create.text:
        body |= {
            "description": fitting(create.text, LIMITS.description),
            "text_format_type_id": _MARKDOWN,
        }
    if create.member_id is not None:
        body["responsible_id"] = int(create.member_id)
    return body | (_due(create.moment) if create.moment else {})


def changes(write: Write, card: CardShape) -> Body:  # noqa: PLR0911 - a table
    """The fields that a write sets in one request; empty when it sets none. Where a column ends is not known here."""
    match write:
        case Move():
            return {"column_id": int(write.column_id)} | _given("sort_order", write.position)
        case Due():
            return _due(write.moment)
        case Rename():
            return {"title": fitting(write.name, LIMITS.name)}
        case Describe():
            return _description(write.onto(card.description))
        case Archive() | Restore():
            return {"condition": ARCHIVED if write.kind == "archive" else LIVE}
        case Edit():
            return _edited(write)
        case _:
            return {}


def _edited(edit: Edit) -> Body:
    body = _given("title", edit.name if edit.name is None else fitting(edit.name, LIMITS.name))
    body |= {} if edit.description is None else _description(edit.description)
    body |= _given("column_id", None if edit.column_id is None else int(edit.column_id))
    body |= _given("lane_id", None if edit.lane_id is None else int(edit.lane_id))
    body |= _given("sort_order", edit.position)
    body |= {} if edit.due is None else _due(edit.due.moment)
    if edit.archived is not None:
        body["condition"] = ARCHIVED if edit.archived else LIVE
    return body


def _given(field: str, value: str | float | None) -> Body:
    return {} if value is None else {field: value}


def _description(text: str) -> Body:
    return {"description": fitting(text, LIMITS.description) or None}


def _due(moment: datetime | None) -> Body:
    """A moment; noon UTC is how a day without a time is written here, so it goes out as a day."""
    if moment is None:
        return {"due_date": None, "due_date_time_present": False}
    utc = moment.astimezone(UTC)
    if utc.time() == _NOON:
        return {"due_date": utc.date().isoformat(), "due_date_time_present": False}
    return {"due_date": utc.isoformat().replace("+00:00", "Z"), "due_date_time_present": True}


def check_texts(write: Write) -> None:
    """Raises TooLarge for a text that Kaiten surely refuses; nothing is sent then."""
    match write:
        case AddCheck():
            fitting(write.name, LIMITS.item)
        case Comment():
            fitting(write.text, LIMITS.comment)
        case Create():
            fitting(write.name, LIMITS.name)
            fitting(write.text, LIMITS.description)
        case _:
            pass


def fitting(text: str, limit: int | None) -> str:
    """The text. Raises TooLarge when it is longer than Kaiten takes, counted as its server counts."""
    if limit is not None and len(text.encode("utf-16-le")) // 2 > limit:
        raise TooLarge("vendor-too-large", vendor=NAME)
    return text
