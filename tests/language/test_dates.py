"""Days as people say them, against the day of the meeting: Monday, 30 November 2026, in Moscow."""

from datetime import date, datetime

import pytest

from core_api.language.dates import find_dates
from core_api.language.sprints import sprint_end

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
        ("к 1-му числу", "2026-12-01"),
        ("к пт", "2026-12-04"),
        ("в ближайший понедельник", "2026-12-07"),
        ("в прошлую пятницу", "2026-11-27"),
        ("на прошлой неделе в среду", "2026-11-25"),
        ("через неделю в среду", "2026-12-09"),
        ("через три рабочих дня", "2026-12-03"),
        ("до конца рабочего дня в пятницу", "2026-12-04"),
        ("к концу третьего квартала", "2027-09-30"),
        ("до конца квартала", "2026-12-31"),
        ("в последнюю пятницу декабря", "2026-12-25"),
        ("by EOD", "2026-11-30"),
        ("by COB Friday", "2026-12-04"),
        ("by the end of tomorrow", "2026-12-01"),
        ("by Wed", "2026-12-02"),
        ("this coming Monday", "2026-12-07"),
        ("last Friday", "2026-11-27"),
        ("a week on Friday", "2026-12-11"),
        ("two weeks from Tuesday", "2026-12-15"),
        ("a week tomorrow", "2026-12-08"),
        ("in 3 business days", "2026-12-03"),
        ("the end of Q1", "2027-03-31"),
        ("by the end of the fourth quarter", "2026-12-31"),
        ("by year end", "2026-12-31"),
        ("the last Friday of the month", "2026-12-25"),
        ("the first Monday of next month", "2026-12-07"),
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
        "две недели до выходных",
        "they sat and wed",
        "до конца спринта",
        "the end of the story",
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


@pytest.mark.parametrize(
    ("talk", "names", "day"),
    [
        (["Спринт заканчивается одиннадцатого декабря."], [], "2026-12-11"),
        (["Конец спринта — пятница, не забудьте."], [], "2026-12-04"),
        (["The sprint ends on the 11th.", "No, the sprint ends on the 18th."], [], "2026-12-18"),
        (["Сделаю."], ["Команда", "Спринт 12 (24.11-05.12)"], "2026-12-05"),
        (["Done."], ["Sprint 4 until Dec 12"], "2026-12-12"),
        (["The sprint ends on Friday?", "Нам бы дожить до конца спринта."], ["Спринт 12"], None),
        (["Прошлый спринт закончился в пятницу."], ["Сделать до 05.12"], None),
    ],
)
def test_the_end_of_the_sprint_is_what_was_said_or_written(
    talk: list[str], names: list[str], day: str | None
) -> None:
    found = sprint_end(talk, names, MEETING)
    assert (str(found) if found else None) == day
    for said in ("сделаю до конца спринта", "by the end of this sprint"):
        assert [str(one.day) for one in find_dates(said, MEETING, found)] == ([day] if day else [])
