"""What still works while Telegram is cut off, and what happens when it is back; the whole product runs meanwhile.

Meetings come in through the API and the terminal, questions are seen and decided there and on the approval page, a
change is taken back, the product is killed and started. Then the line is mended: what waited arrives once, messages
of what was decided say so, and what a person pressed meanwhile is heard and judged.
"""

import argparse
import getpass
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, get_args
from urllib.parse import urlsplit

from sqlmodel import func, select

from core_api import wiring
from core_api.contracts.asking import StoredLetter
from core_api.contracts.people import MannersChange, PersonIdentity, QuietHours
from core_api.locales import text
from core_api.settings import Settings
from core_api.store import letters
from core_api.store.message_tables import LetterRow
from core_api.store.tables import DecisionRow
from core_api.usecases import boards, linking, people
from core_api.usecases.installation import Installation
from core_api.usecases.messenger.delivering import digest_of
from core_api.usecases.permissions import OWNER
from tests.doubles.mailbox import mailbox, part
from tests.doubles.telegram import TelegramDouble
from tests.doubles.telegram_people import Said
from tests.doubles.telegram_world import TOKEN, Press
from tests.proofs.cable import Cut, cable
from tests.proofs.figures import Figures
from tests.proofs.page import Page
from tests.proofs.serving import Serving

BOARD = "local:team"
NEXT, APPROVE = text("button-next", "ru"), text("button-approve", "ru")
SAMPLE = Path(wiring.__file__).parents[1] / "sample"
TITLES = {"before": "Планёрка до обрыва", "api": "Планёрка через API", "terminal": "Планёрка из терминала"}
_ANNA, _BORIS = "Анна", "Борис"
_MAIL = "boris@example.org"
_PATIENCE = 600.0
_AWAY = text("problem-vendor-unreachable", "ru", {"vendor": "Telegram"})
"""The words for it: wherever somebody looks for a message that did not arrive."""
_STILL = text("check-channel-down", "ru", {"channel": "", "problem": "|"}).partition("| ")[2]
_DIGEST = text("message-digest-meeting", "ru")
_OUTCOMES = [text(f"message-outcome-{code}", "ru") for code in ("applied", "undone")]


@dataclass
class Tally:
    """What came of it while Telegram was cut off."""

    asked: int = 0
    """Requests and commands, each of which came back."""
    decided: dict[str, str] = field(default_factory=dict)
    """Where it was decided → the proposal."""
    right: dict[str, bool] = field(default_factory=dict)
    """What shall hold → whether it does."""


