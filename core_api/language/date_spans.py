"""Days told by a stretch of time: «через две недели», "in three days", «до конца месяца», «до Нового года»."""

from datetime import date, timedelta

from core_api.language import calendar
from core_api.language.date_talk import DateTalk, Found
from core_api.language.date_words import END, NEXT, PERIODS, THIS, UNITS


def ahead(talk: DateTalk, at: int) -> Found:
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


def _count(talk: DateTalk, at: int, *, swapped: bool = False) -> Found:
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


def period_end(talk: DateTalk, at: int) -> Found:
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
    while talk.word(place) in THIS or talk.word(place) in NEXT or talk.word(place) == "following":
        steps, place = (
            (1 if talk.word(place) == "following" or talk.word(place) in NEXT else steps),
            place + 1,
        )
    month = calendar.MONTHS.get(talk.word(place))
    if month:
        day = date(talk.today.year, month, 1)
        last = calendar.last_of_month(day, 0 if calendar.last_of_month(day) >= talk.today else 12)
        return last, place + 1
    quarter = _quarter(talk, place)
    if quarter:
        return quarter
    period = PERIODS.get(talk.word(place))
    if period == "sprint":
        return (talk.sprint, place + 1) if talk.sprint and not steps else None
    return (_last(talk.today, period, steps), place + 1) if period else None


def period_close(talk: DateTalk, at: int) -> Found:
    """A period's end behind its name: "year end", "quarter-end", "Q1 end", "sprint end"."""
    quarter = _quarter(talk, at)
    stop = quarter[1] if quarter else at + 1
    if talk.word(stop) != "end" or talk.word(stop + 1) == "of":
        return None
    if quarter:
        return quarter[0], stop + 1
    period = PERIODS.get(talk.word(at)) if talk.word(at).isascii() else None
    if period == "sprint":
        return (talk.sprint, stop + 1) if talk.sprint else None
    return (_last(talk.today, period, 0), stop + 1) if period in ("month", "quarter", "year") else None


def _quarter(talk: DateTalk, at: int) -> Found:
    """The last day of a numbered quarter: «третьего квартала», "Q1"; next year's of one that is over."""
    word, number = talk.word(at), talk.numbers.get(at)
    if len(word) == 2 and word[0] in "qк" and word[1] in "1234":
        value, stop = int(word[1]), at + 1
    elif number and number.ordinal and PERIODS.get(talk.word(number.stop)) == "quarter":
        value, stop = number.value, number.stop + 1
    else:
        return None
    if not 1 <= value <= 4:
        return None
    last = calendar.last_of_month(date(talk.today.year, 3 * value, 1))
    return (last if last >= talk.today else calendar.add_months(last, 12)), stop


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


def new_year(talk: DateTalk, at: int) -> Found:
    """«до Нового года»."""
    if talk.word(at) in ("нового", "новому") and talk.word(at + 1) in ("года", "году"):
        return (date(talk.today.year, 12, 31), at + 2) if talk.word(at - 1) in ("до", "к", "ко") else None
    return None
