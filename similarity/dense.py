"""The embedder's part in a ranking: guarded by language, and left out when it is not there.

No ranking is made here; `service` blends these scores in.
"""

from collections.abc import Sequence
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from core_api.contracts.matching import CardText, Query
from core_api.contracts.model import Language
from core_api.contracts.ports import Embedder
from core_api.contracts.problems import Missing
from core_api.language.words import detect_language
from similarity.bags import Scores
from similarity.guard import PAIRS, knows

_DESCRIPTION_CHARACTERS = 1000


class Dense:
    """An embedder that is asked only in the languages it knows."""

    def __init__(self, embedder: Embedder | None) -> None:
        """None: no embedder was configured, and nothing is said about it."""
        self._embedder = embedder

    @cached_property
    def _known(self) -> frozenset[Language] | None:
        """The languages the embedder passed; None when it is not there. Found out once, at the first use."""
        if self._embedder is None:
            return None
        try:
            return frozenset(language for language in PAIRS if knows(self._embedder, language))
        except Missing:
            return None

    def scores(
        self, queries: Sequence[Query], cards: Sequence[CardText]
    ) -> tuple[Scores | None, NDArray[np.bool_], tuple[str, ...]]:
        """Cosines (queries × cards) or None, for which queries they count, and notes on what was left out."""
        nobody = np.zeros(len(queries), dtype=bool)
        if self._embedder is None:
            return None, nobody, ()
        if self._known is None:
            return None, nobody, ("embedder-missing",)
        languages = [detect_language(f"{query.mention} {query.text}") for query in queries]
        counts = np.asarray([language in self._known for language in languages], dtype=bool)
        notes = () if counts.all() else ("embedder-language",)
        if not counts.any():
            return None, counts, notes
        asked = self._embedder.embed(tuple(_query_text(query) for query in queries), query=True)
        held = self._embedder.embed(tuple(_card_text(card) for card in cards), query=False)
        return np.asarray(asked, dtype=np.float64) @ np.asarray(held, dtype=np.float64).T, counts, notes


def _query_text(query: Query) -> str:
    return ". ".join(part for part in (query.mention, query.text) if part)


def _card_text(card: CardText) -> str:
    return ". ".join(part for part in (card.name, card.description[:_DESCRIPTION_CHARACTERS]) if part)
