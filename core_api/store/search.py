"""The `Index` port over the database: entries are rows, and a search runs over what is held of them in memory.

Both databases find the same, since neither is asked to rank. What is held is compared with the database at every
search and brought up to date, whoever changed it.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from threading import Lock

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import func
from sqlmodel import col, select

from core_api.contracts.model import ModelAccess
from core_api.contracts.problems import Missing
from core_api.contracts.search import Entry, Filters, Found, Freshness, Source
from core_api.store import entries, meaning
from core_api.store.database import Database, Session
from core_api.store.fusion import fuse
from core_api.store.index_tables import EntryRow
from core_api.store.lookalikes import Lookalikes
from core_api.store.meaning import Matrix, Meaning, Vectors
from core_api.store.narrowing import Facets
from core_api.store.postings import Held, Postings, Vocabulary, lay_out
from core_api.store.scoring import Scores, lexical

_AT_ONCE = 500
"""Values in one question to the database."""
_COLUMNS = (
    EntryRow.place, EntryRow.id, EntryRow.source_id, EntryRow.number, EntryRow.kind, EntryRow.meeting_id,
    EntryRow.board, EntryRow.people, EntryRow.at, EntryRow.superseded, EntryRow.language, EntryRow.stems,
)  # fmt: skip

State = tuple[int, int, int]
"""How many places there are, the last one, and their sum: places are never given twice."""


@dataclass(frozen=True)
class _Look:
    """The entries of one moment, ready to be searched."""

    state: State
    postings: Postings
    facets: Facets
    places: NDArray[np.int64]
    """Of each entry, in the order of the postings."""


class StoredIndex:
    """An `Index` of one database. Safe to share between threads."""

    def __init__(self, database: Database, find_meaning: Callable[[], Meaning | None] = lambda: None) -> None:
        """Nothing is read yet. `find_meaning` gives the embedder, where there is one; asked at the first need."""
        self._database = database
        self._find_meaning = find_meaning
        self._vectors: Vectors | None = None
        self._lock = Lock()
        self._vocabulary = Vocabulary()
        self._lookalikes = Lookalikes()
        self._look: _Look | None = None

    def put(self, source: Source, entries_: tuple[Entry, ...]) -> None:
        """Make these the entries of the source, in the place of all earlier ones."""
        with self._database.transaction() as session:
            entries.put(session, source, entries_)

    def drop(self, source_id: str) -> None:
        """Forget the source and its entries; nothing happens where there is none."""
        with self._database.transaction() as session:
            entries.drop(session, source_id)

    def search(self, question: str, filters: Filters, limit: int) -> tuple[Found, ...]:
        """The entries that fit best, best first; equal ones stand by id. Empty when nothing has to do with it."""
        asked = self._asked(question)
        with self._database.reading() as session:
            look = self._present(session)
            kept = look.facets.keep(filters)
            with self._lock:
                scores = lexical(look.postings, self._lookalikes, question, kept)
            cosines = self._cosines(session, look, asked)
            scores = np.round(scores if cosines is None else fuse(scores, cosines, kept), 9)
            best = _best(look.postings, scores, limit)
            bodies = _bodies(session, [look.postings.held[number].place for number in best])
        return tuple(
            Found(entry=bodies[look.postings.held[number].place], score=float(scores[number]))
            for number in best
        )

    def freshness(self) -> Freshness:
        """How far what is found is up to date."""
        found = self._find_meaning()
        with self._database.reading() as session:
            entries_ = _state(session)[0]
            model = found.known_name() if found else None
            embedded, waiting = meaning.count(session, model) if model else (0, 0)
        return Freshness(entries=entries_, model=model, embedded=embedded, waiting=waiting)

    def learn(self, after: int, limit: int, models: Callable[[Entry], ModelAccess]) -> int | None:
        """Have the embedder read the next entries that it has not read; see the port."""
        found = self._find_meaning()
        if found is None:
            return None
        try:
            model = found.embedder.name
        except Missing:  # doctor tells
            return None
        with self._database.reading() as session:
            next_ones = meaning.waiting(session, found, after, limit)
        if not next_ones:
            with self._database.transaction() as session:
                meaning.forget_others(session, model)
            return None
        allowed = [
            (place, meaning.text_of(entry)) for place, entry in next_ones if found.may_read(models(entry))
        ]
        read = found.embedder.embed(tuple(text for _place, text in allowed), query=False) if allowed else []
        with self._database.transaction() as session:
            made = [(place, vector) for (place, _text), vector in zip(allowed, read, strict=True)]
            meaning.keep(session, model, made)
        return next_ones[-1][0]

    def _asked(self, question: str) -> Matrix | None:
        """The question as the embedder sees it; None where there is none, or nothing that it has read."""
        found = self._find_meaning()
        if found is None:
            return None
        with self._database.reading() as session:
            there = meaning.anything(session)
        return found.of_question(question) if there else None

    def _cosines(self, session: Session, look: _Look, asked: Matrix | None) -> Scores | None:
        """The likeness of each entry with the question, NaN where an entry has no vector; None: nothing to tell."""
        found = self._find_meaning()
        if asked is None or found is None:
            return None
        with self._lock:
            held = self._vectors = meaning.vectors(session, found.embedder.name, self._vectors)
        if held.matrix.shape[1:] != asked.shape:
            return None
        at = np.searchsorted(held.places, look.places)
        there = (at < len(held.places)) & (held.places[np.minimum(at, len(held.places) - 1)] == look.places)
        cosines = np.full(len(look.places), np.nan)
        cosines[there] = (held.matrix @ asked)[at[there]]
        return cosines

    def _present(self, session: Session) -> _Look:
        state = _state(session)
        with self._lock:
            if self._look is None or self._look.state != state:
                known = {one.place: one for one in self._look.postings.held} if self._look else {}
                there = set(session.exec(select(EntryRow.place)).all())
                kept = [one for place, one in known.items() if place in there]
                new = [self._held(row) for row in _rows(session, there - known.keys(), whole=not known)]
                postings = lay_out([*kept, *new], self._vocabulary)
                places = np.asarray([one.place for one in postings.held], dtype=np.int64)
                self._look = _Look(state, postings, Facets(postings), places)
            return self._look

    def _held(self, row: tuple) -> Held:  # type: ignore[type-arg]
        *told, stems = row
        place, id_, source, number, kind, meeting, board, people, at, superseded, language = told
        return Held(
            place=place,
            id=id_,
            source=source,
            number=number,
            kind=kind,
            meeting=meeting,
            board=board,
            people=people,
            at=at.timestamp() if at else -1.0,
            superseded=superseded,
            language=language,
            words=self._vocabulary.learn(stems),
        )


def _state(session: Session) -> State:
    place = col(EntryRow.place)
    count, last, total = session.exec(select(func.count(place), func.max(place), func.sum(place))).one()
    return int(count), int(last or 0), int(total or 0)


def _rows(session: Session, places: set[int | None], *, whole: bool) -> Iterable[tuple]:  # type: ignore[type-arg]
    query = select(*_COLUMNS)  # type: ignore[call-overload]
    if whole:
        yield from session.exec(query)
        return
    wanted = sorted(place for place in places if place is not None)
    for at in range(0, len(wanted), _AT_ONCE):
        yield from session.exec(query.where(col(EntryRow.place).in_(wanted[at : at + _AT_ONCE])))


def _best(postings: Postings, scores: Scores, limit: int) -> list[int]:
    """The entries with the highest scores above 0; equal ones stand by id."""
    fitting = np.flatnonzero(scores > 0)
    if len(fitting) > limit > 0:
        least = np.partition(scores[fitting], len(fitting) - limit)[len(fitting) - limit]
        fitting = fitting[scores[fitting] >= least]
    return sorted(fitting.tolist(), key=lambda number: (-scores[number], postings.held[number].id))[
        : max(limit, 0)
    ]


def _bodies(session: Session, places: list[int]) -> dict[int, Entry]:
    found: dict[int, Entry] = {}
    for at in range(0, len(places), _AT_ONCE):
        wanted = select(EntryRow).where(col(EntryRow.place).in_(places[at : at + _AT_ONCE]))
        found |= {row.place or 0: row.body for row in session.exec(wanted)}
    return found
