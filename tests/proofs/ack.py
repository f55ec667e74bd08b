"""Fifty people press at once while the board takes ten seconds for each call: how soon each press is answered.

The whole product runs: `boardscribe serve` with a double of Telegram at one side and a double of Kaiten, whose every
answer is late, at the other. Measured at Telegram's end: from the press to `answerCallbackQuery`. A second time the
main worker of the same process is busy with what takes all cores, as a long recording does: told beside the figure
that must be reached, for it says as much of the machine as of us.
"""

import argparse
import math
import sys
import tempfile
import time
from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path

from sqlmodel import col, func, select

from core_api.contracts.board import Card
from core_api.contracts.policy import Asking, BoardPolicy
from core_api.locales import text
from core_api.store import boards
from core_api.store.database import Database
from core_api.store.tables import ProposalRow
from tests.doubles.faults import Fault, Faults, served
from tests.doubles.kaiten import BASE, Kaiten, busy
from tests.doubles.kaiten_world import TOKEN as KAITEN_TOKEN
from tests.doubles.telegram import TelegramDouble
from tests.doubles.telegram_people import Person
from tests.doubles.telegram_world import TOKEN, Press
from tests.proofs.crowd import crowd
from tests.proofs.figures import Figures
from tests.proofs.serving import Serving, Start
from tests.proofs.starting import HOG, Starter

LIMIT = 300.0
"""Milliseconds."""
NEXT, APPROVE = text("button-next", "ru"), text("button-approve", "ru")
_PATIENCE = 180.0
_FIRST_USER = 1000


def prove(
    folder: Path, presses: int, board_seconds: float, loads: Sequence[str], limit: float = LIMIT
) -> Figures:
    """Run it under each of the loads; the figures. `board_seconds` is how long the board takes for a call."""
    figures = Figures(f"{presses} presses at once while the board takes {board_seconds:.0f} s for a call")
    with Starter() as start:
        for load in loads:
            place = folder / load
            place.mkdir()
            with ExitStack() as stack:
                scene = Scene(place, presses, stack, start, busy_worker=load == "busy")
                scene.ask()
                scene.faults.storm([Fault("slow", seconds=board_seconds)], 1.0, seed=1)
                made = scene.press()
                _tell(figures, load, made, limit)
                scene.faults.calm()
                figures.equal(f"{load}: decisions", scene.decided(presses), presses)
    return figures


class Scene:
    """A lead for each question, all of them shown theirs, and the product running."""

    def __init__(
        self, folder: Path, people: int, stack: ExitStack, start: Start, *, busy_worker: bool
    ) -> None:
        self.double = TelegramDouble()
        self.faults, self.ref, self.columns, cards = kaiten_board(people)
        settings = {
            "BOARDSCRIBE_TELEGRAM_TOKEN": TOKEN,
            "BOARDSCRIBE_TELEGRAM_URL": stack.enter_context(self.double.served()),
            "BOARDSCRIBE_KAITEN_URL": stack.enter_context(served(self.faults)) + BASE,
            "BOARDSCRIBE_KAITEN_TOKEN": KAITEN_TOKEN,
            HOG: "3600" if busy_worker else "",
        }
        self.team = crowd(folder / "home", 0)
        stack.callback(self.team.installation.close)
        self.team.board, self.team.done = self.ref, self.columns[1]
        with self.team.installation.database.transaction() as session:
            policy = BoardPolicy(mode="live", asking=Asking(first="meeting_owner"))
            boards.save_policy(session, self.ref, policy)
        self.people = [self._person(number, card) for number, card in enumerate(cards)]
        self.serving = stack.enter_context(Serving(folder / "home", settings, start))
        self.serving.start()

    def _person(self, number: int, card: Card) -> Person:
        person = self.double.person(_FIRST_USER + number, f"Лид {number}")
        person.user.began = True
        owner = self.team.person(f"Лид {number}", person.id)
        self.team.meeting([card], f"Планёрка {number}", owner)
        return person

    def ask(self) -> None:
        """Bring everybody to their question."""
        for person in self.people:
            person.wait_for(NEXT)
        for person in self.people:
            person.press(person.wait_for(NEXT), NEXT)
        for person in self.people:
            person.wait_for(APPROVE)

    def press(self) -> list[Press]:
        """All press at once; waits until each press is answered."""
        wanted = [(person, person.wait_for(APPROVE)) for person in self.people]
        presses = [person.press(message, APPROVE) for person, message in wanted]
        self.double.until(lambda: all(press.answered for press in presses), _PATIENCE)
        return presses

    def decided(self, wanted: int) -> int:
        """How many proposals are decided, once all are or the patience is over."""
        ends = time.monotonic() + _PATIENCE
        while (found := _count(self.team.installation.database)) < wanted and time.monotonic() < ends:
            time.sleep(0.2)
        return found


def kaiten_board(cards: int) -> tuple[Faults, str, tuple[str, str], list[Card]]:
    """A board on the double of Kaiten: the faults around it, its reference, its columns and its cards."""
    double = Kaiten()
    store = double.store
    made = store.board("Большая доска", store.space("Team", store.user("Boardscribe", token=KAITEN_TOKEN)))
    todo, done = store.column(made, "Очередь", 1), store.column(made, "Готово", 3)
    found = []
    for number in range(cards):
        card = store.card(made, todo, f"Карточка {number}")
        found.append(Card(id=str(card), number=card, name=f"Карточка {number}", column_id=str(todo)))
    return Faults(double, busy), f"kaiten:{made}", (str(todo), str(done)), found


def _count(database: Database) -> int:
    with database.reading() as session:
        decided = col(ProposalRow.state).not_in(("open",))
        return int(session.exec(select(func.count()).where(decided)).one())


def _tell(figures: Figures, load: str, presses: list[Press], limit: float) -> None:
    took = sorted((press.answered_at - press.at) * 1000 for press in presses)
    accepted = sum(press.toast == text("toast-accepted", "ru") for press in presses)
    figures.equal(f"{load}: presses that were taken", accepted, len(presses))
    figures.note(f"{load}: p50, ms", round(percentile(took, 0.5)))
    if load == "busy":
        figures.note(f"{load}: p95, ms", round(percentile(took, 0.95)))
    else:
        figures.must(
            f"{load}: p95, ms", round(percentile(took, 0.95)), limit, lambda one, top: one < top, "<"
        )
    figures.note(f"{load}: max, ms", round(took[-1]))


def percentile(ordered: Sequence[float], share: float) -> float:
    """The least of these that so many are not above."""
    return ordered[max(0, math.ceil(share * len(ordered)) - 1)]


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--presses", type=int, default=50)
    parser.add_argument("--board-seconds", type=float, default=10.0)
    parser.add_argument("loads", nargs="*", default=("idle", "busy"), help="of the main worker")
    said = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="prove-ack-") as place:
        sys.exit(prove(Path(place), said.presses, said.board_seconds, said.loads).show())
