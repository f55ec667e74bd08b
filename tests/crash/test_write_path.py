"""Killed anywhere, even twice: each decision reaches the board exactly once, and nothing is lost.

Every named boundary of the write path and of the board is found by a dry run. For each of them a child process is
killed there with SIGKILL, over a real SQLite file; others are started until nothing is pending, and the board is
held against that of a run in which nobody died.
"""

import json
import os
import shutil
import signal
import traceback
import warnings
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from core_api.changes.executor import execute
from core_api.changes.intents import plan_intent
from core_api.changes.site import Site
from core_api.changes.undo import take_back
from core_api.contracts.board import (
    AddCheck,
    Board,
    Card,
    CardRef,
    Column,
    Comment,
    Create,
    Describe,
    Move,
    Operation,
)
from core_api.contracts.connector import Receipt, Write
from core_api.contracts.meeting import Meeting
from core_api.contracts.minutes import Evidence
from core_api.contracts.problems import Conflict
from core_api.contracts.proposal import Actor, Proposal, Verdict
from core_api.domain.fingerprint import fingerprint
from core_api.store import boards, changes, intents, meetings, proposals
from core_api.store.database import Database, connect
from kanban_connectors.local.connector import LocalConnector

CARD = Card(id="pay", number=7, name="Pay page", description="With cards", column_id="todo", position=10.0)
BOARD = Board(
    id="demo",
    name="Demo",
    columns=(Column(id="todo", name="To do"), Column(id="doing", name="Doing")),
    cards=(CARD,),
)
ANNA = Actor(name="Anna")
DECISIONS: dict[str, Operation] = {
    "comment": Comment(text="hello"),
    "create": Create(name="Refunds", column_id="todo"),
    "add_check": AddCheck(name="Two"),
    "move": Move(column_id="doing"),
    "describe": Describe(text="More"),
}
Boundary = Callable[[str], None]


def clock() -> datetime:
    return datetime.now(UTC)


class WatchedConnector(LocalConnector):
    """The local board with boundaries just before and just after it writes."""

    boundary: Boundary
    forgetful = False
    """A board without keys, as the naive one would be: to see that these tests would notice."""

    def apply(
        self, board_id: str, card_id: str | None, write: Write, key: str, seen: Card | None = None
    ) -> Receipt:
        self.boundary("board-before")
        receipt = super().apply(board_id, card_id, write, os.urandom(8).hex() if self.forgetful else key)
        self.boundary("board-after")
        return receipt


@dataclass
class Installation:
    """What a process sees after it started."""

    database: Database
    connector: WatchedConnector

    def site(self, boundary: Boundary) -> Site:
        self.connector.boundary = boundary
        return Site(self.database, lambda _ref: (self.connector, "demo"), clock, boundary)

    def work_until_idle(self, boundary: Boundary) -> None:
        """What a worker does after a start: whatever is pending, until nothing is."""
        site = self.site(boundary)
        while True:
            with self.database.reading() as session:
                pending = intents.pending(session)
            if not pending:
                return
            for intent in pending:
                execute(site.database, site.connector_for, intent.id, clock, boundary)

    def undo_until_undone(self, boundary: Boundary) -> None:
        """A person who asks for an undo until it is done, after the worker did what was pending."""
        self.work_until_idle(boundary)
        with self.database.reading() as session:
            first = changes.for_meeting(session, "mtg_1")[0]
        try:
            take_back(self.site(boundary), first.id, ANNA)
        except Conflict as problem:
            assert problem.code == "already-undone"

    def state(self) -> dict[str, Any]:
        """All that people can see: the board, and what the store says of it."""
        with self.database.reading() as session:
            records = changes.for_meeting(session, "mtg_1")
            stored = proposals.for_meeting(session, "mtg_1")
            pending = intents.pending(session)
        shown = {"revision", "last_activity"}
        cards = [
            card.model_dump(mode="json", exclude=shown) for card in self.connector.snapshot("demo").cards
        ]
        for card in cards:
            card["comments"] = [comment["text"] for comment in card["comments"]]
        return {
            "cards": cards,
            "records": [[record.id, record.undone_by, record.changes[0].model_dump()] for record in records],
            "inverses": [record.inverse and record.inverse.model_dump(mode="json") for record in records],
            "proposals": [[one.state, one.error] for one in stored],
            "pending": len(pending),
        }


Work = Callable[[Installation, Boundary], None]


def started(folder: Path, *, forgetful: bool = False) -> Installation:
    database = connect(f"sqlite:///{folder}/app.db")
    connector = WatchedConnector(boards.LocalBoards(database, clock), clock)
    connector.forgetful = forgetful
    return Installation(database, connector)


def prepare(folder: Path, operation: Operation) -> None:
    """A board, a meeting and one approved proposal."""
    folder.mkdir()
    here = started(folder)
    here.database.migrate()
    boards.LocalBoards(here.database, clock).create(BOARD)
    card = None if isinstance(operation, Create) else CARD
    evidence = Evidence(segment=0, start=0.0, end=1.0, quote="words")
    proposal = Proposal(
        id="prp_1",
        meeting_id="mtg_1",
        board="local:demo",
        fact_id="f1",
        claim="Something is to be done.",
        operation=operation,
        card=CardRef(id=card.id, name=card.name) if card else None,
        evidence=(evidence,),
        confidence=0.9,
        verdict=Verdict(route="review", rule="asks-first"),
        seen=fingerprint(card, operation) if card else None,
    )
    meeting = Meeting(id="mtg_1", title="Standup", started_at=clock(), source="a.vtt", blob="0" * 64)
    with here.database.transaction() as session:
        meetings.add(session, meeting, "mtg_1")
        proposals.add(session, [proposal], "approved", clock())
        intents.plan(session, plan_intent(proposal, operation, by=ANNA), clock())
    here.database.dispose()


