"""An installation over each database, with the Russian sample's board, and its meeting handed in."""

import importlib.util
import json
import sys
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from types import ModuleType

import pytest

from core_api import wiring
from core_api.settings import Settings
from core_api.usecases import boards
from core_api.usecases.installation import Installation
from core_api.usecases.submit import Submission, submit

SAMPLE = Path(__file__).parents[2] / "core_api" / "sample"


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
def settings(installed_url: str, tmp_path: Path) -> Settings:
    return Settings(home=tmp_path / "home", database_url=installed_url, timezone="UTC")


@pytest.fixture
def installation(settings: Settings) -> Iterator[Installation]:
    here = wiring.install(settings)
    wiring.import_board(here, SAMPLE / "board-ru.json", "team")
    boards.set_mode(here, "local:team", "live")
    yield here
    here.close()


@pytest.fixture
def hand_in(installation: Installation) -> Callable[..., str]:
    """Hands the sample meeting in, on another occasion as another one; gives its id."""
    described = json.loads((SAMPLE / "meetings.json").read_text(encoding="utf-8"))["ru"]

    def once(occasion: str = "") -> str:
        path = SAMPLE / described["recording"]
        submission = Submission(
            path=path,
            board="local:team",
            title=described["title"],
            started_at=datetime.fromisoformat(described["started_at"]),
            occasion=occasion,
        )
        return submit(installation, submission, wiring.read_source(path, None)).id

    return once


@pytest.fixture
def work(installation: Installation, settings: Settings) -> Callable[[], None]:
    """Does all the work that is there, as a worker of this process."""
    return lambda: wiring.build_worker(installation, settings).run_until_idle() and None
