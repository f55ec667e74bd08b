"""Texts as sparse rows of counts over a shared vocabulary.

The only place that touches SciPy's sparse matrices: the scorers build on these rows, and never loop over cards.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array, diags_array

Sparse: TypeAlias = Any
"""A sparse matrix (SciPy's, which has no types): one row a text, one column a term."""

Scores = NDArray[np.float64]
"""A dense matrix: one row a query, one column a card."""

_UNKNOWN = -1

Row = dict[str, float]
"""Terms of one text with their weights."""


def vocabulary(rows: Iterable[Row]) -> dict[str, int]:
    """Every term of the rows with its column, in alphabetical order so that equal input gives equal sums."""
    return {term: column for column, term in enumerate(sorted({term for row in rows for term in row}))}


def matrix(rows: Sequence[Row], columns: dict[str, int]) -> Sparse:
    """The rows as a sparse matrix (texts × terms); terms without a column are left out."""
    data: list[float] = []
    indices: list[int] = []
    starts = [0]
    for row in rows:
        places = [columns.get(term, _UNKNOWN) for term in row]
        if _UNKNOWN in places:
            data.extend(
                weight for place, weight in zip(places, row.values(), strict=True) if place != _UNKNOWN
            )
            places = [place for place in places if place != _UNKNOWN]
        else:
            data.extend(row.values())
        indices.extend(places)
        starts.append(len(indices))
    return csr_array(
        (
            np.asarray(data, dtype=np.float64),
            np.asarray(indices, dtype=np.int32),
            np.asarray(starts, dtype=np.int32),
        ),
        shape=(len(rows), len(columns)),
    )


def count(terms: Iterable[str], weight: float = 1.0) -> Row:
    """How often each term occurs, times the weight."""
    return {term: times * weight for term, times in Counter(terms).items()}


def plus(left: Row, right: Row) -> Row:
    """The sum of two rows."""
    total = dict(left)
    for term, weight in right.items():
        total[term] = total.get(term, 0.0) + weight
    return total


def document_frequency(sparse: Sparse) -> NDArray[np.float64]:
    """In how many rows each column occurs."""
    return np.bincount(sparse.indices, minlength=sparse.shape[1]).astype(np.float64)


def row_sums(sparse: Sparse) -> NDArray[np.float64]:
    """The sum of each row."""
    return np.asarray(sparse.sum(axis=1), dtype=np.float64).ravel()


def scale_rows(sparse: Sparse, factors: NDArray[np.float64]) -> Sparse:
    """Each row times its factor."""
    return csr_array(diags_array(factors) @ sparse)


def scale_columns(sparse: Sparse, factors: NDArray[np.float64]) -> Sparse:
    """Each column times its factor."""
    return csr_array(sparse @ diags_array(factors))


def unit_rows(sparse: Sparse) -> Sparse:
    """Each row at length 1; empty rows stay empty."""
    norms = np.sqrt(np.asarray(sparse.multiply(sparse).sum(axis=1), dtype=np.float64).ravel())
    return scale_rows(sparse, np.divide(1.0, norms, out=np.zeros_like(norms), where=norms > 0))


def join(left: Sparse, right: Sparse) -> Sparse:
    """Rows of words times rows of what the words are made of."""
    return csr_array(left @ right)


def product(left: Sparse, right: Sparse) -> Scores:
    """Every row of the left against every row of the right (left rows × right rows), dense."""
    return np.asarray((left @ right.T).toarray(), dtype=np.float64)
