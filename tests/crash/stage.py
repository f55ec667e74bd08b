"""Processes that are killed at named boundaries of the write path, over a real SQLite file, until the work is done.

A child of the test does the work and is killed with SIGKILL at the boundary with a number; others are started until
nothing is pending. What a test holds against each other are boards.
"""

import json
import os
import shutil
import signal
import traceback
import warnings
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from core_api.changes.executor import carry_out
from core_api.changes.intents import plan_intent
from core_api.changes.site import Site
from core_api.changes.sweep import sweep
from core_api.changes.undo import take_back
from core_api.contracts.board import (
    AddCheck,
    AddLabel,
    Archive,
    Assign,
    Board,
    Card,
    CardRef,
    Check,
    CheckItem,
    Checklist,
    Column,
    Comment,
    Create,
    Describe,
    Due,
    Label,
    Member,
    Move,
    Operation,
    RemoveLabel,
    Rename,
    Restore,
    Unassign,
    Uncheck,
    Withdraw,
)
from core_api.contracts.connector import Delete
from core_api.contracts.meeting import Meeting
from core_api.contracts.minutes import Evidence
from core_api.contracts.policy import BoardPolicy
from core_api.contracts.problems import Conflict
from core_api.contracts.proposal import Actor, Intent, Proposal, Verdict, Written
from core_api.domain.fingerprint import fingerprint
from core_api.domain.identity import operation_id
from core_api.domain.replay import replayed
from core_api.store import boards, changes, intents, meetings, proposals, sightings
from core_api.store.database import Database, connect
from tests.crash.watched import Boundary, Kind, Watched, board_of, clock

ITEMS = (CheckItem(id="one", name="One"), CheckItem(id="two", name="Two", done=True))
CARD = Card(
    id="pay",
    number=7,
    name="Pay page",
    description="With cards",
    column_id="todo",
    position=10.0,
    member_ids=("anna",),
    label_ids=("bug",),
    due=datetime(2026, 3, 1, 9, tzinfo=UTC),
    checklists=(Checklist(id="steps", name="Steps", items=ITEMS),),
)
BOARD = Board(
    id="demo",
    name="Demo",
    columns=(Column(id="todo", name="To do"), Column(id="doing", name="Doing")),
    members=(Member(id="anna", name="Anna"), Member(id="boris", name="Boris")),
    labels=(Label(id="bug", name="Bug"), Label(id="new", name="New")),
    cards=(CARD,),
)
ANNA = Actor(name="Anna")
DECISIONS: dict[str, Written] = {
    "comment": Comment(text="hello"),
    "create": Create(name="Refunds", column_id="todo", text="As said", member_id="boris"),
    "add_check": AddCheck(name="Three"),
    "move": Move(column_id="doing"),
    "describe": Describe(text="More"),
    "due": Due(date=date(2026, 3, 6)),
    "rename": Rename(name="Payments"),
    "assign": Assign(member_id="boris"),
    "unassign": Unassign(member_id="anna"),
    "label": AddLabel(label_id="new"),
    "unlabel": RemoveLabel(label_id="bug"),
    "check": Check(item_id="one"),
    "uncheck": Uncheck(item_id="two"),
    "archive": Archive(),
    "restore": Restore(),
    "delete": Delete(),
}
"""One of every kind, each with something to change on the card."""

LONG_AGO = datetime(2026, 1, 1, tzinfo=UTC)


@dataclass
class Installation:
    """What a process sees after it started."""

    database: Database
    connector: Watched

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
                carry_out(site, intent.id)

    def undo_until_undone(self, boundary: Boundary) -> None:
        """A person who asks for an undo until it is done, after the worker did what was pending."""
        self.work_until_idle(boundary)
        with self.database.reading() as session:
            first = changes.for_meeting(session, "mtg_1")[0]
        try:
            take_back(self.site(boundary), first.id, ANNA)
        except Conflict as problem:
            assert problem.code == "already-undone"

    def sweep_until_clean(self, boundary: Boundary) -> None:
        """The nightly sweep, after the worker did what was pending."""
        self.work_until_idle(boundary)
        sweep(self.site(boundary), LONG_AGO)

    def state(self) -> dict[str, Any]:
        """All that people can see, without ids: the board, what the store says of it, and whether that adds up."""
        with self.database.reading() as session:
            records = changes.for_meeting(session, "mtg_1")
            stored = proposals.for_meeting(session, "mtg_1")
            pending = intents.pending(session)
            watched = sightings.of_board(session)
            gaps = [
                gap
                for one in watched
                for gap in replayed(
                    one,
                    changes.for_card(session, one.board, one.card_id),
                    sightings.foreign(session, one.board, one.card_id),
                )
            ]
        return {
            "cards": sorted((_shown(card) for card in self.connector.snapshot("demo").cards), key=str),
            "records": [
                [one.operation.kind, one.card.name, one.undone_by is not None, one.rule]
                + [change.model_dump() for change in one.changes]
                + [one.inverse.kind if one.inverse else None]
                for one in records
            ],
            "proposals": [[one.state, one.error] for one in stored],
            "pending": len(pending),
            "gaps": [str(gap) for gap in gaps],
        }


