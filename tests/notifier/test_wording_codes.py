"""Every code that can be said has words, in both languages: those of the contracts, and those that the code writes."""

import ast
from collections.abc import Iterator
from pathlib import Path
from typing import Any, get_args

import pytest

from core_api.contracts.board import OPERATION_KINDS
from core_api.contracts.messages import Digest, Outcome, Step
from core_api.contracts.minutes import Veto
from core_api.contracts.model import Language
from core_api.contracts.proposal import REASONS, Actor, CardField
from core_api.contracts.reactions import REACTIONS
from core_api.domain.presses import Verdict
from core_api.locales import has, text
from core_api.usecases.messenger import keyboards
from notifier.wording import marks
from notifier.wording.keys import sign_of

ROOT = Path(__file__).resolve().parents[2]
LANGUAGES: tuple[Language, ...] = ("ru", "en")
PREFIXES = {"Notice": "message", "Item": "message-item", "Button": "button", "Toast": "toast"}


def _literals(model: Any, field: str) -> tuple[str, ...]:
    return get_args(model.model_fields[field].annotation)


def _named() -> Iterator[str]:
    yield from (f"message-outcome-{code}" for code in _literals(Outcome, "code"))
    yield from (f"step-{code}" for code in _literals(Step, "code"))
    yield from (f"message-digest-{code}" for code in _literals(Digest, "occasion"))
    yield from (f"operation-{kind}" for kind in OPERATION_KINDS)
    yield from (f"field-{field}" for field in get_args(CardField))
    yield from (f"toast-{verdict}" for verdict in get_args(Verdict))
    yield from (f"{kind}-{reason}" for reason in REASONS for kind in ("reason", "button-reason"))
    yield from (f"button-field-{field}" for field in keyboards.CREATED)
    yield from (f"rule-veto-{veto.replace('_', '-')}" for veto in get_args(Veto))


def _written() -> Iterator[tuple[str, str]]:
    """Where the packages make a notice, an item, a button or a toast with a code that stands there."""
    for folder in ("core_api", "notifier", "dashboard"):
        for path in sorted((ROOT / folder).rglob("*.py")):
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if (
                    isinstance(node, ast.Call)
                    and isinstance(node.func, ast.Name)
                    and node.func.id in PREFIXES
                ):
                    for word in node.keywords:
                        if word.arg == "code" and isinstance(word.value, ast.Constant) and word.value.value:
                            place = f"{path.relative_to(ROOT)}:{node.lineno}"
                            yield place, f"{PREFIXES[node.func.id]}-{word.value.value}"


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_code_of_the_contracts_has_words(language: Language) -> None:
    assert [name for name in _named() if not has(name, language)] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_code_that_the_packages_write_has_words(language: Language) -> None:
    assert [f"{place}: {name}" for place, name in _written() if not has(name, language)] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_value_that_can_be_asked_for_is_asked_for_in_its_own_words(language: Language) -> None:
    asked = {
        field: text("step-value", language, {"field": field})
        for field in get_args(CardField)
        if field != "archived"
    }
    assert len(set(asked.values())) == len(asked)


def test_every_outcome_and_occasion_has_a_sign() -> None:
    assert set(marks.OUTCOMES) == set(_literals(Outcome, "code"))
    assert set(marks.OCCASIONS) == set(_literals(Digest, "occasion"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_button_begins_with_the_reaction_that_stands_for_it(language: Language) -> None:
    assert {code: sign_of(text(f"button-{code}", language)) for code in REACTIONS} == REACTIONS


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_place_where_people_decide_is_called_by_its_name(language: Language) -> None:
    places = [place for place in _literals(Actor, "channel") if place != "gate"]
    said = {place: text("decided-where", language, {"channel": place}) for place in places}
    assert len(set(said.values())) == len(places)
    for place, name in {"max": "MAX", "vk": "VK", "express": "eXpress", "matrix": "Matrix"}.items():
        assert name in said[place]
