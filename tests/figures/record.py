"""Records what a reader answers where a language model would be asked, for the scenarios.

    python -m tests.figures.record FOLDER [--scenarios FOLDER]

Each run files the requests that nobody has answered yet as FOLDER/KEY.request.json. Let a reader who sees nothing but
the request, and no `gold.json`, write FOLDER/KEY.answer.txt: the JSON that the request asks for. Run it again until
nothing is missing: then each scenario's `answers.json` is written anew.
"""

import argparse
import json
import sys
from datetime import UTC, datetime
from pathlib import Path

from llm_service import prompts
from tests.figures.answering import Answer, Request, filed, form_of, key_of, serving
from tests.figures.scenarios import HERE, dry_run, folders

_PROMPTS = {"MinutesForm": prompts.MINUTES, "PicksForm": prompts.PICK, "JudgeForm": prompts.JUDGE}


def recording(folder: Path, answer: Answer) -> list[dict[str, str]] | None:
    """The exchanges of one scenario in the order of their keys; None while one is not answered."""
    exchanges: dict[str, dict[str, str]] = {}
    missing: list[str] = []

    def kept(request: Request) -> str | None:
        said, key = answer(request), key_of(request)
        if said is None:
            missing.append(key)
        else:
            form = form_of(request)
            exchanges[key] = {"key": key, "form": form, "prompt": _PROMPTS.get(form, ""), "answer": said}
        return said

    with serving(kept) as url:
        dry_run(folder, url)
    return None if missing else [exchanges[key] for key in sorted(exchanges)]


def main() -> None:
    """Files what is asked, or writes down what was answered."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("answers", type=Path)
    parser.add_argument("--scenarios", type=Path, default=HERE)
    asked = parser.parse_args()
    asked.answers.mkdir(parents=True, exist_ok=True)
    done = 0
    for folder in folders(asked.scenarios):
        exchanges = recording(folder, filed(asked.answers))
        if exchanges is None:
            continue
        document = {"recorded": datetime.now(UTC).date().isoformat(), "exchanges": exchanges}
        text = json.dumps(document, ensure_ascii=False, indent=1)
        (folder / "answers.json").write_text(text + "\n", encoding="utf-8")
        done += 1
    waiting = [path.name for path in asked.answers.glob("*.request.json")]
    waiting = [
        name for name in waiting if not (asked.answers / name.replace("request.json", "answer.txt")).exists()
    ]
    sys.stdout.write(f"{done} scenarios are recorded; {len(waiting)} requests wait in {asked.answers}\n")


if __name__ == "__main__":
    main()
