"""What people did in rooms, as arrivals: reactions, words, files. What we did ourselves, and edits, are passed over.

Nothing is asked of the server here.
"""

import re
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from core_api.contracts.messages import Arrival, FileRef
from notifier.matrix.shapes import Event, text_in

_WORDS = frozenset({"m.text", "m.emote"})
_FILES = frozenset({"m.audio", "m.file", "m.image", "m.video"})
_MEDIA = re.compile(r"mxc://[A-Za-z0-9.:\[\]-]+/[A-Za-z0-9_-]+")
_QUOTED = re.compile(r"\A(?:> [^\n]*\n)+\n?")
"""What old clients put before an answer: the words that it answers."""
_LATEST = 253_402_300_799_000
"""Milliseconds up to the end of year 9999."""


@dataclass(frozen=True)
class Place:
    """Where and by whom something was done."""

    room: str
    group: bool
    user_name: str = ""


def arrival_of(event: Event, place: Place) -> Arrival | None:
    """The arrival that an event is; None where it is none."""
    if not event.event_id or not event.sender:
        return None
    told = _reaction(event) if event.type == "m.reaction" else _message(event)
    if told is None:
        return None
    at = datetime.fromtimestamp(min(event.origin_server_ts, _LATEST) / 1000, UTC)
    return Arrival.model_validate(
        {
            "id": event.event_id,
            "channel": "matrix",
            "at": at,
            "user": event.sender,
            "user_name": place.user_name,
            "chat": place.room,
            "group": place.group,
            **told,
        }
    )


def is_media(address: str) -> bool:
    """Whether it is the address of a file in Matrix, and nothing that leads elsewhere."""
    return _MEDIA.fullmatch(address) is not None


def _reaction(event: Event) -> dict[str, Any] | None:
    sign = text_in(event.content, "m.relates_to", "key")
    message = text_in(event.content, "m.relates_to", "event_id")
    if not sign or not message or text_in(event.content, "m.relates_to", "rel_type") != "m.annotation":
        return None
    return {"kind": "reaction", "data": sign, "message": message}


def _message(event: Event) -> dict[str, Any] | None:
    content = event.content
    if event.type != "m.room.message" or text_in(content, "m.relates_to", "rel_type") == "m.replace":
        return None
    kind, body = text_in(content, "msgtype"), text_in(content, "body")
    answered = text_in(content, "m.relates_to", "m.in_reply_to", "event_id")
    if kind in _WORDS and body:
        words = _QUOTED.sub("", body) if answered else body
        return {"kind": "text", "text": words, "message": answered}
    address = text_in(content, "url")
    if kind in _FILES and is_media(address):
        name = text_in(content, "filename") or body or "file"
        file = FileRef(channel="matrix", id=address, name=name, size=_size(content))
        return {"kind": "file", "file": file, "text": body if body != name else "", "message": answered}
    return None


def _size(content: dict[str, Any]) -> int | None:
    info = content.get("info")
    size = info.get("size") if isinstance(info, dict) else None
    return size if isinstance(size, int) and not isinstance(size, bool) and size >= 0 else None
