"""What entries mean, as vectors beside their rows: made a batch at a time, compared exactly, all at once.

Vectors of different models are never compared, and a model that does not know a language touches no text in it.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import delete, func
from sqlmodel import col, select

from core_api.contracts.model import Language, ModelAccess
from core_api.contracts.ports import Embedder
from core_api.contracts.problems import Malformed, Missing, Refused, Unavailable
from core_api.contracts.search import Entry
from core_api.language.words import detect_language
from core_api.store.database import Session
from core_api.store.index_tables import EntryRow, EntryVectorRow
from core_api.store.rows import put_all

Matrix = NDArray[np.float32]
AWAY = (Missing, Unavailable, Refused, Malformed)
"""What an embedder raises that cannot be used now: the words alone count then."""

LANGUAGES: tuple[Language, ...] = ("ru", "en")


@dataclass(frozen=True)
class Meaning:
    """An embedder as the index uses it."""

    embedder: Embedder
    knows: Callable[[Language], bool]
    """Whether it was found to know a language. Raises what the embedder raises."""
    may_read: Callable[[ModelAccess], bool] = lambda _models: True
    """Whether it is among the models that a text allows."""
    known_name: Callable[[], str | None] = lambda: None
    """Its name where that is known without loading or asking a model."""

    def languages(self) -> tuple[Language, ...]:
        """Those that it knows. Raises what the embedder raises."""
        return tuple(language for language in LANGUAGES if self.knows(language))

    def of_question(self, question: str) -> Matrix | None:
        """Its vector; None where the embedder is away or does not know the language."""
        try:
            if not question.strip() or not self.knows(detect_language(question)):
                return None
            return np.asarray(self.embedder.embed((question,), query=True)[0], dtype=np.float32)
        except AWAY:
            return None


@dataclass(frozen=True)
class Vectors:
    """The vectors of one model at one moment."""

    state: tuple[str, int, int]
    places: NDArray[np.int64]
    """Of the entries, in order."""
    matrix: Matrix
    """One row a place."""


def vectors(session: Session, model: str, known: Vectors | None) -> Vectors:
    """The vectors of a model as they stand, those that are known already where nothing changed."""
    place = col(EntryVectorRow.place)
    of_model = col(EntryVectorRow.model) == model
    count, total = session.exec(select(func.count(place), func.sum(place)).where(of_model)).one()
    state = (model, int(count), int(total or 0))
    if known is not None and known.state == state:
        return known
    query = select(EntryVectorRow.place, EntryVectorRow.vector).where(of_model).order_by(place)
    rows = session.exec(query).all()
    matrix = np.frombuffer(b"".join(vector for _place, vector in rows), dtype="<f2").astype(np.float32)
    places = np.asarray([at for at, _vector in rows], dtype=np.int64)
    return Vectors(state, places, matrix.reshape(len(rows), -1 if rows else 0))


def waiting(session: Session, meaning: Meaning, after: int, limit: int) -> list[tuple[int, Entry]]:
    """Entries in a language of the model that have no vector of it, in order, from after that place on."""
    has = select(EntryVectorRow.place).where(EntryVectorRow.model == meaning.embedder.name)
    query = select(EntryRow).where(
        col(EntryRow.place) > after,
        col(EntryRow.language).in_(meaning.languages()),
        col(EntryRow.place).not_in(has),
    )
    found = session.exec(query.order_by(col(EntryRow.place)).limit(limit))
    return [(row.place or 0, row.body) for row in found]


def count(session: Session, model: str) -> tuple[int, int]:
    """Entries with a vector of the model, and those in a language that it has read that have none yet.

    No model is asked for it: before it has read anything it may know every language.
    """
    of_model = EntryVectorRow.model == model
    has = session.exec(select(func.count()).select_from(EntryVectorRow).where(of_model)).one()
    could = select(func.count()).select_from(EntryRow)
    if has:
        read = select(EntryRow.language).join(EntryVectorRow).where(of_model).distinct()
        could = could.where(col(EntryRow.language).in_(read))
    return has, max(session.exec(could).one() - has, 0)


def anything(session: Session) -> bool:
    """Whether there is any vector: without one no model need be loaded for a question."""
    return session.exec(select(EntryVectorRow.place).limit(1)).first() is not None


def keep(session: Session, model: str, found: list[tuple[int, list[float]]]) -> None:
    """Keep the vectors of entries that are still there."""
    there = set(session.exec(select(EntryRow.place).where(col(EntryRow.place).in_([at for at, _ in found]))))
    rows = [
        EntryVectorRow(model=model, place=place, vector=np.asarray(values, dtype="<f2").tobytes())
        for place, values in found
        if place in there
    ]
    put_all(session, rows)


def forget_others(session: Session, model: str) -> None:
    """Delete the vectors of every other model."""
    session.exec(delete(EntryVectorRow).where(col(EntryVectorRow.model) != model))


def text_of(entry: Entry) -> str:
    """What of an entry is embedded."""
    return f"{entry.title}\n{entry.text}" if entry.title else entry.text
