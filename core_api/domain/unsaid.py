"""Whether the quoted words say the change at all. A true quote about something else is no evidence of it.

A model that was talked into a change can always find some honest sentence about the card; it cannot find one that
says the change where nobody did. Generous: what is not plainly missing counts as said. Pure; no model is asked.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from core_api.contracts.board import (
    AddCheck,
    AddLabel,
    Assign,
    Board,
    Card,
    Check,
    Comment,
    Due,
    Move,
    Operation,
    RemoveLabel,
    Uncheck,
)
from core_api.contracts.meeting import Transcript
from core_api.contracts.minutes import Evidence
from core_api.domain.taint import Taint
from core_api.language import deeds
from core_api.language.dates import find_dates
from core_api.language.names import Directory, find_people, resolve
from core_api.language.script import likeness, sound
from core_api.language.words import stems

_ALIKE = 0.5
"""Two words are alike enough for speech recognition from here on."""
_OF_A_COMMENT = 0.4
"""The share of a comment's telling words that must have been said nearby."""
_RELATIVE = timedelta(days=31)
"""How far from a day that was named one lies that was told by it («the day before the release»)."""
_NEAR = 3
"""Segments around a quote in which a comment's words may stand."""


@dataclass(frozen=True)
class Talk:
    """What the words are looked up in."""

    transcript: Transcript
    started_at: datetime
    taint: Taint


def is_said(
    operation: Operation,
    evidence: Sequence[Evidence],
    card: Card | None,
    board: Board,
    people: Directory,
    talk: Talk,
) -> bool:
    """True when the words may say this change of the card. Kinds that always ask are not looked at."""
    said = " ".join(one.quote for one in evidence)
    match operation:
        case Move():
            return _moved(operation, said, board)
        case Due():
            return _dated(operation, said, talk.started_at)
        case Assign():
            return _taken(operation, evidence, people, talk.transcript)
        case Comment():
            return card is None or _told(operation.text, evidence, card, talk)
        case _:
            return _named(operation, said, card, board)


def _named(operation: Operation, said: str, card: Card | None, board: Board) -> bool:
    """The thing on the board was named: the checklist item, its words, the label or the word for one."""
    match operation:
        case Check() | Uncheck():
            lists = card.checklists if card else ()
            names = [item.name for one in lists for item in one.items if item.id == operation.item_id]
            return any(_shares(name, said) for name in names)
        case AddCheck():
            return _shares(operation.name, said)
        case AddLabel() | RemoveLabel():
            names = [one.name for one in board.labels if one.id == operation.label_id]
            return deeds.says_label(said) or any(_shares(name, said) for name in names)
        case _:
            return True


def _moved(operation: Move, said: str, board: Board) -> bool:
    column = next((one for one in board.columns if one.id == operation.column_id), None)
    if column is None:
        return False
    return _shares(column.name, said) or deeds.says_move(said, column.role)


def _dated(operation: Due, said: str, started_at: datetime) -> bool:
    if operation.date is None:
        return True
    days = {one.day for one in find_dates(said, started_at)}
    if not days:
        return deeds.says_time(said)
    reach = _RELATIVE if deeds.says_relation(said) else timedelta()
    return any(abs(operation.date - day) <= reach for day in days)


def _taken(
    operation: Assign, evidence: Sequence[Evidence], people: Directory, transcript: Transcript
) -> bool:
    """Who is assigned was named, or says so of themselves."""
    for one in evidence:
        if any(operation.member_id in found.members for found in find_people(one.quote, people)):
            return True
        name = transcript.name_of(one.speaker)
        if name and resolve(name, people) == operation.member_id and deeds.says_own(one.quote):
            return True
    return False


def _told(text: str, evidence: Sequence[Evidence], card: Card, talk: Talk) -> bool:
    """A good part of the comment's words was said near the quotes, by whoever is not suspect, or stands on the card."""
    near = {one.segment + step for one in evidence for step in range(-_NEAR, _NEAR + 1)}
    heard = " ".join(
        one.text for one in talk.transcript.segments if one.index in near and one.index not in talk.taint.how
    )
    known = {*stems(heard), *stems(card.name)}
    wanted = {word for word in stems(text) if word.isalpha() and not deeds.says_time(word)}
    if not wanted:
        return True
    found = sum(word in known or _like_any(word, known) for word in wanted)
    return found >= _OF_A_COMMENT * len(wanted)


def _shares(name: str, said: str) -> bool:
    """True when a telling word of the name was said, or one that sounds like it."""
    wanted = stems(name) or stems(name, stop_words=True)
    heard = stems(said, stop_words=True)
    return any(word in heard or _like_any(word, heard) for word in wanted)


def _like_any(word: str, others: Iterable[str]) -> bool:
    ours = sound(word)
    return len(ours) > 3 and any(likeness(ours, sound(other)) >= _ALIKE for other in others if len(other) > 2)
