"""What the fusion looks at for every pair of text and card: the scores of all scorers, and where they stand.

Each scorer gives its raw score, its z-score among the cards of the board and its reciprocal rank. Nothing here is
learned, and no feature counts how popular a card is.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from core_api.contracts.matching import CardText, Query
from core_api.language.words import detect_language, stems
from similarity import lexical, ngrams, order
from similarity.bags import Row, Scores, count, plus
from similarity.glossary import board_stems, heard
from similarity.openers import bare

_CONTEXT_WEIGHT = 0.3
_Z_LIMIT = 8.0
_HALF_LIFE_DAYS = 180.0
_DESCRIPTION_WEIGHT = 0.3
_DESCRIPTION_CHARACTERS = 500


@dataclass(frozen=True)
class Deck:
    """The cards of a board, cut up once for all scorers."""

    cards: tuple[CardText, ...]

    @cached_property
    def known(self) -> frozenset[str]:
        """The stems of all cards."""
        return board_stems(" ".join(_told(card)) for card in self.cards)

    @cached_property
    def pairs(self) -> list[Row]:
        """The pairs of words that follow each other in each card's name."""
        return [order.pairs(stems(card.name)) for card in self.cards]

    @cached_property
    def titles(self) -> list[Row]:
        """The stems of each card's name."""
        return [count(stems(card.name)) for card in self.cards]

    @cached_property
    def documents(self) -> list[Row]:
        """The stems of each card's name and description."""
        return [lexical.card_row(card.name, card.description) for card in self.cards]

    @cached_property
    def own(self) -> ngrams.Spelled:
        """The words of each card's name and, in less weight, of its description, cut up."""
        return ngrams.spell([_with_description(name, description) for name, description in self._words])

    @cached_property
    def one_script(self) -> ngrams.Spelled:
        """The same in one script."""
        sounds = (
            map(ngrams.one_script_words, _told(card), words)
            for card, words in zip(self.cards, self._words, strict=True)
        )
        return ngrams.spell([_with_description(name, description) for name, description in sounds])

    @cached_property
    def _words(self) -> list[tuple[Row, Row]]:
        """The words of each card's name and of its description."""
        return [
            (ngrams.own_words(name), ngrams.own_words(description))
            for name, description in map(_told, self.cards)
        ]


def zscore(scores: Scores) -> Scores:
    """How many deviations above the board's mean each card stands, within ±8; 0 where all are equal."""
    spread = scores.std(axis=1, keepdims=True)
    centred = scores - scores.mean(axis=1, keepdims=True)
    deviations = np.divide(centred, spread, out=np.zeros_like(scores), where=spread > 1e-9)
    return np.asarray(np.clip(deviations, -_Z_LIMIT, _Z_LIMIT), dtype=np.float64)


def reciprocal_rank(scores: Scores) -> Scores:
    """1 for the best card of each row, 1/2 for the second, …; equal cards share a rank; 0 for a score of 0."""
    order = np.argsort(-scores, axis=1)  # in whatever order equal cards stand: they share a rank
    ordered = np.take_along_axis(scores, order, axis=1)
    place = np.broadcast_to(np.arange(scores.shape[1]), scores.shape)
    fresh = np.ones(scores.shape, dtype=bool)
    fresh[:, 1:] = ordered[:, 1:] < ordered[:, :-1]
    first = np.maximum.accumulate(np.where(fresh, place, 0), axis=1)
    ranks = np.empty_like(scores)
    np.put_along_axis(ranks, order, 1.0 / (1.0 + first), axis=1)
    return np.where(scores > 0, ranks, 0.0)


def _told(card: CardText) -> tuple[str, str]:
    return card.name, card.description[:_DESCRIPTION_CHARACTERS]


def _with_description(name: Row, description: Row) -> Row:
    return plus(name, {word: weight * _DESCRIPTION_WEIGHT for word, weight in description.items()})


def _stem_row(text: str, context: str = "") -> Row:
    row = count(stems(text))
    return plus(row, count(stems(context), _CONTEXT_WEIGHT)) if context else row


