"""What an installation depends on is looked at; nothing secret is shown, and no other server is asked too often."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from core_api.checkup import Checkup
from core_api.contracts.health import Check
from core_api.settings import Settings
from core_api.store.database import Database, connect

URL = "http://models.example:8000/secret-path/v1?key=secret-query"


@pytest.fixture
def database() -> Iterator[Database]:
    opened = connect("sqlite://")
    opened.migrate()
    yield opened
    opened.dispose()


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(home=tmp_path, llm_url=URL, llm_model="tiny", _env_file=None)  # type: ignore[call-arg]


class Server:
    """Counts who asks, and answers or not."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.asked = 0
        self.there = True
        monkeypatch.setattr(httpx, "get", self.get)

    def get(self, url: str, **_more: Any) -> httpx.Response:
        self.asked += 1
        return httpx.Response(200 if self.there else 500, request=httpx.Request("GET", url))


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Server:
    return Server(monkeypatch)


def model(checkup: Checkup) -> Check:
    return next(check for check in checkup() if check.name == "model")


@pytest.mark.parametrize("there", [True, False])
def test_of_the_models_address_host_and_port_are_shown(
    settings: Settings, database: Database, server: Server, there: bool
) -> None:
    server.there = there
    check = model(Checkup(settings, database))
    assert check.state == ("ok" if there else "down")
    assert check.params["url"] == "models.example:8000"
    assert "secret" not in str(Checkup(settings, database)())


def test_the_models_server_is_asked_once_in_a_while(
    settings: Settings, database: Database, server: Server
) -> None:
    now = 100.0
    checkup = Checkup(settings, database, lambda: now)
    assert model(checkup).state == "ok"
    server.there = False
    now = 114.0
    assert model(checkup).state == "ok"
    assert server.asked == 1
    now = 115.5
    assert model(checkup).state == "down"
    assert server.asked == 2
    assert model(Checkup(settings, database, lambda: now)).state == "down"
    assert server.asked == 3, "each checkup asks for itself"


def test_a_template_of_minutes_is_looked_at_where_one_is_set(
    settings: Settings, database: Database, tmp_path: Path
) -> None:
    assert "template" not in {check.name for check in Checkup(settings, database)()}
    path = tmp_path / "own.md"
    told = []
    for text in ("# {{ title }}", "# {{ titel }}"):
        path.write_text(text, encoding="utf-8")
        with_own = settings.model_copy(update={"minutes_template": path})
        told += [check for check in Checkup(with_own, database)() if check.name == "template"]
    assert [(check.state, check.code) for check in told] == [
        ("ok", "template-ok"),
        ("degraded", "template-wrong"),
    ]
    assert told[1].params["problem"] == "template-name"
