"""The matcher: cards for texts and texts for cards, from all scorers together.

Asks the scorers, fuses what they say, puts plainly named cards first. What is done with a match is decided elsewhere.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from pydantic import SecretStr

from core_api.contracts.matching import (
    Candidate,
    CardText,
    Match,
    Naming,
    Query,
    Ranking,
    Vector,
    Vectors,
)
from core_api.contracts.model import ModelAccess
from core_api.contracts.ports import Embedder
from core_api.contracts.problems import Missing, Refused
from similarity import fuse
from similarity.bags import Scores
from similarity.circumstances import circumstances
from similarity.dense import Dense
from similarity.embed import SentenceEmbedder
from similarity.features import features, in_russian
from similarity.naming import Names
from similarity.perimeter import may_read
from similarity.server import ServerEmbedder

TOP = 12
_NAMED_BONUS = 40.0
_NAMED_SURE: dict[Naming, float] = {"number": 0.99, "title": 0.98}
_SEVERAL_NAMED = 0.5
"""The most that can be said of the first of several named cards."""


@dataclass(frozen=True, slots=True)
class _Ranked:
    """All cards for all queries: chances (queries × cards), the order, and what was named."""

    chances: Scores
    order: NDArray[np.intp]
    fitting: NDArray[np.bool_]
    """Whether there is anything at all in common; a card without is no candidate."""
    named: tuple[dict[str, Naming], ...]
    notes: tuple[str, ...]


class FusedMatcher:
    """`Matching` over all scorers, with an embedder where there is one."""

    def __init__(self, embedder: Embedder | None = None, top: int = TOP) -> None:
        """Without an embedder the ranking is lexical. `top` is how many candidates a match has at most."""
        self._embedder = embedder
        self._dense = Dense(embedder)
        self._top = top

    def rank(
        self, queries: tuple[Query, ...], cards: tuple[CardText, ...], models: ModelAccess = "external"
    ) -> Ranking:
        """For each query, in order, the likeliest cards, best first, with the chance that the first is right."""
        if not queries or not cards:
            return Ranking(matches=tuple(Match(query_id=query.id) for query in queries))
        ranked = self._ranked(queries, cards, models)
        matches = tuple(_match(row, query, cards, ranked, self._top) for row, query in enumerate(queries))
        return Ranking(matches=matches, notes=ranked.notes)

    def rank_reverse(
        self, cards: tuple[CardText, ...], queries: tuple[Query, ...], models: ModelAccess = "external"
    ) -> Ranking:
        """For each card, in order, the queries most likely about it; the score is the chance that the query is."""
        if not queries or not cards:
            return Ranking(matches=tuple(Match(query_id=card.id) for card in cards))
        ranked = self._ranked(queries, cards, models)
        matches = tuple(
            _reverse(column, card, queries, ranked, self._top) for column, card in enumerate(cards)
        )
        return Ranking(matches=matches, notes=ranked.notes)

    def embed(self, texts: tuple[str, ...], *, query: bool, models: ModelAccess = "external") -> Vectors:
        """One vector a text. Raises Missing `embedder-none`, Refused `models-forbidden`, and what the model raises."""
        if self._embedder is None:
            raise Missing("embedder-none")
        if not may_read(self._embedder, models):
            raise Refused("models-forbidden", models=models)
        found = self._embedder.embed(texts, query=query)
        return Vectors(
            model=self._embedder.name, vectors=tuple(Vector(values=tuple(vector)) for vector in found)
        )

    def _ranked(self, queries: Sequence[Query], cards: Sequence[CardText], models: ModelAccess) -> _Ranked:
        said = np.asarray([bool(query.mention.strip()) for query in queries], dtype=bool)
        weights = fuse.learned()
        fused = fuse.fuse(features(queries, cards), said, weights)
        dense, counts, notes = self._dense.scores(queries, cards, models)
        names = Names(cards)
        named = tuple(names.of(query) for query in queries)
        fitting = np.any([scores > 0 for scores in fused.raw.values()], axis=0)
        logits = fused.logits + circumstances(queries, cards)
        if dense is not None:
            logits = fuse.blend(logits, dense, counts)
            fitting = fitting | counts[:, None]
        bonus = np.asarray([[_NAMED_BONUS if card.id in row else 0.0 for card in cards] for row in named])
        logits, fitting = np.round(logits + bonus, 9), fitting | (bonus > 0)
        order = _order(logits, cards)
        first = order[:, 0]
        signals = fuse.signals(fuse.Fused(logits - bonus, fused.raw), first, in_russian(queries))
        sure = _with_names(fuse.confidence(signals, said, weights), named, first, cards)
        return _Ranked(_chances(logits, first, sure), order, fitting, named, notes)


def build(
    embed_model: str | None,
    models_dir: Path,
    *,
    top: int = TOP,
    url: str | None = None,
    key: SecretStr | None = None,
) -> FusedMatcher:
    """The matcher of the settings, lexical without `embed_model`.

    That is a folder, a name in `models_dir` or, with `url`, a name that the server there knows.
    A model that is away is said in the ranking's notes; it never stops the matcher, and nothing is downloaded.
    """
    return FusedMatcher(embedder_of(embed_model, models_dir, url, key), top)


def embedder_of(
    model: str | None, models_dir: Path, url: str | None = None, key: SecretStr | None = None
) -> Embedder | None:
    """The embedder that the settings describe; None without a model. Nothing is loaded or sent yet."""
    if not model:
        return None
    return ServerEmbedder(url, model, key) if url else SentenceEmbedder(model, models_dir)


def _order(logits: Scores, cards: Sequence[CardText]) -> NDArray[np.intp]:
    """The columns of each row, best first; equal cards stand open before closed, then by id, never by place."""
    by_id = sorted(range(len(cards)), key=lambda column: (not cards[column].open, cards[column].id))
    places = np.empty(len(cards), dtype=np.intp)
    places[by_id] = np.arange(len(cards))
    return np.asarray([np.lexsort((places, -row)) for row in logits], dtype=np.intp)


def _with_names(
    sure: fuse.Vector, named: Sequence[dict[str, Naming]], first: NDArray[np.intp], cards: Sequence[CardText]
) -> fuse.Vector:
    """The chances, raised where one card was plainly named and capped where several were."""
    result = sure.copy()
    for row, names in enumerate(named):
        how = names.get(cards[first[row]].id)
        if len(names) > 1:
            result[row] = min(result[row], _SEVERAL_NAMED)
        elif how is not None:
            result[row] = max(result[row], _NAMED_SURE[how])
    return result


def _chances(logits: Scores, first: NDArray[np.intp], sure: fuse.Vector) -> Scores:
    """The chance of each card: the first has its own, the others share what is left by their odds."""
    rows = np.arange(len(first))
    shares = fuse.softmax(logits)
    top = shares[rows, first]
    left = np.where(top < 1, 1 - top, 1.0)
    chances = np.minimum(shares / left[:, None] * (1 - sure)[:, None], sure[:, None])
    chances[rows, first] = sure
    return np.clip(chances, 0.0, 1.0)


def _match(row: int, query: Query, cards: Sequence[CardText], ranked: _Ranked, top: int) -> Match:
    order = ranked.order[row]
    kept = order[ranked.fitting[row][order]][:top]
    candidates = tuple(
        Candidate(
            card_id=cards[column].id,
            score=float(ranked.chances[row, column]),
            named=ranked.named[row].get(cards[column].id),
        )
        for column in kept
    )
    return Match(
        query_id=query.id, candidates=candidates, confidence=candidates[0].score if candidates else 0.0
    )


def _reverse(column: int, card: CardText, queries: Sequence[Query], ranked: _Ranked, top: int) -> Match:
    chances = ranked.chances[:, column]
    rows = [row for row in range(len(queries)) if ranked.fitting[row, column]]
    kept = sorted(rows, key=lambda row: (-chances[row], queries[row].id))[:top]
    candidates = tuple(
        Candidate(card_id=queries[row].id, score=float(chances[row]), named=ranked.named[row].get(card.id))
        for row in kept
    )
    return Match(
        query_id=card.id, candidates=candidates, confidence=candidates[0].score if candidates else 0.0
    )
