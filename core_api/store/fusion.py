"""Words and meaning as one score: both are brought to where their own best is 1, and an entry has a part of each.

The part of meaning is what stands out from the rest: every pair of texts has some cosine. Nothing here knows a model.
"""

import numpy as np
from numpy.typing import NDArray

from core_api.store.postings import Flags

Scores = NDArray[np.float64]

_MEANING = 0.6
"""What the nearest in meaning counts of the best by its words."""
_STANDS_OUT = 2.0
"""Standard deviations above the mean from which on an entry without a word of the question is found at all."""
_ENOUGH = 8
"""Among fewer vectors nothing can stand out."""


def fuse(words: Scores, cosines: Scores, kept: Flags) -> Scores:
    """One score an entry.

    Args:
        words: 0 where no word fits.
        cosines: NaN where an entry has no vector.
        kept: the entries that may be found.
    """
    there = kept & ~np.isnan(cosines)
    best = float(words.max()) if len(words) else 0.0
    lexical = words / best if best > 0 else words
    if not there.any():
        return lexical
    mean, spread = float(cosines[there].mean()), float(cosines[there].std())
    outstanding = np.where(there, (np.nan_to_num(cosines) - mean) / max(spread, 1e-9), 0.0)
    nearest = max(float(outstanding.max()), 1e-9)
    meaning = _MEANING * np.clip(outstanding / nearest, 0.0, 1.0)
    alone = (outstanding >= _STANDS_OUT) & (int(there.sum()) >= _ENOUGH)
    return np.where(kept & ((words > 0) | alone), lexical + np.where(there, meaning, 0.0), 0.0)
