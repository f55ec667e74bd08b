"""Stretches of past time as people ask for them: "last week", «на прошлой неделе», "three days ago", «с понедельника».

Every day is local to whoever asks. Whether the words tell when something was said, or what was said of a day, is the
caller's affair; days to come are those of `dates`.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from core_api.language import calendar
from core_api.language.dates import find_dates
from core_api.language.numerals import Number, parse_numbers
from core_api.language.spans import Token, words_of

_UNITS = {
    **dict.fromkeys("день дня дней сутки суток day days".split(), "day"),
    **dict.fromkeys("неделя недели недель неделю неделе week weeks".split(), "week"),
    **dict.fromkeys("месяц месяца месяцев месяце month months".split(), "month"),
    **dict.fromkeys("квартал квартала кварталов квартале quarter quarters".split(), "quarter"),
    **dict.fromkeys("год года году лет year years".split(), "year"),
}
_LAST = frozenset(
    "прошлый прошлая прошлую прошлой прошлом прошлого прошлое прошедшую прошедшей last previous".split()
)
_ROLLING = frozenset("последний последнюю последние последних последнее past last".split())
_THIS = frozenset("этот эта эту этой этом этого текущий текущую текущей текущем this current".split())
_NEARBY = {
    "yesterday": 1,
    "вчера": 1,
    "позавчера": 2,
    "today": 0,
    "сегодня": 0,
    "сегодняшней": 0,
    "вчерашней": 1,
}
_SINCE = frozenset("с со начиная since from".split())
_LEADS = frozenset("в во на за in on at during over the из from of".split())
_WEEKDAY_CASES = "понедельник вторник сред четверг пятниц суббот воскресен".split()
_MONTH_STEMS = "январ феврал март апрел ма июн июл август сентябр октябр ноябр декабр".split()


@dataclass(frozen=True, slots=True)
class Period:
    """Days of the past, and the words that tell them (characters, end exclusive)."""

    since: date
    until: date
    """The first day after it."""
    start: int
    end: int
    words: str
    plain: bool
    """Whether the words can only mean the past ("last week"); a weekday or a month may as well be one to come."""


_Found = tuple[date, date, int, bool] | None
"""The first day, the day after the last, the place after the last word, and whether it is plain."""


@dataclass(frozen=True, slots=True)
class _Talk:
    tokens: Sequence[Token]
    numbers: dict[int, Number]
    text: str
    today: date

    def word(self, at: int) -> str:
        return self.tokens[at].word if 0 <= at < len(self.tokens) else ""


def find_period(text: str, today: date) -> Period | None:
    """The first stretch of past time that the text tells; the plain ones go before the others."""
    tokens = words_of(text)
    numbers = {number.first: number for number in parse_numbers(tokens)}
    talk = _Talk(tokens, numbers, text, today)
    found = [
        _period(talk, at, hit) for at in range(len(tokens)) for rule in _RULES if (hit := rule(talk, at))
    ]
    return max(found, key=lambda one: (one.plain, one.end - one.start, -one.start), default=None)


def _period(talk: _Talk, at: int, hit: tuple[date, date, int, bool]) -> Period:
    since, until, stop, plain = hit
    first = at
    while talk.word(first - 1) in _SINCE | _LEADS:
        first -= 1
    if any(talk.word(place) in _SINCE - {"from"} for place in range(first, at)):
        until, plain = talk.today + timedelta(days=1), True
    start, end = talk.tokens[first].start, talk.tokens[stop - 1].end
    return Period(since, until, start, end, talk.text[start:end], plain)


def _nearby(talk: _Talk, at: int) -> _Found:
    longer = [talk.word(at + step) for step in range(3)] == ["day", "before", "yesterday"]
    days = 2 if longer else _NEARBY.get(talk.word(at))
    if days is None:
        return None
    day = talk.today - timedelta(days=days)
    return day, day + timedelta(days=1), at + (3 if longer else 1), days > 0


def _unit(talk: _Talk, at: int) -> _Found:
    """«В прошлом месяце», "last week", «на этой неделе», "in the past three weeks", «за последние два дня»."""
    lead = talk.word(at)
    unit = _UNITS.get(talk.word(at + 1))
    if unit and lead in _LAST and (lead != "last" or talk.word(at - 1) != "the"):
        since = _begin(talk.today, unit, -1)
        return since, _begin(talk.today, unit, 0), at + 2, True
    if unit and lead in _THIS:
        return _begin(talk.today, unit, 0), talk.today + timedelta(days=1), at + 2, False
    if lead not in _ROLLING:
        return None
    number = talk.numbers.get(at + 1)
    amount, place = (number.value, number.stop) if number and not number.ordinal else (1, at + 1)
    amount, place = (2, at + 2) if talk.word(at + 1) in ("пару", "couple", "few") else (amount, place)
    unit = _UNITS.get(talk.word(place + (talk.word(place) == "of")))
    if unit is None or amount > 500:
        return None
    return _back(talk.today, unit, amount), talk.today + timedelta(days=1), place + 1, True


def _ago(talk: _Talk, at: int) -> _Found:
    """«Две недели назад», «неделю назад», "three days ago"."""
    number = talk.numbers.get(at)
    amount, place = (number.value, number.stop) if number and not number.ordinal else (1, at)
    place += talk.word(place) in ("a", "an")
    unit = _UNITS.get(talk.word(place))
    if unit is None or talk.word(place + 1) not in ("ago", "назад") or amount > 500:
        return None
    day = _back(talk.today, unit, amount)
    if unit == "day":
        return day, day + timedelta(days=1), place + 2, True
    return _begin(day, unit, 0), _begin(day, unit, 1), place + 2, True


def _weekday(talk: _Talk, at: int) -> _Found:
    """«В прошлый четверг», "last Monday"; a weekday alone is the last one that was, today's included."""
    plain = talk.word(at) in _LAST
    weekday = _weekday_of(talk.word(at + plain))
    if weekday is None:
        return None
    back = (talk.today.weekday() - weekday) % 7
    day = talk.today - timedelta(days=back or 7 * plain)
    return day, day + timedelta(days=1), at + plain + 1, plain


