"""The marks by which what we made on a board is known again, on boards that have no field for a key.

A text in Markdown carries its mark as a link reference definition in a paragraph of its own: it says nothing to
whoever reads the card, since Markdown shows such a line nowhere. A thing that has a place among others may carry it
in the fraction of its position. A mark is a digest of the key; nothing else is ever put on a board unseen.
"""

import hashlib
import re

_MARK = re.compile(r"(?:\A|\n{1,2})\[boardscribe\]: #([0-9a-f]{24})[ \t]*(?=\n|\Z)")
_STEPS = 2**24
"""So many different marks of positions."""
_FAR = 2.0**28
"""From here on a position keeps too few digits behind its point: the mark goes before it."""

ROOM = len("\n\n[boardscribe]: #") + 24
"""What a mark takes of a text's length."""


def marked(text: str, key: str) -> str:
    """The text with the mark of the key; marks that somebody wrote into it are taken out."""
    return _joined(unmarked(text), (_digest(key),))


def unmarked(text: str) -> str:
    """The text as people read it."""
    bare = _MARK.sub("", text)
    return bare.lstrip("\n") if text.startswith("[boardscribe]") else bare


def rewritten(text: str, old: str) -> str:
    """A new text in the place of an old one, with the old one's marks: what we made stays known as ours."""
    return _joined(unmarked(text), tuple(_MARK.findall(old)))


def carries(text: str, key: str) -> bool:
    """Whether the text bears the mark of the key."""
    return _digest(key) in _MARK.findall(text)


def is_marked(text: str) -> bool:
    """Whether the text bears the mark of any key."""
    return _MARK.search(text) is not None


def placed(position: float, key: str) -> float:
    """A position at or a little behind that one, with the mark of the key."""
    if position < _FAR:
        return float(int(position)) + _number(key) / _STEPS
    return (position // _STEPS + 1) * _STEPS + _number(key)


def is_placed(position: float, key: str) -> bool:
    """Whether the position bears the mark of the key."""
    mark = (position % 1.0) * _STEPS if position < _FAR + 1 else position % _STEPS
    return mark == _number(key)


def is_plainly_placed(position: float) -> bool:
    """Whether the position surely bears no mark."""
    return position < _FAR and position % 1.0 == 0.0


def _number(key: str) -> int:
    return int(_digest(key)[:6], 16) or 1


def _digest(key: str) -> str:
    return hashlib.sha256(f"boardscribe\0{key}".encode()).hexdigest()[:24]


def _joined(text: str, marks: tuple[str, ...]) -> str:
    lines = [f"[boardscribe]: #{mark}" for mark in marks]
    return "\n\n".join([text, *lines] if text else lines)