def _shown(card: Card) -> dict[str, Any]:
    seen = card.model_dump(mode="json", exclude={"id", "revision", "last_activity"})
    seen["comments"] = [one.text for one in card.comments]
    seen["checklists"] = [[(item.name, item.done) for item in one.items] for one in card.checklists]
    return seen


Work = Callable[[Installation, Boundary], None]


def started(folder: Path, kind: Kind) -> Installation:
    database = connect(f"sqlite:///{folder}/app.db")
    return Installation(database, board_of(kind, boards.LocalBoards(database, clock)))


def prepare(folder: Path, kind: Kind, operation: Written) -> None:
    """A board, a meeting, and one write that is decided: by a proposal, or by a person's own word."""
    folder.mkdir(parents=True)
    here = started(folder, kind)
    here.database.migrate()
    card = CARD.model_copy(update={"archived": isinstance(operation, Restore)})
    boards.LocalBoards(here.database, clock).create(BOARD.model_copy(update={"cards": (card,)}))
    meeting = Meeting(id="mtg_1", title="Standup", started_at=clock(), source="a.vtt", blob="0" * 64)
    with here.database.transaction() as session:
        meetings.add(session, meeting, "mtg_1")
        boards.save_policy(session, "local:demo", BoardPolicy(mode="live"))
        if isinstance(operation, Delete | Withdraw):
            intent = _by_hand(card, operation)
        else:
            proposal = _proposal(None if isinstance(operation, Create) else card, operation)
            proposals.add(session, [proposal], "approved", clock())
            intent = plan_intent(proposal, operation, by=ANNA)
        intents.plan(session, intent, clock())
    here.database.dispose()


def _by_hand(card: Card, operation: Written) -> Intent:
    return Intent(
        id=operation_id("mtg_1", "by-hand", 1, operation),
        proposal_id=None,
        meeting_id="mtg_1",
        board="local:demo",
        card_id=card.id,
        operation=operation,
        before=fingerprint(card, operation),
        by=ANNA,
        rule="removed",
        seen=card,
    )


def _proposal(card: Card | None, operation: Operation) -> Proposal:
    return Proposal(
        id="prp_1",
        meeting_id="mtg_1",
        board="local:demo",
        fact_id="f1",
        claim="Something is to be done.",
        operation=operation,
        card=CardRef(id=card.id, name=card.name) if card else None,
        evidence=(Evidence(segment=0, start=0.0, end=1.0, quote="words"),),
        confidence=0.9,
        verdict=Verdict(route="review", rule="asks-first"),
        seen=fingerprint(card, operation) if card else None,
    )


def in_a_child(folder: Path, kind: Kind, work: Work, die_at: int | None) -> list[str] | None:
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

            work(started(folder, kind), boundary)
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


def outcome(folder: Path, kind: Kind) -> dict[str, Any]:
    here = started(folder, kind)
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
    kind: Kind

    def broken_at(self, *places: int) -> tuple[dict[str, Any], bool]:
        """Die at each of these boundaries in turn, then finish; the outcome, and whether all deaths happened."""
        folder = self.scratch / "-".join(map(str, ("run", *places)))
        shutil.copytree(self.prepared, folder)
        try:
            died = [in_a_child(folder, self.kind, self.work, place) is None for place in places]
            in_a_child(folder, self.kind, self.work, None)
            return outcome(folder, self.kind), all(died)
        finally:
            shutil.rmtree(folder)

    def boundaries(self) -> list[str]:
        folder = self.scratch / "dry"
        shutil.copytree(self.prepared, folder)
        passed = in_a_child(folder, self.kind, self.work, None)
        shutil.rmtree(folder)
        assert passed is not None
        return passed

    def then(self, work: Work) -> "Bench":
        """The same installation when its work is done, with other work to do."""
        in_a_child(self.prepared, self.kind, self.work, None)
        return Bench(self.prepared, self.scratch, work, self.kind)


def bench(folder: Path, kind: Kind, operation: Written) -> Bench:
    """A decided write, and a worker who carries it out."""
    prepare(folder / "prepared", kind, operation)
    return Bench(folder / "prepared", folder, Installation.work_until_idle, kind)


def a_late_copy(folder: Path, kind: Kind) -> None:
    """The call that made something is heard once more."""
    here = started(folder, kind)
    here.connector.boundary = lambda _name: None
    with here.database.reading() as session:
        (intent,) = intents.for_meeting(session, "mtg_1")
    here.connector.apply("demo", intent.card_id, intent.operation, intent.id)
    here.database.dispose()
