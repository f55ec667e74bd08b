"""How many voices there are, and which window is whose: spectral clustering with NME-SC.

Park, Han, Kumar, Narayanan: Auto-Tuning Spectral Clustering for Speaker Diarization Using Normalized Maximum
Eigengap, IEEE SPL 2019. Pure functions over vectors of length 1; the same input gives the same output.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Labels = NDArray[np.intp]

MOST_SPEAKERS = 12
WINDOWS_A_SPEAKER = 10
"""Windows that a recording must have for each speaker that is counted."""
LARGEST = 1500
"""Windows that are clustered at once; the cost grows with their cube."""

_NEIGHBOURS_TRIED = 12
_ROUNDS = 30


class _Spectrum(NamedTuple):
    ratio: float
    """What is minimised: the share of neighbours over the normalised eigengap."""
    speakers: int
    vectors: NDArray[np.float64]


def cluster(vectors: NDArray[np.float32], speakers: int | None = None, most: int = MOST_SPEAKERS) -> Labels:
    """A label from 0 for every row. `speakers` fixes how many; else at most `most`, and one in ten rows."""
    count = len(vectors)
    if count == 0:
        return np.empty(0, dtype=np.intp)
    if count > LARGEST:
        return _by_sample(vectors, speakers, most)
    limit = max(1, min(most, count // WINDOWS_A_SPEAKER))
    if speakers is not None:
        limit = max(1, min(speakers, count))
    if limit == 1:
        return np.zeros(count, dtype=np.intp)
    best = _best_spectrum(_affinity(vectors), limit, speakers)
    if best.speakers == 1:
        return np.zeros(count, dtype=np.intp)
    return _k_means(best.vectors[:, : best.speakers], best.speakers)


def _by_sample(vectors: NDArray[np.float32], speakers: int | None, most: int) -> Labels:
    """Cluster rows at even distances and give every row to the nearest centre."""
    chosen = np.linspace(0, len(vectors) - 1, LARGEST).round().astype(np.intp)
    labels = cluster(vectors[chosen], speakers, most)
    centres = np.stack([vectors[chosen][labels == label].mean(axis=0) for label in range(labels.max() + 1)])
    centres /= np.linalg.norm(centres, axis=1, keepdims=True)
    return np.asarray(np.argmax(vectors @ centres.T, axis=1), dtype=np.intp)


def _affinity(vectors: NDArray[np.float32]) -> NDArray[np.float64]:
    return np.asarray(vectors @ vectors.T, dtype=np.float64)


def _best_spectrum(affinity: NDArray[np.float64], limit: int, speakers: int | None) -> _Spectrum:
    """The spectrum of the number of neighbours whose eigengap is the clearest."""
    count = len(affinity)
    order = np.argsort(-affinity, axis=1, kind="stable")
    fewest, most = min(count, max(2, count // 50)), max(3, count // 4)
    tried = np.unique(np.geomspace(fewest, most, _NEIGHBOURS_TRIED).round().astype(int))
    spectra = (_spectrum(order, int(neighbours), limit, speakers) for neighbours in tried)
    return min(spectra, key=lambda spectrum: spectrum.ratio)


def _spectrum(order: Labels, neighbours: int, limit: int, speakers: int | None) -> _Spectrum:
    """The eigengap of the Laplacian of the graph in which every row knows its nearest neighbours."""
    from scipy.linalg import eigh

    count = len(order)
    known = np.zeros((count, count))
    np.put_along_axis(known, order[:, :neighbours], 1.0, axis=1)
    graph = 0.5 * (known + known.T)
    laplacian = np.diag(graph.sum(axis=1)) - graph
    values, vectors = eigh(laplacian, subset_by_index=(0, min(limit, count - 1)))
    largest = float(eigh(laplacian, eigvals_only=True, subset_by_index=(count - 1, count - 1))[0])
    gaps = np.diff(values)
    found = speakers if speakers is not None else int(np.argmax(gaps)) + 1
    gap = float(gaps[min(found, len(gaps)) - 1]) / (largest + 1e-10)
    return _Spectrum((neighbours / count) / (gap + 1e-10), found, vectors)


def _k_means(points: NDArray[np.float64], count: int) -> Labels:
    """The best of several k-means runs from fixed seeds; every label from 0 on is used."""
    runs = [_one_k_means(points, count, np.random.default_rng(seed)) for seed in range(8)]
    labels = min(runs, key=lambda run: run[0])[1]
    return np.asarray(np.unique(labels, return_inverse=True)[1], dtype=np.intp)


def _one_k_means(
    points: NDArray[np.float64], count: int, chance: np.random.Generator
) -> tuple[float, Labels]:
    centres = [points[chance.integers(len(points))]]
    for _ in range(count - 1):
        away = np.min([np.square(points - centre).sum(axis=1) for centre in centres], axis=0)
        total = float(away.sum())
        chosen = chance.choice(len(points), p=away / total) if total > 0 else chance.integers(len(points))
        centres.append(points[chosen])
    middle = np.stack(centres)
    labels = np.zeros(len(points), dtype=np.intp)
    for _ in range(_ROUNDS):
        distances = np.square(points[:, None, :] - middle[None, :, :]).sum(axis=2)
        labels = np.argmin(distances, axis=1)
        members = [points[labels == label] for label in range(count)]
        moved = np.stack(
            [group.mean(axis=0) if len(group) else middle[label] for label, group in enumerate(members)]
        )
        if np.allclose(moved, middle):
            break
        middle = moved
    return float(np.square(points - middle[labels]).sum()), labels