def _weekday_of(word: str) -> int | None:
    known = calendar.WEEKDAYS.get(word)
    if known is not None:
        return known
    return next((day for day, stem in enumerate(_WEEKDAY_CASES) if word.startswith(stem)), None)


def _month(talk: _Talk, at: int) -> _Found:
    """«в марте», "in March 2026": the last such month that began."""
    word = talk.word(at)
    month = calendar.MONTHS.get(word) or next(
        (number for number, stem in enumerate(_MONTH_STEMS, 1) if word in (stem + "е", stem + "я")), None
    )
    if month is None or talk.word(at - 1) not in ("в", "in", "с", "since", "last") or talk.tokens[at].digits:
        return None
    year = talk.numbers.get(at + 1)
    if year and 2000 <= year.value <= 2100:
        return _months(date(year.value, month, 1), year.stop + (talk.word(year.stop) in ("года", "году")))
    first = date(talk.today.year, month, 1)
    return _months(first if first <= talk.today else date(talk.today.year - 1, month, 1), at + 1)


def _months(first: date, stop: int) -> tuple[date, date, int, bool]:
    return first, calendar.last_of_month(first) + timedelta(days=1), stop, False


def _day(talk: _Talk, at: int) -> _Found:
    """«3 марта», "March 3", `2026-03-03`: the last such day that was."""
    if talk.word(at) not in calendar.MONTHS and at not in talk.numbers:
        return None
    text = talk.text[talk.tokens[at].start :]
    named = next(iter(find_dates(text, _moment(talk.today))), None)
    if named is None or named.start != 0 or not any(one.isdigit() for one in named.words):
        return None
    day = named.day
    while day > talk.today:
        day = calendar.add_months(day, -12)
    end = talk.tokens[at].start + named.end
    stop = next(place for place, token in enumerate(talk.tokens, start=1) if token.end >= end)
    return (day, day + timedelta(days=1), stop, False) if stop > at + 1 else None


def _moment(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=UTC)


def _begin(day: date, unit: str, steps: int) -> date:
    """The first day of the unit that lies so many units after the day's own."""
    if unit == "day":
        return day + timedelta(days=steps)
    if unit == "week":
        return day - timedelta(days=day.weekday()) + timedelta(weeks=steps)
    months = {"month": 1, "quarter": 3, "year": 12}[unit]
    first = day.replace(day=1, month=(day.month - 1) // months * months + 1)
    return calendar.add_months(first, months * steps)


def _back(day: date, unit: str, amount: int) -> date:
    if unit in ("day", "week"):
        return day - timedelta(days=amount * (7 if unit == "week" else 1))
    return calendar.add_months(day, -amount * {"month": 1, "quarter": 3, "year": 12}[unit])


_RULES: Sequence[Callable[[_Talk, int], _Found]] = (_nearby, _unit, _ago, _weekday, _month, _day)
