"""From a page to what Telegram takes: keyboards, voice notes, whom it goes to. Nothing is sent from here."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from telegram import (
    ForceReply,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    LinkPreviewOptions,
    ReplyParameters,
)
from telegram.constants import KeyboardButtonStyle, ParseMode

from core_api.contracts.messages import Address, ChannelCapabilities
from core_api.contracts.problems import Invalid, TooLarge
from notifier.channel import Key, Page
from notifier.telegram.way import NAME

CAPABILITIES = ChannelCapabilities(
    approves=True,
    buttons=True,
    button_bytes=64,
    max_buttons=100,
    buttons_per_row=8,
    edits=True,
    deletes=True,
    ack_seconds=10.0,
    toast_limit=200,
    signed_inbound=True,
    text_limit=4096,
    markup="html",
    voice=True,
)
_LARGEST_VOICE = 1 << 20
"""Bytes: above it Telegram shows a file, and no voice note."""
_STYLES = {"good": KeyboardButtonStyle.SUCCESS, "bad": KeyboardButtonStyle.DANGER}


@dataclass(frozen=True)
class Body:
    """What a sending and a change of a message have in common."""

    text: str
    keyboard: InlineKeyboardMarkup | None


def chat_of(to: Address) -> int:
    """The chat of an address: a user's private chat has the user's id. Raises Invalid."""
    try:
        return int(to.chat or to.user)
    except ValueError:
        raise Invalid("message-refused", vendor=NAME) from None


def body_of(page: Page) -> Body:
    """The words and the buttons. Raises Invalid, TooLarge before anything is sent."""
    if page.voice is not None and len(page.voice) > _LARGEST_VOICE:
        raise TooLarge("message-refused", vendor=NAME)
    return Body(page.text, _keyboard(page))


def sending_of(page: Page, body: Body) -> dict[str, Any]:
    """What only a new message has."""
    return {
        "reply_markup": body.keyboard or (ForceReply(selective=True) if page.asks_reply else None),
        "disable_notification": page.silent or None,
        "reply_parameters": _answered(page),
        "parse_mode": ParseMode.HTML,
    }


NO_PREVIEW = LinkPreviewOptions(is_disabled=True)


def _answered(page: Page) -> ReplyParameters | None:
    """The message that it answers; that it was deleted meanwhile must not stop ours."""
    if not page.answers.isdecimal():
        return None
    return ReplyParameters(int(page.answers), allow_sending_without_reply=True)


def _keyboard(page: Page) -> InlineKeyboardMarkup | None:
    if sum(map(len, page.rows)) > CAPABILITIES.max_buttons:
        raise Invalid("message-refused", vendor=NAME)
    rows = [[_button(key) for key in row if not key.url or _opens(key.url)] for row in page.rows]
    there = [row for row in rows if row]
    return InlineKeyboardMarkup(there) if there else None


def _opens(url: str) -> bool:
    """Whether Telegram takes such an address; for one that it does not take it would refuse the whole message."""
    parts = urlsplit(url)
    return parts.scheme in {"http", "https"} and "." in (parts.hostname or "")


def _button(key: Key) -> InlineKeyboardButton:
    if key.url:
        return InlineKeyboardButton(key.label, url=key.url, style=_STYLES.get(key.look))
    if not 0 < len(key.data.encode()) <= CAPABILITIES.button_bytes:
        raise Invalid(
            "message-refused", vendor=NAME
        )  # the library would send it, and Telegram refuse the message
    return InlineKeyboardButton(key.label, callback_data=key.data, style=_STYLES.get(key.look))
