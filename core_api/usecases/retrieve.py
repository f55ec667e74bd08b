"""Search over given texts through the index of past meetings, in a fresh store: for scorers, who have no meetings."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

from core_api.contracts.meeting import Meeting, Segment, Transcript
from core_api.store import meetings, search
from core_api.store.database import Session, connect

_MEETING = Meeting(id="texts", title="", started_at=datetime(2026, 1, 1, tzinfo=UTC), source="texts", blob="")


def retrieve(
    texts: Iterable[tuple[str, str]], questions: Iterable[tuple[str, str]], top: int
) -> Iterator[tuple[str, list[tuple[str, float]]]]:
    """For each question (its id and words) the ids of the texts that fit best and their scores, best first.

    `texts` are ids and words in the order in which they were said. The store is thrown away afterwards.
    """
    known = tuple(texts)
    with _indexed([words for _id, words in known]) as session:
        for question, words in questions:
            found = search.search(session, words, limit=top)
            yield question, [(known[one.first_segment][0], one.score) for one in found]


@contextmanager
def _indexed(texts: list[str]) -> Iterator[Session]:
    database = connect("sqlite://")
    try:
        database.migrate()
        said = Transcript(
            language="en",
            segments=tuple(
                Segment(index=at, start=float(at), end=float(at), text=text) for at, text in enumerate(texts)
            ),
        )
        with database.transaction() as session:
            meetings.add(session, _MEETING, "texts")
            search.index(session, _MEETING, said, [(segment,) for segment in said.segments])
        with database.reading() as session:
            yield session
    finally:
        database.dispose()
