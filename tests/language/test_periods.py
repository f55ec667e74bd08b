"""Stretches of past time as they are asked for, counted from a Thursday."""

from datetime import date

import pytest

from core_api.language.periods import find_period

TODAY = date(2026, 11, 26)


@pytest.mark.parametrize(
    ("text", "since", "until", "plain"),
    [
        ("вчера", "2026-11-25", "2026-11-26", True),
        ("the day before yesterday", "2026-11-24", "2026-11-25", True),
        ("на прошлой неделе", "2026-11-16", "2026-11-23", True),
        ("last quarter", "2026-07-01", "2026-10-01", True),
        ("за последние три дня", "2026-11-23", "2026-11-27", True),
        ("in the past two weeks", "2026-11-12", "2026-11-27", True),
        ("месяц назад", "2026-10-01", "2026-11-01", True),
        ("в прошлую среду", "2026-11-25", "2026-11-26", True),
        ("last Thursday", "2026-11-19", "2026-11-20", True),
        ("с понедельника", "2026-11-23", "2026-11-27", True),
        ("since last week", "2026-11-16", "2026-11-27", True),
        ("на этой неделе", "2026-11-23", "2026-11-27", False),
        ("в декабре", "2025-12-01", "2026-01-01", False),
        ("3 марта", "2026-03-03", "2026-03-04", False),
        ("December 19", "2025-12-19", "2025-12-20", False),
    ],
)
def test_a_stretch_of_the_past(text: str, since: str, until: str, plain: bool) -> None:
    found = find_period(f"what was said {text}", TODAY)
    assert found is not None
    assert (found.since.isoformat(), found.until.isoformat(), found.plain) == (since, until, plain)


@pytest.mark.parametrize("text", ["на последней встрече", "version 3.0", "через неделю", "ten people"])
def test_no_stretch_of_the_past(text: str) -> None:
    assert find_period(text, TODAY) is None
