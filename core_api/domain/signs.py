"""What in the words speaks for a change, found by code: signs by name, weighed in `domain.chances`.

Pure. A sign is seen or it is not; nothing that a model says of its own certainty is one.
"""

import re
from dataclasses import dataclass
from datetime import datetime

from core_api.contracts.board import (
    AddCheck,
    AddLabel,
    Assign,
    Board,
    Card,
    Check,
    Column,
    ColumnRole,
    Comment,
    Create,
    Describe,
    Due,
    Move,
    Operation,
    RemoveLabel,
    Rename,
    Unassign,
    Uncheck,
)
from core_api.contracts.minutes import Evidence
from core_api.domain.fingerprint import item_of
from core_api.domain.resolve import telling
from core_api.language.dates import find_dates
from core_api.language.hedges import is_hedged
from core_api.language.names import Directory, find_people
from core_api.language.words import fold, stems

_MOST_WORDS = 0.5
"""This share of a text's words must have been said for the text to be told."""
_ROLES: dict[ColumnRole, str] = {
    "done": "закр|готов|сдела|выполн|заверш|доделал|выкат|подписа|done|clos|finish|complet|ship|merged|signed",
    "working": "работ|начал|начина|беру|взял|возьм|делаю|working|progress|start|take|taking|doing",
    "waiting": "ревью|провер|тест|ожид|жде|жду|согласов|review|test|wait|block|check|verif",
    "queue": "очеред|бэклог|беклог|отлож|потом|назад|верне|queue|backlog|later|back|postpone",
}
_NUMBER = re.compile(r"\d+")


@dataclass(frozen=True)
class Words:
    """The words of a change, with what is known of who said them."""

    evidence: tuple[Evidence, ...]
    speakers: frozenset[str]
    """The members among the voices."""
    started_at: datetime
    people: Directory


def signs_of(
    operation: Operation, card: Card | None, board: Board, words: Words, leads: frozenset[str]
) -> set[str]:
    """The signs that the words bear, but for whether the change was said outright and exactly."""
    quotes = " ".join(one.quote for one in words.evidence)
    found = set()
    if _told(operation, card, board, words, quotes):
        found.add("told")
    own = set(card.member_ids if card else ()) | leads
    if isinstance(operation, Assign | Unassign):
        own.add(operation.member_id)
    if own & words.speakers:
        found.add("own")
    if len({one.speaker for one in words.evidence if one.speaker is not None}) > 1:
        found.add("agreed")
    if is_hedged(quotes):
        found.add("hedged")
    return found


def _told(operation: Operation, card: Card | None, board: Board, words: Words, quotes: str) -> bool:
    """Whether the very value of the change was said."""
    match operation:
        case Due():
            return any(day.day == operation.date for day in find_dates(quotes, words.started_at))
        case Move():
            column = next((one for one in board.columns if one.id == operation.column_id), None)
            return column is not None and _column_told(column, quotes)
        case Assign() | Unassign():
            named = {one.member for one in find_people(quotes, words.people)}
            return operation.member_id in named | words.speakers
        case _:
            return _text_told(_text_of(operation, card, board), quotes)


def _column_told(column: Column, quotes: str) -> bool:
    said = set(stems(quotes))
    if said & set(telling(column.name)):
        return True
    return re.search(rf"(?<!\w)(?:{_ROLES[column.role]})", fold(quotes)) is not None


def _text_of(operation: Operation, card: Card | None, board: Board) -> str:
    match operation:
        case Comment() | Describe():
            return operation.text
        case AddCheck() | Rename() | Create():
            return operation.name
        case Check() | Uncheck():
            item = item_of(card, operation.item_id) if card else None
            return item.name if item else ""
        case AddLabel() | RemoveLabel():
            return next((one.name for one in board.labels if one.id == operation.label_id), "")
        case _:
            return ""


def _text_told(text: str, quotes: str) -> bool:
    """Most words of the text were said, and every number in it."""
    wanted = set(stems(text))
    if not wanted or set(_NUMBER.findall(text)) - set(_NUMBER.findall(quotes)):
        return False
    return len(wanted & set(stems(quotes))) / len(wanted) >= _MOST_WORDS
