"""The dashboard's script over a real API that is served on loopback from a processed home."""

import importlib.util
import re
import socket
import sys
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from html import unescape
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
import streamlit as st
import uvicorn
from streamlit.testing.v1 import AppTest

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

APP = Path(__file__).parents[2] / "dashboard" / "app.py"


@pytest.fixture
def serve() -> Iterator[Callable[[Any], str]]:
    """Serves a home's API until the test ends; gives its address. Who comes early waits in the socket's backlog."""
    running: list[tuple[uvicorn.Server, threading.Thread]] = []

    def begin(app: Any) -> str:
        listening = socket.create_server(("127.0.0.1", 0))
        server = uvicorn.Server(uvicorn.Config(app, log_level="error", lifespan="off"))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
        thread.start()
        running.append((server, thread))
        return f"http://127.0.0.1:{listening.getsockname()[1]}"

    yield begin
    for server, thread in running:
        server.should_exit = True
        thread.join(timeout=10)


@dataclass
class Page:
    """The page as a reader sees it."""

    test: AppTest

    def run(self) -> "Page":
        self.test.run()
        assert [element.value for element in self.test.exception] == []
        return self

    def html(self) -> str:
        """All HTML on the page but the style sheet."""
        return "\n".join(element.value for element in self.test.get("html") if "<style>" not in element.value)

    def text(self) -> str:
        """What can be read on it."""
        return unescape(re.sub(r"<[^>]+>", " ", self.html()))

    def has(self, key: str) -> bool:
        """Whether the button is there. Keys begin with what the button does."""
        return any((button.key or "").startswith(key) for button in self.test.button)

    def click(self, key: str) -> "Page":
        next(button for button in self.test.button if (button.key or "").startswith(key)).click()
        return self.run()

    def go(self, view: str) -> "Page":
        next(group for group in self.test.get("button_group") if group.key == "view").set_value(view)
        return self.run()


@pytest.fixture
def open_page(monkeypatch: pytest.MonkeyPatch) -> Callable[..., Page]:
    """`open_page(url, language="ru", token=…, **query)`: the page of a reader who has just come."""

    def begin(url: str, language: str = "en", token: str = homes.TOKEN, **query: str) -> Page:
        monkeypatch.setenv("BOARDSCRIBE_API_URL", url)
        monkeypatch.setenv("BOARDSCRIBE_API_TOKEN", token)
        monkeypatch.setenv("BOARDSCRIBE_LANGUAGE", language)
        st.cache_data.clear()
        test = AppTest.from_file(str(APP), default_timeout=60)
        for name, value in query.items():
            test.query_params[name] = value
        return Page(test).run()

    return begin


@pytest.fixture
def api(home: Any, serve: Callable[[Any], str]) -> str:
    """The address of the processed home's API."""
    return serve(wiring.web_app(home.installation, home.settings))


@pytest.fixture
def page(api: str, open_page: Callable[..., Page]) -> Page:
    """The English page of the processed home."""
    return open_page(api)
