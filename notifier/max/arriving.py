"""What MAX brings, in the words that everybody here knows. Nothing is judged here.

A voice message comes without the message itself (MAX' own fault, reported by many): such news say nothing to us.
"""

import hashlib
from datetime import UTC, datetime
from typing import Any

from core_api.contracts.messages import Arrival, FileRef
from notifier.max.shapes import Attachment, Message, Update, User

KINDS = ("message_callback", "message_created", "bot_started")
"""The updates that we want."""
FILES = ("file", "audio", "video", "image")


def arrivals_of(updates: tuple[object, ...]) -> tuple[Arrival, ...]:
    """What of it concerns us, in its order. An update that cannot be read is passed over."""
    found = []
    for one in updates:
        try:
            arrival = _arrival(Update.model_validate(one))
        except (ValueError, OverflowError, OSError):  # also a moment that no calendar has
            continue
        if arrival is not None:
            found.append(arrival)
    return tuple(found)


def _arrival(update: Update) -> Arrival | None:
    if update.update_type == "message_callback" and update.callback is not None:
        return _press(update)
    if update.update_type == "message_created" and update.message is not None:
        return _words(update, update.message)
    if update.update_type == "bot_started" and update.user is not None and update.chat_id is not None:
        return _started(update, update.user, update.chat_id)
    return None


def _press(update: Update) -> Arrival | None:
    callback, message = update.callback, update.message
    if callback is None or message is None or message.recipient.chat_id is None:
        return None  # the message is gone: there is nothing to press on any more
    chat = message.recipient.chat_id
    # MAX calls the callback's id that of the keyboard: who pressed what and when makes it a press of its own.
    told = (callback.callback_id, callback.user.user_id, callback.timestamp, callback.payload)
    return Arrival(
        id=f"press-{hashlib.sha256(repr(told).encode()).hexdigest()[:32]}",
        kind="press",
        chat=str(chat),
        group=message.recipient.chat_type != "dialog",
        message=message.body.mid,
        data=callback.payload or "",
        press=callback.callback_id,
        **_who(callback.user, update, callback.timestamp),
    )


def _words(update: Update, message: Message) -> Arrival | None:
    sender, chat = message.sender, message.recipient.chat_id
    if sender is None or sender.is_bot or chat is None:
        return None
    answered = message.link.message if message.link and message.link.type == "reply" else None
    file = _file(message)
    return Arrival(
        id=f"message-{message.body.mid}",
        kind="file" if file else "text",
        chat=str(chat),
        group=message.recipient.chat_type != "dialog",
        message=answered.mid if answered else "",
        text=message.body.text or "",
        file=file,
        **_who(sender, update, message.timestamp),
    )


def _started(update: Update, user: User, chat: int) -> Arrival:
    return Arrival(
        id=f"start-{chat}-{user.user_id}-{update.timestamp}",
        kind="text",
        chat=str(chat),
        text=f"/start {update.payload or ''}".strip(),
        **_who(user, update, update.timestamp),
    )


def _file(message: Message) -> FileRef | None:
    """The first file of the message; its address is asked for when it is fetched."""
    for place, one in enumerate(message.body.attachments or ()):
        if one.type in FILES and one.payload is not None and one.payload.url:
            return FileRef(
                channel="max", id=f"{message.body.mid}:{place}", name=_file_name(one), size=one.size
            )
    return None


def _file_name(attachment: Attachment) -> str:
    return attachment.filename or attachment.type


def _who(user: User, update: Update, moment: int) -> dict[str, Any]:
    return {
        "channel": "max",
        "at": datetime.fromtimestamp((moment or update.timestamp) / 1000, UTC),
        "user": str(user.user_id),
        "user_name": user.shown,
        "language": update.user_locale or "",
    }
