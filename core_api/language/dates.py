"""Days as people say them: «к пятнице», «двадцать пятое», "by next Friday", "in two weeks".

A small grammar of its own over words with their places; every day is local to the meeting. What is said of a day
(a due date, a past event) is the caller's affair; a vague time («на той неделе», "soon") is no day.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache
from itertools import pairwise

from core_api.language import calendar
from core_api.language.date_shifts import day_part, nth_weekday, past_weekday, shifted, working_days
from core_api.language.date_spans import ahead, new_year, period_close, period_end
from core_api.language.date_talk import DateTalk, Found
from core_api.language.date_words import (
    BEFORE_DAY,
    COMING,
    DAY_ENDINGS,
    EN_TAIL,
    NEARBY,
    NEXT,
    NOT_DAYS,
    PERIODS,
    SHORT_DAYS,
    SHORT_LEADS,
    STRONG_EN,
    THIS,
)
from core_api.language.numerals import Number, parse_numbers
from core_api.language.spans import words_of


@dataclass(frozen=True, slots=True)
class DateMention:
    """A day, where it was said (characters, end exclusive), and the words."""

    day: date
    start: int
    end: int
    words: str


_Rule = Callable[[DateTalk, int], Found]


def find_dates(text: str, started_at: datetime, sprint: date | None = None) -> tuple[DateMention, ...]:
    """All days named in the text, in order. Days are local to the zone that `started_at` carries.

    `sprint` is the day on which the sprint ends, where that is known (see `sprints`).
    """
    return _find(text, started_at.date(), sprint)


@lru_cache(maxsize=8192)
def _find(text: str, today: date, sprint: date | None) -> tuple[DateMention, ...]:
    tokens = words_of(text)
    numbers = {number.first: number for number in parse_numbers(tokens)}
    talk = DateTalk(text, tokens, numbers, today, sprint)
    found: list[DateMention] = []
    at = 0
    while at < len(tokens):
        hits = [hit for rule in _RULES if (hit := rule(talk, at)) is not None]
        if not hits:
            at += 1
            continue
        day, stop = max(hits, key=lambda hit: hit[1])
        start, end = tokens[at].start, tokens[stop - 1].end
        found.append(DateMention(day, start, end, text[start:end]))
        at = stop
    return tuple(found)


def _iso(talk: DateTalk, at: int) -> Found:
    """`2026-03-06`, `06.03.2026`, `06.03`."""
    parts = talk.tokens[at : at + 3]
    if not parts or not all(part.digits for part in parts[:2]):
        return None
    glue = [talk.text[left.end : right.start] for left, right in pairwise(parts)]
    if len(parts) == 3 and parts[2].digits and glue == ["-", "-"] and len(parts[0].word) == 4:
        return _day(int(parts[0].word), int(parts[1].word), int(parts[2].word), at + 3)
    if len(parts) == 3 and parts[2].digits and glue == [".", "."] and len(parts[2].word) in (2, 4):
        year = int(parts[2].word) + (2000 if len(parts[2].word) == 2 else 0)
        return _day(year, int(parts[1].word), int(parts[0].word), at + 3)
    if glue[:1] == ["."] and len(parts[0].word) == len(parts[1].word) == 2 and 1 <= int(parts[1].word) <= 12:
        number, month = int(parts[0].word), int(parts[1].word)
        found = calendar.named(talk.today, number, month) if 1 <= number <= 31 else None
        return (found, at + 2) if found else None
    return None


def _day(year: int, month: int, day: int, stop: int) -> Found:
    try:
        return date(year, month, day), stop
    except ValueError:
        return None


def _nearby(talk: DateTalk, at: int) -> Found:
    """«завтра», "the day after tomorrow", "end of day"."""
    if [talk.word(at + step) for step in range(3)] == ["day", "after", "tomorrow"]:
        return talk.today + timedelta(days=2), at + 3
    days = NEARBY.get(talk.word(at))
    return (talk.today + timedelta(days=days), at + 1) if days is not None else None


def _weekday(talk: DateTalk, at: int) -> Found:
    """A week day, with «следующую» / "next" before it or «на следующей неделе» / "next week" round it."""
    place, weeks = at, None
    while talk.word(place) in NEXT or (talk.word(place) in THIS and place == at):
        weeks, place = (1 if talk.word(place) in NEXT else 0), place + 1
    if weeks is not None and talk.word(place) in PERIODS and PERIODS[talk.word(place)] == "week":
        place += 1
        place += talk.word(place) in ("в", "во", "on")
        if place - at < 2:
            return None
    weekday = calendar.WEEKDAYS.get(talk.word(place))
    if weekday is None and talk.word(place - 1) in SHORT_LEADS:
        weekday = SHORT_DAYS.get(talk.word(place))
    if weekday is None:
        return None
    stop = place + 1
    if talk.word(place - 1) in COMING:
        return calendar.after(talk.today, weekday), stop
    dated = _beside(talk, stop)
    if dated is not None:
        return dated
    later = _week_later(talk, stop)
    if later and weeks is None:
        return calendar.after(talk.today, weekday) + timedelta(days=7), later
    tail, stop = _week_after(talk, stop)
    weeks = tail if tail is not None else weeks
    return None if talk.word(at) == "the" and weeks == 0 else (_that_day(talk.today, weekday, weeks), stop)


def _that_day(today: date, weekday: int, weeks: int | None) -> date:
    """The week day so many weeks on; without a number the next one."""
    if weeks is None:
        return calendar.after(today, weekday)
    day = calendar.in_week(today, weekday, weeks)
    return day if day >= today else calendar.after(today, weekday)


def _beside(talk: DateTalk, at: int) -> Found:
    """The numbered day that follows a week day: «пятницу двадцать четвёртое», "Wednesday the third"."""
    place = at + (talk.word(at) == "the")
    number = talk.numbers.get(place)
    if (
        place > at
        and number
        and number.ordinal
        and number.value <= 31
        and talk.word(number.stop) not in NOT_DAYS
    ):
        found = calendar.next_numbered(talk.today, number.value)
        if found and talk.word(number.stop) != "of":
            return found, number.stop
    return _numbered(talk, place)


def _relative(talk: DateTalk, at: int) -> Found:
    """«За день до двадцать пятого», "the day before the 25th", "the Thursday after the 25th"."""
    weekday = calendar.WEEKDAYS.get(talk.word(at))
    if talk.word(at) == "day" and talk.word(at + 1) in ("before", "after"):
        place, step = at + 2, -1 if talk.word(at + 1) == "before" else 1
    elif [talk.word(at + step) for step in range(3)] == ["за", "день", "до"]:
        place, step = at + 3, -1
    elif weekday is not None and talk.word(at + 1) == "after":
        place, step = at + 2, 0
    else:
        return None
    place += talk.word(place) == "the"
    base = _numbered(talk, place) or _weekday(talk, place)
    if base is None:
        return None
    day = calendar.after(base[0], weekday) if weekday is not None else base[0] + timedelta(days=step)
    return day, base[1]


def _week_later(talk: DateTalk, at: int) -> int:
    """Where "Friday week", "Friday in a week", «в пятницу через неделю» ends; 0 when nothing like it is said."""
    if talk.word(at) == "week" and not talk.close(at):
        return at + 1
    if talk.word(at) == "через" and talk.word(at + 1) == "неделю":
        return at + 2
    said = [talk.word(at + step) for step in range(3)]
    return at + 3 if said in (["in", "a", "week"], ["a", "week", "later"]) else 0


def _week_after(talk: DateTalk, at: int) -> tuple[int | None, int]:
    """«на следующей неделе», «следующей недели», "next week", "of next week", "week" after a week day."""
    place = at + (talk.word(at) in ("на", "of"))
    if talk.word(place) in NEXT and PERIODS.get(talk.word(place + 1)) == "week":
        return 1, place + 2
    if talk.word(at) in ("after",) and talk.word(at + 1) == "next":
        return 2, at + 2
    return None, at


def _numbered(talk: DateTalk, at: int) -> Found:
    """«двадцать пятое», «15 декабря», "the twenty-fifth", "the 5th of May", "May 25"."""
    month = calendar.MONTHS.get(talk.word(at))
    if month:
        place = at + 1 + (talk.word(at + 1) == "the")
        number = talk.numbers.get(place)
        if number and 1 <= number.value <= 31 and (number.ordinal or talk.tokens[place].digits):
            return _with_year(talk, number.value, month, number.stop)
        return None
    number = talk.numbers.get(at)
    if number is None or not 1 <= number.value <= 31:
        return None
    place = number.stop + (talk.word(number.stop) == "of")
    place += talk.word(place) == "числа" and talk.word(place + 1) in calendar.MONTHS
    month = calendar.MONTHS.get(talk.word(place))
    if month and not (talk.word(place) in ("may", "march") and not number.ordinal):
        return _with_year(talk, number.value, month, place + 1)
    bare = _bare(talk, at, number)
    found = calendar.next_numbered(talk.today, number.value) if bare else None
    return (found, number.stop + (talk.word(number.stop) in ("числа", "числу"))) if found else None


def _with_year(talk: DateTalk, number: int, month: int, stop: int) -> Found:
    year = talk.numbers.get(stop)
    if year and 2000 <= year.value <= 2100:
        found = calendar.named(talk.today, number, month, year.value)
        return (found, year.stop + (talk.word(year.stop) in ("года", "год"))) if found else None
    found = calendar.named(talk.today, number, month)
    return (found, stop) if found else None


def _bare(talk: DateTalk, at: int, number: Number) -> bool:
    """True when a number without a month is a day: by its ending, the words before it and the word after it."""
    following = talk.word(number.stop)
    if following in ("числа", "числу"):
        return True
    if not number.ordinal or following in NOT_DAYS:
        return False
    return _bare_english(talk, at, number) if number.word.isascii() else _bare_russian(talk, at, number)


def _bare_english(talk: DateTalk, at: int, number: Number) -> bool:
    following, preceding = talk.word(number.stop), talk.word(at - 1)
    if preceding != "the" and preceding not in STRONG_EN:
        return False
    led = talk.word(at - 2) if preceding == "the" else preceding
    ends = talk.close(number.stop) or following in EN_TAIL or not following
    return ends and (led in BEFORE_DAY or number.value >= 13)


def _bare_russian(talk: DateTalk, at: int, number: Number) -> bool:
    if not number.word.endswith(DAY_ENDINGS):
        return False
    alone = talk.close(number.stop) or not talk.word(number.stop)
    return number.value >= 10 or (talk.word(at - 1) in BEFORE_DAY and alone)


def _plain(talk: DateTalk, at: int) -> Found:
    """A day that is told by itself."""
    return _nearby(talk, at) or _weekday(talk, at) or _iso(talk, at) or _numbered(talk, at)


def _shifted(talk: DateTalk, at: int) -> Found:
    return shifted(talk, at, _plain)


def _day_part(talk: DateTalk, at: int) -> Found:
    return day_part(talk, at, _plain)


_RULES: Sequence[_Rule] = (
    _iso, _relative, _nearby, _weekday, _numbered, ahead, period_end, period_close, new_year, working_days,
    past_weekday, nth_weekday, _shifted, _day_part,
)  # fmt: skip
