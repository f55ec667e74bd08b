"""All entries of the index in memory, word by word: one look at the database, which a search is worked out from.

An entry is a number here: entries stand source by source and in order, so the neighbours of one are those next to it.
Nothing here ranks.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.int32]
Flags = NDArray[np.bool_]

_IN_ORDER = frozenset({"speech", "document", "minutes"})
"""Kinds whose entries go on from one to the next; the cards of a board do not."""


@dataclass(frozen=True, slots=True)
class Held:
    """What is kept of one entry."""

    place: int
    id: str
    source: str
    number: int
    kind: str
    meeting: str | None
    board: str | None
    people: str
    at: float
    """Seconds since 1970; -1 where it has no moment."""
    superseded: bool
    language: str
    words: Numbers
    """The numbers of its stems, in order."""


class Vocabulary:
    """A number for each stem; it only ever grows."""

    def __init__(self) -> None:
        """Empty."""
        self.stems: list[str] = []
        """By number."""
        self._numbers: defaultdict[str, int] = defaultdict(self._next)

    def _next(self) -> int:
        return len(self._numbers)

    def learn(self, stems: str) -> Numbers:
        """The numbers of stems with blanks between, new ones where need be."""
        numbers = np.fromiter(map(self._numbers.__getitem__, stems.split()), dtype=np.int32)
        if len(self._numbers) > len(self.stems):
            self.stems.extend(list(self._numbers)[len(self.stems) :])
        return numbers

    def number(self, stem: str) -> int | None:
        """The number of a stem that was learnt."""
        return self._numbers.get(stem)


@dataclass(frozen=True, slots=True)
class Postings:
    """The entries of one moment."""

    held: Sequence[Held]
    vocabulary: Vocabulary
    lengths: NDArray[np.float64]
    """Words of each entry."""
    runs: Numbers
    """A number for each entry: those that go on from one to the next have the same."""
    ends: Numbers
    """Where each entry ends in all that was said, one entry after the other."""
    spread: Numbers
    """In how many entries each word is."""
    _entries: Numbers = field(repr=False)
    _times: Numbers = field(repr=False)
    _entries_from: Numbers = field(repr=False)
    _places: Numbers = field(repr=False)
    _places_from: Numbers = field(repr=False)

    def __len__(self) -> int:
        return len(self.held)

    def number(self, stem: str) -> int | None:
        """The number of a word that stands somewhere; None: it stands nowhere."""
        number = self.vocabulary.number(stem)
        return number if number is not None and number < len(self.spread) and self.spread[number] else None

    def entries(self, word: int) -> tuple[Numbers, Numbers]:
        """The entries that a word is in, in order, and how often it is in each."""
        span = slice(self._entries_from[word], self._entries_from[word + 1])
        return self._entries[span], self._times[span]

    def places(self, word: int) -> Numbers:
        """Where a word stands in all that was said, one entry after the other, in order."""
        return self._places[self._places_from[word] : self._places_from[word + 1]]


def lay_out(entries: Iterable[Held], vocabulary: Vocabulary) -> Postings:
    """The postings of these entries, whatever order they come in."""
    from scipy.sparse import csr_array

    held = sorted(entries, key=lambda one: (one.source, one.number, one.id))
    lengths = np.asarray([len(one.words) for one in held], dtype=np.int32)
    words = np.concatenate([one.words for one in held]) if held else np.zeros(0, dtype=np.int32)
    starts = np.concatenate((np.zeros(1, dtype=np.int64), np.cumsum(lengths, dtype=np.int64)))
    places = np.arange(len(words), dtype=np.int32)
    turned = csr_array((places, words, starts), shape=(len(held), len(vocabulary.stems))).tocsc()
    first = np.ones(len(words), dtype=bool)
    first[1:] = turned.indices[1:] != turned.indices[:-1]
    first[turned.indptr[:-1][np.diff(turned.indptr) > 0]] = True
    begins = np.flatnonzero(first)
    before = np.concatenate((np.zeros(1, dtype=np.int32), np.cumsum(first, dtype=np.int32)))[turned.indptr]
    return Postings(
        held=held,
        vocabulary=vocabulary,
        lengths=lengths.astype(np.float64),
        runs=_runs(held),
        ends=starts[1:].astype(np.int32),
        spread=np.diff(before).astype(np.int32),
        _entries=turned.indices[begins].astype(np.int32),
        _times=np.diff(np.append(begins, len(words))).astype(np.int32),
        _entries_from=before,
        _places=turned.data,
        _places_from=turned.indptr,
    )


def _runs(held: Sequence[Held]) -> Numbers:
    runs = np.zeros(len(held), dtype=np.int32)
    for number in range(1, len(held)):
        one, before = held[number], held[number - 1]
        goes_on = (one.source, one.kind) == (before.source, before.kind) and one.kind in _IN_ORDER
        runs[number] = runs[number - 1] + (not goes_on)
    return runs