class Scene:
    """Anna in Telegram, Boris with e-mail, and the product with a line to Telegram that can be cut."""

    def __init__(self, folder: Path, stack: ExitStack) -> None:
        self.folder = folder
        self.double = TelegramDouble()
        self.line = stack.enter_context(cable(stack.enter_context(self.double.served())))
        self.box = stack.enter_context(mailbox())
        self.here, code = _home(folder / "home")
        stack.callback(self.here.close)
        settings = {
            "BOARDSCRIBE_TELEGRAM_TOKEN": TOKEN,
            "BOARDSCRIBE_TELEGRAM_URL": self.line.url,
            "BOARDSCRIBE_MAIL_URL": self.box.url(),
            "COLUMNS": "300",
        }
        self.serving = stack.enter_context(Serving(folder / "home", settings))
        self.serving.settings["BOARDSCRIBE_PUBLIC_URL"] = self.serving.url
        self.serving.start()
        self.anna = self.double.person(501, _ANNA)
        self.anna.start(code)
        self.anna.wait(1)
        self.tally = Tally()

    # --- what people do ---------------------------------------------------------------------------------------

    def ask(self, method: str, path: str, who: str = "", **more: Any) -> Any:
        """A request to the API."""
        self.tally.asked += 1
        return self.serving.ask(method, path, who, **more)

    def run(self, *arguments: object, said: str = "", codes: Sequence[int] = (0,)) -> str:
        """A command of the terminal."""
        self.tally.asked += 1
        return self.serving.run(*arguments, said=said, codes=codes)

    def meet_by_api(self, title: str) -> None:
        """Hand a meeting in, and wait until it asks."""
        file = {"file": ("meeting.vtt", _recorded(title), "text/vtt")}
        form = {"board": BOARD, "title": title, "language": "ru"}
        meeting = self.ask("POST", "/meetings", data=form, files=file)["id"]
        until(lambda: self.ask("GET", f"/meetings/{meeting}")["stage"] == "asking")

    def meet_by_terminal(self, title: str) -> None:
        path = self.folder / "terminal.vtt"
        path.write_bytes(_recorded(title))
        self.run("process", path, "--board", BOARD, "--title", title, "--language", "ru")

    def show(self, questions: int) -> None:
        """Have Anna be shown so many questions in Telegram."""
        digest = self.anna.wait_for(NEXT, seconds=_PATIENCE)
        while (shown := len(self.asking())) < questions:
            self.anna.press(digest, NEXT)
            until(lambda: len(self.asking()) > shown)

    def queue(self) -> list[dict[str, Any]]:
        """What waits, by the API."""
        return [one["stored"]["proposal"] for one in self.ask("GET", "/proposals")]

    def queue_in_terminal(self) -> int:
        """How many questions the terminal goes through."""
        said = self.run("review", said="s\n" * 200)
        return sum(said.count(f"· {title}") for title in TITLES.values())

    def approve_by_api(self, proposal: dict[str, Any]) -> None:
        word = {"version": proposal["version"], "answer": "approve"}
        self.ask("POST", f"/proposals/{proposal['id']}/decisions", _ANNA, json=word)

    def approve_on_page(self) -> None:
        """Boris opens the link in his newest mail, asks for a question, and approves it."""
        letter = part(self.box.came[-1], "plain")
        link = next(word for word in letter.split() if word.startswith(f"{self.serving.url}/decide/"))
        with Page(self.serving.url, urlsplit(link).path) as page:
            page.press(NEXT)
            page.press(APPROVE)
            self.tally.asked += page.asked

    # --- what is seen -----------------------------------------------------------------------------------------

    def asking(self) -> list[Said]:
        """The messages in Anna's chat in which a question can be answered."""
        return [one for one in self.anna.chat() if APPROVE in one.labels]

    def of(self, proposal: str) -> list[Said]:
        """The messages in Anna's chat about a proposal itself."""
        with self.here.database.reading() as session:
            known = {ref.id for letter in letters.about(session, proposal) for ref in letter.refs}
        return [one for one in self.anna.chat() if str(one.id) in known]

    def letters(self) -> list[StoredLetter]:
        """All letters to Telegram."""
        with self.here.database.reading() as session:
            rows = session.exec(select(LetterRow.id).where(LetterRow.channel == "telegram")).all()
            return [letters.get(session, one) for one in rows]

    def late(self) -> list[StoredLetter]:
        """Those that do not stand as they shall."""
        return [one for one in self.letters() if one.state != "sent" or one.shown != digest_of(one.letter)]

    def settled(self) -> bool:
        """Whether all that is to be told stands where it shall."""
        outcomes = {self.state(one) for one in self.tally.decided.values()}
        return not self.late() and outcomes <= {"applied", "undone"}

    def state(self, proposal: str) -> str:
        return str(self.serving.ask("GET", f"/proposals/{proposal}")["stored"]["state"])

    def change_of(self, proposal: str) -> str:
        """The change (id) that came of it."""
        done = self.serving.ask("GET", "/changes")
        return str(next(one["id"] for one in done if one["proposal_id"] == proposal))

    def change_is_undone(self, proposal: str) -> bool:
        done = self.serving.ask("GET", f"/changes/{self.change_of(proposal)}")
        return done["undone_by"] is not None

    def decisions(self, proposal: str) -> int:
        with self.here.database.reading() as session:
            decided = select(func.count()).where(DecisionRow.proposal_id == proposal)
            return session.exec(decided).one()

    def picture(self) -> str:
        """The board as it stands."""
        return self.here.shelf.load("team").model_dump_json()


