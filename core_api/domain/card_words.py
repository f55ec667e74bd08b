"""A changed value of a card in the names that people read on the board. Pure; no sentence is built here."""

from datetime import UTC, datetime, tzinfo

from pydantic import JsonValue

from core_api.contracts.board import Board
from core_api.contracts.proposal import CardField, FieldChange, FieldValue
from core_api.domain.days import day_of
from core_api.domain.fields import DONE, OPEN, column_name, label_names, member_names

_FIELDS: dict[str, CardField] = {
    "name": "name",
    "description": "description",
    "column": "column",
    "due": "due",
    "archived": "archived",
    "member": "members",
    "label": "labels",
    "item": "checklist",
    "comment": "comments",
    "card": "card",
}


def words_of(board: Board, value: FieldValue, card: str, zone: tzinfo = UTC) -> FieldChange:
    """The change with names in place of ids.

    Args:
        board: tells the names of columns, members and labels.
        value: what changed.
        card: the card's name, for a card that was removed.
        zone: the zone whose days are shown.
    """
    kind, _colon, one = value.field.partition(":")
    field = _FIELDS[kind]
    if kind == "item" and value.before is not None and value.after is not None:
        field = "check"
    before, after = (_word(board, kind, one, side, zone) for side in (value.before, value.after))
    if kind == "card":
        before, after = (card if side else None for side in (value.before, value.after))
    return FieldChange(field=field, before=before, after=after)


def _word(board: Board, kind: str, one: str, value: JsonValue, zone: tzinfo) -> str | None:  # noqa: PLR0911 - a table
    if value is None or value == "":
        return None
    match kind:
        case "column":
            return column_name(board, str(value))
        case "member":
            return member_names(board, (one,))
        case "label":
            return label_names(board, (one,))
        case "due":
            return day_of(datetime.fromisoformat(str(value)), zone).isoformat()
        case "archived":
            return (DONE if value else OPEN).strip()
        case "item" if isinstance(value, dict):
            return (DONE if value.get("done") else OPEN) + str(value.get("name"))
        case _:
            return str(value)