def in_a_child(folder: Path, work: Work, die_at: int | None, *, forgetful: bool = False) -> list[str] | None:
    """Run the work in a process of its own, killed at the boundary with this number; the names it passed, or None."""
    answer = folder / "passed.json"
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # of fork in a process that has threads
        child = os.fork()
    if child == 0:
        try:
            passed: list[str] = []

            def boundary(name: str) -> None:
                passed.append(name)
                if len(passed) == die_at:
                    os.kill(os.getpid(), signal.SIGKILL)

            work(started(folder, forgetful=forgetful), boundary)
            answer.write_text(json.dumps(passed), encoding="utf-8")
            os._exit(0)
        except BaseException:
            traceback.print_exc()
        os._exit(1)
    _, status = os.waitpid(child, 0)
    if os.WIFSIGNALED(status):
        assert os.WTERMSIG(status) == signal.SIGKILL
        return None
    assert os.WEXITSTATUS(status) == 0, "the child failed, see its traceback above"
    return list(json.loads(answer.read_text(encoding="utf-8")))


def outcome(folder: Path) -> dict[str, Any]:
    here = started(folder)
    try:
        return here.state()
    finally:
        here.database.dispose()


@dataclass
class Bench:
    """Copies of one prepared installation, to break each of them somewhere else."""

    prepared: Path
    scratch: Path
    work: Work
    forgetful: bool = False

    def broken_at(self, *places: int) -> tuple[dict[str, Any], bool]:
        """Die at each of these boundaries in turn, then finish; the outcome, and whether all deaths happened."""
        folder = self.scratch / "-".join(map(str, ("run", *places)))
        shutil.copytree(self.prepared, folder)
        died = [in_a_child(folder, self.work, place, forgetful=self.forgetful) is None for place in places]
        in_a_child(folder, self.work, None, forgetful=self.forgetful)
        try:
            return outcome(folder), all(died)
        finally:
            shutil.rmtree(folder)

    def boundaries(self) -> list[str]:
        folder = self.scratch / "dry"
        shutil.copytree(self.prepared, folder)
        passed = in_a_child(folder, self.work, None)
        shutil.rmtree(folder)
        assert passed is not None
        return passed


def bench(tmp_path: Path, operation: Operation, *, forgetful: bool = False) -> Bench:
    prepare(tmp_path / "prepared", operation)
    return Bench(tmp_path / "prepared", tmp_path, Installation.work_until_idle, forgetful)


@pytest.fixture(params=DECISIONS)
def decision(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Bench]:
    yield bench(tmp_path, DECISIONS[request.param])


def test_a_decision_survives_a_death_at_every_boundary(decision: Bench) -> None:
    expected, _ = decision.broken_at()
    names = decision.boundaries()
    assert names == ["looked", "sending", "board-before", "board-after", "called", "read", "applied"]
    assert (expected["pending"], expected["proposals"], len(expected["records"])) == (
        0,
        [["applied", None]],
        1,
    )
    for place, name in enumerate(names, start=1):
        got, died = decision.broken_at(place)
        assert died
        assert got == expected, f"killed at {name}"


def test_what_is_made_is_made_once_however_often_the_process_dies(tmp_path: Path) -> None:
    decision = bench(tmp_path, DECISIONS["create"])
    expected, _ = decision.broken_at()
    for first, name in enumerate(decision.boundaries(), start=1):
        second, died = 1, True
        while died:
            got, died = decision.broken_at(first, second)
            assert got == expected, f"killed at {name}, and again at boundary {second} of the recovery"
            second += 1


@pytest.mark.parametrize("kind", ["comment", "move"])
def test_an_undo_survives_a_death_at_every_boundary(tmp_path: Path, kind: str) -> None:
    decision = bench(tmp_path, DECISIONS[kind])
    in_a_child(decision.prepared, decision.work, None)
    undoing = Bench(decision.prepared, tmp_path, Installation.undo_until_undone)
    expected, _ = undoing.broken_at()
    assert (len(expected["records"]), expected["proposals"], expected["pending"]) == (
        2,
        [["undone", None]],
        0,
    )
    assert expected["cards"][0]["comments"] == []
    assert expected["cards"][0]["column_id"] == "todo"
    for place, name in enumerate(undoing.boundaries(), start=1):
        got, died = undoing.broken_at(place)
        assert died
        assert got == expected, f"killed at {name}"


def test_a_board_that_cannot_tell_its_own_writes_would_be_caught(tmp_path: Path) -> None:
    decision = bench(tmp_path, DECISIONS["comment"], forgetful=True)
    got, died = decision.broken_at(decision.boundaries().index("board-after") + 1)
    assert died
    assert len(got["cards"][0]["comments"]) == 2
