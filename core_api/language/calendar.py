"""The calendar's words in both languages: week days, months, and arithmetic of days.

Tables and arithmetic only; which words make a date is the grammar's affair (`dates`).
"""

import calendar
from datetime import date, timedelta

_WEEKDAY_WORDS = (
    "понедельник понедельника понедельнику monday mon",
    "вторник вторника вторнику tuesday tue tues",
    "среда среды среде среду wednesday weds",
    "четверг четверга четвергу thursday thu thurs",
    "пятница пятницы пятнице пятницу friday fri",
    "суббота субботы субботе субботу saturday",
    "воскресенье воскресенья воскресенью sunday",
)
_RU_MONTHS = "январ феврал март апрел ма июн июл август сентябр октябр ноябр декабр".split()
_EN_MONTHS = "january february march april may june july august september october november december".split()
_EN_SHORT = {"jan": 1, "feb": 2, "apr": 4, "aug": 8, "sept": 9, "sep": 9, "oct": 10, "nov": 11, "dec": 12}


def _weekday_table() -> dict[str, int]:
    return {word: number for number, words in enumerate(_WEEKDAY_WORDS) for word in words.split()}


def _month_table() -> dict[str, int]:
    table = {name: number for number, name in enumerate(_EN_MONTHS, 1)} | _EN_SHORT
    for number, stem in enumerate(_RU_MONTHS, 1):
        bare = "й" if stem == "ма" else "" if number in (3, 8) else "ь"
        endings = (bare, "а", "у", "е") if number in (3, 8) else (bare, "я", "ю", "е")
        table |= {stem + ending: number for ending in endings}
    return table


WEEKDAYS: dict[str, int] = _weekday_table()
"""A folded word → 0 for Monday … 6 for Sunday."""

MONTHS: dict[str, int] = _month_table()
"""A folded word → 1 … 12."""

FRIDAY = 4


def after(day: date, weekday: int) -> date:
    """The next such week day strictly after the day."""
    return day + timedelta(days=(weekday - day.weekday() - 1) % 7 + 1)


def in_week(day: date, weekday: int, weeks: int) -> date:
    """That day of the week (Monday first) which lies so many weeks after the day's own."""
    return day - timedelta(days=day.weekday()) + timedelta(days=weekday, weeks=weeks)


def last_of_month(day: date, months: int = 0) -> date:
    """The last day of the month that lies so many months after the day's own."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, calendar.monthrange(year, month + 1)[1])


def add_months(day: date, months: int) -> date:
    """The same day so many months later, or that month's last day."""
    last = last_of_month(day, months)
    return last.replace(day=min(day.day, last.day))


def next_numbered(day: date, number: int) -> date | None:
    """The nearest day with this number in its month, not before the day, in this month or the next ones."""
    for months in range(3):
        last = last_of_month(day, months)
        if number <= last.day and last.replace(day=number) >= day:
            return last.replace(day=number)
    return None


def named(day: date, number: int, month: int, year: int | None = None) -> date | None:
    """A numbered day of a named month: this year's, or the next one's when this year's is long gone."""
    for candidate in (year,) if year else (day.year, day.year + 1):
        if number <= calendar.monthrange(candidate, month)[1]:
            found = date(candidate, month, number)
            if year or found >= day - timedelta(days=60):
                return found
    return None


def end_of_week(day: date, weeks: int = 0) -> date:
    """The Friday of that week; on a weekend the Sunday of the week that is going on."""
    friday = in_week(day, FRIDAY, weeks)
    return friday if friday >= day else in_week(day, 6, weeks)
