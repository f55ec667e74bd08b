"""An installation over each database with the Russian sample, a team that is asked, and a messenger to ask in."""

import importlib.util
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from types import ModuleType

import pytest

from core_api import wiring
from core_api.settings import Settings
from core_api.usecases import boards
from tests.doubles.notifier import ChatNotifier
from tests.messenger.office import SAMPLE, Hours, Office


def _load(name: str) -> ModuleType:
    """The module beside this folder, the same one for all who load it."""
    if name not in sys.modules:
        spec = importlib.util.spec_from_file_location(name, Path(__file__).parents[1] / f"{name}.py")
        assert spec is not None
        assert spec.loader is not None
        sys.modules[name] = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(sys.modules[name])
    return sys.modules[name]


globals().update(vars(_load("databases").FIXTURES))


@pytest.fixture
def settings(empty_url: str, tmp_path: Path) -> Settings:
    return Settings(home=tmp_path / "home", database_url=empty_url, timezone="UTC")


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
