"""How the matcher does with an embedding model that knows one language only, beside each of its scorers alone.

    python -m tests.figures.hybrid FOLDER --model FOLDER

FOLDER holds XQuAD's `paragraphs.jsonl` ({"id", "ru", "en", "questions": [{"ru", "en"}]}); the paragraphs are the cards,
the questions what was said. `--model` is a sentence-transformers model on this machine. Prints R@1 by language: of each
scorer alone, of plain rank fusion of two of them with the model (what must not be done), and of the matcher.
"""

import argparse
import json
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

import numpy as np

from core_api.contracts.matching import CardText, Query
from core_api.contracts.model import Language
from core_api.wire.lines import Line, read
from similarity.bags import Scores
from similarity.dense import cosines
from similarity.embed import SentenceEmbedder
from similarity.features import reciprocal_rank, scorers
from similarity.service import FusedMatcher

LANGUAGES: tuple[Language, ...] = ("ru", "en")
ALONE = ("text.bm25", "text.char", "text.script")
_DAMPING = 60.0


def asked(
    paragraphs: list[Line], language: Language
) -> tuple[tuple[Query, ...], tuple[CardText, ...], list[int]]:
    """The questions, the paragraphs, and for each question the place of its paragraph."""
    cards = tuple(CardText(id=row["id"], name=row[language]) for row in paragraphs)
    rows = [(at, question[language]) for at, row in enumerate(paragraphs) for question in row["questions"]]
    queries = tuple(Query(id=str(number), text=text) for number, (_, text) in enumerate(rows))
    return queries, cards, [at for at, _ in rows]


def figures(
    paragraphs: list[Line], embedder: SentenceEmbedder
) -> Iterator[tuple[Language, Mapping[str, float]]]:
    """R@1 of each way to rank, by language."""
    for language in LANGUAGES:
        queries, cards, right = asked(paragraphs, language)
        alone = {name: scores for name, scores in scorers(queries, cards) if name in ALONE}
        alone["dense"] = cosines(embedder, queries, cards)
        found = {name: first_right(scores, right) for name, scores in alone.items()}
        found["rank fusion"] = first_right(_plain(alone["text.bm25"]) + _plain(alone["dense"]), right)
        matches = FusedMatcher(embedder).rank(queries, cards).matches
        best = [match.best.card_id if match.best else None for match in matches]
        found["matcher"] = float(np.mean([cards[at].id == one for at, one in zip(right, best, strict=True)]))
        yield language, found


def first_right(scores: Scores, right: list[int]) -> float:
    """In what share of rows the right column has the highest score."""
    return float(np.mean(scores.argmax(axis=1) == np.asarray(right)))


def _plain(scores: Scores) -> Scores:
    """What plain rank fusion adds up: 1 / (60 + rank)."""
    ranks = 1.0 / np.maximum(reciprocal_rank(scores - scores.min() + 1e-9), 1e-9)
    return np.asarray(1.0 / (_DAMPING + ranks), dtype=np.float64)


def main() -> None:
    """Prints the figures."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", type=Path)
    parser.add_argument("--model", required=True)
    given = parser.parse_args()
    embedder = SentenceEmbedder(given.model, Path("models"))
    for language, found in figures(read(given.folder / "paragraphs.jsonl"), embedder):
        single = max(value for name, value in found.items() if name not in ("matcher", "rank fusion"))
        told = {"language": language, **found, "beside its best scorer": found["matcher"] - single}
        rounded = {
            name: round(value, 3) if isinstance(value, float) else value for name, value in told.items()
        }
        sys.stdout.write(json.dumps(rounded) + "\n")


if __name__ == "__main__":
    main()
