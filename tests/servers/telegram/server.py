"""Npm's telegram-test-api behind our shim: a Bot API that nobody here wrote, and the hands of its people."""

import os
import signal
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx

from tests.servers.kanboard import free_port

SHIM = Path(__file__).with_name("shim.js")
TOKEN = "7000002:AAE-pretended-token-for-the-second-opinion"
ANNA = {"id": 501, "is_bot": False, "first_name": "Anna", "username": "anna"}
CHAT = {"id": 501, "type": "private", "first_name": "Anna"}


def server_folder() -> Path:
    """Where the package is installed; without it nothing runs, and nothing is skipped."""
    named = os.environ.get("BOARDSCRIBE_TEST_TELEGRAM", "")
    assert named, "BOARDSCRIBE_TEST_TELEGRAM must name a folder with telegram-test-api: .ci/telegram-server"
    return Path(named)


class TelegramServer:
    """A running server: `url` for the bot, the rest for people."""

    def __init__(self, bot_port: int, people_port: int) -> None:
        self.url = f"http://127.0.0.1:{bot_port}"
        self._people = httpx.Client(base_url=f"http://127.0.0.1:{people_port}", trust_env=False, timeout=20)

    def write(self, text: str) -> None:
        """Anna writes to the bot."""
        self._act("/sendMessage", {**_from_anna(), "text": text})

    def press(self, message: int, data: str) -> None:
        """Anna presses a button."""
        self._act("/sendCallback", {**_from_anna(), "message": _message(message), "data": data})

    def said(self) -> list[dict[str, Any]]:
        """What the bot has said and not deleted, as it stands now."""
        history = self._act("/getUpdatesHistory", {"token": TOKEN})
        return [one["message"] for one in history if "chat_id" in one.get("message", {})]

    def close(self) -> None:
        self._people.close()

    def _act(self, path: str, values: dict[str, Any]) -> Any:
        answer = self._people.post(path, json=values)
        answer.raise_for_status()
        return answer.json()["result"]


@contextmanager
def running(folder: Path, log: Path) -> Iterator[TelegramServer]:
    """The server in a process of its own, until the end."""
    ports = free_port(), free_port()
    with log.open("wb") as errors:
        process = subprocess.Popen(
            ["node", str(SHIM), str(folder), *map(str, ports)], stdout=subprocess.PIPE, stderr=errors
        )
    assert process.stdout is not None
    server = TelegramServer(*ports)
    try:
        assert process.stdout.readline() == b"ready\n", log.read_text()
        yield server
    finally:
        server.close()
        process.send_signal(signal.SIGKILL)
        process.wait(timeout=30)
        process.stdout.close()


def _from_anna() -> dict[str, Any]:
    return {"botToken": TOKEN, "date": 1_800_000_000, "from": ANNA, "chat": CHAT}


def _message(number: int) -> dict[str, Any]:
    return {"message_id": number, "date": 1_800_000_000, "chat": CHAT, "text": "?"}
