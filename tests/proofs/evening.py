"""A lead's whole evening in Telegram, replayed against the double through `boardscribe serve`, and the chat as a page.

Linked by a one-time code, a meeting sent as a file, the digest, one question after the other: applied, edited,
another card, rejected with a reason; an undo; `/today`, `/ask`. Nothing is a proof but that it goes through; the pages
are for looking at.
"""

import argparse
import json
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from core_api import wiring
from core_api.contracts.model import Language
from core_api.contracts.people import MannersChange, QuietHours
from core_api.locales import text
from core_api.settings import Settings
from core_api.usecases import boards, linking, people
from core_api.usecases.permissions import OWNER
from tests.doubles.chat_page import Entry, write_chat
from tests.doubles.telegram import Person, TelegramDouble
from tests.doubles.telegram_people import Said
from tests.servers.kanboard import free_port

_SAMPLE = Path(wiring.__file__).parents[1] / "sample"
_ROOT = Path(__file__).parents[2]
_LONG = 120.0
_MEETINGS = json.loads((_SAMPLE / "meetings.json").read_text(encoding="utf-8"))
_LEADS: dict[Language, tuple[str, str]] = {"ru": ("Анна", "к пятнице"), "en": ("Anna", "next Friday")}
"""Who is asked, and a day as they say it."""


@dataclass
class Evening:
    """Somebody with the chat open."""

    double: TelegramDouble
    lead: Person
    language: Language

    def label(self, code: str) -> str:
        return text(f"button-{code}", self.language)

    def newest(self, code: str) -> Said:
        """The newest message that has that button."""
        return [one for one in self.lead.chat() if self._has(one, self.label(code))][-1]

    def press(self, code: str) -> Said:
        """Press that button of the newest message that has it; gives the message."""
        label, message = self.label(code), self.newest(code)
        shown = next(one for one in message.labels if one == label or one.endswith(label))
        press = self.lead.press(message.id, shown)
        self.double.until(lambda: press.answered, _LONG)
        return message

    def has(self, code: str) -> bool:
        return any(self._has(one, self.label(code)) for one in self.lead.chat())

    def until(self, code: str) -> None:
        """Wait until a message has that button."""
        self.double.until(lambda: self.has(code), _LONG)

    def settle(self, seconds: float = 3.0) -> None:
        """Wait until the chat stands still for so long."""
        before, since = self._picture(), time.monotonic()
        while time.monotonic() - since < seconds:
            time.sleep(0.1)
            if (now := self._picture()) != before:
                before, since = now, time.monotonic()

    def pages(self) -> list[Entry]:
        name = self.lead.user.name
        return [
            ("bot" if one.mine else name, one.html or one.text or one.file, _rows(one))
            for one in self.lead.chat()
        ]

    def _picture(self) -> list[tuple[str, tuple[str, ...]]]:
        return [(one.text, tuple(one.labels)) for one in self.lead.chat()]

    @staticmethod
    def _has(said: Said, label: str) -> bool:
        return said.mine and any(one == label or one.endswith(label) for one in said.labels)


def replay(folder: Path, language: Language) -> list[Entry]:
    """One evening; the chat as it stands in the end."""
    meeting, (name, day) = _MEETINGS[language], _LEADS[language]
    code = _home(folder, meeting["board"], name, language)
    double = TelegramDouble()
    with double.served() as url, _serving(folder, url, double.token, language):
        lead = double.person(501, name, language)
        evening = Evening(double, lead, language)
        lead.start(code)
        evening.settle()
        lead.send(
            "document",
            _transcript(language),
            name=f"meeting.{'vtt' if language == 'ru' else 'txt'}",
            caption=meeting["title"],
        )
        evening.until("next")
        evening.settle()
        evening.press("next")
        evening.until("approve")
        _questions(evening, day)
        evening.press("undo")
        evening.settle()
        for words in ("/today", f"/ask {meeting['question']}"):
            lead.write(words)
            evening.settle()
        return evening.pages()


