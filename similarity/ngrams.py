"""Character n-grams of words, as TF-IDF: what finds inflected, misheard and transliterated terms.

Runs over words, never across them. The letters may be the text's own or those of one script (`script`).
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from core_api.language.background import token_weight
from core_api.language.script import sound, spoken_acronyms
from core_api.language.words import STOP_WORDS, tokens
from similarity.bags import (
    Row,
    Scores,
    Sparse,
    count,
    document_frequency,
    join,
    matrix,
    product,
    scale_columns,
    unit_rows,
    vocabulary,
)

_SIZES = (3, 4, 5)
_PREFIX = re.compile(
    r"^(?:недо|пере|пред|без|бес|воз|вос|раз|рас|под|подо|при|про|над|вы|до|за|из|ис|на|об|обо|от|ото|по|со|не)(?=[а-я]{4})"
)
_ROOT_WEIGHT = 0.5
"""For a Russian word without its prefix: «загрузка» and «грузится»."""
_ACRONYM_WEIGHT = 0.7
_SPREAD = 8.0
"""Brings the weights of 0–1 to where the logarithm tells one occurrence from two and rare from common."""


def own_words(text: str) -> Row:
    """The words of a text in its own letters, each with how much it tells."""
    row: Row = {}
    for token in tokens(text):
        for word, weight in _told(token):
            row[word] = row.get(word, 0.0) + weight
    return row


@lru_cache(maxsize=100_000)
def _told(token: str) -> tuple[tuple[str, float], ...]:
    """A word with how much it tells, and the same without its prefix; nothing for a stop word."""
    if token in STOP_WORDS:
        return ()
    weight, root = token_weight(token), _PREFIX.sub("", token)
    return ((token, weight),) if root == token else ((token, weight), (root, weight * _ROOT_WEIGHT))


def one_script_words(text: str, words: Row) -> Row:
    """The words of a text (its `own_words`) in one script, and its acronyms as they are spoken."""
    row: Row = {}
    for token, weight in words.items():
        heard = sound(token)
        row[heard] = row.get(heard, 0.0) + weight
    for heard in spoken_acronyms(text):
        row[heard] = row.get(heard, 0.0) + _ACRONYM_WEIGHT
    return row


@lru_cache(maxsize=100_000)
def grams(word: str) -> tuple[str, ...]:
    """All runs of 3 to 5 characters of a word with its bounds marked."""
    marked = f" {word} "
    return tuple(marked[at : at + size] for size in _SIZES for at in range(len(marked) - size + 1))


@dataclass(frozen=True, slots=True)
class Spelled:
    """The cards of a board by the n-grams of their words, at length 1."""

    cards: Sparse
    columns: dict[str, int]
    rarity: NDArray[np.float64]
    """By column: an n-gram that many cards have tells less."""


def spell(cards: Sequence[Row]) -> Spelled:
    """Cut the words of the cards up, once for all texts."""
    words = vocabulary(cards)
    columns = vocabulary(count(grams(word)) for word in words)
    held = join(matrix(cards, words), _spelled(words, columns))
    rarity = np.log((1 + len(cards)) / (1 + document_frequency(held))) + 1
    return Spelled(_weighted(held, rarity), columns, rarity)


def score(texts: Sequence[Row], cards: Spelled) -> Scores:
    """The cosine of every text's n-grams with every card's (texts × cards); those of rare words count more."""
    words = vocabulary(texts)
    wanted = join(matrix(texts, words), _spelled(words, cards.columns))
    return product(_weighted(wanted, cards.rarity), cards.cards)


def _weighted(rows: Sparse, rarity: NDArray[np.float64]) -> Sparse:
    rows.data = np.log1p(rows.data * _SPREAD)
    return unit_rows(scale_columns(rows, rarity))


def _spelled(words: dict[str, int], columns: dict[str, int]) -> Sparse:
    """The n-grams of each word (words × n-grams)."""
    return matrix([count(grams(word)) for word in words], columns)
