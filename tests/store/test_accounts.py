"""The accounts of boards are kept whole, for their owner alone, and never shown."""

import json
from multiprocessing import get_context
from pathlib import Path

import pytest
from pydantic import SecretStr

from core_api.contracts.accounts import KaitenAccount, KanboardAccount, TrelloAccount
from core_api.contracts.problems import Invalid
from core_api.store.accounts import AccountsFile

TRELLO = TrelloAccount(key=SecretStr("the-key"), token=SecretStr("the-token"), secret=SecretStr("the-secret"))
KANBOARD = KanboardAccount(url="http://127.0.0.1/jsonrpc.php", user="robot", token=SecretStr("ключ"))
KAITEN = KaitenAccount(url="https://c.kaiten.ru/api/latest", token=SecretStr("k"))


def test_what_is_kept_comes_back_and_the_rest_stays(tmp_path: Path) -> None:
    file = AccountsFile(tmp_path)
    assert file.read().kinds == ()
    assert file.stamp() is None
    file.keep("trello", TRELLO)
    first = file.stamp()
    file.keep("kanboard", KANBOARD)
    assert file.stamp() != first
    found = AccountsFile(tmp_path).read()
    assert (found.trello, found.kanboard, found.kinds) == (TRELLO, KANBOARD, ("trello", "kanboard"))
    assert file.path.stat().st_mode & 0o777 == 0o600
    assert [path.name for path in tmp_path.iterdir()] == ["accounts.json"]
    file.keep("trello", None)
    assert file.read().kinds == ("kanboard",)
    assert "the-" not in file.path.read_text(encoding="utf-8")


def test_a_file_that_others_could_read_is_closed_to_them(tmp_path: Path) -> None:
    file = AccountsFile(tmp_path)
    file.keep("kaiten", KAITEN)
    file.path.chmod(0o644)
    file.read()
    assert file.path.stat().st_mode & 0o777 == 0o600


def test_its_secrets_can_be_told_to_whoever_hides_them(tmp_path: Path) -> None:
    file = AccountsFile(tmp_path)
    assert file.secrets() == ()
    file.keep("trello", TRELLO)
    file.keep("kanboard", KANBOARD)
    assert set(file.secrets()) == {"the-key", "the-token", "the-secret", "ключ"}
    file.path.write_text("{")
    assert file.secrets() == ()


@pytest.mark.parametrize(
    "text", ["", "[]", "{", '{"trello": {"key": "the-key"}}', '{"trello": {"key": "the-key", "x": "the-x"}}']
)
def test_what_cannot_be_read_is_said_without_what_it_holds(tmp_path: Path, text: str) -> None:
    file = AccountsFile(tmp_path)
    file.path.write_text(text)
    with pytest.raises(Invalid) as refused:
        file.read()
    assert refused.value.code == "accounts-unreadable"
    assert refused.value.__cause__ is None
    assert refused.value.__context__ is None
    with pytest.raises(Invalid):
        file.keep("kaiten", KAITEN)
    assert file.path.read_text() == text


def _keep(home: Path, kind: str) -> None:
    AccountsFile(home).keep(kind, {"trello": TRELLO, "kaiten": KAITEN, "kanboard": KANBOARD}[kind])


def test_processes_that_write_at_once_lose_nothing(tmp_path: Path) -> None:
    with get_context("spawn").Pool(3) as pool:
        pool.starmap(_keep, [(tmp_path, kind) for kind in ("trello", "kaiten", "kanboard")] * 3)
    assert set(json.loads((tmp_path / "accounts.json").read_text())) == {"trello", "kaiten", "kanboard"}
