"""`boardscribe serve` with a Telegram bot in it: a person is asked, presses, and the board changes; it stops when told.

Telegram is the strict double, over HTTP; the program is a process of its own, started and stopped as an operator does.
"""

import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import pytest

from core_api import wiring
from core_api.contracts.people import MannersChange, PersonIdentity, QuietHours
from core_api.settings import Settings
from core_api.usecases import boards, people
from core_api.usecases.permissions import OWNER
from core_api.usecases.submit import Submission, submit
from tests.doubles.telegram import TOKEN, TelegramDouble
from tests.messenger.office import SAMPLE

ROOT = Path(__file__).parents[2]
ANNA = 501
LONG = 90.0
KEY = "a-key-of-the-tests-that-is-long-enough"
RUN = "from core_api.cli import main; main()"


@dataclass
class Site:
    """A home with a meeting that waits to be worked on, and the environment of its programs."""

    home: Path
    environment: dict[str, str]
    port: int

    def waits(self) -> int:
        return len(self._data("/proposals"))

    def _data(self, path: str) -> list[dict[str, Any]]:
        token = self.environment["BOARDSCRIBE_API_TOKEN"]
        headers = {"Authorization": f"Bearer {token}", "Accept-Language": "ru"}
        address = f"http://127.0.0.1:{self.port}/api/v1{path}"
        return list(httpx.get(address, headers=headers, trust_env=False).json()["data"])

    def undelivered(self) -> list[dict[str, Any]]:
        return self._data("/messages/undelivered")

    def says(self, *command: str) -> str:
        """Run a command; what it says."""
        line = [sys.executable, "-c", RUN, *command]
        done = subprocess.run(
            line,
            env=self.environment,
            cwd=self.home,
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        assert TOKEN not in done.stdout + done.stderr
        assert "Traceback" not in done.stderr
        return done.stdout

    def runs(self, *command: str) -> AbstractContextManager[None]:
        """A program of ours while the block runs; it must end well when it is told to."""
        return self._runs([sys.executable, "-c", RUN, *command], self.environment)

    def service(self, port: int) -> AbstractContextManager[None]:
        """The messengers' service, which has the bot; the rest has none from now on."""
        service = self.environment | {"BOARDSCRIBE_MESSAGES_KEY": KEY, "BOARDSCRIBE_MESSAGES_PORT": str(port)}
        self.environment = {
            name: value for name, value in service.items() if name != "BOARDSCRIBE_TELEGRAM_TOKEN"
        } | {"BOARDSCRIBE_MESSAGES_URL": f"http://127.0.0.1:{port}"}
        return self._runs([sys.executable, "-m", "notifier", "serve", "--grpc-port", "0"], service)

    @contextmanager
    def _runs(self, line: list[str], environment: dict[str, str]) -> Iterator[None]:
        with (self.home / "log").open("a+", encoding="utf-8") as log:
            process = subprocess.Popen(line, env=environment, cwd=self.home, stdout=log, stderr=log)
            try:
                yield
            finally:
                process.send_signal(signal.SIGTERM)
                code = process.wait(60)
                log.seek(0)
                said = log.read()
        assert code == 0, said
        assert "Traceback" not in said, said
        assert TOKEN not in said


def _free_port() -> int:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return int(taken.getsockname()[1])


@pytest.fixture
def telegram() -> Iterator[tuple[TelegramDouble, str]]:
    double = TelegramDouble()
    with double.served() as url:
        yield double, url


@pytest.fixture
def site(tmp_path: Path, telegram: tuple[TelegramDouble, str]) -> Site:
    double, url = telegram
    settings = Settings(home=tmp_path, timezone="UTC", _env_file=None)  # type: ignore[call-arg]
    here = wiring.install(settings)
    wiring.import_board(here, SAMPLE / "board-ru.json", "team")
    boards.set_mode(here, "local:team", "live")
    people.add(here, OWNER, "Анна", "ru", "UTC")
    people.link(here, OWNER, "Анна", PersonIdentity(kind="telegram", id=str(ANNA)))
    people.grant(here, OWNER, "Анна", "local:team", "lead")
    never = QuietHours(begins="00:00", ends="00:00")  # type: ignore[arg-type]
    people.set_manners(here, OWNER, "Анна", MannersChange(quiet=never))
    path = SAMPLE / "planning-ru.vtt"
    submit(
        here,
        Submission(path=path, board="local:team", title="Планёрка", language="ru"),
        wiring.read_source(path, "ru"),
    )
    here.close()
    port = _free_port()
    environment = {
        name: value for name, value in os.environ.items() if not name.startswith("BOARDSCRIBE_")
    } | {
        "PYTHONPATH": str(ROOT),
        "BOARDSCRIBE_HOME": str(tmp_path),
        "BOARDSCRIBE_TIMEZONE": "UTC",
        "BOARDSCRIBE_LANGUAGE": "ru",
        "COLUMNS": "160",
        "BOARDSCRIBE_API_PORT": str(port),
        "BOARDSCRIBE_API_TOKEN": "a-key-for-tests-of-the-api-only",
        "BOARDSCRIBE_TELEGRAM_TOKEN": double.token,
        "BOARDSCRIBE_TELEGRAM_URL": url,
    }
    return Site(tmp_path, environment, port)


def label(words: list[str], part: str) -> str:
    return next(one for one in words if part in one)


def test_a_person_is_asked_and_the_press_changes_the_board(
    site: Site, telegram: tuple[TelegramDouble, str]
) -> None:
    double, _url = telegram
    anna = double.person(ANNA, "Анна")
    anna.user.began = True
    with site.runs("serve"):
        double.until(lambda: len(anna.chat()) >= 1, LONG)
        digest = anna.last()
        anna.press(digest.id, label(digest.labels, "по одному"))
        double.until(lambda: len(anna.chat()) >= 2, LONG)
        question = anna.last()
        waits = site.waits()
        press = anna.press(question.id, label(question.labels, "Применить"))
        double.until(lambda: press.answered and "Принято" in press.toast, LONG)
        double.until(lambda: any("Сделано на доске" in said.text for said in anna.chat()), LONG)
        assert site.waits() == waits - 1
        double.until(lambda: any("2 из" in said.text for said in anna.chat()), LONG)
        stood = len(anna.chat())
    with site.runs("serve"):
        double.until(lambda: any("Отменить" in " ".join(said.labels) for said in anna.chat()), LONG)
        applied = next(said for said in anna.chat() if "Сделано на доске" in said.text)
        anna.press(applied.id, label(applied.labels, "Отменить"))
        double.until(lambda: any("тменено" in said.text for said in anna.chat()), LONG)
    assert len(anna.chat()) == stood, "nothing is sent anew after a restart"


def test_what_waits_and_who_the_bot_is_is_told(site: Site, telegram: tuple[TelegramDouble, str]) -> None:
    double, _url = telegram
    anna = double.person(ANNA, "Анна")
    anna.user.began = True
    anna.block()
    with site.runs("serve"):
        double.until(lambda: any("/sendMessage" in one.path for one in double.faults.asked), LONG)
        (line,) = site.undelivered()
        assert (line["letter"]["to"], line["letter"]["state"]) == ("Анна", "refused")
        assert "не принимает" in line["message"]
    said = site.says("messages")
    assert "https://t.me/boardscribe_bot" in said
    assert "Анна" in said
    anna.block(off=True)
    assert "Анна" in site.says("messages", "send-test", "Анна")
    assert "Это проверка" in anna.last().text
    assert "Telegram" in site.says("doctor")


def test_with_the_messengers_in_their_own_service_a_worker_asks_and_hears(
    site: Site, telegram: tuple[TelegramDouble, str]
) -> None:
    double, _url = telegram
    anna = double.person(ANNA, "Анна")
    anna.user.began = True
    with site.service(_free_port()), site.runs("work"):
        double.until(lambda: len(anna.chat()) >= 1, LONG)
        digest = anna.last()
        anna.press(digest.id, label(digest.labels, "по одному"))
        double.until(lambda: len(anna.chat()) >= 2, LONG)
        question = anna.last()
        press = anna.press(question.id, label(question.labels, "Применить"))
        double.until(lambda: press.answered and "Принято" in press.toast, LONG)
        double.until(lambda: any("Сделано на доске" in said.text for said in anna.chat()), LONG)
