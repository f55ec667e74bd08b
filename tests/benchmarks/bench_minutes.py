"""How long the minutes of a one-hour meeting take with a model that writes 50 tokens a second, four requests at once.

The server is scripted and on this machine: it takes as long for an answer as its tokens take, no longer. What it
answers is as long as a good answer is: for the hour about 60 facts with their words, a dozen decisions and sixteen
promises. The meeting and the board are made from a fixed seed. Everything goes through the service as it stands, over
HTTP, so this measures whatever there is. Prints figures and fails above the goal.

    python -m tests.benchmarks.bench_minutes [--context 32768] [--words 9000]
"""

import argparse
import json
import random
import re
import sys
import threading
import time
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from pydantic import SecretStr

from core_api.contracts.board import Board, Card, Column, Member
from core_api.contracts.meeting import Segment, Speaker, Transcript
from core_api.contracts.ports import SummarizeRequest
from llm_service.service import build
from llm_service.terms import Terms
from llm_service.window import estimate
from tests.benchmarks.bench_process import _AREAS, _EXTRAS, _TALK, _THINGS
from tests.doubles.engine import KEY, MODEL, Answer, Engine, instance, serving
from tests.doubles.vllm import Vllm

GOAL = 60.0
SPEED = 50.0
"""Tokens that are written in a second, for each request."""
AT_ONCE = 4
LINES_A_FACT = 15
_LINE = re.compile(r"^(s\d+) \[[^\]]*\] (.+)$", re.MULTILINE)
_MOST = {"facts": 40, "decisions": 16, "action_items": 24, "topics": 12, "key_points": 5}
_SHARE = {"facts": LINES_A_FACT, "decisions": 75, "action_items": 56, "topics": 110, "key_points": 150}


def meeting(words: int) -> SummarizeRequest:
    """An hour of talk about the cards of a board."""
    dice = random.Random(2)
    names = [f"{dice.choice(_AREAS)} {dice.choice(_THINGS)} {dice.choice(_EXTRAS)}" for _card in range(60)]
    segments, said, at = [], 0, 0.0
    while said < words:
        line = dice.choice(_TALK).format(card=dice.choice(names))
        length = len(line.split()) * 3600 / words
        place = len(segments)
        segments.append(
            Segment(index=place, start=at, end=at + length, speaker=dice.randint(1, 3), text=line)
        )
        said, at = said + len(line.split()), at + length
    who = tuple(Speaker(number=number, name=name) for number, name in enumerate(("Anna", "Ben", "Olga"), 1))
    columns = tuple(
        Column(id=f"k{place}", name=name) for place, name in enumerate(("To do", "Doing", "Done"))
    )
    cards = tuple(
        Card(id=f"c{number}", name=name, column_id=columns[number % 3].id)
        for number, name in enumerate(names)
    )
    members = tuple(Member(id=f"m{speaker.number}", name=speaker.name or "") for speaker in who)
    return SummarizeRequest(
        transcript=Transcript(language="en", segments=tuple(segments), speakers=who),
        title="Weekly",
        started_at=datetime(2026, 3, 4, 12, 0, tzinfo=UTC),
        board=Board(id="b", name="Team", columns=columns, cards=cards, members=members),
        keep=False,
    )


@dataclass
class Scripted(Vllm):
    """Answers as fully as the talk that it is shown deserves, at a model's speed."""

    turns: threading.BoundedSemaphore = field(default_factory=lambda: threading.BoundedSemaphore(AT_ONCE))
    written: int = 0
    longest: float = 0.0

    def answer(self, request: dict[str, Any], bound: dict[str, Any] | None, *, quiet: bool) -> Answer:
        if bound is None or "word" in bound.get("properties", {}):
            return Engine.answer(self, request, bound, quiet=quiet)
        lines = _LINE.findall(request["messages"][-1]["content"])
        content = json.dumps(_full(bound, bound, lines), ensure_ascii=False)
        seconds = estimate(content) / SPEED
        with self.lock:
            self.written += estimate(content)
            self.longest = max(self.longest, seconds)
        with self.turns:
            time.sleep(seconds)
        return Answer(content)


def _full(node: dict[str, Any], root: dict[str, Any], lines: list[tuple[str, str]]) -> Any:
    """A value that fits the schema, with as much in its lists as so many lines of talk hold."""
    if "$ref" in node:
        return _full(root["$defs"][node["$ref"].removeprefix("#/$defs/")], root, lines)
    if node.get("type") != "object":
        return instance(node, root)
    filled: dict[str, Any] = {}
    for name, part in node["properties"].items():
        filled[name] = _part(name, part, root, lines)
    return filled


def _part(name: str, part: dict[str, Any], root: dict[str, Any], lines: list[tuple[str, str]]) -> Any:
    line, words = lines[0] if lines else ("", "We agreed on what comes next and who does it by when.")
    if name in ("line", "first", "last") and line:
        return line
    if name == "words":
        return " ".join(words.split()[:12])
    if name in ("overview", "text", "title", "mention"):
        length = {"overview": 90, "text": 16, "title": 4, "mention": 3}[name]
        return " ".join((words + " ").split() * 30)[: length * 6]
    if part.get("type") != "array":
        return _full(part, root, lines)
    item = part["items"]
    if name not in _SHARE:
        return [_full(item, root, lines)] if name in ("quotes", "requests") else []
    count = min(_MOST[name], part.get("maxItems", 99), max(1, len(lines) // _SHARE[name]))
    step = max(1, len(lines) // count)
    return [
        _full(item, root, lines[place * step :] or lines)
        if item.get("type") != "string"
        else " ".join(words.split()[:14])
        for place in range(count)
    ]


def bench(context: int, words: int) -> float:
    """The seconds that the minutes take."""
    request, server = meeting(words), Scripted(context=context)
    with serving(server) as url:
        service = build(url, SecretStr(KEY), MODEL, terms=Terms(at_once=AT_ONCE))
        began = time.perf_counter()
        minutes = service.summarize(request, lambda _progress: None)
        seconds = time.perf_counter() - began
        service.close()
    asked = [call for call in minutes.calls if call.outcome != "kept"]
    share = server.written / SPEED / AT_ONCE
    print(f"{words} words in {len(request.transcript.segments)} lines; context {context} tokens")
    print(
        f"minutes {seconds:.1f} s in {len(asked)} requests; {server.written} tokens written, the longest"
        f" answer {server.longest:.1f} s; {share:.1f} s if all four had always been busy"
    )
    print(f"{len(minutes.facts)} facts, {len(minutes.decisions)} decisions, notes: {list(minutes.notes)}")
    return seconds


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--context", type=int, default=32768)
    parser.add_argument("--words", type=int, default=9000)
    given = parser.parse_args()
    sys.exit(bench(given.context, given.words) > GOAL)
