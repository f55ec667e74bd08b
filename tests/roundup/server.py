"""A real Roundup: trackers with SQLite, made by its own program and served by its own handler.

Columns are the values of `status`, cards are issues, comments are messages. Roundup's schemas are there to be written:
ours adds to the classic one what a card needs.
"""

import shutil
import subprocess
import sys
from pathlib import Path

import httpx
from roundup.configuration import CoreConfig

from core_api.contracts.board import Card
from tests.conformance.desk import BOARD
from tests.servers.kanboard import free_port

ADMIN = ("admin", "admin-secret")
STATUSES = {column.id: str(number) for number, column in enumerate(BOARD.columns[:3], start=1)}
"""The suite's names and the ids in every tracker; so are the next."""
USERS = {member.id: str(number) for number, member in enumerate(BOARD.members, start=1)}
KEYWORDS = {label.id: str(number) for number, label in enumerate(BOARD.labels, start=1)}
ISSUES = {card.id: str(number) for number, card in enumerate(BOARD.cards, start=1)}

_STATUS = 'status=Link("status")'
_FIELDS = ", description=String(), due=Date(), archived=Boolean(), reference=String()"
_UNLIMITED = "\napi_calls_per_interval = 0\n"


class RoundupServer:
    """One process that serves all trackers of a folder."""

    def __init__(self, folder: Path) -> None:
        self._trackers = folder / "trackers"
        self._trackers.mkdir(parents=True)
        self._template = folder / "template"
        self._made = 0
        self.port = free_port()
        self._install()
        program = str(Path(__file__).with_name("tracker.py"))
        with (folder / "server.log").open("wb") as log:
            self._process = subprocess.Popen(
                [sys.executable, program, str(self._trackers), str(self.port)], stdout=log, stderr=log
            )

    def stop(self) -> None:
        self._process.kill()
        self._process.wait(timeout=30)

    def tracker(self, calls_per_10s: int = 0) -> str:
        """The address of a fresh tracker's API, with the suite's board in it; 0 calls: without a limit."""
        self._made += 1
        home = self._trackers / f"t{self._made}"
        shutil.copytree(self._template, home)
        config = home / "config.ini"
        text = config.read_text(encoding="utf-8")
        assert _UNLIMITED in text
        limited = text.replace(_UNLIMITED, _UNLIMITED.replace("0", str(calls_per_10s)))
        config.write_text(limited, encoding="utf-8")
        address = f"http://127.0.0.1:{self.port}/{home.name}/rest/data/"
        with httpx.Client(transport=httpx.HTTPTransport(retries=7), timeout=60, trust_env=False) as client:
            client.get(address)
        return address

    def _install(self) -> None:
        home = self._template
        self._admin("install", "classic", "sqlite")
        for detector in ("statusauditor", "nosyreaction"):
            (home / "detectors" / f"{detector}.py").unlink()
        for page in (home / "html").glob("*.html"):
            page.unlink()  # nobody looks, and a tracker reads them all when it is opened
        _replace(home / "schema.py", _STATUS, _STATUS + _FIELDS)
        data = home / "initial_data.py"
        classic = data.read_text(encoding="utf-8")
        _replace(data, classic[classic.index("pri = ") :], _data())
        self._configure()
        self._admin("initialise", ADMIN[1])

    def _configure(self) -> None:
        config = CoreConfig()
        config.load_ini(str(self._template))
        config.HOME = str(self._template)
        config["TRACKER_WEB"] = f"http://127.0.0.1:{self.port}/tracker/"
        config["MAIL_DOMAIN"] = config["MAIL_HOST"] = "localhost"
        config["MAIL_DEBUG"] = str(self._template / "mail.txt")
        config["PASSWORD_PBKDF2_DEFAULT_ROUNDS"] = "1000"
        config["WEB_API_INTERVAL_IN_SEC"] = "10"
        config.save(str(self._template / "config.ini"))

    def _admin(self, *words: str) -> None:
        program = str(Path(sys.executable).parent / "roundup-admin")
        command = [program, "-i", str(self._template), *words]
        subprocess.run(command, input="y\n", text=True, check=True, capture_output=True, timeout=60)


def _replace(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def _data() -> str:
    """What Roundup's program runs to fill a new tracker."""
    statuses = [(column.name, place) for place, column in enumerate(BOARD.columns[: len(STATUSES)], start=1)]
    return f"""
from roundup.date import Date
for name, place in {statuses!r}:
    db.status.create(name=name, order=place)
for name in {[label.name for label in BOARD.labels]!r}:
    db.keyword.create(name=name)
for name in {[member.id for member in BOARD.members]!r}:
    db.user.create(username=name, realname=name.capitalize(), roles="User")
db.user.create(username="admin", realname="Boardscribe", password=adminpw, address=admin_email, roles="Admin")
db.user.create(username="anonymous", roles="Anonymous")
for fields in {[_issue(card) for card in BOARD.cards]!r}:
    if "due" in fields:
        fields["due"] = Date(fields["due"])
    db.issue.create(**fields)
"""


def _issue(card: Card) -> dict[str, object]:
    said = {
        "title": card.name,
        "description": card.description,
        "status": STATUSES[card.column_id],
        "assignedto": USERS[card.member_ids[0]] if card.member_ids else None,
        "keyword": [KEYWORDS[label] for label in card.label_ids],
        "due": f"{card.due:%Y-%m-%d}" if card.due else None,
    }
    return {name: value for name, value in said.items() if value}
