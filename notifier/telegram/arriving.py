"""From Telegram's updates to neutral arrivals. What nobody here understands is passed over, never kept.

Edited messages, channel posts, and what bots and anonymous senders write are no arrivals.
"""

import logging
from collections.abc import Iterable
from typing import Any

from telegram import Bot, CallbackQuery, Message, Update, User
from telegram.constants import ChatType

from core_api.contracts.messages import Arrival, FileRef
from core_api.contracts.ports import Clock

_LOG = logging.getLogger(__name__)

KINDS = ("message", "callback_query")
"""What we ask Telegram to tell."""
_GROUPS = (ChatType.GROUP, ChatType.SUPERGROUP)
_ENDINGS = {"voice": ".ogg", "audio": ".mp3", "video": ".mp4", "video_note": ".mp4", "document": ""}
"""Of each kind of file, how its name ends when it has none."""


def arrivals_of(updates: Iterable[Any], bot: Bot, clock: Clock) -> tuple[Arrival, ...]:
    """What the updates bring. One that cannot be read is told to the log: it must not hold up the others for ever."""
    found = []
    for raw in updates:
        try:
            arrival = _arrival(Update.de_json(raw, bot), clock)
        except (AttributeError, KeyError, TypeError, ValueError, OverflowError) as error:
            _LOG.warning(
                "an update of Telegram's cannot be read and is passed over: %s", type(error).__name__
            )
            continue
        if arrival is not None:
            found.append(arrival)
    return tuple(found)


def _arrival(update: Update, clock: Clock) -> Arrival | None:
    if update.callback_query is not None:
        return _press(str(update.update_id), update.callback_query, clock)
    if update.message is not None:
        return _said(str(update.update_id), update.message)
    return None


def _press(update_id: str, query: CallbackQuery, clock: Clock) -> Arrival | None:
    if query.message is None or query.data is None or query.from_user.is_bot:
        return None
    return Arrival(
        id=update_id,
        channel="telegram",
        kind="press",
        at=clock(),  # a press has no date of its own, and its message's is another one
        user=str(query.from_user.id),
        user_name=query.from_user.full_name,
        language=query.from_user.language_code or "",
        chat=str(query.message.chat.id),
        group=query.message.chat.type in _GROUPS,
        message=str(query.message.message_id),
        data=query.data,
        press=query.id,
    )


def _said(update_id: str, message: Message) -> Arrival | None:
    sender, file = message.from_user, _file(message)
    if sender is None or _is_nobody(sender, message) or (file is None and not message.text):
        return None
    return Arrival(
        id=update_id,
        channel="telegram",
        kind="file" if file else "text",
        at=message.date,
        user=str(sender.id),
        user_name=sender.full_name,
        language=sender.language_code or "",
        chat=str(message.chat.id),
        group=message.chat.type in _GROUPS,
        message=str(message.reply_to_message.message_id) if message.reply_to_message else "",
        text=message.text or message.caption or "",
        file=file,
    )


def _is_nobody(sender: User, message: Message) -> bool:
    """A bot, a channel, or a group's anonymous administrator: no user id that can be held against a right."""
    return sender.is_bot or message.sender_chat is not None or message.chat.type == ChatType.CHANNEL


def _file(message: Message) -> FileRef | None:
    if message.animation is not None:  # it comes as a document too
        return None
    for kind, ending in _ENDINGS.items():
        found = getattr(message, kind)
        if found is not None:
            name = (
                getattr(found, "file_name", None) or f"{kind.replace('_', '-')}-{message.message_id}{ending}"
            )
            return FileRef(channel="telegram", id=found.file_id, name=name, size=found.file_size)
    return None
