"""Kanboard's webhooks: a hint that a task changed, and nothing more.

Kanboard signs nothing; it can put a token into the address, which logs show. Who may call is settled by a secret part
of the address, which is the web's business. It calls while its own request is running: answer it before asking back.
"""

import json
from typing import Any

from core_api.contracts.model import Frozen
from core_api.contracts.problems import Invalid
from kanban_connectors.kanboard.rpc import NAME


class Event(Frozen):
    """What a call says."""

    kind: str
    """In Kanboard's words, e.g. `task.move.column`."""
    card_id: str | None
    """The card to read again; None: it is about something else."""


def event_of(body: bytes) -> Event:
    """What a call says. Raises Invalid `webhook-unreadable` for what Kanboard would not send."""
    try:
        raw = json.loads(body)
    except (ValueError, RecursionError):
        raw = None
    if not isinstance(raw, dict) or not isinstance(raw.get("event_name"), str):
        raise Invalid("webhook-unreadable", vendor=NAME)
    data = _object(raw.get("event_data"))
    found = (data.get("task_id"), _object(data.get("task")).get("id"))
    return Event(kind=raw["event_name"], card_id=next((str(one) for one in found if _is_id(one)), None))


def _object(raw: Any) -> dict[str, Any]:
    return raw if isinstance(raw, dict) else {}


def _is_id(raw: Any) -> bool:
    return not isinstance(raw, bool) and isinstance(raw, int | str) and str(raw).isdecimal() and int(raw) > 0
