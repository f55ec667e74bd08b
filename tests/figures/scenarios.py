"""Whole meetings with a board, scored against what a careful lead would have changed.

    python -m tests.figures.scenarios [--answers recorded|weak|none] [--server URL --model NAME] [--folder FOLDER]

Each folder in FOLDER holds `meeting.vtt`, `board.json` (Trello's export), `gold.json` and, where a reader answered what
a language model would be asked, `answers.json`. `weak` spoils those answers (`weak.py`); `none` asks no model.
"""

import argparse
import json
import sys
import tempfile
from collections import Counter
from contextlib import AbstractContextManager, nullcontext
from datetime import datetime
from pathlib import Path
from typing import Any

from core_api import wiring
from core_api.contracts.job import Progress
from core_api.locales import translator
from core_api.settings import Settings
from core_api.usecases import export
from core_api.usecases.preview import preview
from core_api.usecases.submit import Submission
from tests.figures import scoring
from tests.figures.answering import Answer, key_of, serving
from tests.figures.weak import weak

HERE = Path(__file__).parent / "scenarios"
CONTEXT = 32768
"""Tokens of the context that the recorded requests were made for."""
SEEDS = 5
"""Ways in which the weak answerer is weak, all of them run."""


def folders(parent: Path) -> list[Path]:
    """The scenarios in a folder, by name."""
    return sorted(path.parent for path in parent.glob("*/gold.json"))


def gold_of(folder: Path) -> dict[str, Any]:
    """What a careful lead would have made of the meeting."""
    document: dict[str, Any] = json.loads((folder / "gold.json").read_text(encoding="utf-8"))
    return document


def dry_run(folder: Path, url: str | None, model: str = "recorded") -> dict[str, Any]:
    """The document of `boardscribe process … --dry-run --json` for the scenario."""
    meeting = gold_of(folder)["meeting"]
    with tempfile.TemporaryDirectory() as home:
        settings = Settings(
            home=Path(home), llm_url=url, llm_model=model, llm_context_tokens=CONTEXT, timezone="UTC"
        )
        installation = wiring.install(settings, migrate=False)
        try:
            path = folder / "meeting.vtt"
            submission = Submission(
                path=path,
                board=f"file:{folder / 'board.json'}",
                title=meeting["title"],
                started_at=datetime.fromisoformat(meeting["started_at"]),
                language=meeting["language"],
            )
            read = wiring.read_source(path, meeting["language"])
            report = preview(installation, submission, read, _unheard)
            return dict(export.as_json(report, translator("en")))
        finally:
            installation.close()


def recorded(folder: Path) -> dict[str, str]:
    """What the reader answered, by the digest of the request."""
    document = json.loads((folder / "answers.json").read_text(encoding="utf-8"))
    return {one["key"]: one["answer"] for one in document["exchanges"]}


def replayed(folder: Path) -> Answer:
    """The recorded answers; a request that nobody answered has none."""
    known = recorded(folder)
    return lambda request: known.get(key_of(request))


def scored(parent: Path, server: "Server") -> dict[str, Counter[str]]:
    """By scenario its counts."""
    counts: dict[str, Counter[str]] = {}
    for folder in folders(parent):
        with server.of(folder) as url:
            said = dry_run(folder, url, server.model)
        if server.needed and said["degraded"]:
            sys.exit(
                f"{folder.name}: {' '.join(said['degraded'])}\nRecord anew: python -m tests.figures.record"
            )
        counts[folder.name] = scoring.score(said, gold_of(folder))
    return counts


class Server:
    """Who is asked for each scenario."""

    def __init__(self, answers: str, url: str | None = None, model: str = "recorded", seed: int = 0) -> None:
        """`answers` is one of recorded, weak, none; `url` a server that is asked instead."""
        self.model = model
        self.needed = answers == "recorded" or url is not None
        self._answers, self._url, self._seed = answers, url, seed

    def of(self, folder: Path) -> AbstractContextManager[str | None]:
        """The address for one scenario."""
        if self._url or self._answers == "none":
            return nullcontext(self._url)
        answer = replayed(folder) if self._answers == "recorded" else weak(recorded(folder), self._seed)
        return serving(answer)


def _unheard(_progress: Progress) -> None:
    """Nobody waits."""


def main() -> None:
    """Prints the table; the weak answerer's is the sum over its ways."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--answers", choices=("recorded", "weak", "none"), default="recorded")
    parser.add_argument("--server", help="a chat server to ask instead of the recorded answers")
    parser.add_argument("--model", default="recorded")
    parser.add_argument("--folder", type=Path, default=HERE)
    asked = parser.parse_args()
    total: dict[str, Counter[str]] = {}
    for seed in range(SEEDS if asked.answers == "weak" else 1):
        for name, count in scored(
            asked.folder, Server(asked.answers, asked.server, asked.model, seed)
        ).items():
            total[name] = total.get(name, Counter()) + count
    sys.stdout.write(scoring.table(total) + "\n")


if __name__ == "__main__":
    main()