def _scores(texts: Sequence[str], contexts: Sequence[str], deck: Deck) -> Iterator[tuple[str, Scores]]:
    rows = [_stem_row(text, context) for text, context in zip(texts, contexts, strict=True)]
    words = lexical.score(rows, deck.titles, deck.documents)
    yield "bm25", words.bm25
    yield "card_share", words.card_share
    yield "text_share", words.text_share
    yield "surprise", words.surprise
    own = [ngrams.own_words(text) for text in texts]
    yield "char", ngrams.score(own, deck.own)
    sounds = [ngrams.one_script_words(text, words) for text, words in zip(texts, own, strict=True)]
    yield "script", ngrams.score(sounds, deck.one_script)


def _freshness(card: CardText) -> list[float]:
    """What each approved passage of a card still counts for: half of it after half a year."""
    if len(card.history_days) != len(card.history):
        return [1.0] * len(card.history)
    return [0.5 ** (days / _HALF_LIFE_DAYS) for days in card.history_days]


def history(queries: Sequence[Query], cards: Sequence[CardText]) -> Scores:
    """How like each text is to the passage most like it that was approved for the card, 0–1."""
    passages = [_stem_row(passage) for card in cards for passage in card.history]
    scores = np.zeros((len(queries), len(cards)))
    if not passages:
        return scores
    likeness = lexical.cosine([_stem_row(f"{query.mention} {query.text}") for query in queries], passages)
    likeness = likeness * np.asarray([share for card in cards for share in _freshness(card)])[None, :]
    counts = np.asarray([len(card.history) for card in cards])
    starts = np.cumsum([0, *counts])[:-1][counts > 0]
    scores[:, counts > 0] = np.maximum.reduceat(likeness, starts, axis=1)
    return scores


def in_russian(queries: Sequence[Query]) -> NDArray[np.float64]:
    """1 for each query that is in Russian, else 0: a signal for how sure a ranking is, never for the ranking."""
    languages = (detect_language(f"{query.mention} {query.text}") for query in queries)
    return np.asarray([language == "ru" for language in languages], dtype=np.float64)


def scorers(queries: Sequence[Query], cards: Sequence[CardText]) -> Iterator[tuple[str, Scores]]:
    """The raw scores of every scorer, by name, each (queries × cards)."""
    deck = Deck(tuple(cards))
    nothing = [""] * len(queries)
    mentions = [heard(bare(query.mention), deck.known) for query in queries]
    texts = [heard(query.text, deck.known) for query in queries]
    fields = {
        "mention": _scores(mentions, nothing, deck),
        "text": _scores(texts, [query.context for query in queries], deck),
    }
    for field, scored in fields.items():
        for name, scores in scored:
            yield f"{field}.{name}", scores
    yield "mention.order", order.score([order.pairs(stems(mention)) for mention in mentions], deck.pairs)
    yield "history", history(queries, cards)


def features(queries: Sequence[Query], cards: Sequence[CardText]) -> Iterator[tuple[str, Scores]]:
    """Raw score, z-score and reciprocal rank of every scorer, by name, each (queries × cards)."""
    for name, scores in scorers(queries, cards):
        yield from standing(name, scores)


def standing(name: str, scores: Scores) -> Iterator[tuple[str, Scores]]:
    """A scorer's raw score, z-score and reciprocal rank, by name."""
    telling = np.asarray(
        scores.any(axis=1), dtype=np.bool_
    )  # a text with nothing in common with any card stands nowhere
    yield f"{name}:raw", scores
    yield f"{name}:z", _of_rows(zscore, scores, telling)
    yield f"{name}:place", _of_rows(reciprocal_rank, scores, telling)


def _of_rows(measure: Callable[[Scores], Scores], scores: Scores, rows: NDArray[np.bool_]) -> Scores:
    found = np.zeros_like(scores)
    if rows.any():
        found[rows] = measure(scores[rows])
    return found
