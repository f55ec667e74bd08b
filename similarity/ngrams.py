"""Character n-grams of words, as TF-IDF: what finds inflected, misheard and transliterated terms.

Runs over words, never across them. The letters may be the text's own or those of one script (`script`).
"""

from collections.abc import Sequence
from functools import lru_cache

import numpy as np

from core_api.language.words import STOP_WORDS, tokens
from similarity.background import token_weight
from similarity.bags import (
    Row,
    Scores,
    document_frequency,
    matrix,
    product,
    scale_columns,
    unit_rows,
    vocabulary,
)
from similarity.script import one_script, spoken_acronyms

_SIZES = (3, 4, 5)
_ACRONYM_WEIGHT = 0.7
_SPREAD = 8.0
"""Brings the weights of 0–1 to where the logarithm tells one occurrence from two and rare from common."""


def own_words(text: str) -> Row:
    """The words of a text in its own letters, each with how much it tells."""
    row: Row = {}
    for token in tokens(text):
        if token not in STOP_WORDS:
            row[token] = row.get(token, 0.0) + token_weight(token)
    return row


def one_script_words(text: str) -> Row:
    """The words of a text in one script, and its acronyms as they are spoken."""
    row: Row = {}
    for token, weight in own_words(text).items():
        sound = one_script(token)
        row[sound] = row.get(sound, 0.0) + weight
    for sound in spoken_acronyms(text):
        row[sound] = row.get(sound, 0.0) + _ACRONYM_WEIGHT
    return row


@lru_cache(maxsize=100_000)
def grams(word: str) -> tuple[str, ...]:
    """All runs of 3 to 5 characters of a word with its bounds marked."""
    marked = f" {word} "
    return tuple(marked[at : at + size] for size in _SIZES for at in range(len(marked) - size + 1))


def _row(words: Row) -> Row:
    row: Row = {}
    for word, weight in words.items():
        for gram in grams(word):
            row[gram] = row.get(gram, 0.0) + weight
    return row


def score(texts: Sequence[Row], cards: Sequence[Row]) -> Scores:
    """The cosine of every text's n-grams with every card's (texts × cards); those of rare words count more."""
    documents, asked = [_row(words) for words in cards], [_row(words) for words in texts]
    columns = vocabulary(documents)
    held, wanted = matrix(documents, columns), matrix(asked, columns)
    idf = np.log((1 + len(cards)) / (1 + document_frequency(held))) + 1
    for sparse in (held, wanted):
        sparse.data = np.log1p(sparse.data * _SPREAD)
    return product(unit_rows(scale_columns(wanted, idf)), unit_rows(scale_columns(held, idf)))
