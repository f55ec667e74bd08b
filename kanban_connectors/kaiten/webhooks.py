"""Kaiten's webhooks: a hint that a card changed, and nothing more.

Kaiten signs nothing. Who may call is settled by a secret part of the address, which is the web's business; here no
word of the body is believed but which card to read again, and who did it, so that our own echo can be dropped.
"""

import json
from typing import Any

from core_api.contracts.model import Frozen
from core_api.contracts.problems import Invalid
from kanban_connectors.kaiten.fetching import NAME


class Event(Frozen):
    """What a call says."""

    kind: str
    """In Kaiten's words, e.g. `card:update`."""
    card_id: str | None
    """The card to read again; None: it is about something else, or about a whole board."""
    author_id: str | None
    """Who did it. Ours too come back: they are told by our own id (`Connector.identify`)."""


def event_of(body: bytes) -> Event:
    """What a call says. Raises Invalid `webhook-unreadable` for what Kaiten would not send."""
    try:
        raw = json.loads(body)
    except (ValueError, RecursionError):
        raise Invalid("webhook-unreadable", vendor=NAME) from None
    if not isinstance(raw, dict) or not isinstance(raw.get("event"), str):
        raise Invalid("webhook-unreadable", vendor=NAME)
    data = _object(raw.get("data"))
    old, changes = _object(data.get("old")), _object(data.get("changes"))
    kind: str = raw["event"]
    own = "id" if kind.partition(":")[0] == "card" else "card_id"
    card = (
        _id(old.get("card_id")) or _id(changes.get("card_id")) or _id(old.get(own)) or _id(changes.get(own))
    )
    return Event(kind=kind, card_id=card, author_id=_id(_object(data.get("author")).get("id")))


def _object(raw: Any) -> dict[str, Any]:
    return raw if isinstance(raw, dict) else {}


def _id(raw: Any) -> str | None:
    return str(raw) if isinstance(raw, int) and not isinstance(raw, bool) and raw > 0 else None
