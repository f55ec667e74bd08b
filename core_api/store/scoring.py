"""How well entries fit a question by its words. Pure arithmetic over `postings`, the same on every database.

The weights below were measured by `python -m tests.figures.search FOLDER`, half of the meetings at a time.
"""

from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

from core_api.language.background import weight
from core_api.language.kindred import kindred
from core_api.language.words import stems
from core_api.store.lookalikes import Lookalikes
from core_api.store.postings import Flags, Numbers, Postings

Scores = NDArray[np.float64]
Terms = dict[int, float]
"""Words by number, and how much each counts."""

_MOST_TERMS = 32
_K1 = 1.5
_B = 0.5
_KINDRED = 0.3
"""What a word of kindred meaning counts of one that was said."""
_LOOKALIKE = 0.4
_TOGETHER = 0.5
"""What two words of the question count that stand near each other in the entry too."""
_WITHIN = 5
"""Words between two that stand near each other, at most."""
_ASKED_WITHIN = 3
_TELLING = 0.2
"""Words that tell less make no pair: those that only ask."""
_NEIGHBOUR = 0.2
"""What the entries before and after one add to it."""
_BESIDE = 0.95
"""What is left of an entry beside a better one: the two are read together."""
_ECHO = 0.2
"""What the words count that the best entries have in common."""
_ECHO_ENTRIES = 20
_ECHO_WORDS = 30


def lexical(postings: Postings, lookalikes: Lookalikes, question: str, kept: Flags) -> Scores:
    """One score an entry; 0: nothing of the question is in it, or it is not among those kept."""
    asked = stems(question)
    terms = _terms(postings, lookalikes, list(dict.fromkeys(asked))[:_MOST_TERMS])
    plain = np.where(kept, _bm25(postings, terms) + _TOGETHER * _pairs(postings, asked[:_MOST_TERMS]), 0.0)
    if not plain.any():
        return plain
    echo = _bm25(postings, _echo(postings, with_neighbours(postings, plain))) / np.sqrt(postings.lengths + 1)
    loudest = float(echo[plain > 0].max())
    if loudest > 0:
        plain = np.where(plain > 0, plain + _ECHO * float(plain.max()) / loudest * echo, 0.0)
    return spread_out(postings, with_neighbours(postings, plain))


def with_neighbours(postings: Postings, scores: Scores) -> Scores:
    """Each entry that fits at all, with a part of what stands before and after it."""
    same = postings.runs[1:] == postings.runs[:-1]
    total = scores.copy()
    total[1:] += _NEIGHBOUR * scores[:-1] * same
    total[:-1] += _NEIGHBOUR * scores[1:] * same
    return np.where(scores > 0, total, 0.0)


def spread_out(postings: Postings, scores: Scores) -> Scores:
    """The scores, those beside a better one a little lower, so that the first few come from more places."""
    left = np.ones(len(scores), dtype=np.float64)
    for reach in (1, 2):
        same = postings.runs[reach:] == postings.runs[:-reach]
        before, after = scores[:-reach], scores[reach:]
        left[reach:] *= np.where(same & (after < before), _BESIDE, 1.0)
        left[:-reach] *= np.where(same & (before < after), _BESIDE, 1.0)
    return scores * left


def _terms(postings: Postings, lookalikes: Lookalikes, asked: Iterable[str]) -> Terms:
    """The words of the question, those of kindred meaning, and those spelled nearly alike."""
    own: Terms = {}
    others: Terms = {}
    for stem in asked:
        number = postings.number(stem)
        if number is not None:
            own[number] = weight(stem)
        for other in kindred(stem):
            found = postings.number(other)
            if found is not None:
                others[found] = max(others.get(found, 0.0), _KINDRED * weight(other))
        for found, likeness in lookalikes.of(stem, postings.vocabulary.stems):
            others[found] = max(others.get(found, 0.0), _LOOKALIKE * likeness**2 * weight(stem))
    return {number: others[number] for number in sorted(others)} | own


