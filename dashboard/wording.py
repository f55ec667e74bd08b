"""Times, days, names and problems as a person reads them. Every sentence comes from `locales`; none is made here."""

from collections.abc import Mapping
from datetime import date, datetime, tzinfo

from core_api.contracts.model import Language
from core_api.contracts.problems import Problem
from core_api.contracts.proposal import FieldChange, ThreeWay
from core_api.locales import Translate, has
from core_api.locales.moments import day
from dashboard.backend import Told


def moment(value: datetime, say: Translate, zone: tzinfo | None = None) -> str:
    """A day and a time, in the zone; without one, in the value's own."""
    there = value.astimezone(zone) if zone else value
    return say("day-and-time", day=day(there.date(), say), time=f"{there:%H:%M}")


def speaker(number: int | None, names: Mapping[int, str], say: Translate) -> str:
    """The speaker's name, «Спикер 1» or "Speaker 1" while it is unknown, empty for nobody."""
    return "" if number is None else names.get(number) or say("speaker", number=number)


def value_of(change: FieldChange | ThreeWay, value: str | None, say: Translate) -> str | None:
    """One side of a change; a day is worded."""
    if value is None or change.field != "due":
        return value
    try:
        return day(date.fromisoformat(value), say)
    except ValueError:
        return value


def problem_words(problem: Problem, say: Translate) -> tuple[str, str]:
    """What happened and what to do next; the API's own words where it told them."""
    if isinstance(problem, Told):
        return problem.failure.message, problem.failure.next_step
    return say(f"problem-{problem.code}", **problem.params), say(
        f"problem-{problem.code}-next", **problem.params
    )


def code_words(code: str, language: Language, say: Translate, **params: str | int | float) -> tuple[str, str]:
    """The words of a stored problem code; those of an internal error where the code is unknown here."""
    known = code if has(f"problem-{code}", language) else "internal"
    return say(f"problem-{known}", **params), say(f"problem-{known}-next", **params)
