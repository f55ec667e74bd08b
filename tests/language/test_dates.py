"""Days as people say them, against the day of the meeting: Monday, 30 November 2026, in Moscow."""

from datetime import date, datetime

import pytest

from core_api.language.dates import find_dates

MEETING = datetime.fromisoformat("2026-11-30T11:00:00+03:00")


@pytest.mark.parametrize(
    ("said", "day"),
    [
        ("к пятнице", "2026-12-04"),
        ("в понедельник", "2026-12-07"),
        ("сегодня", "2026-11-30"),
        ("послезавтра", "2026-12-02"),
        ("в следующую среду", "2026-12-09"),
        ("в среду на следующей неделе", "2026-12-09"),
        ("через неделю", "2026-12-07"),
        ("недели через две", "2026-12-14"),
        ("через три дня", "2026-12-03"),
        ("через месяц", "2026-12-30"),
        ("до конца недели", "2026-12-04"),
        ("до конца месяца", "2026-11-30"),
        ("к концу следующей недели", "2026-12-11"),
        ("к концу февраля", "2027-02-28"),
        ("до Нового года", "2026-12-31"),
        ("пятнадцатого декабря", "2026-12-15"),
        ("к 15 января", "2027-01-15"),
        ("двадцать пятое", "2026-12-25"),
        ("до седьмого", "2026-12-07"),
        ("третьего числа", "2026-12-03"),
        ("в пятницу четвёртого", "2026-12-04"),
        ("06.12.2026", "2026-12-06"),
        ("за день до двадцать пятого", "2026-12-24"),
        ("by Friday", "2026-12-04"),
        ("by Friday week", "2026-12-11"),
        ("on Thursday in a week", "2026-12-10"),
        ("в пятницу через неделю", "2026-12-11"),
        ("next Friday", "2026-12-11"),
        ("this Friday", "2026-12-04"),
        ("Thursday of next week", "2026-12-10"),
        ("next week Thursday", "2026-12-10"),
        ("end of next week", "2026-12-11"),
        ("by the end of the week", "2026-12-04"),
        ("in two weeks", "2026-12-14"),
        ("two weeks from now", "2026-12-14"),
        ("the day after tomorrow", "2026-12-02"),
        ("by the twelfth", "2026-12-12"),
        ("on the twenty-fifth", "2026-12-25"),
        ("the last day of the month", "2026-11-30"),
        ("May 5th", "2027-05-05"),
        ("the first of December", "2026-12-01"),
        ("the day before the 25th", "2026-12-24"),
        ("Wednesday the third", "2026-12-03"),
        ("2026-12-06", "2026-12-06"),
    ],
)
def test_a_day_is_found(said: str, day: str) -> None:
    assert [str(one.day) for one in find_dates(said, MEETING)] == [day]


@pytest.mark.parametrize(
    "said",
    [
        "вторая партия",
        "с третьего этажа",
        "на двадцать седьмой год",
        "до трёх",
        "в январе",
        "пятая версия",
        "день рождения",
        "the first candidate",
        "in the third quarter",
        "it may work",
        "we march on",
        "soon",
        "version two",
    ],
)
def test_what_is_no_day_stays_none(said: str) -> None:
    assert not find_dates(said, MEETING)


def test_the_words_and_their_place_are_given() -> None:
    text = "Сделаю, скорее всего, к следующей пятнице или позже."
    (found,) = find_dates(text, MEETING)
    assert text[found.start : found.end] == found.words == "следующей пятнице"


def test_the_day_is_that_of_the_meetings_own_zone() -> None:
    late = datetime.fromisoformat("2026-11-30T23:30:00-08:00")
    assert find_dates("tomorrow", late)[0].day == date(2026, 12, 1)


def test_a_numbered_day_that_this_month_lacks_is_in_the_next() -> None:
    in_february = datetime.fromisoformat("2026-02-11T10:00:00+00:00")
    assert str(find_dates("on the thirty-first", in_february)[0].day) == "2026-03-31"
