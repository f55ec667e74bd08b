"""What a request to the double may say: texts with their markup, keyboards, references to other messages."""

import json
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from tests.doubles.telegram_html import NAMES, Piece, pieces, units, visible
from tests.doubles.telegram_world import Chat, Refusal, Thing

TEXT, CAPTION, TOAST = 4096, 1024, 200
_STYLES = {"primary", "success", "danger"}
_BUTTON = {"text", "callback_data", "url", "style"}


@dataclass
class Asked:
    """The parameters of one call. What is asked for and never looked at is refused."""

    values: dict[str, Any]
    files: dict[str, bytes]

    def only(self, *names: str) -> None:
        """Raises 400 for a parameter that the method does not have."""
        for name in [*self.values, *self.files]:
            if name not in names:
                raise Refusal(400, f"Bad Request: the double knows no parameter {name} there")

    def text(self, name: str) -> str:
        """A text; empty where there is none."""
        value = self.values.get(name, "")
        return value if isinstance(value, str) else str(value)

    def number(self, name: str, default: int | None = None) -> int:
        """A whole number. Raises 400."""
        try:
            return int(self.values[name])
        except (KeyError, TypeError, ValueError):
            if default is not None and name not in self.values:
                return default
            raise Refusal(400, f"Bad Request: {name} must be a number") from None

    def flag(self, name: str) -> bool:
        """True or false."""
        return self.values.get(name) in (True, "true", "True", "1", 1)

    def thing(self, name: str) -> Any:
        """JSON, which a form carries as a text. Raises 400."""
        value = self.values.get(name)
        if not isinstance(value, str):
            return value
        try:
            return json.loads(value)
        except ValueError:
            raise Refusal(400, f"Bad Request: can't parse {name}: not JSON") from None


@dataclass(frozen=True)
class Words:
    """A text as it was sent and as it is seen."""

    raw: str
    html: bool
    seen: str

    @property
    def drawn(self) -> list[tuple[str, tuple[str, ...]]]:
        """What makes it the same text or another one: how each stretch of it looks."""
        stretches: list[tuple[str, tuple[str, ...]]] = []
        for piece in pieces(self.raw) if self.html else [Piece(self.seen)]:
            look = tuple(NAMES[tag] for tag in piece.tags)
            before = stretches.pop()[0] if stretches and stretches[-1][1] == look else ""
            stretches.append((before + piece.text, look))
        return stretches


def words_of(asked: Asked, name: str, most: int) -> Words:
    """A message's words. Raises 400 in Telegram's words."""
    raw, mode = asked.text(name), asked.text("parse_mode")
    if mode not in {"", "HTML"}:
        raise Refusal(400, "Bad Request: unsupported parse_mode")
    try:
        seen = visible(raw) if mode else raw
    except ValueError as error:
        raise Refusal(400, f"Bad Request: {error}") from None
    if units(seen) > most:
        kind = "message" if name == "text" else "message caption"
        raise Refusal(400, f"Bad Request: {kind} is too long")
    return Words(raw, bool(mode), seen.strip())


def markup_of(asked: Asked) -> Thing | None:
    """The keyboard. Raises 400 in Telegram's words."""
    markup = asked.thing("reply_markup")
    if markup is None:
        return None
    if not isinstance(markup, dict):
        raise Refusal(400, "Bad Request: object expected as reply markup")
    if markup.get("force_reply") is True and not set(markup) - {"force_reply", "selective"}:
        return markup
    rows = markup.get("inline_keyboard")
    if set(markup) != {"inline_keyboard"} or not isinstance(rows, list):
        raise Refusal(400, "Bad Request: the double knows inline keyboards and forced replies")
    if sum(len(row) for row in rows) > 100 or any(len(row) > 8 for row in rows):
        raise Refusal(400, "Bad Request: REPLY_MARKUP_TOO_LONG")
    for row in rows:
        for button in row:
            _check_button(button)
    return markup if rows else None


def _check_button(button: Thing) -> None:
    if set(button) - _BUTTON:
        raise Refusal(400, f"Bad Request: the double knows no button with {sorted(set(button) - _BUTTON)}")
    if not str(button.get("text", "")).strip():
        raise Refusal(400, "Bad Request: text buttons are unallowed in the inline keyboard")
    if ("callback_data" in button) == ("url" in button):
        raise Refusal(400, "Bad Request: text buttons are unallowed in the inline keyboard")
    if "callback_data" in button and not 1 <= len(button["callback_data"].encode()) <= 64:
        raise Refusal(400, "Bad Request: BUTTON_DATA_INVALID")
    if "url" in button:
        parts = urlsplit(button["url"])
        if parts.scheme not in {"http", "https", "tg"} or "." not in (parts.hostname or ""):
            words = f"inline keyboard button URL '{button['url']}' is invalid: Wrong HTTP URL"
            raise Refusal(400, f"Bad Request: {words}")
    if button.get("style", "primary") not in _STYLES:
        raise Refusal(400, "Bad Request: invalid button style specified")


def answered_of(asked: Asked, chat: Chat) -> Thing | None:
    """The message that a new one answers. Raises 400 when it is not there and must be."""
    wanted = asked.thing("reply_parameters")
    if wanted is None:
        return None
    message = chat.messages.get(int(wanted["message_id"]))
    if message is None and not wanted.get("allow_sending_without_reply"):
        raise Refusal(400, "Bad Request: message to be replied not found")
    return message
