"""What VK brings, in the words that everybody here knows. Nothing is judged here.

A program that knows no callback buttons writes a message instead of pressing: such a press cannot be answered.
"""

import json
from datetime import UTC, datetime
from typing import Any

from core_api.contracts.messages import Arrival, FileRef
from core_api.contracts.ports import Clock
from notifier.vk.shapes import Allowed, Event, Message, NewMessage, Press

KINDS = ("message_new", "message_event", "message_allow")
"""The events that the community must be set to send."""
GROUPS = 2_000_000_000
"""Chats of several have numbers above it."""
DATA = "b"
"""The button's data in its payload."""
_LANGUAGES = {0: "ru", 3: "en"}
_NO_CALLBACKS = "not_supported_button"


def arrivals_of(events: tuple[object, ...], clock: Clock) -> tuple[Arrival, ...]:
    """What of it concerns us, in its order. An event that cannot be read is passed over."""
    found = []
    for one in events:
        try:
            arrival = _arrival(Event.model_validate(one), clock)
        except (ValueError, OverflowError, OSError):
            continue
        if arrival is not None:
            found.append(arrival)
    return tuple(found)


def _arrival(event: Event, clock: Clock) -> Arrival | None:
    if event.type == "message_event":
        return _press(event, Press.model_validate(event.about), clock)
    if event.type == "message_new":
        return _words(NewMessage.model_validate(event.about))
    if event.type == "message_allow":
        allowed = Allowed.model_validate(event.about)
        user = str(allowed.user_id)
        text = f"/start {allowed.key}".strip()
        return Arrival(
            id=f"event-{event.event_id}",
            channel="vk",
            kind="text",
            at=clock(),
            user=user,
            chat=user,
            text=text,
        )
    return None


def _press(event: Event, press: Press, clock: Clock) -> Arrival:
    return Arrival(
        id=f"event-{event.event_id}",
        channel="vk",
        kind="press",
        at=clock(),
        user=str(press.user_id),
        chat=str(press.peer_id),
        group=press.peer_id > GROUPS,
        message=str(press.conversation_message_id or ""),
        data=_data(press.payload),
        press=f"{press.user_id}:{press.event_id}",
    )


def _words(new: NewMessage) -> Arrival | None:
    message = new.message
    if message.from_id <= 0 or message.out:
        return None  # a community, or ourselves
    payload = _object(message.payload)
    file = _file(message)
    common: dict[str, Any] = {
        "id": f"message-{message.peer_id}-{message.conversation_message_id}",
        "channel": "vk",
        "at": datetime.fromtimestamp(message.date, UTC),
        "user": str(message.from_id),
        "language": _LANGUAGES.get(new.client_info.lang_id or 0, "") if new.client_info else "",
        "chat": str(message.peer_id),
        "group": message.peer_id > GROUPS,
    }
    if payload.get("command") == _NO_CALLBACKS and (data := _data(payload.get("payload"))):
        return Arrival(kind="press", data=data, **common)
    answered = message.reply_message.conversation_message_id if message.reply_message else None
    starts = payload.get("command") == "start" or message.ref
    return Arrival(
        kind="file" if file else "text",
        text=f"/start {message.ref or ''}".strip() if starts else message.text,
        message=str(answered or ""),
        file=file,
        **common,
    )


def _file(message: Message) -> FileRef | None:
    """The first file of the message; its address is asked for when it is fetched."""
    for place, one in enumerate(message.attachments):
        if (found := one.file) is not None and one.url:
            return FileRef(
                channel="vk",
                id=f"{message.peer_id}:{message.conversation_message_id}:{place}",
                name=found.title or "voice.ogg",
                size=found.size,
            )
    return None


def _data(payload: object) -> str:
    """Our data in a button's payload; empty where it is none of ours."""
    found = _object(payload).get(DATA)
    return found if isinstance(found, str) else ""


def _object(payload: object) -> dict[str, object]:
    if isinstance(payload, str):
        try:
            payload = json.loads(payload)
        except (ValueError, RecursionError):
            return {}
    return payload if isinstance(payload, dict) else {}
