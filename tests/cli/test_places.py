"""Homes, databases and ports that cannot be used are said, and what stores nothing leaves nothing."""

import json
import os
import socket
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from core_api import wiring
from core_api.settings import Settings

SAMPLE = Path(__file__).parents[2] / "core_api" / "sample"
TALK = SAMPLE / "planning-ru.vtt"
Boardscribe = Callable[..., Any]


def mode(path: Path) -> int:
    return path.stat().st_mode & 0o777


def tree(folder: Path) -> list[Path]:
    return sorted(folder.rglob("*"))


# --- what stores nothing ------------------------------------------------------------------------------------------


def test_a_dry_run_in_a_new_home_leaves_nothing(boardscribe: Boardscribe, tmp_path: Path) -> None:
    ended = boardscribe("process", TALK, "--dry-run", "--json")
    assert ended.code == 0, ended.err
    assert tree(tmp_path) == []


def test_a_dry_run_on_a_board_that_is_not_there_leaves_nothing(
    boardscribe: Boardscribe, tmp_path: Path
) -> None:
    ended = boardscribe("process", TALK, "--dry-run", "--board", "local:none")
    assert ended.code == 1
    assert "none" in ended.err
    assert "inside Boardscribe" not in ended.err
    assert tree(tmp_path) == []


def test_a_dry_run_reads_the_local_board_that_is_there(team: Boardscribe, tmp_path: Path) -> None:
    ended = team("process", TALK, "--dry-run", "--board", "local:team", "--json")
    assert ended.code == 0, ended.err
    assert json.loads(ended.out)["proposals"]
    assert json.loads(team("meeting", "list", "--json").out)["meetings"] == []


def test_doctor_in_a_new_home_leaves_nothing(boardscribe: Boardscribe, tmp_path: Path) -> None:
    ended = boardscribe("doctor")
    assert "SQLite answers" in ended.out
    assert tree(tmp_path) == []