def _bm25(postings: Postings, terms: Terms) -> Scores:
    total = np.zeros(len(postings), dtype=np.float64)
    norm = _K1 * (1 - _B + _B * postings.lengths / max(float(postings.lengths.mean()), 1e-9))
    for word, counts in terms.items():
        entries, times = postings.entries(word)
        total[entries] += (
            counts * _rarity(postings, len(entries)) * times * (_K1 + 1) / (times + norm[entries])
        )
    return total


def _pairs(postings: Postings, asked: list[str]) -> Scores:
    """What it adds that two words of the question stand near each other, in either order."""
    total = np.zeros(len(postings), dtype=np.float64)
    telling = [stem for stem in asked if weight(stem) >= _TELLING]
    near = (
        (one, other) for at, one in enumerate(telling) for other in telling[at + 1 : at + 1 + _ASKED_WITHIN]
    )
    for one, other in dict.fromkeys(near):
        first, second = postings.number(one), postings.number(other)
        if first is None or second is None or first == second:
            continue
        entries, times = _near(postings, first, second)
        worth = _rarity(postings, len(entries)) * np.sqrt(weight(one) * weight(other))
        total[entries] += worth * times * (_K1 + 1) / (times + _K1)
    return total


def _near(postings: Postings, one: int, other: int) -> tuple[Numbers, Numbers]:
    """The entries in which two words stand within a few words of each other, and how often they do in each."""
    word, more = sorted((one, other), key=lambda number: (len(postings.places(number)), number))
    rarer, common = postings.places(word), postings.places(more)
    entries = np.repeat(*postings.entries(word))
    ends = postings.ends[entries]
    begins = ends - postings.lengths[entries].astype(np.int32)
    last = np.minimum(rarer + _WITHIN, ends - 1)
    first = np.maximum(rarer - _WITHIN, begins)
    times = np.searchsorted(common, last, side="right") - np.searchsorted(common, first, side="left")
    together = np.flatnonzero(times)
    found, at = np.unique(entries[together], return_inverse=True)
    return found, np.bincount(at, weights=times[together]).astype(np.int32)


def _echo(postings: Postings, scores: Scores) -> Terms:
    """The words that tell most in the entries that fit best."""
    best = _first(scores, _ECHO_ENTRIES)
    heard: Terms = {}
    mean = max(float(postings.lengths.mean()), 1e-9)
    for number in best.tolist():
        words, times = np.unique(postings.held[number].words, return_counts=True)
        norm = _K1 * (1 - _B + _B * postings.lengths[number] / mean)
        worth = np.asarray([weight(postings.vocabulary.stems[word]) for word in words])
        worth *= np.log1p((len(postings) - postings.spread[words] + 0.5) / (postings.spread[words] + 0.5))
        worth *= times * (_K1 + 1) / (times + norm)
        worth *= float(scores[number] / scores[best[0]]) ** 2 / max(float(np.sqrt(worth @ worth)), 1e-9)
        for word, value in zip(words.tolist(), worth.tolist(), strict=True):
            heard[word] = heard.get(word, 0.0) + value
    loud = sorted(heard, key=lambda word: (-heard[word], postings.vocabulary.stems[word]))[:_ECHO_WORDS]
    return {word: heard[word] for word in loud}


def _first(scores: Scores, count: int) -> NDArray[np.intp]:
    """The entries with the highest scores above 0, best first; equal ones as they stand."""
    fitting = np.flatnonzero(scores > 0)
    if len(fitting) > count:
        least = np.partition(scores[fitting], len(fitting) - count)[len(fitting) - count]
        fitting = fitting[scores[fitting] >= least]
    return fitting[np.argsort(-scores[fitting], kind="stable")][:count]


def _rarity(postings: Postings, spread: int) -> float:
    return float(np.log1p((len(postings) - spread + 0.5) / (spread + 0.5)))
