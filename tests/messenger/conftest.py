"""An installation over each database with the Russian sample, a team that is asked, and a messenger to ask in."""

import importlib.util
import shutil
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from types import ModuleType

import pytest
from fastapi.testclient import TestClient

from core_api import wiring
from core_api.contracts.messages import ChannelCapabilities
from core_api.settings import Settings
from core_api.usecases import boards
from tests.doubles.notifier import ChatNotifier
from tests.messenger.browser import Browser
from tests.messenger.office import SAMPLE, Hours, Office

PLAIN = ChannelCapabilities(approves=True, edits=True)
"""A messenger without buttons."""


def _load(name: str) -> ModuleType:
    """The module beside this folder, the same one for all who load it."""
    if name not in sys.modules:
        spec = importlib.util.spec_from_file_location(name, Path(__file__).parents[1] / f"{name}.py")
        assert spec is not None
        assert spec.loader is not None
        sys.modules[name] = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(sys.modules[name])
    return sys.modules[name]


databases = _load("databases")
globals().update(vars(databases.FIXTURES))


BOTH = {"test_evening", "test_presses", "test_delivery", "test_together"}
"""What is run on either database: what depends on locks and transactions. The rest is run on SQLite."""


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if "kept_in" in metafunc.fixturenames:
        both = metafunc.module.__name__.rpartition(".")[2] in BOTH
        metafunc.parametrize("kept_in", ["sqlite", "postgresql"] if both else ["sqlite"])


@pytest.fixture
def settings(kept_in: str, request: pytest.FixtureRequest, tmp_path: Path) -> Settings:
    if kept_in == "postgresql":
        return Settings(
            home=tmp_path / "home", database_url=databases.postgresql().installed(), timezone="UTC"
        )
    home = tmp_path / "home"
    home.mkdir()
    shutil.copyfile(request.getfixturevalue("migrated_file"), home / "app.db")
    return Settings(home=home, timezone="UTC")


@pytest.fixture
def office(settings: Settings) -> Iterator[Office]:
    clock = Hours()
    messenger = ChatNotifier(clock=clock)
    here = wiring.install(settings)
    here = replace(
        here, clock=clock, language="ru", services=replace(here.services, notifier=lambda: messenger)
    )
    wiring.import_board(here, SAMPLE / "board-ru.json", "team")
    boards.set_mode(here, "local:team", "live")
    yield Office(here, settings, messenger, clock)
    here.close()


@pytest.fixture
def anna(office: Office) -> str:
    """The user id of a lead."""
    office.person("Анна", "7", "lead")
    return "7"


@pytest.fixture
def plain_office(office: Office) -> Office:
    """The same with a messenger without buttons."""
    office.messenger.states = {"webhook": PLAIN}
    office.installation = replace(office.installation, public_url="https://bot.example.org")
    return office


@pytest.fixture
def boris(plain_office: Office) -> str:
    """The id of a lead who is asked there."""
    return plain_office.person("Борис", "b", "lead", kind="webhook")


@pytest.fixture
def open_browser(plain_office: Office) -> Iterator[Callable[[], Browser]]:
    """Opens browsers that know nothing of each other."""
    app = wiring.web_app(plain_office.installation, plain_office.settings)
    opened: list[TestClient] = []

    def begin() -> Browser:
        at = "https://bot.example.org"
        opened.append(TestClient(app, base_url=at, headers={"Accept-Language": "ru"}))
        return Browser(opened[-1], plain_office)

    yield begin
    for client in opened:
        client.close()


@pytest.fixture
def browser(boris: str, open_browser: Callable[[], Browser]) -> Browser:
    return open_browser()
