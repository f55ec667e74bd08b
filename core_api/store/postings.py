"""All entries of the index in memory, word by word: one look at the database, which a search is worked out from.

An entry is a number here: entries stand source by source and in order, so the neighbours of one are those next to it.
Nothing here ranks.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import count

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

Numbers = NDArray[np.int32]
Flags = NDArray[np.bool_]


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
        numbers = count()
        self._numbers: defaultdict[str, int] = defaultdict(lambda: next(numbers))

    def __len__(self) -> int:
        return len(self._numbers)

    def learn(self, stems: str) -> Numbers:
        """The numbers of stems with blanks between, new ones where need be."""
        return np.fromiter(map(self._numbers.__getitem__, stems.split()), dtype=np.int32)

    def number(self, stem: str) -> int | None:
        """The number of a stem that was learnt."""
        return self._numbers.get(stem)


@dataclass(frozen=True)
class Occurrences:
    """Where a word stands: the entries, in order, and its place in all that was said, one after the other."""

    entries: Numbers
    places: Numbers


@dataclass(frozen=True)
class Postings:
    """The entries of one moment."""

    held: Sequence[Held]
    vocabulary: Vocabulary
    lengths: Numbers
    """Words of each entry."""
    sources: Numbers
    """A number for each entry's source: neighbours have the same."""
    _firsts: Numbers = field(repr=False)
    _entries: Numbers = field(repr=False)
    _places: Numbers = field(repr=False)

    def __len__(self) -> int:
        return len(self.held)

    def of(self, stem: str) -> Occurrences | None:
        """Where a word stands; None: nowhere."""
        number = self.vocabulary.number(stem)
        if number is None or number + 1 >= len(self._firsts):
            return None
        span = slice(self._firsts[number], self._firsts[number + 1])
        return Occurrences(self._entries[span], self._places[span]) if span.stop > span.start else None


def lay_out(entries: Iterable[Held], vocabulary: Vocabulary) -> Postings:
    """The postings of these entries, whatever order they come in."""
    held = sorted(entries, key=lambda one: (one.source, one.number, one.id))
    lengths = np.asarray([len(one.words) for one in held], dtype=np.int32)
    words = np.concatenate([one.words for one in held]) if held else np.zeros(0, dtype=np.int32)
    starts = np.concatenate(([0], np.cumsum(lengths, dtype=np.int64)))
    places = np.arange(len(words), dtype=np.int32)
    turned = csr_array((places, words, starts), shape=(len(held), len(vocabulary))).tocsc()
    names = {source: number for number, source in enumerate(dict.fromkeys(one.source for one in held))}
    return Postings(
        held=held,
        vocabulary=vocabulary,
        lengths=lengths,
        sources=np.asarray([names[one.source] for one in held], dtype=np.int32),
        _firsts=turned.indptr,
        _entries=turned.indices,
        _places=turned.data,
    )
