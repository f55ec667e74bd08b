"""Telegram's HTML, read as strictly as its documentation words it: what a message shows, or why it is refused.

Stricter than the server, which is silent about some things that it then shows wrongly: a bare `&` or `>`, an unknown
entity, a quote in a quote, anything inside `code`, a link that leads nowhere. All of that is refused here.
"""

import re
from dataclasses import dataclass, field

NAMES = {
    "b": "bold", "strong": "bold", "i": "italic", "em": "italic", "u": "underline", "ins": "underline",
    "s": "strike", "strike": "strike", "del": "strike", "tg-spoiler": "spoiler", "span": "spoiler",
    "a": "link", "code": "code", "pre": "pre", "blockquote": "quote",
}  # fmt: skip
LEAVES = {"code", "pre"}
ENTITIES = {"lt": "<", "gt": ">", "amp": "&", "quot": '"'}
ENTITY = re.compile(r"&(?:(lt|gt|amp|quot)|#(?:(\d{1,7})|x([0-9A-Fa-f]{1,6})));")
TAG = re.compile(r"<(/?)([A-Za-z][A-Za-z0-9-]*)((?:\s+[A-Za-z-]+(?:=\"[^\"<>]*\")?)*)\s*>")
ATTRIBUTE = re.compile(r"([A-Za-z-]+)(?:=\"([^\"]*)\")?")
ALLOWED = {"a": {"href"}, "span": {"class"}, "blockquote": {"expandable"}, "code": {"class"}}
LINK = re.compile(r"(?:https?|tg|mailto|tel)://?[^\s<>\"]+|(?:mailto|tel):[^\s<>\"]+")
REFUSED = "can't parse entities: "


@dataclass(frozen=True)
class Piece:
    """Visible text, and the tags around it, outermost first."""

    text: str
    tags: tuple[str, ...] = ()


@dataclass
class _Reading:
    html: str
    open: list[str] = field(default_factory=list)
    pieces: list[Piece] = field(default_factory=list)

    def byte(self, at: int) -> int:
        return len(self.html[:at].encode())


def visible(html: str) -> str:
    """What a reader sees; raises ValueError with a reason like Telegram's."""
    return "".join(piece.text for piece in pieces(html))


def pieces(html: str) -> list[Piece]:
    """The visible text with the tags it stands in; raises ValueError with a reason like Telegram's."""
    try:
        html.encode()
    except UnicodeEncodeError:
        raise ValueError("strings must be encoded in UTF-8") from None
    reading, at = _Reading(html), 0
    while at < len(html):
        at = _next(reading, at)
    if reading.open:
        raise ValueError(f'{REFUSED}Can\'t find end tag corresponding to start tag "{reading.open[-1]}"')
    return reading.pieces


def units(text: str) -> int:
    """The length as Telegram counts it: UTF-16 code units."""
    return len(text.encode("utf-16-le")) // 2


def _next(reading: _Reading, at: int) -> int:
    """Read the tag, the entity or the plain text at a place; the place after it."""
    char = reading.html[at]
    if char == "<":
        return _tag(reading, at)
    if char == "&":
        text, end = _entity(reading, at)
    elif char == ">":
        raise ValueError(
            f"{REFUSED}Character '>' is reserved and must be escaped at byte offset {reading.byte(at)}"
        )
    else:
        end = next((n for n in range(at, len(reading.html)) if reading.html[n] in "<>&"), len(reading.html))
        text = reading.html[at:end]
        if "\0" in text:
            raise ValueError(f"{REFUSED}Unexpected character at byte offset {reading.byte(at)}")
    reading.pieces.append(Piece(text, tuple(reading.open)))
    return end


def _entity(reading: _Reading, at: int) -> tuple[str, int]:
    match = ENTITY.match(reading.html, at)
    if match is None:
        raise ValueError(
            f"{REFUSED}Character '&' is reserved and must be escaped at byte offset {reading.byte(at)}"
        )
    name, decimal, hexadecimal = match.groups()
    if name:
        return ENTITIES[name], match.end()
    number = int(decimal) if decimal else int(hexadecimal, 16)
    if not 0 < number < 0x10FFFF or 0xD800 <= number <= 0xDFFF:
        raise ValueError(f"{REFUSED}Unsupported entity at byte offset {reading.byte(at)}")
    return chr(number), match.end()


def _tag(reading: _Reading, at: int) -> int:
    match, place = TAG.match(reading.html, at), reading.byte(at)
    if match is None:
        kind = "end" if reading.html[at : at + 2] == "</" else "start"
        raise ValueError(f"{REFUSED}Unclosed {kind} tag at byte offset {place}")
    closing, name, attributes = match[1], match[2].lower(), match[3]
    if closing:
        _close(reading, name, place)
        return match.end()
    if name not in NAMES:
        raise ValueError(f'{REFUSED}Unsupported start tag "{name}" at byte offset {place}')
    _nesting(reading, name, place)
    given = {key.lower(): value for key, value in ATTRIBUTE.findall(attributes)}
    if set(given) - ALLOWED.get(name, set()) or (name == "span" and given.get("class") != "tg-spoiler"):
        raise ValueError(f'{REFUSED}Tag "{name}" has an unsupported attribute at byte offset {place}')
    if name == "a" and not LINK.fullmatch(ENTITY.sub("x", given.get("href", ""))):
        raise ValueError(f'{REFUSED}Tag "a" leads nowhere at byte offset {place}')
    if name == "a" and "&" in ENTITY.sub("x", given["href"]):
        raise ValueError(f"{REFUSED}Character '&' is reserved and must be escaped at byte offset {place}")
    reading.open.append(name)
    return match.end()


def _nesting(reading: _Reading, name: str, place: int) -> None:
    inside = {NAMES[one] for one in reading.open}
    twice = NAMES[name] in inside and not (name == "code" and reading.open == ["pre"])
    leaf = inside & LEAVES and not (name == "code" and reading.open[-1:] == ["pre"])
    if twice or leaf or (name == "blockquote" and "link" in inside):
        raise ValueError(f'{REFUSED}Tag "{name}" can\'t be nested there at byte offset {place}')


def _close(reading: _Reading, name: str, place: int) -> None:
    if not reading.open:
        raise ValueError(f"{REFUSED}Unexpected end tag at byte offset {place}")
    expected = reading.open.pop()
    if expected != name:
        raise ValueError(
            f'{REFUSED}Unmatched end tag at byte offset {place}, expected "</{expected}>", found "</{name}>"'
        )
