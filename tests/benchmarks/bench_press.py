"""What a press costs from the messengers' line to its answer: fifty together beside fifty one by one, and with many
questions open beside few. On SQLite and on PostgreSQL.

Prints ratios of what ran side by side; asserts nothing about this machine.
"""

import statistics
import tempfile
import time
from contextlib import ExitStack
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path

from core_api.contracts.messages import Arrival, Arrivals
from core_api.store import people, proposals
from core_api.usecases.messenger.composing import Composer
from core_api.usecases.messenger.readers import reach
from core_api.usecases.messenger.reception import Reception
from core_api.usecases.messenger.views import Place
from tests import databases
from tests.doubles.notifier import ChatNotifier
from tests.proofs.crowd import crowd

ROUNDS = 7
TOGETHER = 50
FEW, MANY = 10, 2000
_OF_A_MEETING = 200
_USER = "7"


@dataclass
class Line(ChatNotifier):
    """A messenger whose line holds what was pressed, and gives so many presses at once."""

    line: list[Arrival] = field(default_factory=list)
    at_once: int = 1

    def receive(self, after: int, patience: float) -> Arrivals:
        del patience
        given, self.line = self.line[: self.at_once], self.line[self.at_once :]
        return Arrivals(items=tuple(given), last=after + len(given))


class Desk:
    """A lead who is asked by fifties, and so many questions to her that stand open all the time."""

    def __init__(self, folder: Path, others: int, database: str | None) -> None:
        folder.mkdir()
        self.line, self.numbers = Line(), count(1)
        more = {"database_url": database} if database else {}
        self.team = crowd(folder, max(others, TOGETHER), self.line, **more)
        self.person = self.team.person("Анна", _USER)
        for start in range(0, others, _OF_A_MEETING):
            cards = self.team.cards()[start : min(start + _OF_A_MEETING, others)]
            self._asked(self.team.meeting(cards, f"Планёрка {start}"))
        self.reception = Reception(self.team.installation, self.line)

    def milliseconds(self, at_once: int) -> float:
        """What one of fifty presses costs, so many of them together; then their questions are closed."""
        meeting = self.team.meeting(self.team.cards()[:TOGETHER], "Измеряем")
        self.line.line = [self._press(data) for data in self._asked(meeting)]
        self.line.at_once, answered = at_once, len(self.line.toasts)
        start = time.perf_counter()
        while self.line.line:
            self.reception.take(0)
        took = (time.perf_counter() - start) / TOGETHER * 1000
        taken = [one.code for one in self.line.toasts[answered:]]
        assert taken == ["accepted"] * TOGETHER, taken
        with self.team.installation.database.transaction() as session:
            for one in proposals.for_meeting(session, meeting):
                proposals.set_state(session, one.proposal.id, one.proposal.version, "rejected")
        return took

    def _press(self, data: str) -> Arrival:
        number = next(self.numbers)
        return Arrival(
            id=f"u{number}",
            channel="telegram",
            kind="press",
            at=self.team.installation.clock(),
            user=_USER,
            chat=_USER,
            message=str(number),
            data=data,
            press=f"p{number}",
            language="ru",
        )

    def _asked(self, meeting: str) -> list[str]:
        """Ask the lead each question of the meeting; what its first button, which approves, sends."""
        here = self.team.installation
        channels = reach(here)
        with here.database.transaction() as session:
            reader = channels.reader(people.get(session, self.person).person)
            assert reader is not None
            composer = Composer(here, session)
            asked = [
                composer.ask(reader, stored, Place()) for stored in proposals.for_meeting(session, meeting)
            ]
        return [letter.letter.rows[0].buttons[0].data for letter in asked]


def bench_presses(folder: Path, name: str, few: str | None = None, many: str | None = None) -> None:
    """All in turns, so that whatever else the machine does falls on all; the medians and their ratios."""
    with ExitStack() as stack:
        desks: dict[int, Desk] = {}
        for others, database in ((FEW, few), (MANY, many)):
            desks[others] = desk = Desk(folder / f"{name}-{others}", others, database)
            stack.callback(desk.team.installation.close)
        together: dict[int, list[float]] = {FEW: [], MANY: []}
        alone: list[float] = []
        for turn in range(ROUNDS):
            for others in (FEW, MANY) if turn % 2 else (MANY, FEW):
                together[others].append(desks[others].milliseconds(TOGETHER))
            alone.append(desks[FEW].milliseconds(1))
        one, few_open, many_open = (
            statistics.median(each) for each in (alone, together[FEW], together[MANY])
        )
    print(
        f"{name}: a press alone {one:.2f} ms, of {TOGETHER} together {few_open:.2f} ms, ratio {one / few_open:.1f}"
    )
    print(
        f"{name}: with {FEW} questions open beside them {few_open:.2f} ms, with {MANY} {many_open:.2f} ms,"
        f" ratio {many_open / few_open:.2f}"
    )


def _new(server: object, number: int) -> str:
    name = f"bench_press_{number}"
    server.do(f"CREATE DATABASE {name}")  # type: ignore[attr-defined]
    return str(server.url(name))  # type: ignore[attr-defined]


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as place:
        bench_presses(Path(place), "SQLite")
        server = databases.postgresql()
        bench_presses(Path(place), "PostgreSQL", _new(server, 1), _new(server, 2))
        server.stop()
