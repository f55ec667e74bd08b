"""The API of a processed home, as a client with the key, and as a stranger without."""

import importlib.util
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from fastapi.testclient import TestClient

from core_api import wiring


def _load(name: str) -> ModuleType:
    """The module beside this folder, the same one for all who load it."""
    if name not in sys.modules:
        spec = importlib.util.spec_from_file_location(name, Path(__file__).parents[1] / f"{name}.py")
        assert spec is not None
        assert spec.loader is not None
        sys.modules[name] = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(sys.modules[name])
    return sys.modules[name]


homes = _load("homes")
globals().update(vars(homes.FIXTURES))


@pytest.fixture
def open_client() -> Iterator[Callable[..., TestClient]]:
    """Opens a client of a home; `open_client(home, token="…", language="ru")`."""
    opened: list[TestClient] = []

    def begin(home: Any, token: str | None = homes.TOKEN, language: str = "en") -> TestClient:
        headers = {"Accept-Language": language} | ({"Authorization": f"Bearer {token}"} if token else {})
        app = wiring.web_app(home.installation, home.settings)
        client = TestClient(app, headers=headers, raise_server_exceptions=False)
        opened.append(client)
        return client

    yield begin
    for client in opened:
        client.close()


@pytest.fixture
def client(home: Any, open_client: Callable[..., TestClient]) -> TestClient:
    return open_client(home)


@pytest.fixture
def stranger(home: Any, open_client: Callable[..., TestClient]) -> TestClient:
    return open_client(home, None)
