"""Kaiten's webhooks: a hint that a card changed, and nothing more.

Kaiten signs nothing. Who may call is settled by a secret part of the address, which is the web's business; here no
word of the body is believed but which card to read again, and who did it, so that our own echo can be dropped.
"""

import json
from dataclasses import dataclass
from typing import Any

from core_api.contracts.problems import Malformed
from kanban_connectors.kaiten.fetching import NAME


@dataclass(frozen=True)
class Hint:
    """Read this card again."""

    event: str
    card_id: str | None
    """None: it is about something else, or about a whole board."""
    author_id: str | None


def parse(body: bytes) -> Hint:
    """What a call says. Raises Malformed `vendor-answer` for anything that Kaiten would not send."""
    try:
        raw = json.loads(body)
    except (ValueError, RecursionError):
        raise Malformed("vendor-answer", vendor=NAME) from None
    if not isinstance(raw, dict) or not isinstance(raw.get("event"), str):
        raise Malformed("vendor-answer", vendor=NAME)
    data = _object(raw.get("data"))
    old, changes = _object(data.get("old")), _object(data.get("changes"))
    event: str = raw["event"]
    own = "id" if event.partition(":")[0] == "card" else "card_id"
    card = (
        _id(old.get("card_id")) or _id(changes.get("card_id")) or _id(old.get(own)) or _id(changes.get(own))
    )
    return Hint(event, card, _id(_object(data.get("author")).get("id")))


def _object(raw: Any) -> dict[str, Any]:
    return raw if isinstance(raw, dict) else {}


def _id(raw: Any) -> str | None:
    return str(raw) if isinstance(raw, int) and not isinstance(raw, bool) and raw > 0 else None
