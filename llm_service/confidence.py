"""How probable it is that passages tell the answer to a question, by the question's words that they say.

Weights ship beside this file; `python -m tests.figures.answers FOLDER --train FILE` learns them from questions about
meetings, asked of the right meetings and of others. No model is asked, and none is needed.
"""

import json
from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from itertools import pairwise
from math import exp, log1p

from core_api.contracts.answering import AnswerRequest
from core_api.contracts.meeting import Passage
from core_api.language.background import weight
from core_api.language.questions import subject
from core_api.language.words import stems
from llm_service.passages import lines_of

_TABLE = "confidence.json"
_NEAR = 2
"""Lines before and after one that are read with it."""
_FEWEST = 4
"""Words of the shortest questions that were learned from: a shorter one is no less likely to be answered."""
NAMES = (
    "first passage", "best passage", "three passages", "best line", "best place", "all", "rarest there",
    "pairs together", "words asked", "weight asked", "all passages", "last to first",
)  # fmt: skip


def told(request: AnswerRequest) -> float:
    """The probability that the passages tell it; 0 for none and for a question that asks about nothing."""
    values = features(request)
    if values is None:
        return 0.0
    weights = _weights()
    score = weights["bias"] + sum(weights[name] * value for name, value in zip(NAMES, values, strict=True))
    return 1 / (1 + exp(-max(-30.0, min(30.0, score))))


def features(request: AnswerRequest) -> tuple[float, ...] | None:
    """What is measured, in the order of `NAMES`; None where there is nothing to measure."""
    asked = list(dict.fromkeys(subject(request.words or request.question, request.speakers)))
    if not asked or not request.passages:
        return None
    rare = {word: weight(word) for word in asked}
    total = sum(rare.values()) or 1.0

    def share(said: set[str]) -> float:
        return sum(rare[word] for word in asked if word in said) / total

    whole = [_said(passage) for passage in request.passages]
    shares = [share(said) for said in whole]
    best = max(range(len(shares)), key=lambda at: (shares[at], -at))
    lines = [set(stems(f"{line.speaker} {line.words}")) for line in lines_of(request.passages)]
    near = [set().union(*lines[max(0, at - _NEAR) : at + _NEAR + 1]) for at in range(len(lines))]
    pairs = list(pairwise(asked))
    together = [sum(one in said and other in said for one, other in pairs) for said in lines]
    heaviest = max(asked, key=lambda word: rare[word])
    return (
        shares[0],
        shares[best],
        sum(sorted(shares, reverse=True)[:3]) / min(3, len(shares)),
        max(map(share, lines), default=0.0),
        max(map(share, near), default=0.0),
        share(set().union(*whole)),
        float(heaviest in whole[best]),
        max(together, default=0) / len(pairs) if pairs else max(map(share, lines), default=0.0),
        log1p(max(_FEWEST, len(asked))),
        total / len(asked),
        sum(shares) / len(shares),
        _last_to_first(request.passages),
    )


def _last_to_first(passages: Sequence[Passage]) -> float:
    """How much worse than the best of them the worst one fits; 1 where all fit alike."""
    scores = [passage.score for passage in passages]
    return min(scores) / max(scores) if max(scores) > 0 else 1.0


def _said(passage: Passage) -> set[str]:
    lines: Sequence[str] = [f"{line.name} {line.words}" for line in passage.lines] or [passage.text]
    return set(stems(" ".join((passage.meeting_title, *lines, *passage.notes))))


@cache
def _weights() -> dict[str, float]:
    raw = json.loads((files(__package__) / _TABLE).read_text(encoding="utf-8"))
    return {str(name): float(value) for name, value in raw["weights"].items()}
