"""Entries are found by meaning where an embedder knows the language; where not, or when it is away, nothing changes."""

import math
from collections.abc import Callable

import pytest

from core_api.contracts.model import Language, ModelAccess
from core_api.contracts.problems import Unavailable
from core_api.contracts.search import Entry, Filters, Source
from core_api.store.database import Database
from core_api.store.meaning import Meaning
from core_api.store.search import StoredIndex

TOPICS = {
    "car": 0,
    "vehicle": 0,
    "automobile": 0,
    "rain": 1,
    "weather": 1,
    "машина": 0,
    "дождь": 1,
    "погода": 1,
}
SAID = {
    "car": "The automobile needs an inspection.",
    "rain": "Rain is expected tomorrow.",
    "car-ru": "Машина стоит на стоянке.",
    "secret": "An automobile was stolen.",
}


class Embedder:
    """Knows what words are about: cars or weather."""

    def __init__(self, name: str = "tiny@1", *, swapped: bool = False) -> None:
        self.name = name
        self.read: list[str] = []
        self.away = False
        self._swapped = swapped

    def embed(self, texts: tuple[str, ...], *, query: bool) -> list[list[float]]:
        if self.away:
            raise Unavailable("embedder-away")
        if not query:
            self.read.extend(texts)
        return [self._vector(text) for text in texts]

    def _vector(self, text: str) -> list[float]:
        values = [0.1, 0.1, 0.05 * (len(text) % 7)]
        for word in text.lower().replace(".", "").replace("?", "").split():
            if word in TOPICS:
                values[TOPICS[word] ^ self._swapped] += 1.0
        length = math.sqrt(sum(value * value for value in values))
        return [value / length for value in values]


def index_of(
    database: Database, embedder: Embedder, *known: Language, may_read: Callable[[ModelAccess], bool] = bool
) -> StoredIndex:
    meaning = Meaning(embedder, lambda language: language in known, may_read, lambda: embedder.name)
    return StoredIndex(database, lambda: meaning)


def fill(index: StoredIndex, **said: str) -> None:
    noise = {f"noise-{at}": f"Something about lunch number {at}." for at in range(24)}
    entries = [
        Entry(id=name, kind="fact", source="all:1", number=at, text=text)
        for at, (name, text) in enumerate((SAID | noise | said).items())
    ]
    index.put(Source(id="all:1", version="1"), tuple(entries))


def read_all(index: StoredIndex, models: Callable[[Entry], ModelAccess] = lambda _entry: "external") -> None:
    after: int | None = 0
    while after is not None:
        after = index.learn(after, 5, models)


def ids(index: StoredIndex, question: str) -> list[str]:
    return [found.entry.id for found in index.search(question, Filters(), 10)]


def test_what_shares_no_word_is_found_by_its_meaning(database: Database) -> None:
    index = index_of(database, Embedder(), "en")
    fill(index)
    assert ids(index, "vehicle?") == []
    read_all(index)
    assert set(ids(index, "vehicle?")) == {"car", "secret"}
    assert ids(index, "expected weather?")[0] == "rain"


@pytest.mark.parametrize("away", [False, True])
def test_an_embedder_that_does_not_know_the_language_or_is_away_changes_nothing(
    database: Database, away: bool
) -> None:
    embedder = Embedder(swapped=True)
    index = index_of(database, embedder, "en", "ru") if away else index_of(database, embedder, "en")
    fill(index)
    plain = StoredIndex(database).search("дождь и машина", Filters(), 10)
    read_all(index)
    assert away or not any("Машина" in text for text in embedder.read)
    embedder.away = away
    assert index.search("дождь и машина", Filters(), 10) == plain


def test_only_what_is_new_is_read_and_another_model_reads_everything(database: Database) -> None:
    first = Embedder()
    index = index_of(database, first, "en")
    fill(index)
    read_all(index)
    assert (index.freshness().embedded, index.freshness().waiting) == (27, 0)
    first.read.clear()
    fill(index, rain="The weather is fine.")
    assert index.freshness().waiting == 1
    read_all(index)
    assert first.read == ["The weather is fine."]
    second = Embedder("tiny@2", swapped=True)
    other = index_of(database, second, "en", "ru")
    fresh = other.freshness()
    assert (fresh.model, fresh.embedded, fresh.waiting) == ("tiny@2", 0, 28)
    read_all(other)
    assert len(second.read) == 28
    assert index.freshness().embedded == 0
    assert set(ids(other, "vehicle?")) == {"car", "car-ru", "secret"}


def test_what_no_model_may_read_is_not_read(database: Database) -> None:
    embedder = Embedder()
    index = index_of(database, embedder, "en", may_read=lambda models: models != "none")
    fill(index)
    read_all(index, lambda entry: "none" if entry.id == "secret" else "local")
    assert SAID["secret"] not in embedder.read
    assert ids(index, "vehicle?") == ["car"]
