"""`boardscribe serve` in a process of its own, beside the doubles of a proof: it can be killed and started again.

Begun as the command itself, or, where it is begun hundreds of times, by a copy of a process that has loaded it.
"""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Collection
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Any, Protocol, Self

import httpx
import psutil  # type: ignore[import-untyped]

COMMAND = Path(sys.executable).parent / "boardscribe"
KEY = "a-key-for-the-proofs-of-the-messengers"
_LONGEST = 120.0


class Start(Protocol):
    """Starts it."""

    def __call__(self, settings: dict[str, str], log: Path) -> int:
        """With that environment, logging to that file; gives the process's number."""
        ...

    def bury(self, pid: int) -> None:
        """It has ended."""
        ...


def free_port() -> int:
    """A port of loopback that nobody listens on."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return int(taken.getsockname()[1])


def clean_environment() -> dict[str, str]:
    """This process's, without settings of Boardscribe's."""
    return {name: value for name, value in os.environ.items() if not name.startswith("BOARDSCRIBE_")}


class ByCommand:
    """Starts the command itself."""

    def __init__(self) -> None:
        self._children: dict[int, subprocess.Popen[bytes]] = {}

    def __call__(self, settings: dict[str, str], log: Path) -> int:
        with log.open("ab") as out:
            command = [str(COMMAND), "serve"]
            child = subprocess.Popen(
                command, env=clean_environment() | settings, stdout=out, stderr=out, cwd=log.parent
            )
        self._children[child.pid] = child
        return child.pid

    def bury(self, pid: int) -> None:
        self._children.pop(pid).wait()


class Serving:
    """One home's API with its worker and its messengers."""

    def __init__(self, home: Path, settings: dict[str, str], start: Start | None = None) -> None:
        """Nothing runs yet. `settings` go on top of what every proof wants."""
        self.home = home
        self.log = home.parent / f"{home.name}.log"
        port = free_port()
        self.url = f"http://127.0.0.1:{port}"
        self.settings = {
            "BOARDSCRIBE_HOME": str(home),
            "BOARDSCRIBE_LANGUAGE": "ru",
            "BOARDSCRIBE_TIMEZONE": "UTC",
            "BOARDSCRIBE_MODELS_ALLOWED": "none",
            "BOARDSCRIBE_API_TOKEN": KEY,
            "BOARDSCRIBE_API_PORT": str(port),
            **settings,
        }
        self.starts = 0
        self._start = start or ByCommand()
        self._pid: int | None = None
        self._client = httpx.Client(timeout=60, trust_env=False, headers={"Authorization": f"Bearer {KEY}"})

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.kill()
        self._client.close()

    def start(self) -> None:
        """Begin, and wait until it answers."""
        self.begin()
        ends = time.monotonic() + _LONGEST
        while True:
            try:
                self._client.get(f"{self.url}/health").raise_for_status()
            except httpx.TransportError:
                if not self.alive or time.monotonic() > ends:
                    raise AssertionError(f"it does not start:\n{self.said()}") from None
                time.sleep(0.02)
            else:
                return

    def begin(self) -> None:
        """Begin, without waiting."""
        assert not self.alive
        self._pid = self._start(self.settings, self.log)
        self.starts += 1

    @property
    def alive(self) -> bool:
        """Whether the process is there."""
        return self._pid is not None and _lives(self._pid)

    def kill(self) -> None:
        """`kill -9`, and wait until it is gone."""
        if self._pid is None:
            return
        with suppress(ProcessLookupError):
            os.kill(self._pid, signal.SIGKILL)
        self.gone()

    def gone(self) -> None:
        """Wait until the process that was killed is gone."""
        while self.alive:
            time.sleep(0.002)
        if self._pid is not None:
            self._start.bury(self._pid)
        self._pid = None

    def stop(self) -> None:
        """Ask it to end, and wait until it has."""
        assert self._pid is not None
        os.kill(self._pid, signal.SIGTERM)
        self.gone()

    def ask(self, method: str, path: str, who: str = "", **more: Any) -> Any:
        """What the API answers whoever is named. Raises httpx.HTTPStatusError."""
        headers = {"Accept-Language": b"ru"} | ({"X-Boardscribe-Actor": who.encode()} if who else {})
        response = self._client.request(method, f"{self.url}/api/v1{path}", headers=headers, **more)
        response.raise_for_status()
        return response.json()["data"]

    def ready(self) -> list[dict[str, str]]:
        """What `/ready` says of each thing that it depends on."""
        response = self._client.get(f"{self.url}/ready", headers={"Accept-Language": "ru"})
        return list(response.json()["data"])

    def run(self, *arguments: object, said: str = "", codes: Collection[int] = (0,)) -> str:
        """A command of the terminal in the same home, with what is typed there; what it prints."""
        done = subprocess.run(
            [str(COMMAND), *map(str, arguments)],
            env=clean_environment() | self.settings,
            cwd=self.home.parent,
            input=said,
            capture_output=True,
            text=True,
            timeout=_LONGEST,
            check=False,
        )
        assert done.returncode in codes, done.stdout + done.stderr
        return done.stdout

    def said(self) -> str:
        """What it logged last."""
        return self.log.read_text(encoding="utf-8", errors="replace")[-4000:] if self.log.exists() else ""


def _lives(pid: int) -> bool:
    try:
        return bool(psutil.Process(pid).status() != psutil.STATUS_ZOMBIE)
    except psutil.NoSuchProcess:
        return False
