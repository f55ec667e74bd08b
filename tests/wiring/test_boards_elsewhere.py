"""A setting picks where vendors' boards are reached; the installation notices nothing."""

from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from pydantic import SecretStr, ValidationError

from core_api.contracts.accounts import Accounts
from core_api.contracts.board import Board, Comment
from core_api.contracts.problems import Missing, Problem, Unauthorized
from core_api.settings import Settings
from core_api.usecases.installation import Installation
from core_api.wire.service import Mount
from core_api.wire.serving import Listen, running
from core_api.wiring import checkup, install
from kanban_connectors.actions import SERVICE
from kanban_connectors.doors import account_door, memory_door

KEY = "a-key-of-the-tests-that-is-long-enough"


def configured(home: Path, url: str, key: str | None = None) -> Settings:
    return Settings(home=home, boards_url=url, boards_key=key and SecretStr(key), _env_file=None)  # type: ignore[call-arg]


@contextmanager
def installed(home: Path, url: str, key: str | None = None) -> Iterator[Installation]:
    with closing(install(configured(home, url, key))) as installation:
        yield installation


@pytest.mark.parametrize("kind", ["http", "grpc"])
def test_vendors_boards_are_reached_through_the_service(tmp_path: Path, kind: str) -> None:
    board = Board(id="b1", name="Far away")
    with running((Mount(SERVICE, memory_door(board)),), Listen(key=SecretStr(KEY)), grace=5) as ports:
        url = f"{kind}://127.0.0.1:{ports.grpc if kind == 'grpc' else ports.http}"
        with installed(tmp_path, url, KEY) as installation:
            for door in (installation.connector_for, installation.background_connector_for):
                connector, board_id = door("kanboard:b1")
                assert connector.snapshot(board_id) == board
            installation.shelf.create(Board(id="here", name="Here"))
            connector, board_id = installation.connector_for("local:here")
            assert connector.snapshot(board_id).name == "Here"
        with installed(tmp_path, url) as installation, pytest.raises(Unauthorized):
            installation.connector_for("kanboard:b1")[0].boards()


def test_boards_in_memory_need_no_account(tmp_path: Path) -> None:
    with installed(tmp_path, "memory:") as installation:
        connector, board_id = installation.connector_for("trello:demo")
        card = connector.snapshot(board_id).cards[0]
        connector.apply(board_id, card.id, Comment(text="Hello"), "op_1")
        assert connector.card(board_id, card.id).comments[-1].text == "Hello"


def test_by_default_the_accounts_are_here(tmp_path: Path) -> None:
    with installed(tmp_path, "inproc://") as installation, pytest.raises(Missing) as told:
        installation.connector_for("trello:demo")
    assert told.value.code == "board-account-missing"


def test_an_address_that_is_none_is_said_when_it_is_needed(tmp_path: Path) -> None:
    with installed(tmp_path, "grpc://no-port") as installation:
        assert installation.connector_for("file:x")[1] == "x"
        with pytest.raises(Problem) as told:
            installation.connector_for("trello:demo")
    assert told.value.code == "service-url"


@pytest.mark.parametrize("kind", ["http", "grpc"])
def test_the_checkup_says_how_the_service_is(tmp_path: Path, kind: str) -> None:
    def said(url: str, key: str | None = None) -> str | None:
        settings = configured(tmp_path, url, key)
        with closing(install(settings)) as installation:
            checks = checkup(installation, settings)()
        return next((check.code for check in checks if check.name == "boards"), None)

    with running((Mount(SERVICE, account_door(Accounts())),), Listen(key=SecretStr(KEY)), grace=5) as ports:
        url = f"{kind}://127.0.0.1:{ports.grpc if kind == 'grpc' else ports.http}"
        assert said(url, KEY) == "boards-ok"
        assert said(url, KEY + "x") == "boards-key"
    assert said(url, KEY) == "boards-down"
    assert said("grpc://no-port") == "boards-down"
    assert said("inproc://") is None
    assert said("memory:") is None


@pytest.mark.parametrize("url", ["ftp://host", "memory://", "host:80", ""])
def test_other_addresses_are_refused(url: str) -> None:
    with pytest.raises(ValidationError, match="boards_url"):
        Settings(boards_url=url)


def test_an_address_with_a_password_is_refused_without_showing_it() -> None:
    with pytest.raises(ValidationError, match="BOARDSCRIBE_BOARDS_KEY") as refused:
        Settings(boards_url="http://me:hunter2@host")
    assert "hunter2" not in str(refused.value)


def test_boards_in_memory_are_not_for_others() -> None:
    with pytest.raises(ValidationError, match="development"):
        Settings(api_host="0.0.0.0", api_token=SecretStr(KEY), boards_url="memory:")  # noqa: S104
