"""Words that are spelled nearly like another, in one script: inflected, misheard, written in the other alphabet.

Only words are compared here, never entries: a vocabulary grows slowly whatever is said.
"""

from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from core_api.language.script import sound

_SIZES = (3, 4, 5)
_LEAST = 0.5
"""Words that share less are strangers."""
_MOST = 12


@lru_cache(maxsize=100_000)
def _grams(stem: str) -> tuple[str, ...]:
    marked = f" {sound(stem)} "
    return tuple({marked[at : at + size]: None for size in _SIZES for at in range(len(marked) - size + 1)})


class Lookalikes:
    """The words of a vocabulary by their runs of letters. It grows with the vocabulary."""

    def __init__(self) -> None:
        """Of no words yet."""
        self._numbers: dict[str, int] = {}
        self._words: list[NDArray[np.int32]] = []
        self._told = -1

    def of(self, stem: str, stems: list[str]) -> list[tuple[int, float]]:
        """The words nearest to one among those of the vocabulary, itself left out: numbers, and likeness up to 1."""
        self._grow(stems)
        known = np.asarray(
            [self._numbers[gram] for gram in _grams(stem) if gram in self._numbers], dtype=np.int32
        )
        if not len(known):
            return []
        unknown = len(_grams(stem)) - len(known)
        shared = np.zeros(len(stems), dtype=np.float64)
        for gram in known:
            shared[self._holders[self._from[gram] : self._from[gram + 1]]] += self._rarity[gram] ** 2
        own = float((self._rarity[known] ** 2).sum() + unknown * np.log(1 + len(stems)) ** 2)
        likeness = shared / np.maximum(np.sqrt(own) * self._size, 1e-9)
        near = np.flatnonzero(likeness >= _LEAST)
        near = near[np.lexsort((near, -likeness[near]))]
        return [(int(one), float(likeness[one])) for one in near if stems[one] != stem][:_MOST]

    def _grow(self, stems: list[str]) -> None:
        if self._told == len(stems):
            return
        for stem in stems[len(self._words) :]:
            numbers = [self._numbers.setdefault(gram, len(self._numbers)) for gram in _grams(stem)]
            self._words.append(np.asarray(numbers, dtype=np.int32))
        grams = np.concatenate(self._words)
        holders = np.repeat(np.arange(len(stems), dtype=np.int32), [len(one) for one in self._words])
        self._holders = holders[np.argsort(grams, kind="stable")]
        times = np.bincount(grams, minlength=len(self._numbers))
        self._from = np.concatenate((np.zeros(1, dtype=np.int64), np.cumsum(times)))
        self._rarity = np.log((1 + len(stems)) / (1 + times))
        self._size = np.sqrt(np.bincount(holders, weights=self._rarity[grams] ** 2, minlength=len(stems)))
        self._told = len(stems)
