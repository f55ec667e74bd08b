"""What Kaiten takes, as far as its published description says: each body and each query, by type and length.

A field or a parameter that the description does not have is refused too: the vendor lets it pass in silence, and a
double that did so would hide our mistakes.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

CARD_FIELDS = {
    "title": "str:1024",
    "board_id": "int",
    "column_id": "int",
    "lane_id": "int",
    "description": "str?:32768",
    "asap": "bool",
    "due_date": "moment?",
    "due_date_time_present": "bool",
    "sort_order": "number",
    "expires_later": "bool",
    "size_text": "str?:267",
    "owner_id": "int",
    "owner_email": "str",
    "type_id": "int",
    "external_id": "str?:1024",
    "text_format_type_id": "int=1,2,3",
    "properties": "object",
}

BODIES: dict[str, dict[str, str]] = {
    "POST /cards": {
        **CARD_FIELDS,
        "title!": "str:1024",
        "board_id!": "int",
        "responsible_id": "int",
        "position": "int=1,2",
    },
    "PATCH /cards/{card}": {
        **CARD_FIELDS,
        "service_id": "int?",
        "blocked": "bool",
        "condition": "int=1,2",
        "sd_new_comment": "bool",
        "prev_card_id": "int",
        "estimate_workload": "number",
        "planned_start": "moment?",
        "planned_end": "moment?",
    },
    "POST /cards/{card}/members": {"user_id!": "int"},
    "PATCH /cards/{card}/members/{user}": {"type!": "int=2"},
    "POST /cards/{card}/comments": {"text!": "str"},
    "POST /cards/{card}/checklists": {"name!": "str", "sort_order": "number"},
    "POST /cards/{card}/checklists/{checklist}/items": {
        "text!": "str:4096",
        "sort_order": "number",
        "checked": "bool",
        "due_date": "day?",
        "responsible_id": "int",
    },
    "PATCH /cards/{card}/checklists/{checklist}/items/{item}": {
        "text": "str?:4096",
        "sort_order": "number",
        "checklist_id": "int",
        "checked": "bool",
        "due_date": "day?",
        "responsible_id": "int?",
    },
    "POST /cards/{card}/tags": {"name!": "str:128"},
}

QUERIES: dict[str, dict[str, str]] = {
    "GET /cards": {
        "board_id": "int",
        "column_id": "int",
        "lane_id": "int",
        "space_id": "int",
        "offset": "int",
        "limit": "int",
        "condition": "int=1,2,3",
        "archived": "bool",
        "external_id": "str",
        "tag": "str",
        "tag_ids": "str",
        "query": "str",
        "created_after": "moment",
        "created_before": "moment",
        "updated_after": "moment",
        "updated_before": "moment",
        "order_by": "str",
        "order_direction": "str",
        "additional_card_fields": "str",
    },
    "GET /tags": {"limit": "int", "offset": "int", "space_id": "int", "ids": "str", "query": "str"},
    "GET /boards/{board}/lanes": {"condition": "int=1,2,3"},
    "GET /spaces/{space}/users": {"include_inherited_access": "bool", "inactive": "bool"},
}

_DAY = re.compile(r"\d{4}-\d\d-\d\d")


@dataclass
class Refusal(Exception):  # noqa: N818 - what Kaiten does
    """An answer that is no success."""

    status: int
    message: str


def checked_body(route: str, raw: Any) -> dict[str, Any]:
    """The body of a write. Raises Refusal 400."""
    rules = BODIES.get(route, {})
    if not isinstance(raw, dict):
        raise Refusal(400, "the body must be an object")
    names = {name.rstrip("!") for name in rules}
    for name in raw:
        if name not in names:
            raise Refusal(400, f"{name} is not allowed")
    for name, rule in rules.items():
        plain = name.rstrip("!")
        if name.endswith("!") and raw.get(plain) in (None, ""):
            raise Refusal(400, f"{plain} is required")
        if plain in raw:
            _check(plain, rule, raw[plain])
    return raw


def checked_query(route: str, raw: Mapping[str, str]) -> dict[str, Any]:
    """The parameters in their types. Raises Refusal 400."""
    rules = QUERIES.get(route, {})
    for name in raw:
        if name not in rules:
            raise Refusal(400, f"{name} is not allowed")
    values = {name: _typed(name, rules[name], text) for name, text in raw.items()}
    if values.get("limit", 1) > 100 or values.get("limit", 1) < 1 or values.get("offset", 0) < 0:
        raise Refusal(400, "limit must be from 1 to 100")
    return values


def _typed(name: str, rule: str, text: str) -> Any:
    kind = re.split("[=:?]", rule)[0]
    value: Any = text
    if kind == "int":
        if not re.fullmatch(r"-?\d+", text):
            raise Refusal(400, f"{name} must be an integer")
        value = int(text)
    if kind == "bool":
        if text not in ("true", "false"):
            raise Refusal(400, f"{name} must be true or false")
        value = text == "true"
    _check(name, rule, value)
    return moment(text) if kind == "moment" else value


def _check(name: str, rule: str, value: Any) -> None:
    kind, _, allowed = rule.partition("=")
    kind, _, longest = kind.partition(":")
    if value is None and kind.endswith("?"):
        return
    if not _fits(kind.rstrip("?"), value):
        raise Refusal(400, f"{name} must be {kind}")
    if longest and len(value.encode("utf-16-le")) // 2 > int(longest):
        raise Refusal(400, f"{name} must be at most {longest} characters long")
    if allowed and str(value) not in allowed.split(","):
        raise Refusal(400, f"{name} must be one of {allowed}")


def _fits(kind: str, value: Any) -> bool:
    if kind in ("int", "number"):
        whole = isinstance(value, int) and not isinstance(value, bool)
        return whole or (kind == "number" and isinstance(value, float))
    if kind == "moment":
        return isinstance(value, str) and moment(value) is not None
    if kind == "day":
        return isinstance(value, str) and _DAY.fullmatch(value) is not None
    return isinstance(value, {"str": str, "bool": bool, "object": dict}[kind])


def moment(text: str) -> datetime | None:
    """A moment with its zone, or a day as its midnight in UTC; None for anything else."""
    try:
        found = datetime.fromisoformat(f"{text}T00:00:00Z" if _DAY.fullmatch(text) else text)
    except ValueError:
        return None
    return found if found.tzinfo else None
