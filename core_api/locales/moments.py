"""Times and days as a person reads them, the same on every surface."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from core_api.locales import Translate

if TYPE_CHECKING:  # what only types name is not loaded for `boardscribe --help`
    from datetime import datetime


def clock(seconds: float) -> str:
    """Seconds as `m:ss` or `h:mm:ss`."""
    minutes, second = divmod(int(seconds), 60)
    hours, minute = divmod(minutes, 60)
    return f"{hours}:{minute:02}:{second:02}" if hours else f"{minute}:{second:02}"


def day(value: date, say: Translate) -> str:
    """A day such as `Fri, 6 March 2026`."""
    return say("day-long", year=str(value.year), **_names(value, say))


def short_day(value: date, say: Translate, year: int) -> str:
    """A day such as `Fri 6 March`, with its year only where that is another one."""
    told = say("day-short", **_names(value, say))
    return told if value.year == year else f"{told} {value.year}"


def short_moment(value: datetime, say: Translate, year: int) -> str:
    """A day and a time such as `Fri 6 March, 10:00`, in the value's own zone."""
    return say("day-and-time", day=short_day(value.date(), say, year), time=f"{value:%H:%M}")


def _names(value: date, say: Translate) -> dict[str, str | int]:
    month = say("month-of", number=value.month)
    return {"weekday": say("weekday", number=value.isoweekday()), "day": value.day, "month": month}
