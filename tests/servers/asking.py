"""A team that is asked by e-mail: `boardscribe serve` over a board, a real mail server, the links it brings.

What is asked first is a question about a date.
"""

import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from time import monotonic, sleep
from uuid import uuid4

from core_api import wiring
from core_api.contracts.model import Language
from core_api.contracts.people import Manners, Person, PersonIdentity, QuietHours
from core_api.contracts.proposal import Decision
from core_api.settings import Settings
from core_api.store import letters
from core_api.store import people as stored_people
from core_api.usecases import boards, people
from core_api.usecases.decide import decide
from core_api.usecases.installation import Installation
from core_api.usecases.permissions import OWNER
from core_api.usecases.queue import waiting
from core_api.usecases.submit import Submission, submit
from tests.doubles.mailbox import Mailbox, mailbox, part
from tests.proofs.serving import Serving

SAMPLE = Path(__file__).parents[2] / "core_api" / "sample"
TITLES: dict[Language, str] = {
    "ru": "Касса театра «Рампа»: планирование недели",
    "en": "Harbor Library App: stand-up",
}
READERS: dict[Language, str] = {"ru": "Анна Крылова", "en": "Susan Bright"}
ADDRESS = "lead@example.org"
_BEGAN = datetime.fromisoformat("2026-03-02T11:00:00+03:00")
_LONGEST = 60.0


@dataclass(frozen=True)
class Asked:
    """The server of a team whose lead was asked."""

    language: Language
    serving: Serving
    box: Mailbox
    here: Installation

    def link(self) -> str:
        """The address in the mail that the lead got."""
        ends, wanted = monotonic() + _LONGEST, rf"{re.escape(self.serving.url)}/decide/\w+"
        while monotonic() < ends:
            for mail in self.box.came:
                if found := re.search(wanted, part(mail, "html")):
                    return found.group()
            sleep(0.05)
        raise AssertionError(f"no link came: {self.serving.said()}")

    def run_out(self, link: str) -> str:
        """The address of another link to the same letter, whose time is over."""
        base, _, ticket_id = link.rpartition("/")
        with self.here.database.transaction() as session:
            ticket = letters.ticket(session, ticket_id)
            assert ticket is not None
            past = {"id": uuid4().hex[:12], "expires_at": self.here.clock() - timedelta(minutes=1)}
            letters.add_ticket(session, ticket.model_copy(update=past))
        return f"{base}/{past['id']}"

    def waits(self) -> list[str]:
        """The ids of what waits for a decision."""
        return [one.stored.proposal.id for one in waiting(self.here)]


@contextmanager
def asked(folder: Path, language: Language) -> Iterator[Asked]:
    """All of it, until the end."""
    home = folder / "home"
    home.mkdir(parents=True)
    settings = Settings(home=home, timezone="Europe/Moscow", _env_file=None)  # type: ignore[call-arg]
    here = wiring.install(settings)
    _met(here, settings, folder, language)
    _join(here, language)
    with mailbox() as box:
        serving = Serving(home, {"BOARDSCRIBE_MAIL_URL": box.url(), "BOARDSCRIBE_TIMEZONE": "Europe/Moscow"})
        serving.settings["BOARDSCRIBE_PUBLIC_URL"] = serving.url
        with serving:
            serving.start()
            yield Asked(language, serving, box, here)
            serving.stop()
    here.close()


def _met(here: Installation, settings: Settings, folder: Path, language: Language) -> None:
    wiring.import_board(here, SAMPLE / f"board-{language}.json", "team")
    boards.set_mode(here, "local:team", "live")
    path = SAMPLE / "planning-ru.vtt" if language == "ru" else _standup(folder)
    title = TITLES[language]
    submission = Submission(path=path, board="local:team", title=title, started_at=_BEGAN, language=language)
    submit(here, submission, wiring.read_source(path, language))
    wiring.build_worker(here, settings).run_until_idle()
    for proposal in (item.stored.proposal for item in waiting(here)):
        if proposal.operation.kind == "due":
            break
        told = {"proposal_id": proposal.id, "version": proposal.version, "at": here.clock()}
        decide(here, Decision.model_validate({"answer": "reject", "by": OWNER, **told}))


def _standup(folder: Path) -> Path:
    """The words of the English sample as a transcript."""
    turns = json.loads((SAMPLE / "standup-en.timings.json").read_text(encoding="utf-8"))["turns"]
    blocks = [
        f"{_stamp(turn['start'])} --> {_stamp(turn['end'])}\n<v {turn['speaker']}>{turn['text']}\n"
        for turn in turns
    ]
    path = folder / "standup-en.vtt"
    path.write_text("\n".join(["WEBVTT\n", *blocks]), encoding="utf-8")
    return path


def _stamp(seconds: float) -> str:
    return f"{int(seconds // 3600):02}:{int(seconds // 60) % 60:02}:{seconds % 60:06.3f}"


def _join(here: Installation, language: Language) -> None:
    name = READERS[language]
    person = people.add(here, OWNER, name, language, "Europe/Moscow")
    people.link(here, OWNER, name, PersonIdentity(kind="email", id=ADDRESS))
    people.grant(here, OWNER, name, "local:team", "lead")
    never = Manners(quiet=QuietHours(begins="00:00", ends="00:00"))  # type: ignore[arg-type]
    with here.database.transaction() as session:
        known = stored_people.get(session, person.id).person
        stored_people.update(session, Person(**{**dict(known), "manners": never}))
