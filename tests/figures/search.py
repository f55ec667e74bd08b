"""What the search finds in meetings with questions whose answers are known, and what each of its weights is worth.

    python -m tests.figures.search FOLDER [--set NAME=VALUE ...] [--ablate]

FOLDER holds QMSum's `meetings.jsonl` ({"id", "transcript": [{"speaker", "text"}], "specific": [{"query", "spans"}]}).
Prints, over all questions and over each half of the meetings: the right meeting comes first, is among the first five,
and one of the first five passages of the right meeting answers. `--set` tries another value of a weight of
`core_api.store.scoring`; `--ablate` leaves each of them out in turn.
"""

import argparse
import json
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import numpy as np

from core_api.language.words import stems
from core_api.store import scoring
from core_api.store.lookalikes import Lookalikes
from core_api.store.postings import Held, Postings, Vocabulary, lay_out

WORDS = 200
WEIGHTS = ("_KINDRED", "_LOOKALIKE", "_TOGETHER", "_NEIGHBOUR", "_ECHO")
Span = tuple[int, int, int]
"""The meeting, the first and the last turn."""


def cut(number: int, meeting: dict[str, Any]) -> Iterable[tuple[Span, str]]:
    """Passages of about 200 words, whole turns."""
    start, said, count = 0, [], 0
    turns = meeting["transcript"]
    for at, turn in enumerate(turns):
        said.append(f"{turn['speaker']}: {turn['text']}")
        count += len(turn["text"].split())
        if count >= WORDS or at == len(turns) - 1:
            yield (number, start, at), "\n".join(said)
            start, said, count = at + 1, [], 0


def passages(meetings: list[dict[str, Any]]) -> tuple[Postings, list[Span]]:
    vocabulary, held, spans = Vocabulary(), [], []
    for number, meeting in enumerate(meetings):
        for span, text in cut(number, meeting):
            words = vocabulary.learn(" ".join(stems(text)))
            place = len(spans)
            held.append(
                Held(place, f"{place:06}", "all", place, "speech", None, None, "", -1.0, False, "en", words)
            )
            spans.append(span)
    return lay_out(held, vocabulary), spans


def questions(meetings: list[dict[str, Any]]) -> Iterable[tuple[str, int, list[list[int]]]]:
    for number, meeting in enumerate(meetings):
        for one in meeting["specific"]:
            if sum(last - first + 1 for first, last in one["spans"]) <= len(meeting["transcript"]) / 2:
                yield one["query"], number, one["spans"]


def measure(postings: Postings, spans: list[Span], asked: list[tuple[str, int, list[list[int]]]]) -> str:
    lookalikes, everything, rows = Lookalikes(), np.ones(len(postings), dtype=bool), []
    for words, meeting, gold in asked:
        scores = scoring.lexical(postings, lookalikes, words, everything)
        best = [spans[at] for at in np.argsort(-scores, kind="stable")[:200] if scores[at] > 0]
        order = list(dict.fromkeys(span[0] for span in best))
        own = [span for span in best if span[0] == meeting][:5]
        answers = any(first <= b and a <= last for _, first, last in own for a, b in gold)
        rows.append((order[:1] == [meeting], meeting in order[:5], answers))
    found = np.asarray(rows, dtype=float)
    half = np.asarray([meeting % 2 for _words, meeting, _gold in asked])
    parts = (found, found[half == 0], found[half == 1])
    return "   ".join(" / ".join(f"{value:.3f}" for value in part.mean(axis=0)) for part in parts)


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", type=Path)
    parser.add_argument("--set", action="append", default=[], metavar="NAME=VALUE")
    parser.add_argument("--ablate", action="store_true")
    asked = parser.parse_args()
    lines = (asked.folder / "meetings.jsonl").read_text(encoding="utf-8").splitlines()
    meetings = [json.loads(line) for line in lines]
    postings, spans = passages(meetings)
    wanted = list(questions(meetings))
    for pair in asked.set:
        name, _, value = pair.partition("=")
        setattr(scoring, name, type(getattr(scoring, name))(value))
    sys.stdout.write(
        f"{len(wanted)} questions: all   one half   the other (meeting R@1 / R@5 / answer R@5)\n"
    )
    sys.stdout.write(f"{'as it is':14}{measure(postings, spans, wanted)}\n")
    for name in WEIGHTS if asked.ablate else ():
        was = getattr(scoring, name)
        setattr(scoring, name, 0.0)
        sys.stdout.write(f"{'no ' + name:14}{measure(postings, spans, wanted)}\n")
        setattr(scoring, name, was)


if __name__ == "__main__":
    main()
