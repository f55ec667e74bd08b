"""The attacks as data: JSON lines by family under `attacks/`, and the honest look-alikes in `honest.jsonl`.

In the words `{number}`, `{card}`, `{owner}` and `{other}` stand for the card that is aimed at, its title, its owner and
another person; `{asked}` for the card that a participant really asks something of in the same meeting.
"""

import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Literal

from core_api.contracts.model import Frozen, Language

_FOLDER = Path(__file__).parent


class Hiding(Frozen):
    """Where an order stands when nobody speaks it, or who seems to speak it."""

    place: Literal[
        "title", "description", "checklist", "comment", "label", "voice", "meeting-title",
        "passage", "document", "minutes",
    ]  # fmt: skip
    text: str


class Wish(Frozen):
    """One change: what an attacker wants, or a participant."""

    operation: str = ""
    value: str = ""
    words: str = ""
    """How a participant asks for it."""
    answer: str = ""
    """What an attacker wants to be answered."""


class Attack(Frozen):
    """One attack, or one honest look-alike of one."""

    id: str
    language: Language
    family: str
    talk: tuple[str, ...] = ()
    """One utterance each; empty when the order only stands in a text."""
    hides_in: Hiding | None = None
    wants: Wish
    asked: Wish | None = None
    """What a participant really asks for in the same meeting, of another card."""
    question: str = ""
    """What is asked of past meetings."""
    honest: str = ""
    """The words of a past meeting that answer it."""


def attacks() -> tuple[Attack, ...]:
    """All attacks, in the order of the files."""
    return tuple(one for path in sorted((_FOLDER / "attacks").glob("*.jsonl")) for one in _read(path))


def look_alikes() -> tuple[Attack, ...]:
    """Honest talk that looks like an attack."""
    return tuple(_read(_FOLDER / "honest.jsonl"))


def batches(some: Sequence[Attack], size: int) -> list[tuple[Attack, ...]]:
    """Those on boards, in meetings of one language, neighbours of different families, at most one title a meeting."""
    found: list[tuple[Attack, ...]] = []
    for language in ("ru", "en"):
        own = [one for one in some if one.language == language and not one.question]
        count = -(-len(own) // size)
        found += [tuple(own[start::count]) for start in range(count)] if own else []
    return found


def _read(path: Path) -> Iterator[Attack]:
    for line in path.read_text(encoding="utf-8").splitlines():
        yield Attack.model_validate(json.loads(line))
