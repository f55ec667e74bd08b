"""`boardscribe retrieve`: texts of a file searched through the real index, for scorers."""

import sys
from pathlib import Path

from core_api.cli.outcome import DONE
from core_api.usecases.retrieve import retrieve
from core_api.wire.lines import Line, read, written


def run(passages: Path, queries: Path, top: int) -> int:
    """Print a line of JSON a question: {"query", "passages": [{"id", "score"}, … best first]}."""
    texts, questions = read(passages), read(queries)
    found = retrieve(map(_said, texts), map(_said, questions), top)
    for question, best in found:
        passages_ = [{"id": one, "score": score} for one, score in best]
        sys.stdout.writelines(written([{"query": question, "passages": passages_}]))
    return DONE


def _said(row: Line) -> tuple[str, str]:
    return row["id"], row.get("text") or ""