def test_doctor_says_in_words_why_a_messenger_or_its_service_is_away(
    boardscribe: Boardscribe, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BOARDSCRIBE_TELEGRAM_TOKEN", "7000001:AAE-a-token-of-the-tests-0123456789")
    monkeypatch.setenv("BOARDSCRIBE_TELEGRAM_URL", "http://127.0.0.1:9")
    assert "Telegram cannot be reached right now. Questions wait" in said(boardscribe("doctor"))
    monkeypatch.setenv("BOARDSCRIBE_MESSAGES_URL", "http://127.0.0.1:9")
    assert "cannot be reached right now. Nobody is asked" in said(boardscribe("doctor"))


def said(ended: Any) -> str:
    """What stands there, without the table."""
    return " ".join(ended.out.split())


def test_what_is_stored_is_for_its_owner_alone(
    boardscribe: Boardscribe, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = os.umask(0o022)
    try:
        assert boardscribe("process", TALK).code == 0
    finally:
        os.umask(before)
    home = tmp_path / "home"
    assert mode(home) == 0o700
    assert mode(home / "files") == 0o700
    assert {name: mode(home / name) for name in ("app.db", "flow.db")} == {"app.db": 0o600, "flow.db": 0o600}


def test_a_folder_that_was_there_keeps_its_mode_and_the_databases_are_closed(
    boardscribe: Boardscribe, tmp_path: Path
) -> None:
    home = tmp_path / "home"
    home.mkdir(mode=0o755)
    home.chmod(0o755)
    assert boardscribe("process", TALK).code == 0
    assert mode(home) == 0o755
    assert {mode(path) for path in home.glob("*.db*")} == {0o600}


# --- what cannot be used ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("place", ["file", "file/inside", "/proc/boardscribe"])
@pytest.mark.parametrize("command", [("board", "list"), ("process", TALK), ("serve",)])
def test_a_home_that_cannot_be_one_is_said(
    boardscribe: Boardscribe,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    place: str,
    command: tuple[object, ...],
) -> None:
    (tmp_path / "file").touch()
    monkeypatch.setenv("BOARDSCRIBE_HOME", str(tmp_path / place))
    ended = boardscribe(*command)
    assert ended.code == 1
    assert "home folder" in ended.err
    assert "BOARDSCRIBE_HOME" in ended.err


def test_a_home_that_may_not_be_written_to_is_said(
    boardscribe: Boardscribe, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "home").mkdir()
    monkeypatch.setattr(wiring.home.os, "access", lambda *_args: False)
    ended = boardscribe("board", "list")
    assert ended.code == 1
    assert "BOARDSCRIBE_HOME" in ended.err


@pytest.mark.parametrize(
    "url", ["postgresql://u:pw-x@host:port/name", "postgresql://u:pw-x@host:/:1", "nonsense", "mysql://h/n"]
)
def test_an_address_that_is_no_database_is_said_without_its_password(
    boardscribe: Boardscribe, monkeypatch: pytest.MonkeyPatch, url: str
) -> None:
    monkeypatch.setenv("BOARDSCRIBE_DATABASE_URL", url)
    ended = boardscribe("board", "list")
    assert ended.code == 1
    assert "BOARDSCRIBE_DATABASE_URL" in ended.err
    assert "pw-x" not in ended.err


def test_a_model_key_that_is_no_key_is_a_wrong_setting(
    boardscribe: Boardscribe, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BOARDSCRIBE_LLM_KEY", "ключ-секрет")
    ended = boardscribe("board", "list")
    assert ended.code == 2
    assert "BOARDSCRIBE_LLM_KEY" in ended.err or "llm_key" in ended.err
    assert "ключ-секрет" not in ended.err


def broken_file(home: Path, _patch: pytest.MonkeyPatch) -> None:
    home.mkdir()
    (home / "app.db").write_bytes(b"this is no database, whatever its name may say" * 50)


def absent_server(_home: Path, patch: pytest.MonkeyPatch) -> None:
    patch.setenv("BOARDSCRIBE_DATABASE_URL", "postgresql://u:pw-x@127.0.0.1:9/name")


def newer_database(home: Path, _patch: pytest.MonkeyPatch) -> None:
    from sqlalchemy import text

    installation = wiring.install(Settings(home=home, _env_file=None))  # type: ignore[call-arg]
    with installation.database.transaction() as session:
        session.connection().execute(text("UPDATE alembic_version SET version_num = '9999'"))
    installation.close()


def home_is_a_file(home: Path, _patch: pytest.MonkeyPatch) -> None:
    home.touch()


TROUBLES = {
    "damaged": (broken_file, "damaged"),
    "away": (absent_server, "does not answer"),
    "newer": (newer_database, "newer"),
    "no home": (home_is_a_file, "cannot be used"),
}


@pytest.mark.parametrize("trouble", TROUBLES)
def test_doctor_prints_its_table_whatever_the_database_says(
    boardscribe: Boardscribe, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, trouble: str
) -> None:
    prepare, word = TROUBLES[trouble]
    prepare(tmp_path / "home", monkeypatch)
    ended = boardscribe("doctor")
    assert ended.code == 3
    assert word in ended.out
    assert "Language model" in ended.out
    assert "pw-x" not in ended.out + ended.err
    checks = json.loads(boardscribe("doctor", "--json").out)["checks"]
    assert any(check["state"] == "down" for check in checks)


@pytest.mark.parametrize("language", ["ru", "en"])
def test_a_busy_port_is_said_before_anything_listens(
    boardscribe: Boardscribe, monkeypatch: pytest.MonkeyPatch, language: str
) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        monkeypatch.setenv("BOARDSCRIBE_API_PORT", str(port))
        ended = boardscribe("serve", language=language)
    assert ended.code == 1
    assert f"127.0.0.1:{port}" in ended.err
    assert "BOARDSCRIBE_API_PORT" in ended.err
    assert "http://" not in ended.err


def test_an_address_of_another_machine_is_said(
    boardscribe: Boardscribe, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BOARDSCRIBE_API_HOST", "192.0.2.1")
    monkeypatch.setenv("BOARDSCRIBE_API_TOKEN", "a-token-of-more-than-24-characters")
    ended = boardscribe("serve")
    assert ended.code == 1
    assert "BOARDSCRIBE_API_HOST" in ended.err
