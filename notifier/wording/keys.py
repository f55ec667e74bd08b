"""Buttons in words, in rows that fit the messenger and a phone. What a button carries is never touched."""

from collections.abc import Sequence
from itertools import groupby

from core_api.contracts.messages import Button, ButtonRow, ChannelCapabilities
from core_api.contracts.reactions import signed
from notifier.channel import Key
from notifier.wording.markup import is_address
from notifier.wording.reader import Reader
from notifier.wording.rich import Line, Part, line, ours
from notifier.wording.text import clusters, cut, isolated, one_line

_ROW = 40
"""Characters that fit beside each other on a phone; buttons in a row are equally wide."""
_LABEL = 60
"""Units of a label; more is not shown anyway."""


Rows = tuple[tuple[Key, ...], ...]


def keys(reader: Reader, rows: Sequence[ButtonRow], can: ChannelCapabilities) -> Rows:
    """The rows as this messenger can show them; a channel that brings no presses back keeps the addresses only."""
    kept = _most([[button for button in row.buttons if _works(button, can)] for row in rows], can.max_buttons)
    if can.reactions and not can.buttons:
        signs = {id(button): sign for sign, button in signed(button for row in kept for button in row)}
        kept = [[button for button in row if button.url or id(button) in signs] for row in kept]
    else:
        signs = {}
    worded = [tuple(_key(reader, button, signs.get(id(button), "")) for button in row) for row in kept]
    return tuple(_narrowed([row for row in worded if row], can.buttons_per_row))


def legend(reader: Reader, rows: Rows, can: ChannelCapabilities) -> list[Part]:
    """For messengers without buttons: what each reaction says, and the addresses to open."""
    if can.buttons:
        return []
    flat = [key for row in rows for key in row]
    pressed = [line(ours(key.label)) for key in flat if key.data] if can.reactions else []
    links = [line(ours(key.label, url=key.url)) for key in flat if key.url]
    asked: list[Line] = [line(ours(reader.say("message-react"), "italic"))] if pressed else []
    return [Part(tuple(lines)) for lines in ((*asked, *pressed), links) if lines]


def _works(button: Button, can: ChannelCapabilities) -> bool:
    if button.url:
        return is_address(button.url)
    return can.approves and bool(button.data) and len(button.data.encode()) <= can.button_bytes


def _key(reader: Reader, button: Button, sign: str) -> Key:
    """The button in words, with the sign that stands for it where there are no buttons."""
    words = (
        ""
        if button.text
        else "".join(one.text for one in reader.told(f"button-{button.code}", button.params))
    )
    label = one_line(button.text or words)
    if sign:
        label = label.removeprefix(sign_of(words)).strip()
    shown = isolated(cut(label, _LABEL)) or "…"
    return Key(
        f"{sign} {shown}" if sign else shown,
        button.code,
        "" if button.url else button.data,
        button.url,
        button.look,
    )


def _most(rows: list[list[Button]], most: int) -> list[list[Button]]:
    """At most so many buttons: of a list that is too long the last ones go, what has words of ours stays."""
    flat = [button for row in rows for button in row]
    verbatim, worded = (
        [one for one in reversed(flat) if bool(one.text) is listed] for listed in (True, False)
    )
    gone = {id(button) for button in (*verbatim, *worded)[: max(len(flat) - most, 0)]}
    return [[button for button in row if id(button) not in gone] for row in rows]


def _narrowed(rows: Sequence[Sequence[Key]], most: int) -> list[tuple[Key, ...]]:
    """The rows in as many even rows as their labels need; crowded rows that follow each other are one stream."""
    found: list[tuple[Key, ...]] = []
    for crowded, group in groupby(rows, key=lambda row: not _fits(row, most)):
        together = [tuple(row) for row in group]
        found += _even([key for row in together for key in row], most) if crowded else together
    return found


def _even(stream: Sequence[Key], most: int) -> list[tuple[Key, ...]]:
    """The buttons in rows of the greatest even length with which each row fits."""
    for count in range(min(len(stream), most), 0, -1):
        rows = [tuple(stream[begin : begin + count]) for begin in range(0, len(stream), count)]
        if count == 1 or all(_fits(row, most) for row in rows):
            return rows
    return []


def _fits(row: Sequence[Key], most: int) -> bool:
    wide = len(row) * max((len(clusters(key.label)) for key in row), default=0)
    return len(row) <= 1 or (len(row) <= most and wide <= _ROW)


def sign_of(label: str) -> str:
    """The emoji at the beginning of a label, empty where there is none."""
    first = label.partition(" ")[0]
    return first if first and not any(char.isalpha() for char in first) and not first.isascii() else ""
