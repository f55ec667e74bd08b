"""Days told by way of another day: "a week on Friday", «через неделю в среду», "end of day Thursday", "last Friday".

Each rule wants the rule for plain days handed over; it decides nothing by itself but where the words end.
"""

from collections.abc import Callable
from datetime import date, timedelta

from core_api.language import calendar
from core_api.language.date_talk import DateTalk, Found
from core_api.language.date_words import END, LAST, NEXT, PERIODS, THIS, UNITS

Rule = Callable[[DateTalk, int], Found]

_JOINTS = frozenset("on from after of в во после".split())
_DAY_PARTS = frozenset("working business рабочего рабочему рабочий play".split())


def shifted(talk: DateTalk, at: int, plain: Rule) -> Found:
    """Weeks on from a day: "two weeks today", "a week on Friday", "tomorrow week", «через неделю в среду»."""
    ahead = talk.word(at) in ("через", "in")
    counted = _weeks(talk, at + ahead)
    if counted is None:
        base = plain(talk, at)
        later = base is not None and talk.word(at) in ("tomorrow", "today") and talk.word(base[1]) == "week"
        return (base[0] + timedelta(days=7), base[1] + 1) if base and later else None
    weeks, place = counted
    joined = talk.word(place) in _JOINTS
    place += joined
    weekday = calendar.WEEKDAYS.get(talk.word(place))
    if ahead and joined and weekday is not None:
        return calendar.in_week(talk.today, weekday, weeks), place + 1
    base = plain(talk, place) if not ahead and not talk.close(place) else None
    return (base[0] + timedelta(weeks=weeks), base[1]) if base else None


def _weeks(talk: DateTalk, at: int) -> tuple[int, int] | None:
    """So many weeks, and where their words end."""
    number = talk.numbers.get(at)
    count, place = (number.value, number.stop) if number and not number.ordinal else (1, at)
    place += place == at and talk.word(at) == "a"
    behind = talk.word(at - 1) == "через"
    if UNITS.get(talk.word(place)) != "week" or not 1 <= count <= 52 or (place == at and not behind):
        return None
    return (count, place + 1) if behind or talk.word(place).isascii() else None


def day_part(talk: DateTalk, at: int, plain: Rule) -> Found:
    """The end of a day, "EOD Friday", «до конца рабочего дня», «к концу дня в пятницу»: that day, else today."""
    stop = _day_end(talk, at)
    if not stop:
        return None
    place = stop + (talk.word(stop) in _JOINTS)
    base = plain(talk, place) if not talk.close(place) else None
    return base or (talk.today, stop)


def _day_end(talk: DateTalk, at: int) -> int:
    """Where the words for the end of a day end; 0 when there are none."""
    if talk.word(at) in ("eod", "cob"):
        return at + 1
    if talk.word(at) == "close" and talk.word(at + 1) == "of" and talk.word(at + 2) in ("business", "play"):
        return at + 3
    if talk.word(at) not in END:
        return 0
    place = at + 1 + (talk.word(at + 1) == "of")
    place += talk.word(place) in THIS
    if talk.word(place) in ("business", "play") and talk.word(place + 1) not in PERIODS:
        return place + 1
    place += talk.word(place) in _DAY_PARTS
    if PERIODS.get(talk.word(place)) == "day":
        return place + 1
    return (
        place
        if talk.word(place) in ("today", "tomorrow", "завтра", "сегодня") and talk.word(at) in END
        else 0
    )


def past_weekday(talk: DateTalk, at: int) -> Found:
    """A day that is over: "last Friday", «в прошлую пятницу», «на прошлой неделе в среду»."""
    if talk.word(at) not in LAST:
        return None
    place, weeks = at + 1, 0
    if PERIODS.get(talk.word(place)) == "week":
        place, weeks = place + 1, 1
        place += talk.word(place) in ("в", "во", "on")
    weekday = calendar.WEEKDAYS.get(talk.word(place))
    if weekday is None:
        return None
    if weeks:
        return calendar.in_week(talk.today, weekday, -1), place + 1
    return calendar.after(talk.today, weekday) - timedelta(
        days=7 if talk.today.weekday() != weekday else 14
    ), place + 1


def nth_weekday(talk: DateTalk, at: int) -> Found:
    """A counted week day: "the last Friday of the month", «в первый понедельник декабря»."""
    number = talk.numbers.get(at)
    nth = number.value if number and number.ordinal else -1 if talk.word(at) in _FINAL else 0
    place = number.stop if number and number.ordinal else at + 1
    weekday = calendar.WEEKDAYS.get(talk.word(place))
    if weekday is None or not (nth == -1 or 1 <= nth <= 5):
        return None
    place += 1
    place += talk.word(place) in ("of", "in", "в")
    steps = 0
    while talk.word(place) in THIS or talk.word(place) in NEXT:
        steps, place = (1 if talk.word(place) in NEXT else steps), place + 1
    month = calendar.MONTHS.get(talk.word(place))
    if month is None and PERIODS.get(talk.word(place)) != "month":
        return None
    day = _nth_of(talk.today, weekday, nth, month, steps)
    return (day, place + 1) if day else None


_FINAL = frozenset("last последний последнюю последняя последнее последней последнего".split())


def _nth_of(today: date, weekday: int, nth: int, month: int | None, steps: int) -> date | None:
    """The nth such week day of the month that is meant: of one that is over, a year (or a month) later."""
    first = (
        calendar.last_of_month(today, steps).replace(day=1) if month is None else date(today.year, month, 1)
    )
    for _try in range(2):
        found = _in_month(first, weekday, nth)
        if found is not None and found >= today:
            return found
        first = calendar.add_months(first, 1 if month is None else 12)
    return None


def _in_month(first: date, weekday: int, nth: int) -> date | None:
    if nth == -1:
        last = calendar.last_of_month(first)
        return last - timedelta(days=(last.weekday() - weekday) % 7)
    found = first + timedelta(days=(weekday - first.weekday()) % 7 + 7 * (nth - 1))
    return found if found.month == first.month else None


def working_days(talk: DateTalk, at: int) -> Found:
    """Working days on, Monday to Friday, whatever is a holiday: "in three business days", «через три рабочих дня»."""
    if talk.word(at) not in ("через", "in", "within"):
        return None
    number = talk.numbers.get(at + 1)
    if number is None or number.ordinal or not 1 <= number.value <= 250:
        return None
    place = number.stop
    if talk.word(place) not in ("рабочих", "рабочий", "рабочие", "business", "working"):
        return None
    if UNITS.get(talk.word(place + 1)) != "day":
        return None
    day = talk.today
    for _step in range(number.value):
        day += timedelta(days={4: 3, 5: 2}.get(day.weekday(), 1))
    return day, place + 2
