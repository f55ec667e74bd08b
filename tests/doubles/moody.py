"""A model on a double of vLLM or Ollama in a different mood each time: many answers are dressed up, some are no use.

The mood follows from the question and from how often it was asked, so that a run repeats itself whatever comes first.
"""

import hashlib
import json
import random
from collections import Counter
from typing import Any

from tests.doubles.engine import TALK, Answer, Engine

DRESSED = 0.30
"""Share of answers that hold the form, with something around it."""
SPOILED = 0.05
"""Share of answers that hold no form."""
OUT = 0.05
"""Share of requests that a busy or broken server refuses."""


class Moods:
    """Knows how often each question was asked."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.seen: Counter[str] = Counter()

    def dice(self, request: dict[str, Any], about: str) -> random.Random:
        """What decides about this request, this time."""
        key = hashlib.sha256(f"{self.name}{about}{json.dumps(request['messages'])}".encode()).hexdigest()
        self.seen[key] += 1
        return random.Random(f"{key}{self.seen[key]}")


def dress(answer: Answer, dice: random.Random) -> Answer:
    """The same form with something around it."""
    content = answer.content or ""
    return dice.choice(
        [
            Answer(f"```json\n{content}\n```", answer.thought),
            Answer(f"Sure, here is the form:\n\n{content}\n\nLet me know!", answer.thought),
            Answer(f'<think>Maybe {{"found": 1}}</think>{content}', answer.thought),
            Answer(f"I think aloud.</think>\n{content}", answer.thought),
            Answer("{" + content, answer.thought),
            Answer(None, content),
            Answer(content + "\n" * 40, answer.thought),
        ]
    )


def spoil(answer: Answer, dice: random.Random, room: int) -> Answer:
    """No form any more."""
    filled = json.loads(answer.content or "{}")
    filled.pop(dice.choice(sorted(filled)))
    return dice.choice(
        [
            Answer(TALK),
            Answer(json.dumps(filled)),
            Answer(json.dumps([1, 2])),
            Answer((answer.content or "")[: len(answer.content or "") // 2]),
            Answer("{" + " \n" * (room // 2), finish="length"),
            Answer(""),
            Answer(json.dumps(dict.fromkeys(filled, "what?"))),
        ]
    )


def moody(engine: Engine, name: str) -> None:
    """Give the engine's model its moods."""
    moods, plain, post = Moods(name), engine.answer, engine.post

    def answer(request: dict[str, Any], bound: dict[str, Any] | None, *, quiet: bool) -> Answer:
        said = plain(request, bound, quiet=quiet)
        dice = moods.dice(request, "answer")
        drawn = dice.random()
        if drawn < SPOILED and not (said.content or "").startswith(TALK):
            bare = Answer((said.content or "").strip("`json\n"), said.thought)
            return spoil(bare, dice, request.get("max_tokens", 400) * 3)
        if drawn < SPOILED + DRESSED:
            return dress(said, dice)
        return said

    def refusing(path: str, request: dict[str, Any]) -> tuple[int, Any]:
        if "messages" in request and moods.dice(request, "out").random() < OUT:
            return moods.dice(request, "how").choice([429, 500, 503]), {"error": "not now"}
        return post(path, request)

    engine.answer = answer  # type: ignore[method-assign]
    engine.post = refusing  # type: ignore[method-assign]
