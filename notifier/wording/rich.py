"""Rich text, neutral between messengers: parts of lines of spans. No markup, no words, no limits.

A part has a weight, which says when it is shortened; what others said or wrote stands in spans of its own, which
may be cut, and our own words never are.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from enum import IntEnum
from typing import Literal

from core_api.locales import Value
from notifier.wording.text import one_line, paragraphs

Style = Literal["plain", "bold", "italic", "struck", "code"]
_PLACES = 0xE000
"""Private characters that stand for spans while a sentence is put together."""


_COMMAND = "`"
_INNER = {"«": ("«»", "„“"), "“": ("“”", "‘’")}
"""By the mark that opens around others' words: the marks of theirs, and those that stand inside of such."""


class Weight(IntEnum):
    """What is shortened first comes first."""

    QUOTE = 1
    OVERVIEW = 2
    DETAIL = 3
    LIST = 4
    ESSENTIAL = 5


@dataclass(frozen=True)
class Span:
    """A run of text in one style."""

    text: str
    style: Style = "plain"
    url: str = ""
    least: int | None = None
    """Others' words: how short they may be cut, in UTF-16 units. None: words of ours, which stay whole."""


@dataclass(frozen=True)
class Line:
    """A line; those that are quoted and stand together are one block."""

    spans: tuple[Span, ...]
    quote: Literal["", "short", "long"] = ""
    """`long`: it is folded where the messenger can."""


@dataclass(frozen=True)
class Part:
    """Lines that belong together, with an empty line before them where `apart`."""

    lines: tuple[Line, ...]
    weight: Weight = Weight.ESSENTIAL
    apart: bool = True
    more: Callable[[int], Line] | None = None
    """With it lines may be left out from the end, and this one says how many."""
    first: int = 0
    """How many lines at the beginning belong to the heading, and are not left out."""

    @property
    def droppable(self) -> bool:
        """It may be left out whole."""
        return self.weight < Weight.LIST


Parts = tuple[Part, ...]


def ours(text: str, style: Style = "plain", url: str = "") -> Span:
    """Words of ours."""
    return Span(text, style, url)


def theirs(text: str, style: Style = "plain", *, url: str = "", least: int = 24) -> Span:
    """Others' words, cleaned of what steers a screen, in one line."""
    return Span(one_line(text), style, url, least)


def written(text: str, *, least: int = 80) -> Span:
    """Others' words, cleaned in the same way, with their lines."""
    return Span(paragraphs(text), least=least)


def block(*spans: Span, fold_above: int = 240) -> Line:
    """A quoted block; a long one is folded."""
    return Line(spans, "long" if sum(len(span.text) for span in spans) > fold_above else "short")


def put_in(say: Callable[[Mapping[str, Value]], str], values: Mapping[str, Value | Span]) -> tuple[Span, ...]:
    """A sentence around spans: `say` fills it in, and each span comes to stand where its value was.

    What our words have between backticks is a command.
    """
    spans = [value for value in values.values() if isinstance(value, Span)]
    places = {id(span): chr(_PLACES + number) for number, span in enumerate(spans)}
    filled = {name: places[id(value)] if isinstance(value, Span) else value for name, value in values.items()}
    found: list[Span] = []
    command = False
    for piece in _pieces(say(filled), len(spans)):
        place = ord(piece[0]) - _PLACES
        if piece == _COMMAND:
            command = not command
        elif 0 <= place < len(spans):
            one = _quoted_inside(spans[place], found)
            found.append(replace(one, style="code") if command else one)
        else:
            found.append(Span(piece, "code" if command else "plain"))
    return tuple(found)


def _quoted_inside(span: Span, before: list[Span]) -> Span:
    """Others' words with other marks where ours are right around them: «Касса „Рампа“»."""
    mark = before[-1].text[-1] if before and before[-1].least is None and before[-1].text else ""
    if mark not in _INNER or span.least is None:
        return span
    outer, inner = _INNER[mark]
    return replace(span, text=span.text.translate(str.maketrans(outer, inner)))


def _pieces(text: str, places: int) -> list[str]:
    """The text, parted before and after each backtick and each private character that stands for a span."""
    found, begun = [], ""
    for char in text:
        if char == _COMMAND or 0 <= ord(char) - _PLACES < places:
            found += [begun, char]
            begun = ""
        else:
            begun += char
    return [piece for piece in (*found, begun) if piece]


def line(*spans: Span | tuple[Span, ...]) -> Line:
    """A line of spans and phrases."""
    flat: list[Span] = []
    for span in spans:
        flat += span if isinstance(span, tuple) else (span,)
    return Line(tuple(flat))
