"""From the words of a request to the ids of one board: columns, people, checklist items, labels.

What cannot be found, or fits two things, is not found: nobody guesses. A value that already is an id stays.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from core_api.contracts.board import Board, Card, Column, ColumnRole
from core_api.language.misheard import nearest
from core_api.language.names import Directory, resolve
from core_api.language.words import fold, stems

_ROLE_WORDS: dict[ColumnRole, frozenset[str]] = {
    "done": frozenset(
        "done closed close complete completed finished готово сделано закрыто закрыть выполнено".split()
    ),
    "working": frozenset("working progress doing started start work работа работу работе".split()),
    "waiting": frozenset(
        "waiting review blocked qa testing test ревью проверка проверку тест ожидание".split()
    ),
    "queue": frozenset("queue backlog todo inbox later бэклог беклог очередь планы".split()),
}
_FILLER = frozenset(
    "need readi for in into to the of wait на в во к under column list колонк списк столбец столбц".split()
)


@dataclass(frozen=True, slots=True)
class Found:
    """A thing of the board, and whether the words named it outright."""

    id: str
    exact: bool


def column(value: str, board: Board) -> Found | None:
    """The open column that is meant, by id, name, telling words of the name, or the word for its role."""
    columns = [one for one in board.columns if not one.closed]
    known = _by_id_or_name(value, ((one.id, one.name) for one in columns))
    if known:
        return known
    wanted = telling(value)
    hits = [one for one in columns if wanted and set(wanted) == set(telling(one.name))]
    hits = hits or [one for one in columns if wanted and set(wanted) <= set(telling(one.name))]
    if len(hits) == 1:
        return Found(hits[0].id, True)
    return None if hits else _by_role(value, columns)


def _by_role(value: str, columns: list[Column]) -> Found | None:
    words = set(fold(value).split())
    for role, names in _ROLE_WORDS.items():
        if words & names:
            fitting = sorted((one for one in columns if one.role == role), key=lambda one: one.position)
            if not fitting:
                return None
            chosen = fitting[-1] if role in ("done", "queue") else fitting[0]
            return Found(chosen.id, len(fitting) == 1)
    return None


def member(value: str, board: Board, people: Directory) -> Found | None:
    """The one person of the board whom a name means, or whose id it is; not exact where it was misheard."""
    known = _by_id_or_name(value, ((one.id, one.name) for one in board.members))
    if known:
        return known
    found = resolve(value, people)
    if found is not None:
        return Found(found, True)
    misheard = nearest(value, people)
    return Found(misheard, False) if misheard else None


def item(value: str, card: Card) -> Found | None:
    """The checklist item of the card that is meant: by id, name, or most of its words."""
    items = [one for checklist in card.checklists for one in checklist.items]
    known = _by_id_or_name(value, ((one.id, one.name) for one in items))
    if known:
        return known
    return _by_words(value, ((one.id, one.name) for one in items))


def label(value: str, board: Board) -> Found | None:
    """The label that is meant: by id, name, or its words."""
    named = [(one.id, one.name) for one in board.labels if one.name]
    return _by_id_or_name(value, named) or next(
        (Found(one.id, True) for one in board.labels if one.id == value), (_by_words(value, named))
    )


def telling(name: str) -> tuple[str, ...]:
    """The stems of a column's name that tell it from others."""
    found = tuple(one for one in stems(name, stop_words=True) if one not in _FILLER)
    return found or tuple(stems(name, stop_words=True))


def _by_id_or_name(value: str, things: Iterable[tuple[str, str]]) -> Found | None:
    pairs = list(things)
    if any(value == key for key, _name in pairs):
        return Found(value, True)
    named = [key for key, name in pairs if fold(name).strip() == fold(value).strip()]
    return Found(named[0], True) if len(named) == 1 else None


def _by_words(value: str, things: Iterable[tuple[str, str]]) -> Found | None:
    wanted = set(stems(value))
    scored = sorted(
        (
            (len(wanted & set(stems(name))) / max(len(set(stems(name)) | wanted), 1), key)
            for key, name in things
        ),
        reverse=True,
    )
    if not scored or scored[0][0] < 0.3 or (len(scored) > 1 and scored[1][0] == scored[0][0]):
        return None
    return Found(scored[0][1], scored[0][0] >= 0.5)