def _questions(evening: Evening, day: str) -> None:
    """One of each answer: one is applied, a due date edited, a comment put on another card, one rejected."""
    due, comment = (text(f"operation-{kind}", evening.language) for kind in ("due", "comment"))
    evening.press("approve")
    evening.settle()
    wanted = {"edit", "other_card", "reject"}
    while wanted and evening.has("approve"):
        asked = evening.newest("approve").text
        if "edit" in wanted and due in asked:
            wanted.remove("edit")
            evening.press("edit")
            evening.settle()
            evening.lead.write(day)
        elif "other_card" in wanted and comment in asked:
            wanted.remove("other_card")
            evening.press("other_card")
            evening.settle()
            picked = evening.lead.last()
            evening.lead.press(picked.id, next(one for one in picked.labels if one.startswith("#")))
        elif "reject" in wanted:
            wanted.remove("reject")
            evening.press("reject")
            evening.settle()
            evening.press("reason-already-done")
        else:
            evening.press("approve")
        evening.settle()
    assert not wanted, f"the meeting gave no question for {wanted}"


def _home(folder: Path, board: str, name: str, language: Language) -> str:
    """An installation with a board that asks about everything, and a lead; gives the lead's one-time code."""
    here = wiring.install(Settings.model_validate({"home": folder, "timezone": "UTC"}))
    wiring.import_board(here, _SAMPLE / board, "team")
    boards.set_mode(here, "local:team", "shadow")
    people.add(here, OWNER, name, language, "UTC")
    people.grant(here, OWNER, name, "local:team", "lead")
    never = QuietHours.model_validate({"begins": "00:00", "ends": "00:00"})
    people.set_manners(here, OWNER, name, MannersChange(quiet=never))
    code = linking.make_code(here, OWNER, name).code
    here.close()
    return code


def _transcript(language: Language) -> bytes:
    """The sample meeting as text with speakers."""
    if language == "ru":
        return (_SAMPLE / "planning-ru.vtt").read_bytes()
    turns = json.loads((_SAMPLE / "standup-en.json").read_text(encoding="utf-8"))["turns"]
    return "\n".join(f"{one['speaker']}: {one['text']}" for one in turns).encode()


@contextmanager
def _serving(folder: Path, url: str, token: str, language: Language) -> Iterator[None]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("BOARDSCRIBE_")}
    environment = kept | {
        "PYTHONPATH": str(_ROOT),
        "BOARDSCRIBE_HOME": str(folder),
        "BOARDSCRIBE_TIMEZONE": "UTC",
        "BOARDSCRIBE_LANGUAGE": language,
        "BOARDSCRIBE_API_PORT": str(free_port()),
        "BOARDSCRIBE_TELEGRAM_TOKEN": token,
        "BOARDSCRIBE_TELEGRAM_URL": url,
    }
    line = [sys.executable, "-c", "from core_api.cli import main; main()", "serve"]
    with (folder / "serve.log").open("wb") as log:
        process = subprocess.Popen(line, env=environment, cwd=folder, stdout=log, stderr=log)
        try:
            yield
        finally:
            process.send_signal(signal.SIGTERM)
            process.wait(timeout=60)


def _rows(said: Said) -> list[list[str]]:
    return [[button.label for button in row] for row in said.rows]


def main(arguments: Sequence[str] | None = None) -> int:
    """Replay it in both languages and write the pages."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("out", type=Path, help="the folder for the pages")
    options = parser.parse_args(arguments)
    options.out.mkdir(parents=True, exist_ok=True)
    for language in _LEADS:
        with tempfile.TemporaryDirectory() as folder:
            entries = replay(Path(folder), language)
        page = write_chat(options.out / f"evening-{language}.html", entries, f"Boardscribe, {language}")
        print(f"{page}: {len(entries)} messages")
    return 0


if __name__ == "__main__":
    sys.exit(main())
