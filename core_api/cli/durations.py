"""Spans of time as they are typed and shown: `30m`, `4h`, `1d`."""

import re

from core_api.contracts.problems import Invalid
from core_api.locales import Translate

_MINUTES = {"m": 1, "м": 1, "h": 60, "ч": 60, "d": 1440, "д": 1440}
_PART = re.compile(r"(\d{1,5})\s*([mhdмчд])[a-zа-яё]*\.?\s*", re.IGNORECASE)
_LONGEST = 365 * 1440
NEVER = "none"


def minutes_of(text: str) -> int:
    """The minutes of `4h`, `1d 12h` or `90m`; `none` is 0. Raises Invalid `duration-unreadable`."""
    rest = text.strip()
    if rest.lower() == NEVER:
        return 0
    total = 0
    while found := _PART.match(rest):
        total += int(found[1]) * _MINUTES[found[2].lower()]
        rest = rest[found.end() :]
    if rest or not 0 < total <= _LONGEST:
        raise Invalid("duration-unreadable", text=text)
    return total


def span(minutes: int, say: Translate) -> str:
    """So many minutes in words, in the greatest unit that they fill."""
    unit, size = next(
        (name, size) for name, size in (("days", 1440), ("hours", 60), ("minutes", 1)) if minutes % size == 0
    )
    return say(f"span-{unit}", count=minutes // size)
