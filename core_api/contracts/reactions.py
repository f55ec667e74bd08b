"""Which reaction stands for which button, in messengers that have no buttons.

The words of a message show these signs in front of its buttons' labels, the messenger puts them under the message to
be tapped, and what comes back is told here which button it was. Nothing is kept: all three ask the same buttons.
"""

from collections.abc import Iterable
from typing import Protocol, TypeVar

REACTIONS: dict[str, str] = {
    "approve": "✅",
    "edit": "✏️",
    "other_card": "🔀",
    "note": "💬",
    "reject": "❌",
    "listen": "▶️",
    "next": "👉",
    "more": "⏩",
    "undo": "↩️",
    "back": "⬅️",
    "cancel": "✖️",
    "search": "🔎",
    "retry": "🔁",
}
"""A button's code → its reaction."""

NUMBERS = ("1️⃣", "2️⃣", "3️⃣", "4️⃣", "5️⃣", "6️⃣", "7️⃣", "8️⃣", "9️⃣", "🔟")
"""The reactions of all other buttons (cards, columns, fields, reasons), in their order."""

_PRESENTATION = "\ufe0f"
"""Asks for the coloured form of a sign; messengers add it and leave it out as they like."""


class Pressable(Protocol):
    """A `Button` of a letter, or the `Key` that it became."""

    @property
    def code(self) -> str:
        """What it is."""
        ...

    @property
    def data(self) -> str:
        """What comes back; empty where it opens an address."""
        ...


P = TypeVar("P", bound=Pressable)


def signed(buttons: Iterable[P]) -> tuple[tuple[str, P], ...]:
    """The buttons that can be pressed, each with its reaction, in their order; those beyond the last number go."""
    found: list[tuple[str, P]] = []
    taken: set[str] = set()
    free = iter(NUMBERS)
    for button in buttons:
        if not button.data:
            continue
        sign = REACTIONS.get(button.code, "")
        if not sign or sign in taken:
            sign = next(free, "")
        if sign:
            taken.add(sign)
            found.append((sign, button))
    return tuple(found)


def meant(buttons: Iterable[P], reaction: str) -> P | None:
    """The button that a reaction under the message stands for; None: none of them."""
    return next((button for sign, button in signed(buttons) if bare(sign) == bare(reaction)), None)


def bare(sign: str) -> str:
    """The sign as it can be compared, whichever form the messenger brings."""
    return sign.replace(_PRESENTATION, "")
