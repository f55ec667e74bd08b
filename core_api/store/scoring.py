"""How well the words of entries fit a question. Pure arithmetic over `postings`."""

import numpy as np
from numpy.typing import NDArray

from core_api.language.background import weight
from core_api.language.words import stems
from core_api.store.postings import Postings

Scores = NDArray[np.float64]

_MOST_TERMS = 32
_K1 = 1.5
_B = 0.5


def lexical(postings: Postings, question: str) -> Scores:
    """One score an entry; 0: no word of the question is in it."""
    total = np.zeros(len(postings), dtype=np.float64)
    if not len(postings):
        return total
    norm = _K1 * (1 - _B + _B * postings.lengths / max(float(postings.lengths.mean()), 1e-9))
    for term in list(dict.fromkeys(stems(question)))[:_MOST_TERMS]:
        held = postings.of(term)
        if held is None:
            continue
        entries, times = np.unique(held.entries, return_counts=True)
        rarity = np.log1p((len(postings) - len(entries) + 0.5) / (len(entries) + 0.5)) * weight(term)
        total[entries] += rarity * times * (_K1 + 1) / (times + norm[entries])
    return total
