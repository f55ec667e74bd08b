"""When the sprint ends, where the talk or the board says it: what «до конца спринта» means.

Only what is said counts: two weeks are never assumed.
"""

import re
from collections.abc import Iterable
from datetime import date, datetime, timedelta

from core_api.language.dates import find_dates
from core_api.language.words import fold

_SPRINT = re.compile(r"\b(?:спринт\w*|итераци\w*|sprint\w*|iteration\w*)\b")
_ENDS = re.compile(
    r"\b(?:спринт|итерация)\b[^.!?,;]{0,30}?\b(?:заканчива\w+|кончае\w+|закрыва\w+|завершае\w+|длится до|идет до|до)\b"
    r"|\b(?:конец|окончание|завершение) (?:\w+ )?(?:спринта|итерации)\s*(?:[-—–:]|это|будет|у нас|в|во)"
    r"|\b(?:sprint|iteration)\b[^.!?,;]{0,30}?\b(?:ends?|closes?|finishes|is over|wraps up)\b"
    r"|\b(?:sprint|iteration) runs? (?:until|till?|to)\b"
    r"|\bend of (?:the |this |our )?(?:sprint|iteration)\s*(?:is|[-—–:])"
)
_SENTENCE = re.compile(r"(?<=[.!?…])\s+")
_LONGEST = timedelta(days=62)
"""A day further off is no sprint's end."""


def sprint_end(said: Iterable[str], names: Iterable[str], started_at: datetime) -> date | None:
    """The day on which the sprint ends: as was said last in the talk, else as a name on the board has it."""
    told = [
        day for text in said for sentence in _SENTENCE.split(text) if (day := _said(sentence, started_at))
    ]
    if told:
        return told[-1]
    named = [day for name in names if (day := _named(name, started_at))]
    return min(named) if named else None


def is_about_sprint(text: str) -> bool:
    """Whether a sprint is named at all."""
    return bool(_SPRINT.search(fold(text)))


def _said(sentence: str, started_at: datetime) -> date | None:
    found = _ENDS.search(fold(sentence))
    if found is None or sentence.rstrip().endswith("?"):
        return None
    days = [one.day for one in find_dates(sentence, started_at) if one.end > found.start()]
    return next((day for day in days if _likely(day, started_at)), None)


def _named(name: str, started_at: datetime) -> date | None:
    """The last day in a sprint's name: «Спринт 12 (24.11-05.12)»."""
    if not _SPRINT.search(fold(name)):
        return None
    days = [one.day for one in find_dates(name, started_at)]
    return days[-1] if days and _likely(days[-1], started_at) else None


def _likely(day: date, started_at: datetime) -> bool:
    return started_at.date() <= day <= started_at.date() + _LONGEST
