"""The embedder's part in a ranking: guarded by language, and left out when it is not there or may not read.

A query stands beside a card's name, its name with its description, and, sentence by sentence, beside both: the best
of these counts, since a model's window loses the tail of a long text. No ranking is made here; `service` blends.
"""

import re
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from core_api.contracts.matching import CardText, Query
from core_api.contracts.model import Language, ModelAccess
from core_api.contracts.ports import Embedder
from core_api.contracts.problems import Malformed, Missing, Refused, Unavailable
from core_api.language.words import detect_language
from similarity.bags import Scores
from similarity.guard import PAIRS, knows
from similarity.perimeter import may_read

_DESCRIPTION_CHARACTERS = 1000
_SENTENCE_END = re.compile(r"(?<=[.!?…])\s+|\n+")
_SENTENCES = 12
"""So many sentences of a query are looked at alone."""
_LEAST_LETTERS = 15

Judged = tuple[Scores | None, NDArray[np.bool_], tuple[str, ...]]
"""Cosines (queries × cards) or None, for which queries they count, and notes on what was left out."""


class Dense:
    """An embedder that is asked only in the languages it knows."""

    def __init__(self, embedder: Embedder | None) -> None:
        """None: no embedder was configured, and nothing is said about it."""
        self._embedder = embedder
        self._known: frozenset[Language] | None = None

    def scores(self, queries: Sequence[Query], cards: Sequence[CardText], models: ModelAccess) -> Judged:
        """What the embedder says; never raises for an embedder that is away."""
        nobody = np.zeros(len(queries), dtype=bool)
        if self._embedder is None:
            return None, nobody, ()
        if not may_read(self._embedder, models):
            return None, nobody, ("embedder-forbidden",)
        try:
            return self._asked(self._embedder, queries, cards)
        except Missing:
            return None, nobody, ("embedder-missing",)
        except (Unavailable, Refused, Malformed):
            return None, nobody, ("embedder-away",)

    def _asked(self, embedder: Embedder, queries: Sequence[Query], cards: Sequence[CardText]) -> Judged:
        if self._known is None:  # an embedder that is away raises here, and is asked again the next time
            self._known = frozenset(language for language in PAIRS if knows(embedder, language))
        known = self._known
        languages = [detect_language(f"{query.mention} {query.text}") for query in queries]
        counts = np.asarray([language in known for language in languages], dtype=bool)
        notes = () if counts.all() else ("embedder-language",)
        if not counts.any():
            return None, counts, notes
        scores = np.zeros((len(queries), len(cards)))
        scores[counts] = cosines(
            embedder, [query for query, counted in zip(queries, counts, strict=True) if counted], cards
        )
        return scores, counts, notes


def cosines(embedder: Embedder, queries: Sequence[Query], cards: Sequence[CardText]) -> Scores:
    """The best cosine of each query or a sentence of it with each card's name or name and description."""
    cut = [_ways_to_ask(query) for query in queries]
    told = [_ways_to_tell(card) for card in cards]
    asked = _unique_vectors(embedder, [text for texts in cut for text in texts], query=True)
    held = _unique_vectors(embedder, [text for texts in told for text in texts], query=False)
    by_sentence = np.maximum.reduceat(asked @ held.T, _starts(cut), axis=0)
    return np.asarray(np.maximum.reduceat(by_sentence, _starts(told), axis=1), dtype=np.float64)


def _unique_vectors(embedder: Embedder, texts: Sequence[str], *, query: bool) -> NDArray[np.float64]:
    """A row a text; equal texts are embedded once."""
    places = {text: at for at, text in enumerate(dict.fromkeys(texts))}
    vectors = np.asarray(embedder.embed(tuple(places), query=query), dtype=np.float64)
    return vectors[[places[text] for text in texts]]


def _starts(parts: Sequence[Sequence[str]]) -> NDArray[np.intp]:
    return np.cumsum([0, *map(len, parts)])[:-1]


def _ways_to_ask(query: Query) -> list[str]:
    """The query whole, and its sentences where it has several; a mention stands before each."""
    whole = _joined(query.mention, query.text)
    sentences = [part for part in _SENTENCE_END.split(query.text) if len(part) >= _LEAST_LETTERS]
    alone = sentences[:_SENTENCES] if len(sentences) > 1 else []
    return [whole, *(_joined(query.mention, part) for part in alone)]


def _ways_to_tell(card: CardText) -> list[str]:
    """The card's name, and its name with the beginning of its description."""
    described = _joined(card.name, card.description[:_DESCRIPTION_CHARACTERS])
    return [card.name] if described == card.name else [card.name, described]


def _joined(first: str, second: str) -> str:
    return ". ".join(part for part in (first, second) if part)
