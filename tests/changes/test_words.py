"""Whatever the boards and the write path refuse, people read why and what to do, in both languages."""

import re
from pathlib import Path

import pytest

import core_api.changes
import kanban_connectors
from core_api.locales import has

_CODE = re.compile(
    r"(?:NotFound|Conflict|Refused|Invalid|Unsupported|Unavailable|Internal|Missing|OutcomeUnknown|Malformed"
    r'|TooLarge|Unauthorized|Forbidden|PlanLimit|RateLimited|Transient)\(\s*"([a-z-]+)"'
    r'|"((?:board|card|write|not|already|decided|undo)-[a-z-]+)"'
)
_NOT_CODES = {"undo-planned", "board-checklist"}


def codes() -> set[str]:
    folders = [Path(package.__path__[0]) for package in (core_api.changes, kanban_connectors)]
    sources = [path.read_text(encoding="utf-8") for folder in folders for path in folder.rglob("*.py")]
    return {a or b for source in sources for a, b in _CODE.findall(source)} - _NOT_CODES


@pytest.mark.parametrize("language", ["ru", "en"])
def test_every_refusal_has_words_and_a_next_step(language: str) -> None:
    found = codes()
    assert {"changed-since", "board-stopped", "card-changed", "not-shown", "column-closed"} <= found
    missing = {
        code
        for code in found
        if not (has(f"problem-{code}", language) and has(f"problem-{code}-next", language))
    }
    assert missing == set()
