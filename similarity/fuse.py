"""From many scorers to one ranking, and to the chance that its first card is right.

The weights are learned by `similarity.training` and shipped as `weights.json`: one set for facts whose subject was
said (a mention), one for those where it was not. Dense scores have no learned weights: they are blended by fixed ones.
No threshold lives here: what a chance is good for is decided by the gate.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import numpy as np
from numpy.typing import NDArray

from similarity.bags import Scores
from similarity.features import reciprocal_rank, zscore

Vector = NDArray[np.float64]
"""One number a query."""

DENSE_PLACE = 1.5
DENSE_Z = 1.0
"""What a dense scorer adds to a card's log-odds: 1.5 for the first place (0.75 for the second, …) and its z-score.
About what the best lexical scorer gets from the learned weights when the subject is unsaid."""

_LIMIT = 12.0
_TWIN = (
    ("mention.text_share", 0.0),
    ("text.text_share", 0.0),
    ("mention.script", 0.1),
    ("text.script", 0.15),
)
"""How far a twin may stand behind the first card, by scorer: the same words, and about the same letters."""
_TWIN_SURE = 0.6
"""The most that can be said of a card that has a twin."""


@dataclass(frozen=True, slots=True)
class Weights:
    """Learned weights for one kind of fact."""

    rank: Mapping[str, float]
    """By feature: what it adds to a card's log-odds among the cards of the board."""
    sure: Mapping[str, float]
    """By signal: what it adds to the log-odds that the first card is right; `bias` is the constant."""


@dataclass(frozen=True, slots=True)
class Fused:
    """All cards for all queries, fused."""

    logits: Scores
    raw: Mapping[str, Scores]
    """The raw scores of each scorer, for the signals."""


@cache
def learned() -> Mapping[str, Weights]:
    """The shipped weights: `said` and `unsaid`."""
    stored = json.loads((files("similarity") / "weights.json").read_text(encoding="utf-8"))
    return {
        kind: Weights(rank=stored[kind]["rank"], sure=stored[kind]["sure"]) for kind in ("said", "unsaid")
    }


def fuse(
    features: Iterable[tuple[str, Scores]], said: NDArray[np.bool_], weights: Mapping[str, Weights]
) -> Fused:
    """The learned log-odds of every card for every query; `said` tells which queries have a mention."""
    logits: Scores | None = None
    raw: dict[str, Scores] = {}
    for name, values in features:
        pair = (weights["said"].rank.get(name, 0.0), weights["unsaid"].rank.get(name, 0.0))
        added = values * np.where(said, pair[0], pair[1])[:, None]
        logits = added if logits is None else logits + added
        if name.endswith(":raw"):
            raw[name.removesuffix(":raw")] = values
    return Fused(np.zeros((len(said), 0)) if logits is None else logits, raw)


def blend(logits: Scores, dense: Scores, known: NDArray[np.bool_]) -> Scores:
    """The log-odds with a dense scorer's word added, only where the embedder knows the query's language."""
    added = DENSE_PLACE * reciprocal_rank(np.maximum(dense, 0.0)) + DENSE_Z * zscore(dense)
    return logits + np.where(known[:, None], added, 0.0)


def softmax(logits: Scores) -> Scores:
    """The share of each card among the cards of the board, given that one of them is right."""
    powers = np.exp(logits - logits.max(axis=1, keepdims=True))
    return np.asarray(powers / powers.sum(axis=1, keepdims=True), dtype=np.float64)


def signals(fused: Fused, first: NDArray[np.intp], russian: Vector) -> dict[str, Vector]:
    """What tells a right first card from a wrong one: how well it fits and how far it leads.

    `first` is its column, `russian` 1 for queries in Russian, where fewer words are in common by chance.
    """
    rows = np.arange(len(first))
    others = fused.logits.copy()
    top = others[rows, first]
    others[rows, first] = -np.inf
    margin = np.clip(top - others.max(axis=1, initial=-np.inf), -_LIMIT, _LIMIT)
    share = np.clip(softmax(fused.logits)[rows, first], 1e-5, 1 - 1e-5)
    found = {
        "margin": margin,
        "odds": np.log(share / (1 - share)),
        "share": share,
        "level": np.clip(top, -30, 30),
        "bias": np.ones(len(first)),
    }
    for name, scores in fused.raw.items():
        value = scores[rows, first]
        rest = scores.copy()
        rest[rows, first] = 0.0
        found[name] = value
        found[f"{name}:lead"] = value - rest.max(axis=1, initial=0.0)
    return found | _whole(found) | {"russian": russian, "twin": _twin(fused.raw, first)}


def _twin(raw: Mapping[str, Scores], first: NDArray[np.intp]) -> Vector:
    """1 where another card explains the same words as the first, so that letters alone made the difference."""
    rows = np.arange(len(first))
    same = np.ones_like(raw["text.text_share"], dtype=bool)
    for name, behind in _TWIN:
        same &= raw[name] >= raw[name][rows, first][:, None] - behind - 1e-9
    same[rows, first] = False
    whole = raw["mention.card_share"][rows, first] > 0.999
    return np.asarray(same.any(axis=1) & ~whole, dtype=np.float64)


def _whole(found: Mapping[str, Vector]) -> dict[str, Vector]:
    """How fully the mention and the title cover each other, alone and where the ranking is sure too."""
    card, text, share = found["mention.card_share"], found["mention.text_share"], found["share"]
    return {
        "share_both": share * card * text,
        "share_text": share * text,
        "share_card": share * card,
        "share_squared": share**2,
        "both": card * text,
        "lesser": np.minimum(card, text),
        "text_squared": text**2,
        "card_squared": card**2,
        "all_text": (text > 0.999).astype(np.float64),
        "all_card": (card > 0.999).astype(np.float64),
    }


def confidence(
    found: Mapping[str, Vector], said: NDArray[np.bool_], weights: Mapping[str, Weights]
) -> Vector:
    """The chance that the first card is right, for each query, 0–1; never more than its chance to beat the second."""
    odds = {
        kind: sum(
            (values * weights[kind].sure.get(name, 0.0) for name, values in found.items()),
            np.zeros(len(said)),
        )
        for kind in ("said", "unsaid")
    }
    sure = _logistic(np.where(said, odds["said"], odds["unsaid"]))
    most = np.where(found["twin"] > 0, _TWIN_SURE, 1.0)
    return np.minimum(np.minimum(sure, _logistic(found["margin"])), most)


def _logistic(odds: Vector) -> Vector:
    return np.asarray(1.0 / (1.0 + np.exp(-np.clip(odds, -20, 20))), dtype=np.float64)
