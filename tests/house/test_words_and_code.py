"""What the words promise, the code keeps: parameters that are passed, commands that are there, whole sentences."""

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import typer
from fluent.syntax import FluentParser, visitor
from fluent.syntax import ast as fluent

from core_api.cli.app import app
from core_api.contracts import problems
from core_api.contracts.model import Language
from core_api.locales import text

ROOT = Path(__file__).resolve().parents[2]
LOCALES = ROOT / "core_api" / "locales"
LANGUAGES: tuple[Language, ...] = ("en", "ru")
FOLDERS = (
    "audio2text",
    "core_api",
    "dashboard",
    "kanban_connectors",
    "llm_service",
    "notifier",
    "similarity",
)
TREES = {
    path.relative_to(ROOT): ast.parse(path.read_text(encoding="utf-8"))
    for folder in FOLDERS
    for path in sorted((ROOT / folder).rglob("*.py"))
}
COMMAND = re.compile(r"\bboardscribe((?: (?:--)?[a-z][a-z-]*)+)")


class _Variables(visitor.Visitor):
    def __init__(self) -> None:
        self.names: set[str] = set()

    def visit_VariableReference(self, node: fluent.VariableReference) -> None:  # noqa: N802 - named by the library
        self.names.add(node.id.name)


@cache
def words(language: str) -> dict[str, set[str]]:
    """Message → the parameters in it."""
    found: dict[str, set[str]] = {}
    for path in (LOCALES / language).glob("*.ftl"):
        for entry in FluentParser().parse(path.read_text(encoding="utf-8")).body:
            if isinstance(entry, fluent.Message):
                variables = _Variables()
                variables.visit(entry)
                found[entry.id.name] = variables.names
    return found


def kinds() -> set[str]:
    """The names of all classes of problems, also of those that stand elsewhere."""
    named = {
        name
        for name, kind in vars(problems).items()
        if isinstance(kind, type) and issubclass(kind, problems.Problem)
    }
    for tree in TREES.values():
        for node in ast.walk(tree):
            bases = node.bases if isinstance(node, ast.ClassDef) else ()
            if any(isinstance(base, ast.Name) and base.id in named for base in bases):
                named.add(node.name)  # type: ignore[attr-defined]
    return named


def raised() -> Iterator[tuple[str, str, set[str]]]:
    """Where a problem is made, each code that is readable there, and what is passed; not where all is passed on."""
    named = kinds()
    for path, tree in TREES.items():
        for node in ast.walk(tree):
            if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in named):
                continue
            passed = {keyword.arg for keyword in node.keywords}
            if not node.args or None in passed:
                continue
            for code in _codes(node.args[0]):
                yield f"{path}:{node.lineno}", code, {name for name in passed if name}


def _codes(node: ast.expr) -> list[str]:
    """The codes that an expression can be, as far as they stand in it."""
    if isinstance(node, ast.IfExp):
        return _codes(node.body) + _codes(node.orelse)
    if isinstance(node, ast.BoolOp):
        return [code for value in node.values for code in _codes(value)]
    return [node.value] if isinstance(node, ast.Constant) and isinstance(node.value, str) else []


def test_every_parameter_in_the_words_of_a_problem_is_passed_where_it_is_raised() -> None:
    known, missing = words("en"), []
    for place, code, passed in raised():
        needed = known.get(f"problem-{code}", set()) | known.get(f"problem-{code}-next", set())
        missing += [f"{place}: {code} lacks {name}" for name in sorted(needed - passed)]
    assert missing == []


def test_the_reading_of_the_code_finds_the_problems() -> None:
    assert len({code for _place, code, _passed in raised()}) > 60


def _lines(language: str) -> str:
    return "\n".join(path.read_text(encoding="utf-8") for path in sorted((LOCALES / language).glob("*.ftl")))


def _is_command(path: list[str]) -> bool:
    """True when the words are a command of ours: `board list`, `serve and …`, with options that it has."""
    command: Any = typer.main.get_command(app)
    for word in path:
        if word.startswith("--"):
            return any(word in parameter.opts for parameter in command.params)
        inner = getattr(command, "commands", None)
        if inner is not None and word not in inner:
            return False
        command = inner[word] if inner else command
    return True


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_command_that_people_are_sent_to_is_there(language: str) -> None:
    sent = {found[1] for found in COMMAND.finditer(_lines(language))}
    assert " board stop --off" in sent
    assert sorted(path for path in sent if not _is_command(path.split())) == []


def test_a_command_that_is_not_there_is_told() -> None:
    assert not _is_command(["forget"])
    assert not _is_command(["board", "erase"])
    assert not _is_command(["board", "stop", "--on"])


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("group", ["board", "meeting", "people"])
def test_the_help_of_a_group_names_its_commands(group: str, language: Language) -> None:
    root: Any = typer.main.get_command(app)
    listed = text(f"cli-{group}-help", language).partition(":")[2].strip(" .").split(", ")
    assert sorted(listed) == sorted(root.commands[group].commands)


@pytest.mark.parametrize("language", LANGUAGES)
def test_why_it_asks_reads_as_one_sentence(language: Language) -> None:
    for name in words(language):
        if not name.startswith("rule-"):
            continue
        rule = text(name, language)
        assert rule[0].islower(), f"{name} goes on after a colon"
        assert not rule.endswith("."), f"{name} is followed by more"
        assert ": " not in rule, f"{name} comes after a colon"
        for template in ("why-asks", "dashboard-why"):
            said = text(template, language, {"reason": rule, "confidence": "62%"})
            assert said.count(". ") == 0, said
            assert said.endswith(")."), said
            assert f": {rule} (" in said, said


def test_ids_are_no_numbers_in_russian() -> None:
    for name in (
        "column-id",
        "cli-meeting-argument",
        "cli-undo-change-argument",
        "problem-meeting-not-found-next",
    ):
        said = text(name, "ru")
        assert "омер" not in said, said
        assert said.lower().find("ид") >= 0, said
