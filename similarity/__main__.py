"""The matcher on the command line.

    python -m similarity rank --cards FILE --queries FILE [--embed-model MODEL] [--models-dir FOLDER]

Both files are JSON lines: cards {"id", "title", "text"}, queries {"id", "topic", "text", "exclude": [card ids]}.
One JSON object a query goes out: {"query", "candidates": [{"card", "score", "probability", "named"}, …best first]}.
"""

import argparse
import json
import sys
from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from core_api.contracts.matching import CardText, Match, Query
from core_api.contracts.ports import Matcher
from similarity.service import build


def main(arguments: Sequence[str] | None = None) -> None:
    """Reads the arguments and ranks."""
    parser = argparse.ArgumentParser(
        prog="similarity", description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    rank = parser.add_subparsers(required=True).add_parser(
        "rank", help="rank the cards of a board for each text"
    )
    rank.add_argument("--cards", type=Path, required=True)
    rank.add_argument("--queries", type=Path, required=True)
    rank.add_argument("--embed-model")
    rank.add_argument("--models-dir", type=Path, default=Path("models"))
    asked = parser.parse_args(arguments)
    matcher = build(asked.embed_model, asked.models_dir)
    for line in _lines(matcher, _read(asked.cards), _read(asked.queries)):
        sys.stdout.write(json.dumps(line, ensure_ascii=False) + "\n")


def _read(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def _lines(
    matcher: Matcher, cards: Sequence[dict[str, Any]], rows: Sequence[dict[str, Any]]
) -> Iterator[dict[str, Any]]:
    """The answers in the queries' order; those that leave out the same cards are ranked together."""
    together: dict[tuple[str, ...], list[dict[str, Any]]] = defaultdict(list)
    for row in rows:
        together[tuple(sorted(row.get("exclude") or ()))].append(row)
    answers: dict[str, Match] = {}
    notes: set[str] = set()
    for left_out, group in together.items():
        board = tuple(_card(card) for card in cards if card["id"] not in left_out)
        queries = tuple(
            Query(id=row["id"], text=row["text"], mention=row.get("topic") or "") for row in group
        )
        ranking = matcher.rank(queries, board)
        answers |= {match.query_id: match for match in ranking.matches}
        notes |= set(ranking.notes)
    for note in sorted(notes):
        sys.stderr.write(f"degraded: {note}\n")
    yield from (_answer(answers[row["id"]]) for row in rows)


def _card(row: dict[str, Any]) -> CardText:
    return CardText(
        id=row["id"], name=row["title"], number=row.get("number"), description=row.get("text") or ""
    )


def _answer(match: Match) -> dict[str, Any]:
    candidates = [
        {"card": found.card_id, "score": found.score, "probability": found.score, "named": found.named}
        for found in match.candidates
    ]
    return {"query": match.query_id, "candidates": candidates}


if __name__ == "__main__":
    main()
