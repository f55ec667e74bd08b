"""BM25 between texts and cards over Snowball stems of Russian and English.

Works on words only: misheard and transliterated terms are the business of `ngrams`.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from core_api.language.background import share, weight
from core_api.language.words import stems
from similarity.bags import (
    Row,
    Scores,
    Sparse,
    count,
    document_frequency,
    matrix,
    plus,
    product,
    row_sums,
    scale_columns,
    unit_rows,
    vocabulary,
)

_K1 = 1.2
_B = 0.4
_TITLES_OF_TALK = 20.0
"""How many titles what is known of talk at large counts for beside the board's own."""
_DESCRIPTION_WEIGHT = 0.3
_DESCRIPTION_CHARACTERS = 2000


@dataclass(frozen=True, slots=True)
class LexicalScores:
    """BM25 and the two shares of the words in common, each (texts × cards)."""

    bm25: Scores
    """The sum of the weights of common stems; a stem that is common in meetings at large weighs less."""
    card_share: Scores
    """How much of the card's title (by rarity, 0–1) the text says."""
    text_share: Scores
    """How much of the text (by rarity, 0–1) the card explains; words of its description explain less."""
    surprise: Scores
    """How unlikely another card of this board has the same words in its title: minus the logarithm of the chance."""


def card_row(name: str, description: str) -> Row:
    """The stems of a card: its title in full weight, its description (the first 2000 characters) in less."""
    title = count(stems(name))
    if not description:
        return title
    return plus(title, count(stems(description[:_DESCRIPTION_CHARACTERS]), _DESCRIPTION_WEIGHT))


def score(texts: Sequence[Row], titles: Sequence[Row], documents: Sequence[Row]) -> LexicalScores:
    """Every text against every card; `titles` are the cards' names alone, `documents` names and descriptions."""
    columns = vocabulary((*documents, *texts))
    rarity = np.asarray([weight(term) for term in columns], dtype=np.float64)
    asked = matrix(texts, columns)
    named, said = matrix(titles, columns), asked.copy()
    named.data, said.data = rarity[named.indices], np.ones_like(said.data)
    common = product(said, named)
    held = matrix(documents, columns)
    held.data = np.minimum(held.data, 1.0) * rarity[held.indices]
    total = np.asarray(said @ rarity, dtype=np.float64)
    asked.data = np.log1p(asked.data)
    return LexicalScores(
        bm25=product(asked, _weighted(documents, columns, rarity)),
        card_share=common / np.maximum(row_sums(named), 1e-9)[None, :],
        text_share=product(said, held) / np.maximum(total, 1e-9)[:, None],
        surprise=product(said, _surprising(named, columns)),
    )


def cosine(texts: Sequence[Row], passages: Sequence[Row]) -> Scores:
    """The cosine of texts with passages by the rarity of their stems (texts × passages), 0–1."""
    columns = vocabulary((*texts, *passages))
    rarity = np.asarray([weight(term) for term in columns], dtype=np.float64)
    asked, held = (unit_rows(scale_columns(matrix(rows, columns), rarity)) for rows in (texts, passages))
    return product(asked, held)


def _surprising(titles: Sparse, columns: dict[str, int]) -> Sparse:
    """The titles as rows of how unlikely each of their words is in another title."""
    others = document_frequency(titles) - 1
    common = _TITLES_OF_TALK * np.asarray([share(term) for term in columns], dtype=np.float64)
    chance = (np.maximum(others, 0.0) + common) / (titles.shape[0] - 1 + _TITLES_OF_TALK)
    rows = titles.copy()
    rows.data = -np.log(np.clip(chance, 1e-9, 1.0))[rows.indices]
    return rows


def _weighted(documents: Sequence[Row], columns: dict[str, int], rarity: NDArray[np.float64]) -> Sparse:
    """The cards as rows of BM25 weights."""
    cards = matrix(documents, columns)
    frequency = document_frequency(cards)
    idf = np.log1p((max(len(documents), 1) - frequency + 0.5) / (frequency + 0.5)) * rarity
    lengths = row_sums(cards)
    norm = _K1 * (1 - _B + _B * lengths / max(float(lengths.mean()), 1e-9))
    cards.data = (
        cards.data * (_K1 + 1) / (cards.data + np.repeat(norm, np.diff(cards.indptr))) * idf[cards.indices]
    )
    return cards