def prove(folder: Path, ways: Sequence[Cut]) -> Figures:
    """Cut it off in each of these ways; the figures."""
    figures = Figures("Telegram is cut off, and comes back")
    for way in ways:
        (folder / way).mkdir()
        with ExitStack() as stack:
            scene = Scene(folder / way, stack)
            scene.meet_by_api(TITLES["before"])
            scene.show(4)
            until(lambda: not scene.late())  # noqa: B023 - at once
            scene.line.cut(way)
            _meanwhile(scene)
            pressed = _press(scene)
            _tell_meanwhile(figures, way, scene)
            scene.line.mend()
            began = time.monotonic()
            scene.double.until(lambda: all(press.answered for press in pressed), _PATIENCE)  # noqa: B023
            figures.note(f"{way}: seconds until presses are answered again", round(time.monotonic() - began))
            until(lambda: scene.settled())  # noqa: B023, PLW0108
            figures.note(f"{way}: seconds until all is told", round(time.monotonic() - began))
            _tell_afterwards(figures, way, scene, pressed)
    return figures


def _meanwhile(scene: Scene) -> None:
    """All that people do while Telegram is cut off."""
    scene.tally = tally = Tally()
    first, second = scene.queue()[:2]
    scene.meet_by_api(TITLES["api"])
    _change(scene, "API", second["id"], lambda: scene.approve_by_api(second))
    before = scene.queue()
    scene.serving.kill()
    scene.serving.start()
    tally.right["the same questions after kill -9"] = scene.queue() == before
    scene.meet_by_terminal(TITLES["terminal"])
    _change(scene, "terminal", first["id"], lambda: scene.run("review", said="a\nq\n"))
    until(lambda: len(scene.box.came) == len(TITLES))
    of_mail = next(one for one in reversed(scene.queue()) if one["meeting_id"] != first["meeting_id"])
    third = next(one["id"] for one in scene.queue() if one["meeting_id"] == of_mail["meeting_id"])
    _change(scene, "page", third, scene.approve_on_page)
    titles = {one["meeting_id"] for one in scene.queue()}
    tally.right["questions of all meetings in the API"] = len(titles) == len(TITLES)
    tally.right["as many in the terminal"] = scene.queue_in_terminal() == len(scene.queue())
    _undo(scene, "API", lambda change: scene.ask("POST", f"/changes/{change}/undo", _ANNA))
    _undo(scene, "terminal", lambda change: scene.run("undo", change))
    _away(scene)
    scene.serving.stop()
    scene.serving.start()
    tally.right["it stops and starts"] = bool(scene.queue())


def _change(scene: Scene, where: str, proposal: str, approve: Callable[[], object]) -> None:
    """Approve there, and look at the board."""
    before = scene.picture()
    approve()
    until(lambda: scene.state(proposal) == "applied")
    scene.tally.decided[where] = proposal
    scene.tally.right[f"approved ({where}), and the board changes"] = scene.picture() != before


def _undo(scene: Scene, where: str, undo: Callable[[str], object]) -> None:
    before, proposal = scene.picture(), scene.tally.decided[where]
    undo(scene.change_of(proposal))
    until(lambda: scene.change_is_undone(proposal))
    scene.tally.right[f"undone ({where}), and the board changes"] = scene.picture() != before


def _away(scene: Scene) -> None:
    """Whoever looks is told in words that Telegram is away, and what waits for it."""
    until(lambda: bool(scene.ask("GET", "/messages/undelivered")))
    ready = scene.serving.ready()
    tally = scene.tally
    told = {
        "/ready": any(_STILL in one["detail"] for one in ready if one["name"] == "telegram"),
        "doctor": _STILL in scene.run("doctor", codes=(0, 3)),
        "messages": _AWAY in scene.run("messages"),
        "/messages/undelivered": _AWAY
        in {one["message"] for one in scene.ask("GET", "/messages/undelivered")},
    }
    tally.right |= {f"{who} tells that it is away": said for who, said in told.items()}


