"""`boardscribe serve` and `boardscribe dashboard` as processes over a processed sample, and a headless Chromium."""

import os
import shutil
import signal
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx
import pytest
from playwright.sync_api import Browser, Page, sync_playwright

pytest.register_assert_rewrite("tests.conformance.desk", "tests.conformance.suite")

ROOT = Path(__file__).parents[2]
SAMPLE = ROOT / "core_api" / "sample"
COMMAND = Path(sys.executable).parent / "boardscribe"
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-quic",
    "--no-first-run",
)
TOKEN = "a-key-for-tests-of-the-servers"
NASTY = "<img src=x onerror=alert(1)> **жирно** <script>alert(2)</script>"


def _free_port() -> int:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return int(taken.getsockname()[1])


@dataclass
class Running:
    """A home whose servers run."""

    home: Path
    environment: dict[str, str]
    api: str
    dashboard: str
    processes: dict[str, subprocess.Popen[bytes]] = field(default_factory=dict)

    def boardscribe(self, *arguments: object) -> str:
        """Run a command in this home; its output."""
        command = [str(COMMAND), *map(str, arguments)]
        done = subprocess.run(
            command,
            env=self.environment,
            cwd=self.home,
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    def start(self, name: str) -> None:
        with (self.home / f"{name}.log").open("wb") as log:
            self.processes[name] = subprocess.Popen(
                [str(COMMAND), name], env=self.environment, cwd=self.home, stdout=log, stderr=log
            )

    def stop(self, name: str) -> int:
        """Ask it to end; its exit code."""
        process = self.processes.pop(name)
        process.send_signal(signal.SIGTERM)
        return process.wait(timeout=30)

    def ready(self) -> None:
        """Wait until all answer; start what a test has stopped."""
        for name, url in (("serve", f"{self.api}/health"), ("dashboard", f"{self.dashboard}/_stcore/health")):
            if name not in self.processes:
                self.start(name)
            with httpx.Client(
                transport=httpx.HTTPTransport(retries=7), timeout=60, trust_env=False
            ) as client:
                assert client.get(url).status_code == 200

    def get(self, path: str) -> object:
        """What the API says."""
        headers = {"Authorization": f"Bearer {TOKEN}"}
        return httpx.get(f"{self.api}/api/v1{path}", headers=headers, trust_env=False).json()["data"]


@pytest.fixture(scope="session")
def home_with_servers(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    home = tmp_path_factory.mktemp("servers")
    ports = _free_port(), _free_port()
    environment = {
        **{name: value for name, value in os.environ.items() if not name.startswith("BOARDSCRIBE_")},
        "BOARDSCRIBE_HOME": str(home / "home"),
        "BOARDSCRIBE_LANGUAGE": "ru",
        "BOARDSCRIBE_TIMEZONE": "Europe/Moscow",
        "BOARDSCRIBE_API_TOKEN": TOKEN,
        "BOARDSCRIBE_API_PORT": str(ports[0]),
        "BOARDSCRIBE_DASHBOARD_PORT": str(ports[1]),
    }
    servers = Running(home, environment, *(f"http://127.0.0.1:{port}" for port in ports))
    servers.boardscribe("board", "import", SAMPLE / "board-ru.json", "--name", "team")
    servers.boardscribe("board", "mode", "local:team", "live")
    began = ("--started-at", "2026-03-02T10:00:00+03:00")
    servers.boardscribe(
        "process",
        SAMPLE / "planning-ru.vtt",
        "--board",
        "local:team",
        "--title",
        "Планирование недели",
        *began,
    )
    nasty = home / "talk.vtt"
    nasty.write_text(f"WEBVTT\n\n00:00:01.000 --> 00:00:03.000\n<v Вера>{NASTY}\n", encoding="utf-8")
    servers.boardscribe("process", nasty, "--title", NASTY, *began)
    try:
        yield servers
    finally:
        for name in list(servers.processes):
            servers.stop(name)


@pytest.fixture
def running(home_with_servers: Running) -> Running:
    """The servers, all of them up."""
    home_with_servers.ready()
    return home_with_servers


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    path = os.environ.get("BOARDSCRIBE_TEST_CHROMIUM") or shutil.which("chromium")
    assert path, "no Chromium here: .ci/chromium finds or installs one"
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=path, args=list(FLAGS))
        yield chromium
        chromium.close()


@dataclass
class Visit:
    """A reader's visit, with all that the page did behind his back."""

    page: Page
    outside: list[str] = field(default_factory=list)
    """Requests to anywhere but this machine."""
    dialogs: list[str] = field(default_factory=list)
    """Windows that a script opened."""

    def go(self, url: str) -> "Visit":
        self.page.goto(url)
        self.page.locator(".bs-health").wait_for()
        self.drawn()
        return self

    def drawn(self) -> None:
        """Wait until nothing on the page is a placeholder any more."""
        self.page.wait_for_function("!document.querySelector('[data-testid=stSkeleton]')")

    def picture(self, name: str) -> None:
        """Keep a picture of the whole page where BOARDSCRIBE_TEST_SHOTS says, for people to look at."""
        self.drawn()
        folder = os.environ.get("BOARDSCRIBE_TEST_SHOTS")
        size = self.page.viewport_size or {"width": 0, "height": 0}
        height = self.page.evaluate(
            "document.querySelector('[data-testid=stMainBlockContainer]').scrollHeight"
        )
        self.page.set_viewport_size({"width": size["width"], "height": min(int(height) + 40, 5000)})
        self.drawn()
        picture = self.page.screenshot()
        self.page.set_viewport_size(size)
        assert picture.startswith(b"\x89PNG")
        if folder:
            Path(folder).mkdir(parents=True, exist_ok=True)
            (Path(folder) / f"{name}.png").write_bytes(picture)

    def overflows(self) -> bool:
        """Whether the page is wider than the window."""
        return bool(self.page.evaluate("document.documentElement.scrollWidth > window.innerWidth"))


@pytest.fixture
def visit(browser: Browser) -> Iterator[Callable[..., Visit]]:
    """`visit(width, height, locale, dark=False, **more)`: a fresh browser window; `more` is Playwright's."""
    contexts = []

    def begin(
        width: int = 1200, height: int = 900, locale: str = "ru-RU", *, dark: bool = False, **more: Any
    ) -> Visit:
        context = browser.new_context(
            viewport={"width": width, "height": height},
            locale=locale,
            timezone_id="Europe/Moscow",
            color_scheme="dark" if dark else "light",
            **more,
        )
        context.set_default_timeout(15_000)
        contexts.append(context)
        seen = Visit(context.new_page())
        seen.page.on("request", lambda request: _note_outside(seen, request.url))
        seen.page.on("dialog", lambda dialog: (seen.dialogs.append(dialog.message), dialog.dismiss()))
        return seen

    yield begin
    for context in contexts:
        context.close()


def _note_outside(seen: Visit, url: str) -> None:
    if not url.startswith(("http://127.0.0.1:", "ws://127.0.0.1:", "data:", "blob:")):
        seen.outside.append(url)
