"""What MAX takes in a message, for its double: sizes, buttons, markup."""

import itertools
import re
from dataclasses import dataclass
from html.parser import HTMLParser
from typing import Any

_TAGS = frozenset(
    {"b", "strong", "i", "em", "s", "del", "u", "ins", "code", "pre", "a", "mark", "h1", "blockquote"}
)


@dataclass
class Refusal(Exception):  # noqa: N818 - what MAX says
    """What a request that MAX does not take is answered."""

    status: int
    code: str
    message: str = ""


def checked(body: dict[str, Any]) -> None:
    """What a message may say. Raises Refusal."""
    text, attachments = body.get("text"), body.get("attachments") or []
    if not text and not attachments:
        raise Refusal(400, "proto.payload", "Empty message")
    if len((text or "").encode("utf-16-le")) > 8000:
        raise Refusal(400, "proto.payload", "text is too long")
    if body.get("format") == "html":
        _Html().read(text or "")
    for one in attachments:
        if one["type"] == "inline_keyboard":
            _checked_keyboard(one["payload"]["buttons"])
        elif one["type"] not in {"audio", "file", "image", "video"}:
            raise Refusal(400, "proto.payload", f"attachment {one['type']}")


def _checked_keyboard(rows: list[list[dict[str, Any]]]) -> None:
    if not rows or len(rows) > 30 or any(not 1 <= len(row) <= 7 for row in rows):
        raise Refusal(400, "proto.payload", "keyboard size")
    for button in itertools.chain.from_iterable(rows):
        if not 1 <= len(button.get("text", "")) <= 128:
            raise Refusal(400, "proto.payload", "button text")
        if button["type"] == "callback" and not 1 <= len(button["payload"]) <= 1024:
            raise Refusal(400, "proto.payload", "button payload")
        if button["type"] == "link" and not re.fullmatch(r"https?://.{1,2040}", button["url"]):
            raise Refusal(400, "proto.payload", "button url")
        if button["type"] not in {"callback", "link"}:
            raise Refusal(400, "proto.payload", "button type")


class _Html(HTMLParser):
    """Known tags, each closed in its turn."""

    def read(self, text: str) -> None:
        self._open: list[str] = []
        self.feed(text)
        self.close()
        if self._open:
            raise Refusal(400, "proto.payload", f"unclosed {self._open}")

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in _TAGS or any(name != "href" for name, _value in attrs):
            raise Refusal(400, "proto.payload", f"tag {tag}")
        self._open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if not self._open or self._open.pop() != tag:
            raise Refusal(400, "proto.payload", f"closing {tag}")
