"""A real Kanboard: its pages and its API served by PHP's own server, with a fresh SQLite database in a folder."""

import os
import signal
import socket
import sqlite3
import subprocess
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

import httpx
from pydantic import SecretStr

from core_api.contracts.accounts import KanboardAccount
from kanban_connectors.kanboard.neutral import APPLICATION

_CHEAP = "echo password_hash($argv[1], PASSWORD_BCRYPT, ['cost' => 4]);"
"""Kanboard compares a slow digest at each call of a user; a cheap one keeps the tests quick."""


def free_port() -> int:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return int(taken.getsockname()[1])


def kanboard_folder() -> Path:
    """Where Kanboard is unpacked; without one nothing runs, and nothing is skipped."""
    named = os.environ.get("BOARDSCRIBE_TEST_KANBOARD", "")
    assert named, (
        "no Kanboard here: BOARDSCRIBE_TEST_KANBOARD must name one, .ci/kanboard finds or fetches it"
    )
    assert (Path(named) / "jsonrpc.php").is_file(), f"there is no Kanboard in {named}"
    return Path(named)


class KanboardServer:
    """A running server. `workers` processes answer; all of them end with `stop`."""

    def __init__(self, folder: Path, workers: int = 1) -> None:
        self.folder = folder
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}/jsonrpc.php"
        for name in ("plugins", "cache", "files"):
            (folder / name).mkdir(parents=True, exist_ok=True)
        environment = {
            "PATH": os.environ["PATH"],
            "DATA_DIR": str(folder),
            "PLUGINS_DIR": str(folder / "plugins"),
            "CACHE_DIR": str(folder / "cache"),
            "FILES_DIR": str(folder / "files"),
            "LOG_DRIVER": "stderr",
            "WEBHOOK_ALLOW_PRIVATE_NETWORKS": "true",
            **({"PHP_CLI_SERVER_WORKERS": str(workers)} if workers > 1 else {}),
        }
        with (folder / "server.log").open("wb") as log:
            self._process = subprocess.Popen(
                ["php", "-S", f"127.0.0.1:{self.port}", "-t", "."],
                cwd=kanboard_folder(),
                env=environment,
                stdout=log,
                stderr=log,
                start_new_session=True,  # its workers outlive it: the whole group is ended
            )
        with httpx.Client(transport=httpx.HTTPTransport(retries=7), timeout=60, trust_env=False) as client:
            client.get(f"http://127.0.0.1:{self.port}/")
        self.token = self._row("select value from settings where option = 'api_token'")
        self._client = httpx.Client(auth=(APPLICATION, self.token), timeout=60, trust_env=False)
        self.version = self.call("getVersion")

    def stop(self) -> None:
        self._client.close()
        os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait(timeout=30)

    def call(self, method: str, **params: object) -> Any:
        """One call as the application."""
        return self.calls([(method, params)])[0]

    def calls(self, calls: Sequence[tuple[str, dict[str, object]]]) -> list[Any]:
        """Calls in one request as the application; all of them must do what they say."""
        asked = [
            {"jsonrpc": "2.0", "id": number, "method": method, "params": params or []}
            for number, (method, params) in enumerate(calls)
        ]
        answers = self._client.post(self.url, json=asked).json()
        assert all(answer.get("result", False) is not False for answer in answers), answers
        return [answer["result"] for answer in answers]

    def add_user(self, name: str, token: str = "") -> int:
        """A user with an own token (or none), whose name is written with a capital."""
        id_ = int(self.call("createUser", username=name, name=name.capitalize(), password=f"{name}-secret"))
        cheap = subprocess.run(
            ["php", "-r", _CHEAP, f"{name}-secret"], capture_output=True, text=True, check=True
        ).stdout
        with closing(sqlite3.connect(self.folder / "db.sqlite", timeout=30)) as rows, rows:
            change = "update users set password = ?, api_access_token = ? where id = ?"
            rows.execute(change, (cheap, token or None, id_))
        return id_

    def set_zone(self, name: str) -> None:
        """The zone of the whole server, as an administrator sets it."""
        with closing(sqlite3.connect(self.folder / "db.sqlite", timeout=30)) as rows, rows:
            rows.execute("update settings set value = ? where option = 'application_timezone'", (name,))

    def set_webhook(self, url: str) -> None:
        """Whom the server tells of changes, as an administrator sets it."""
        with closing(sqlite3.connect(self.folder / "db.sqlite", timeout=30)) as rows, rows:
            rows.execute("insert or replace into settings (option, value) values ('webhook_url', ?)", (url,))

    def account(self, user: str = APPLICATION, token: str = "") -> KanboardAccount:
        return KanboardAccount(url=self.url, user=user, token=SecretStr(token or self.token))

    def _row(self, query: str) -> str:
        with closing(sqlite3.connect(self.folder / "db.sqlite", timeout=30)) as rows:
            return str(rows.execute(query).fetchone()[0])
