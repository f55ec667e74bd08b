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
from core_api.language.date_words import (
    BEFORE_DAY,
    DAY_ENDINGS,
    EN_TAIL,
    END,
    NEARBY,
    NEXT,
    NOT_DAYS,
    PERIODS,
    STRONG_EN,
    THIS,
    UNITS,
)
from core_api.language.numerals import Number, parse_numbers
from core_api.language.spans import Token, words_of


@dataclass(frozen=True, slots=True)
class DateMention:
    """A day, where it was said (characters, end exclusive), and the words."""

    day: date
    start: int
    end: int
    words: str


@dataclass(frozen=True, slots=True)
class _Talk:
    """What a rule looks at."""

    text: str
    tokens: tuple[Token, ...]
    numbers: dict[int, Number]
    today: date

    def word(self, at: int) -> str:
        return self.tokens[at].word if 0 <= at < len(self.tokens) else ""

    def close(self, at: int) -> bool:
        """True when a sentence or clause ends before the word."""
        if not 0 < at < len(self.tokens):
            return True
        return any(mark in ".,;:!?—–…" for mark in self.text[self.tokens[at - 1].end : self.tokens[at].start])


_Found = tuple[date, int] | None
_Rule = Callable[[_Talk, int], _Found]


def find_dates(text: str, started_at: datetime) -> tuple[DateMention, ...]:
    """All days named in the text, in order. Days are local to the zone that `started_at` carries."""
    return _find(text, started_at.date())


@lru_cache(maxsize=8192)
def _find(text: str, today: date) -> tuple[DateMention, ...]:
    tokens = words_of(text)
    numbers = {number.first: number for number in parse_numbers(tokens)}
    talk = _Talk(text, tokens, numbers, today)
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


def _iso(talk: _Talk, at: int) -> _Found:
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


def _day(year: int, month: int, day: int, stop: int) -> _Found:
    try:
        return date(year, month, day), stop
    except ValueError:
        return None


def _nearby(talk: _Talk, at: int) -> _Found:
    """«завтра», "the day after tomorrow", "end of day"."""
    if [talk.word(at + step) for step in range(3)] == ["day", "after", "tomorrow"]:
        return talk.today + timedelta(days=2), at + 3
    days = NEARBY.get(talk.word(at))
    return (talk.today + timedelta(days=days), at + 1) if days is not None else None


def _weekday(talk: _Talk, at: int) -> _Found:
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
    if weekday is None:
        return None
    stop = place + 1
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


def _beside(talk: _Talk, at: int) -> _Found:
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


def _relative(talk: _Talk, at: int) -> _Found:
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


def _week_later(talk: _Talk, at: int) -> int:
    """Where "Friday week", "Friday in a week", «в пятницу через неделю» ends; 0 when nothing like it is said."""
    if talk.word(at) == "week" and not talk.close(at):
        return at + 1
    if talk.word(at) == "через" and talk.word(at + 1) == "неделю":
        return at + 2
    said = [talk.word(at + step) for step in range(3)]
    return at + 3 if said in (["in", "a", "week"], ["a", "week", "later"]) else 0


def _week_after(talk: _Talk, at: int) -> tuple[int | None, int]:
    """«на следующей неделе», «следующей недели», "next week", "of next week", "week" after a week day."""
    place = at + (talk.word(at) in ("на", "of"))
    if talk.word(place) in NEXT and PERIODS.get(talk.word(place + 1)) == "week":
        return 1, place + 2
    if talk.word(at) in ("after",) and talk.word(at + 1) == "next":
        return 2, at + 2
    return None, at


def _ahead(talk: _Talk, at: int) -> _Found:
    """«через две недели», «через месяц», "in three days", "two weeks from now", "a week from today"."""
    if talk.word(at) in ("через", "in", "within"):
        place = at + 1 + (talk.word(at + 1) in ("a", "an", "about", "another", "где", "примерно"))
        counted = _count(talk, place)
        if counted and (talk.word(at) == "через" or counted[1] > at + 1):
            return counted
    counted = _count(talk, at + (talk.word(at) in ("a", "an")))
    if counted:
        if talk.word(counted[1]) == "from" and talk.word(counted[1] + 1) in ("now", "today"):
            return counted[0], counted[1] + 2
        if talk.word(counted[1]) == "через" and talk.word(counted[1] + 1):
            return _count(talk, at, swapped=True)
    return None


