"""Labelled passages as examples to learn from: what `training` reads.

The files' shapes are described there. Nothing here runs in production.
"""

import json
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from core_api.contracts.matching import CardText, Query
from similarity.features import features, history, in_russian, standing

_TALK_WORDS = 100


@dataclass(frozen=True, slots=True)
class Example:
    """One passage before one board: a row of features a card, and which cards are right."""

    values: NDArray[np.float32]
    right: NDArray[np.bool_]
    said: bool
    group: str
    variant: str
    russian: bool


def read(path: Path) -> list[dict[str, Any]]:
    """The objects of a JSON-lines file."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def variants(item: Mapping[str, Any], titles: Mapping[str, str]) -> list[tuple[str, str, str]]:
    """Name, mention and text of each way to say one passage: from the subject unsaid to the title read out."""
    text, short, mention = item["text"], item.get("text_short") or item["text"], item.get("mention", "")
    title = titles.get(item.get("gold") or item.get("true_card") or "", "")
    said = [("unsaid", "", text), ("unsaid-short", "", short)]
    if mention:
        said += [("mention", mention, text), ("mention-short", mention, short)]
    return said + ([("title", title, text)] if title else [])


def group_of(board: str) -> str:
    """Boards of one group share their people and words; they are held out together."""
    return re.split(r"-(?=[\d])", board)[0].removesuffix("-api")


def examples(folder: Path) -> tuple[list[str], list[Example]]:
    """The names of the features, and all variants of all passages of a folder."""
    titles = {row["card"]: row["title"] for row in read(folder / "cards.jsonl")}
    boards = {row["board"]: row["cards"] for row in read(folder / "boards.jsonl")}
    items = read(folder / "items.jsonl")
    together: dict[tuple[str, ...], list[dict[str, Any]]] = defaultdict(list)
    for item in items:
        left_out = item.get("drop", ())
        together[tuple(card for card in boards[item["board"]] if card not in left_out)].append(item)
    names: list[str] = []
    found: list[Example] = []
    for ids, group in together.items():
        cards = [CardText(id=card, name=titles[card]) for card in ids]
        said = [(item, *way) for item in group for way in variants(item, titles)]
        queries = [Query(id=str(at), mention=row[2], text=row[3]) for at, row in enumerate(said)]
        columns, tongues = dict(features(queries, cards)), in_russian(queries)
        names = list(columns)
        values = np.stack(list(columns.values()), axis=2).astype(np.float32)
        for at, (item, name, mention, _) in enumerate(said):
            right = np.isin(ids, [item.get("gold") or "", *item.get("accept", ())])
            plain = Example(
                values[at],
                right,
                bool(mention),
                group_of(item["board"]),
                name,
                bool(tongues[at]),
            )
            found.append(plain)
            if name in ("unsaid", "mention"):
                found += _with_history(plain, queries[at], cards, _earlier(item, items))
    return names, found


def _earlier(item: Mapping[str, Any], items: Sequence[Mapping[str, Any]]) -> dict[str, list[str]]:
    """The passages of the same board's cards from before an item, by card."""
    found: dict[str, list[str]] = defaultdict(list)
    for other in items:
        if (
            other.get("gold")
            and other["board"] == item["board"]
            and other.get("date", "") < item.get("date", "")
        ):
            found[other["gold"]].append(other["text"])
    return found


def _with_history(
    plain: Example, query: Query, cards: Sequence[CardText], past: Mapping[str, list[str]]
) -> list[Example]:
    """The same example once more, with what was approved before; none where there is no past."""
    if not past:
        return []
    known = [card.model_copy(update={"history": tuple(past.get(card.id, ()))}) for card in cards]
    columns = [scores[0] for _, scores in standing("history", history([query], known))]
    values = plain.values.copy()
    values[:, -len(columns) :] = np.stack(columns, axis=1)
    return [replace(plain, values=values, variant=f"{plain.variant}-history")]


def talk(paths: Sequence[Path]) -> Iterable[str]:
    """Meetings' talk in stretches of 100 words."""
    for path in paths:
        for meeting in read(path):
            words = " ".join(turn.get("text", "") for turn in meeting["transcript"]).split()
            yield from (" ".join(words[at : at + _TALK_WORDS]) for at in range(0, len(words), _TALK_WORDS))