def _press(scene: Scene) -> list[Press]:
    """Anna presses under what she was shown: a question that was decided meanwhile, and one that still waits."""
    decided = scene.of(scene.tally.decided["API"])[-1]
    every = set(scene.tally.decided.values())
    waits = next(one["id"] for one in scene.queue() if one["id"] not in every and scene.of(one["id"]))
    scene.tally.decided["Telegram"] = waits
    return [scene.anna.press(one.id, APPROVE) for one in (decided, scene.of(waits)[-1])]


def _tell_meanwhile(figures: Figures, way: Cut, scene: Scene) -> None:
    figures.note(f"{way}: requests and commands that came back", scene.tally.asked)
    for what, holds in scene.tally.right.items():
        figures.equal(f"{way}: {what}", int(holds), 1)
    figures.must(
        f"{way}: messages that wait for it", len(scene.late()), 4, lambda one, least: one >= least, "≥"
    )


def _tell_afterwards(figures: Figures, way: Cut, scene: Scene, pressed: list[Press]) -> None:
    """Each message once, with what is true; each press judged once."""
    toasts = [press.toast for press in pressed]
    wanted = [text("toast-already-decided-by", "ru", {"name": _ANNA}), text("toast-accepted", "ru")]
    figures.equal(f"{way}: presses of then that are judged as they must", _same(toasts, wanted), len(wanted))
    decided = scene.tally.decided.values()
    figures.equal(f"{way}: decisions on what was decided", sum(map(scene.decisions, decided)), len(decided))
    messages = [one for proposal in decided for one in scene.of(proposal)]
    told = sum(any(word in one.text for word in _OUTCOMES) for one in messages)
    figures.equal(f"{way}: messages of it that tell the decision", told, len(messages))
    figures.equal(f"{way}: … that can still be answered", sum(APPROVE in one.labels for one in messages), 0)
    known = [ref.id for letter in scene.letters() for ref in letter.refs]
    mine = [one for one in scene.anna.chat() if one.mine]
    figures.equal(f"{way}: messages that no letter knows of", len(mine) - len(known), 0)
    figures.equal(f"{way}: letters that stand in several messages", len(known) - len(scene.letters()), 0)
    digests = [one.text for one in mine if _DIGEST in one.text.split("\n")[0]]
    once = sum(sum(title in one for one in digests) == 1 for title in TITLES.values())
    figures.equal(f"{way}: meetings with one digest", once, len(TITLES))


def _same(found: list[str], wanted: list[str]) -> int:
    return sum(one == other for one, other in zip(found, wanted, strict=True))


def _recorded(title: str) -> bytes:
    """The sample meeting, for each title another file."""
    return (SAMPLE / "planning-ru.vtt").read_bytes() + f"\nNOTE {title}\n".encode()


def _home(folder: Path) -> tuple[Installation, str]:
    """An installation with a board and two leads; the code that links the first."""
    here = wiring.install(Settings.model_validate({"home": folder, "timezone": "UTC"}))
    wiring.import_board(here, SAMPLE / "board-ru.json", "team")
    boards.set_mode(here, BOARD, "live")
    loud = MannersChange(quiet=QuietHours.model_validate({"begins": "00:00", "ends": "00:00"}))
    for name in (_ANNA, _BORIS):
        people.add(here, OWNER, name, "ru", "UTC")
        people.grant(here, OWNER, name, BOARD, "lead")
        people.set_manners(here, OWNER, name, loud)
    people.link(here, OWNER, _BORIS, PersonIdentity(kind="email", id=_MAIL))
    people.link(here, OWNER, _ANNA, PersonIdentity(kind="cli", id=getpass.getuser()))
    return here, linking.make_code(here, OWNER, _ANNA).code


def until(true: Callable[[], bool]) -> None:
    """Wait for something to become true. Raises TimeoutError."""
    ends = time.monotonic() + _PATIENCE
    while not true():
        if time.monotonic() > ends:
            raise TimeoutError
        time.sleep(0.2)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("ways", nargs="*", default=get_args(Cut), help="how it is cut off")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="prove-cutoff-") as place:
        sys.exit(prove(Path(place), options.ways).show())