def _count(talk: _Talk, at: int, *, swapped: bool = False) -> _Found:
    """So many units after today; «недели через две» when swapped."""
    number = talk.numbers.get(at + 2 if swapped else at)
    amount, place = (number.value, number.stop) if number and not number.ordinal else (1, at)
    if talk.word(at) in ("пару", "couple"):
        amount, place = 2, at + 1 + (talk.word(at + 1) == "of")
    if talk.word(at) in ("полгода", "fortnight"):
        far = (
            talk.today + timedelta(weeks=2)
            if talk.word(at) == "fortnight"
            else calendar.add_months(talk.today, 6)
        )
        return far, at + 1
    unit = UNITS.get(talk.word(at if swapped else place))
    if unit is None or amount > 1000 or (swapped and number is None):
        return None
    stop = place if swapped else place + 1
    if unit == "month":
        return calendar.add_months(talk.today, amount), stop
    return talk.today + timedelta(days=amount * (7 if unit == "week" else 1)), stop


def _period_end(talk: _Talk, at: int) -> _Found:
    """«до конца месяца», «к концу следующей недели», "end of next week", "the last day of the month"."""
    place = at
    if talk.word(at) in ("последний", "последнего", "последнему", "last") and talk.word(at + 1) in (
        "день",
        "дня",
        "day",
    ):
        place = at + 2
    elif talk.word(at) in END:
        place = at + 1
    elif talk.word(at) in ("eow", "eom"):
        day = (
            calendar.end_of_week(talk.today) if talk.word(at) == "eow" else calendar.last_of_month(talk.today)
        )
        return day, at + 1
    if place == at:
        return None
    place += talk.word(place) in ("of", "в")
    steps = 0
    while talk.word(place) in THIS or talk.word(place) in NEXT:
        steps, place = (1 if talk.word(place) in NEXT else steps), place + 1
    month = calendar.MONTHS.get(talk.word(place))
    if month:
        day = date(talk.today.year, month, 1)
        last = calendar.last_of_month(day, 0 if calendar.last_of_month(day) >= talk.today else 12)
        return last, place + 1
    period = PERIODS.get(talk.word(place))
    return (_last(talk.today, period, steps), place + 1) if period else None


def _last(today: date, period: str, steps: int) -> date:
    if period == "day":
        return today
    if period == "week":
        return calendar.end_of_week(today, steps)
    if period == "month":
        return calendar.last_of_month(today, steps)
    if period == "quarter":
        return calendar.last_of_month(today, 2 - (today.month - 1) % 3 + 3 * steps)
    return date(today.year + steps, 12, 31)


def _numbered(talk: _Talk, at: int) -> _Found:
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
    return (found, number.stop + (talk.word(number.stop) == "числа")) if found else None


def _with_year(talk: _Talk, number: int, month: int, stop: int) -> _Found:
    year = talk.numbers.get(stop)
    if year and 2000 <= year.value <= 2100:
        found = calendar.named(talk.today, number, month, year.value)
        return (found, year.stop + (talk.word(year.stop) in ("года", "год"))) if found else None
    found = calendar.named(talk.today, number, month)
    return (found, stop) if found else None


def _bare(talk: _Talk, at: int, number: Number) -> bool:
    """True when a number without a month is a day: by its ending, the words before it and the word after it."""
    following = talk.word(number.stop)
    if following == "числа":
        return True
    if not number.ordinal or following in NOT_DAYS:
        return False
    return _bare_english(talk, at, number) if number.word.isascii() else _bare_russian(talk, at, number)


def _bare_english(talk: _Talk, at: int, number: Number) -> bool:
    following, preceding = talk.word(number.stop), talk.word(at - 1)
    if preceding != "the" and preceding not in STRONG_EN:
        return False
    led = talk.word(at - 2) if preceding == "the" else preceding
    ends = talk.close(number.stop) or following in EN_TAIL or not following
    return ends and (led in BEFORE_DAY or number.value >= 13)


def _bare_russian(talk: _Talk, at: int, number: Number) -> bool:
    if not number.word.endswith(DAY_ENDINGS):
        return False
    alone = talk.close(number.stop) or not talk.word(number.stop)
    return number.value >= 10 or (talk.word(at - 1) in BEFORE_DAY and alone)


def _new_year(talk: _Talk, at: int) -> _Found:
    """«до Нового года»."""
    if talk.word(at) in ("нового", "новому") and talk.word(at + 1) in ("года", "году"):
        return (date(talk.today.year, 12, 31), at + 2) if talk.word(at - 1) in ("до", "к", "ко") else None
    return None


_RULES: Sequence[_Rule] = (_iso, _relative, _nearby, _weekday, _ahead, _period_end, _numbered, _new_year)
