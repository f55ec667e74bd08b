"""How well it is told whether passages hold an answer at all, on questions whose meetings are known.

    python -m tests.figures.answers FOLDER [--train FILE]

FOLDER holds QMSum's `meetings.jsonl` ({"id", "transcript": [{"speaker", "text"}], "specific": [{"query", "spans"}]}).
Each question is asked of its own meeting and of all meetings (there is an answer), of one other meeting of another
series and of all meetings of other series (there is none), and of one other meeting of its own series, where much is
said that would answer it as well. Prints, meetings left out in turn, how many of the unanswerable ones are refused
while 5 % and 10 % of the answerable ones are. `--train` writes the weights learned from all of them.
"""

import argparse
import json
import random
import sys
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np

from core_api.contracts.answering import AnswerRequest
from core_api.contracts.meeting import Meeting, Segment, Speaker, Transcript
from core_api.contracts.search import Filters
from core_api.store import meetings as stored
from core_api.store.database import Session, connect
from core_api.store.search import StoredIndex
from core_api.usecases.answering.gathering import found_by
from core_api.usecases.indexing import index_speech
from llm_service import confidence

FOLDS = 5
LEARNED = ("own", "everywhere", "other series", "all other series")
"""Whom the weights are learned from; another meeting of the same series often holds an answer."""


def series(name: str) -> str:
    """The kind of meeting: a design team's, a research group's, a committee's."""
    return "design" if name[:2] in {"ES", "IS", "TS"} else "research" if name.startswith("B") else "committee"


def keep(session: Session, given: dict[str, Any]) -> None:
    numbers: dict[str, int] = {}
    segments = []
    for at, turn in enumerate(given["transcript"]):
        number = numbers.setdefault(turn["speaker"], len(numbers) + 1)
        segments.append(
            Segment(index=at, start=float(at), end=at + 1.0, speaker=number, text=turn["text"].strip())
        )
    speakers = tuple(Speaker(number=number, name=name) for name, number in numbers.items())
    meeting = Meeting(
        id=given["id"], title="", started_at=datetime(2026, 1, 1, tzinfo=UTC), source="qmsum", blob="0" * 64
    )
    stored.add(session, meeting, meeting.id)
    transcript = Transcript(language="en", speakers=speakers, segments=tuple(segments))
    stored.save_transcript(session, meeting.id, transcript)
    index_speech(session, meeting.id)


def pools(given: list[dict[str, Any]], own: str, chance: random.Random) -> dict[str, list[str]]:
    """Where a question is asked, by the name of the case."""
    names = [one["id"] for one in given]
    others = [name for name in names if series(name) != series(own)]
    same = [name for name in names if series(name) == series(own) and name != own]
    return {
        "own": [own],
        "everywhere": names,
        "other series": [chance.choice(others)],
        "all other series": others,
        "same series": [chance.choice(same)],
    }


def rows(given: list[dict[str, Any]]) -> Iterable[tuple[str, str, tuple[float, ...]]]:
    database, chance = connect("sqlite://"), random.Random(7)
    database.migrate()
    here: Any = SimpleNamespace(index=StoredIndex(database))
    with database.transaction() as session:
        for one in given:
            keep(session, one)
    with database.reading() as session:
        for one in given:
            for question in one["specific"]:
                for case, names in pools(given, one["id"], chance).items():
                    filters = Filters(meetings=frozenset(names))
                    found = found_by(here, session, question["query"], filters)
                    request = AnswerRequest(question=question["query"], passages=found, language="en")
                    values = confidence.features(request)
                    yield case, one["id"], values or (0.0,) * len(confidence.NAMES)


def fit(values: Any, right: Any) -> Any:
    """Weights of a logistic regression with a bias, each group as heavy as the other."""
    given = np.c_[values, np.ones(len(values))]
    heavy = np.where(right, 0.5 / right.mean(), 0.5 / (1 - right.mean()))
    weights = np.zeros(given.shape[1])
    ridge = np.r_[np.ones(given.shape[1] - 1), 0.0]
    for _ in range(50):
        chance = 1 / (1 + np.exp(-given @ weights))
        slope = given.T @ (heavy * (chance - right)) + ridge * weights
        bend = (given * (heavy * chance * (1 - chance))[:, None]).T @ given + np.diag(ridge + 1e-9)
        weights = weights - np.linalg.solve(bend, slope)
    return weights


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", type=Path)
    parser.add_argument("--train", type=Path)
    asked = parser.parse_args()
    lines = (asked.folder / "meetings.jsonl").read_text(encoding="utf-8").splitlines()
    measured = list(rows([json.loads(line) for line in lines]))
    cases = np.asarray([case for case, _name, _values in measured])
    names = np.asarray([name for _case, name, _values in measured])
    values = np.asarray([row for _case, _name, row in measured], dtype=float)
    right = np.isin(cases, ("own", "everywhere"))
    learned = np.isin(cases, LEARNED)
    chance = np.zeros(len(cases))
    order = sorted(set(names.tolist()))
    for fold in range(FOLDS):
        out = np.isin(names, order[fold::FOLDS])
        weights = fit(values[learned & ~out], right[learned & ~out])
        chance[out] = 1 / (1 + np.exp(-np.c_[values[out], np.ones(out.sum())] @ weights))
    for yes, noes in (("own", ("other series", "same series")), ("everywhere", ("all other series",))):
        for no in noes:
            told = [
                f"{np.mean(chance[cases == no] < np.quantile(chance[cases == yes], refused)):.3f}"
                for refused in (0.05, 0.10)
            ]
            sys.stdout.write(f"{yes:11} against {no:17} refused at .05 / .10: {' / '.join(told)}\n")
    least = [float(np.quantile(chance[cases == yes], 0.05)) for yes in ("own", "everywhere")]
    sys.stdout.write(f"the bound that refuses 5 %: {least[0]:.3f} (own), {least[1]:.3f} (everywhere)\n")
    if asked.train:
        weights = fit(values[learned], right[learned])
        named = dict(zip((*confidence.NAMES, "bias"), (round(float(one), 4) for one in weights), strict=True))
        told = {"weights": named, "questions": len(lines)}
        asked.train.write_text(json.dumps(told, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
