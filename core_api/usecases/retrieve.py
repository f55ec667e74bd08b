"""Search over given texts through the index of past meetings, in a fresh store: for scorers, who have no meetings."""

from collections.abc import Iterable, Iterator

from core_api.contracts.search import Entry, Filters, Source
from core_api.store.database import connect
from core_api.store.search import StoredIndex

_SOURCE = Source(id="speech:texts", version="1")


def retrieve(
    texts: Iterable[tuple[str, str]], questions: Iterable[tuple[str, str]], top: int
) -> Iterator[tuple[str, list[tuple[str, float]]]]:
    """For each question (its id and words) the ids of the texts that fit best and their scores, best first.

    `texts` are ids and words in the order in which they were said. The store is thrown away afterwards.
    """
    database = connect("sqlite://")
    try:
        database.migrate()
        index = StoredIndex(database)
        index.put(_SOURCE, tuple(_entry(number, *text) for number, text in enumerate(texts)))
        for question, words in questions:
            found = index.search(words, Filters(), top)
            yield question, [(one.entry.id, one.score) for one in found]
    finally:
        database.dispose()


def _entry(number: int, id_: str, text: str) -> Entry:
    return Entry(id=id_, kind="speech", source=_SOURCE.id, number=number, text=text)
