"""The command line, run in this process over a home that is thrown away."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from typer.testing import CliRunner

from core_api.cli import opening, speech

SAMPLE = Path(__file__).parents[2] / "core_api" / "sample"


@dataclass(frozen=True)
class Ended:
    """How a command ended."""

    code: int
    out: str
    err: str


Boardscribe = Callable[..., Ended]


@pytest.fixture
def boardscribe(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Boardscribe:
    """`boardscribe("process", path, …, language="ru", answers="a\\n")` in a home of its own."""
    monkeypatch.setenv("BOARDSCRIBE_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("BOARDSCRIBE_TIMEZONE", "UTC")
    monkeypatch.setenv("COLUMNS", "160")
    monkeypatch.chdir(tmp_path)

    opened: list[Callable[[], None]] = []
    monkeypatch.setattr(opening.atexit, "register", opened.append)  # a command here is no process

    def run(*arguments: object, language: str = "en", answers: str | None = None) -> Ended:
        from core_api.cli.app import app

        monkeypatch.setenv("BOARDSCRIBE_LANGUAGE", language)
        speech.say.cache_clear()
        result = CliRunner().invoke(app, [str(argument) for argument in arguments], input=answers)
        while opened:
            opened.pop()()
        assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
        return Ended(result.exit_code, result.stdout, result.stderr)

    return run


@pytest.fixture
def team(boardscribe: Boardscribe) -> Boardscribe:
    """The command with the Russian sample's board imported as `local:team`, live."""
    assert boardscribe("board", "import", SAMPLE / "board-ru.json", "--name", "team").code == 0
    assert boardscribe("board", "mode", "local:team", "live").code == 0
    return boardscribe
