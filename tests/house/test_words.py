"""Every word for people is there in both languages, can be filled in, and every problem has one."""

import ast
from functools import cache
from pathlib import Path

import pytest
from fluent.runtime import FluentBundle, FluentResource
from fluent.syntax import FluentParser, visitor
from fluent.syntax import ast as fluent

from core_api import locales
from core_api.contracts import problems
from core_api.contracts.model import Language

ROOT = Path(__file__).resolve().parents[2]
LOCALES = ROOT / "core_api" / "locales"
LANGUAGES: tuple[Language, ...] = ("en", "ru")
AREAS = sorted(path.name for path in (LOCALES / "en").glob("*.ftl"))
SOURCES = sorted(
    path
    for name in (
        "audio2text",
        "core_api",
        "dashboard",
        "kanban_connectors",
        "llm_service",
        "notifier",
        "similarity",
    )
    for path in (ROOT / name).rglob("*.py")
)
KINDS = {
    name
    for name, kind in vars(problems).items()
    if isinstance(kind, type) and issubclass(kind, problems.Problem)
}


class _Variables(visitor.Visitor):  # type: ignore[misc]
    def __init__(self) -> None:
        self.names: set[str] = set()

    def visit_VariableReference(self, node: fluent.VariableReference) -> None:  # noqa: N802 - named by the library
        self.names.add(node.id.name)


@cache
def _messages(language: Language, area: str) -> dict[str, set[str]]:
    """Identifier → the variables that its text uses."""
    found: dict[str, set[str]] = {}
    resource = FluentParser().parse((LOCALES / language / area).read_text(encoding="utf-8"))
    for entry in resource.body:
        assert not isinstance(entry, fluent.Junk), f"{language}/{area}: cannot be parsed: {entry.content}"
        if isinstance(entry, fluent.Message | fluent.Term):
            variables = _Variables()
            variables.visit(entry)
            name = entry.id.name
            assert name not in found, f"{language}/{area}: {name} is there twice"
            found[name] = variables.names
    return found


def test_both_languages_have_the_same_areas() -> None:
    assert sorted(path.name for path in (LOCALES / "ru").glob("*.ftl")) == AREAS


@pytest.mark.parametrize("area", AREAS)
def test_both_languages_say_the_same_things_with_the_same_variables(area: str) -> None:
    assert _messages("ru", area) == _messages("en", area)


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_message_is_there_twice(language: Language) -> None:
    named = [name for area in AREAS for name in _messages(language, area)]
    assert sorted({name for name in named if named.count(name) > 1}) == []


@cache
def _all(language: Language) -> FluentBundle:
    """Every message of a language, parsed at once; the product parses each when it is first wanted."""
    bundle = FluentBundle([language], use_isolating=False)
    for area in AREAS:
        bundle.add_resource(FluentResource((LOCALES / language / area).read_text(encoding="utf-8")))
    return bundle


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("area", AREAS)
def test_every_message_can_be_filled_in(language: Language, area: str) -> None:
    bundle = _all(language)
    for name, variables in _messages(language, area).items():
        pattern = bundle.get_message(name).value
        for value in (0, 1, 3, 5, "word"):
            text, errors = bundle.format_pattern(pattern, dict.fromkeys(variables, value))
            assert errors == [] or value == "word", f"{name}: {errors}"
            assert text.strip(), f"{name} says nothing"
            assert locales.text(name, language, dict.fromkeys(variables, value)) == text


def test_every_problem_says_what_to_do_next() -> None:
    named = {name for area in AREAS for name in _messages("en", area) if name.startswith("problem-")}
    assert sorted(name for name in named if not name.endswith("-next") and f"{name}-next" not in named) == []


def test_every_problem_that_the_code_raises_has_words() -> None:
    named = {name for area in AREAS for name in _messages("en", area)}
    missing = [
        f"{path.relative_to(ROOT)}:{node.lineno}: {node.args[0].value}"
        for path in SOURCES
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id in KINDS
        and node.args
        and isinstance(node.args[0], ast.Constant)
        and f"problem-{node.args[0].value}" not in named
    ]
    assert missing == []
