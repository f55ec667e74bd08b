"""How many voices there are, and which window is whose: spectral clustering with NME-SC.

Park, Han, Kumar, Narayanan: Auto-Tuning Spectral Clustering for Speaker Diarization Using Normalized Maximum
Eigengap, IEEE SPL 2019. Pure functions over vectors of length 1; the same input gives the same output.
"""

import numpy as np
from numpy.typing import NDArray
from threadpoolctl import threadpool_limits

Labels = NDArray[np.intp]
Graph = NDArray[np.float64]

MOST_SPEAKERS = 12
WINDOWS_A_SPEAKER = 10
"""Windows that a recording must have for each speaker that is counted."""
LARGEST = 1000
"""Windows that are clustered at once; the cost grows with their cube."""

_NEIGHBOURS_TRIED = 12
_ROUNDS = 30
_TINY = 1e-10


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
    with threadpool_limits(1):
        graph, found = _clearest_graph(_affinity(vectors), limit, speakers)
        if found == 1:
            return np.zeros(count, dtype=np.intp)
        _, directions = np.linalg.eigh(_laplacian(graph))
    return _k_means(directions[:, :found], found)


def _by_sample(vectors: NDArray[np.float32], speakers: int | None, most: int) -> Labels:
    """Cluster rows at even distances and give every row to the nearest centre."""
    chosen = np.linspace(0, len(vectors) - 1, LARGEST).round().astype(np.intp)
    labels = cluster(vectors[chosen], speakers, most)
    centres = np.stack([vectors[chosen][labels == label].mean(axis=0) for label in range(labels.max() + 1)])
    centres /= np.linalg.norm(centres, axis=1, keepdims=True)
    return np.asarray(np.argmax(vectors @ centres.T, axis=1), dtype=np.intp)


def _affinity(vectors: NDArray[np.float32]) -> Graph:
    return np.asarray(vectors @ vectors.T, dtype=np.float64)


def _clearest_graph(affinity: Graph, limit: int, speakers: int | None) -> tuple[Graph, int]:
    """The graph of so many nearest neighbours that its eigengap is the clearest, and the voices that it shows.

    What is minimised is the share of neighbours over the normalised eigengap.
    """
    count = len(affinity)
    order = np.argsort(-affinity, axis=1, kind="stable")
    fewest, most = min(count, max(2, count // 50)), max(3, count // 4)
    best: tuple[float, Graph, int] | None = None
    for neighbours in np.unique(np.geomspace(fewest, most, _NEIGHBOURS_TRIED).round().astype(int)).tolist():
        graph = _graph(order, neighbours)
        values = np.linalg.eigvalsh(_laplacian(graph))
        gaps = np.diff(values[: limit + 1])
        found = speakers if speakers is not None else int(np.argmax(gaps)) + 1
        gap = float(gaps[min(found, len(gaps)) - 1]) / (float(values[-1]) + _TINY)
        ratio = (neighbours / count) / (gap + _TINY)
        if best is None or ratio < best[0]:
            best = (ratio, graph, min(found, count))
    if best is None:
        raise ValueError("no rows to cluster")
    return best[1], best[2]


def _graph(order: Labels, neighbours: int) -> Graph:
    """Rows that know each other weigh 1, those of which one knows the other a half."""
    known = np.zeros(order.shape)
    np.put_along_axis(known, order[:, :neighbours], 1.0, axis=1)
    return 0.5 * (known + known.T)


def _laplacian(graph: Graph) -> Graph:
    return np.diag(graph.sum(axis=1)) - graph


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
