"""Learns the fusion's weights and the table of common stems from labelled passages.

    python -m similarity.training FOLDER... [--talk FILE...] [--out FOLDER] [--folds]

Each FOLDER holds three JSON-lines files: `cards.jsonl` ({"card", "title"}), `boards.jsonl` ({"board", "cards":
[ids]}) and `items.jsonl` ({"board", "date", "text", "text_short", "mention", "gold": id or null, "accept": [ids],
"drop": [ids], "true_card"}). A `talk` file is JSON lines of meetings ({"transcript": [{"text"}]}) and only counts
words. `--folds` measures instead: each group of boards is judged by weights that never saw it. Nothing here runs in
production.
"""

import argparse
import json
import sys
from collections import defaultdict
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

from core_api.language import background
from similarity import fuse
from similarity.labelled import Example, examples, read, talk

_RANK_PENALTY = 30.0
_SURE_PENALTY = 10.0
_HARD_CARDS = 40
_RUSSIAN_TIMES = 4
"""Russian passages are few: in learning to rank each counts four times."""
_STEPS = {"maxiter": 120}


def learn_rank(rows: Sequence[Example], names: Sequence[str]) -> dict[str, float]:
    """Weights of the features: a conditional logit over the cards of each passage that has one."""
    rows = [row for row in rows if row.right.any()]
    kept = [_hard(row, names) for row in rows]
    values = np.concatenate([row.values[cards] for row, cards in zip(rows, kept, strict=True)]).astype(
        np.float64
    )
    right = np.concatenate([row.right[cards] for row, cards in zip(rows, kept, strict=True)])
    lengths = np.asarray([len(cards) for cards in kept])
    starts = np.cumsum([0, *lengths])[:-1]
    spread = values.std(axis=0) + 1e-9
    scaled = values / spread

    def loss(weights: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        logits = scaled @ weights
        powers = np.exp(logits - np.repeat(np.maximum.reduceat(logits, starts), lengths))
        total, good = np.add.reduceat(powers, starts), np.add.reduceat(powers * right, starts)
        push = powers / np.repeat(total, lengths) - powers * right / np.repeat(good, lengths)
        value = -np.log(good / total).sum() + 0.5 * _RANK_PENALTY * weights @ weights
        return float(value), scaled.T @ push + _RANK_PENALTY * weights

    best = minimize(loss, np.zeros(len(names)), jac=True, method="L-BFGS-B", options=_STEPS).x / spread
    return {name: round(float(weight), 5) for name, weight in zip(names, best, strict=True)}


def _hard(row: Example, names: Sequence[str]) -> NDArray[np.intp]:
    """The right cards of a passage and the wrong ones that look most like it: the others teach nothing."""
    columns = [at for at, name in enumerate(names) if name.endswith(":z")]
    likeness = row.values[:, columns].sum(axis=1) + np.where(row.right, 1e6, 0.0)
    return np.asarray(np.argsort(-likeness, kind="stable")[:_HARD_CARDS])


def learn_sure(found: Mapping[str, NDArray[np.float64]], right: NDArray[np.bool_]) -> dict[str, float]:
    """Weights of the signals: a logistic regression for "the first card is right", passages without a card included."""
    names = [name for name in found if name != "bias"]
    values = np.stack([found[name] for name in names], axis=1)
    mean, spread = values.mean(axis=0), values.std(axis=0) + 1e-9
    scaled = np.column_stack([(values - mean) / spread, np.ones(len(right))])
    penalty = np.append(np.full(len(names), _SURE_PENALTY), 0.0)

    def loss(weights: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        odds = scaled @ weights
        value = (np.logaddexp(0, odds) - right * odds).sum() + 0.5 * (penalty * weights) @ weights
        return float(value), scaled.T @ (1 / (1 + np.exp(-odds)) - right) + penalty * weights

    best = minimize(loss, np.zeros(scaled.shape[1]), jac=True, method="L-BFGS-B").x
    plain = best[:-1] / spread
    learned = {name: round(float(weight), 5) for name, weight in zip(names, plain, strict=True)}
    return learned | {"bias": round(float(best[-1] - plain @ mean), 5)}


def first_cards(
    rows: Sequence[Example], names: Sequence[str], weights: Mapping[str, fuse.Weights]
) -> tuple[dict[str, NDArray[np.float64]], NDArray[np.bool_], list[int]]:
    """The signals of each passage's first card, whether it is right, and the place of the right card (0: none)."""
    found: dict[str, list[float]] = defaultdict(list)
    right, places = [], []
    for row in rows:
        columns = ((name, row.values[None, :, at].astype(np.float64)) for at, name in enumerate(names))
        fused = fuse.fuse(columns, np.asarray([row.said]), weights)
        first = fused.logits.argmax(axis=1)
        for name, value in fuse.signals(fused, first, np.asarray([float(row.russian)])).items():
            found[name].append(float(value[0]))
        right.append(bool(row.right[first[0]]))
        best = fused.logits[0][row.right].max(initial=-np.inf)
        places.append(int((fused.logits[0] > best).sum()) + 1 if row.right.any() else 0)
    return {name: np.asarray(values) for name, values in found.items()}, np.asarray(right), places


def learn(rows: Sequence[Example], names: Sequence[str]) -> dict[str, fuse.Weights]:
    """Both sets of weights. Signals are learned on rankings that did not see the passage's own group."""
    learned: dict[str, fuse.Weights] = {}
    for kind in ("said", "unsaid"):
        own = [row for row in rows if row.said == (kind == "said")]
        found: dict[str, list[NDArray[np.float64]]] = defaultdict(list)
        right: list[NDArray[np.bool_]] = []
        for held_out in _folds({row.group for row in own}):
            rank = learn_rank(_more_russian([row for row in own if row.group not in held_out]), names)
            held = [row for row in own if row.group in held_out]
            values, good, _ = first_cards(
                held, names, {"said": fuse.Weights(rank, {}), "unsaid": fuse.Weights(rank, {})}
            )
            right.append(good)
            for name, value in values.items():
                found[name].append(value)
        sure = learn_sure(
            {name: np.concatenate(parts) for name, parts in found.items()}, np.concatenate(right)
        )
        learned[kind] = fuse.Weights(learn_rank(_more_russian(own), names), sure)
    return learned


def _more_russian(rows: Sequence[Example]) -> list[Example]:
    return [row for row in rows for _ in range(_RUSSIAN_TIMES if row.russian else 1)]


def _folds(groups: set[str]) -> list[set[str]]:
    """Each group alone: it is judged by what was learned on all the others."""
    return [{group} for group in sorted(groups)]


def measure(rows: Sequence[Example], names: Sequence[str]) -> dict[str, dict[str, float]]:
    """By variant: R@1, R@5, calibration error and coverage at 1, 2 and 5 % error, each group held out in turn."""
    judged: dict[str, list[tuple[float, bool, int]]] = defaultdict(list)
    for held_out in _folds({row.group for row in rows}):
        weights = learn([row for row in rows if row.group not in held_out], names)
        held = [row for row in rows if row.group in held_out]
        found, right, places = first_cards(held, names, weights)
        chances = fuse.confidence(found, np.asarray([row.said for row in held]), weights)
        for row, chance, good, place in zip(held, chances, right, places, strict=True):
            judged[row.variant].append((float(chance), bool(good), place))
    return {variant: _figures(found) for variant, found in sorted(judged.items())}


def _figures(judged: Sequence[tuple[float, bool, int]]) -> dict[str, float]:
    ordered = sorted(judged, reverse=True)
    chances, right = np.asarray([row[0] for row in ordered]), np.asarray([row[1] for row in ordered])
    places = np.asarray([row[2] for row in ordered if row[2]])
    wrong = np.cumsum(~right) / np.arange(1, len(right) + 1)
    bins = np.minimum((chances * 10).astype(int), 9)
    error = sum(abs(float(chances[bins == at].sum()) - float(right[bins == at].sum())) for at in range(10))
    covered = {
        f"cover{limit:.0%}": _share(np.flatnonzero(wrong <= limit), len(right))
        for limit in (0.01, 0.02, 0.05)
    }
    ranks = {"n": float(len(right)), "R@1": float((places == 1).mean()), "R@5": float((places <= 5).mean())}
    return {
        name: round(value, 3) for name, value in (ranks | {"error": error / len(right)} | covered).items()
    }


def _share(within: NDArray[np.intp], total: int) -> float:
    return float(within.max() + 1) / total if len(within) else 0.0


def main() -> None:
    """Reads the folders, and writes `background.json` and `weights.json`, or prints what the folds gave."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folders", type=Path, nargs="+")
    parser.add_argument("--talk", type=Path, nargs="*", default=[])
    parser.add_argument("--out", type=Path, default=None)
    parser.add_argument("--folds", action="store_true")
    asked = parser.parse_args()
    if asked.talk:
        texts = [item["text"] for folder in asked.folders for item in read(folder / "items.jsonl")]
        folder = asked.out or Path(background.__file__).parent
        _write(folder / "background.json", background.table([*texts, *talk(asked.talk)]))
    read_in = [examples(folder) for folder in asked.folders]
    names, rows = read_in[0][0], [row for _, found in read_in for row in found]
    if asked.folds:
        sys.stdout.write(json.dumps(measure(rows, names), indent=1) + "\n")
        return
    weights = learn(rows, names)
    folder = asked.out or Path(__file__).parent
    _write(folder / "weights.json", {kind: {"rank": w.rank, "sure": w.sure} for kind, w in weights.items()})


def _write(path: Path, content: Mapping[str, object]) -> None:
    path.write_text(
        json.dumps(content, ensure_ascii=False, indent=0, sort_keys=True) + "\n", encoding="utf-8"
    )


if __name__ == "__main__":
    main()
