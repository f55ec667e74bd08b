"""Every code that the planner and the gate can give has words in both languages."""

import re
from pathlib import Path
from typing import get_args

import pytest

from core_api.contracts.board import OPERATION_KINDS
from core_api.contracts.minutes import Veto
from core_api.contracts.model import Language
from core_api.domain import gate, planner
from core_api.locales import has


def _codes(module: str, pattern: str) -> set[str]:
    return set(re.findall(pattern, Path(module).read_text(encoding="utf-8")))


@pytest.mark.parametrize("language", ["ru", "en"])
def test_rules_have_words(language: Language) -> None:
    source = str(gate.__file__)
    codes = _codes(source, r'return "([a-z-]+)"') | _codes(source, r'"([a-z]+(?:-[a-z]+)+)"')
    codes |= {"plain", "sure", "shadow", "stopped"} | {
        f"veto-{veto.replace('_', '-')}" for veto in get_args(Veto)
    }
    assert not [code for code in codes if not has(f"rule-{code}", language)]


@pytest.mark.parametrize("language", ["ru", "en"])
def test_what_was_heard_has_words(language: Language) -> None:
    source = str(planner.__file__)
    codes = {"which-card", "question", "no-change", "no-card", "card-archived", "no-evidence", "already-so"}
    assert codes <= _codes(source, r'"([a-z]+(?:-[a-z]+)?)"')
    codes |= {f"unclear-{kind.replace('_', '-')}" for kind in OPERATION_KINDS}
    codes |= {"negated", "hypothetical", "joke", "retracted", "other-team", "injected"}
    assert not [code for code in codes if not has(f"heard-{code}", language)]
    assert has("stale-working", language)
    assert has("stale-waiting", language)
