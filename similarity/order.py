"""Whether words follow each other in a text as they do in a card's name: what tells cards of the same words apart.

Words may be left out between the two of a pair, as people do when they say half of a name.
"""

from collections.abc import Sequence

import numpy as np

from core_api.language.background import weight
from similarity.bags import Row, Scores, matrix, product, row_sums, vocabulary

_REACH = 4


def pairs(words: Sequence[str]) -> Row:
    """The pairs of stems at most four words apart, in their order, each with how much the two tell."""
    row: Row = {}
    for at, first in enumerate(words):
        for second in words[at + 1 : at + 1 + _REACH]:
            row[f"{first} {second}"] = weight(first) * weight(second)
    return row


def score(texts: Sequence[Row], names: Sequence[Row]) -> Scores:
    """How much of what can be in common is (texts × cards), 0–1: the share of the smaller of the two."""
    columns = vocabulary(names)
    asked, held = matrix(texts, columns), matrix(names, columns)
    own = np.asarray([sum(row.values()) for row in texts])
    asked.data = np.ones_like(asked.data)
    common = product(asked, held)
    least = np.minimum(own[:, None], row_sums(held)[None, :])
    return np.asarray(common / np.maximum(least, 1e-9), dtype=np.float64).clip(0.0, 1.0)
