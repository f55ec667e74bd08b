"""Undo on real servers: after each kind of change, and after a whole meeting, each card is as it was before.

Field for field, but for the revision and the time of the last change. A created card is archived, a comment deleted.
"""

import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from core_api.changes.executor import carry_out
from core_api.changes.site import Site
from core_api.changes.undo import take_back, undo_meeting
from core_api.contracts.board import (
    OPERATION_KINDS,
    AddCheck,
    AddLabel,
    Archive,
    Assign,
    Card,
    Check,
    Comment,
    Create,
    Describe,
    Due,
    Move,
    Operation,
    RemoveLabel,
    Rename,
    Restore,
    Unassign,
    Uncheck,
)
from core_api.contracts.connector import Write
from core_api.contracts.problems import Problem
from core_api.store.database import Database
from tests.conformance.desk import Desk, plain
from tests.proofs.desks import MakeDesk, Offices, desks, fresh_database
from tests.proofs.figures import Figures
from tests.proofs.office import ANNA, Office, now

SERVERS = ("local", "kanboard", "roundup")


@dataclass(frozen=True)
class Case:
    """A change of a card by the suite's names, and what a person did to the board before."""

    operation: Operation
    card: str | None = "pay"
    before: tuple[Write, ...] = ()


CASES = (
    Case(Comment(text="Moved by a week")),
    Case(Move(column_id="doing")),
    Case(Move(column_id="done"), card="docs"),
    Case(Move(column_id="todo"), card="login"),
    Case(Due(date=date(2026, 3, 6))),
    Case(Due(date=None)),
    Case(Due(date=date(2026, 3, 6)), card="docs"),
    Case(Due(date=date(2026, 3, 9)), before=(Due(date=date(2026, 3, 7)),)),
    Case(Assign(member_id="boris")),
    Case(Assign(member_id="boris"), card="docs"),
    Case(Unassign(member_id="anna")),
    Case(Check(item_id="one")),
    Case(Uncheck(item_id="one"), before=(Check(item_id="one"),)),
    Case(AddCheck(name="Two")),
    Case(AddCheck(name="First"), card="login"),
    Case(AddLabel(label_id="new")),
    Case(RemoveLabel(label_id="bug")),
    Case(Rename(name="Страница оплаты")),
    Case(Describe(text="Apple Pay too")),
    Case(Describe(text="The first words"), card="docs"),
    Case(Create(name="Refunds", column_id="doing", text="Why", member_id="boris", date=date(2026, 3, 9))),
    Case(Archive()),
    Case(Restore(), before=(Archive(),)),
)


@dataclass
class Tally:
    """How many undos were looked at, and which left something otherwise."""

    done: int = 0
    wrong: int = 0


def prove(folder: Path, names: Sequence[str]) -> Figures:
    """Run it on these servers; the figures."""
    figures = Figures("Undo, field for field")
    with desks(folder, *names) as makers, fresh_database(folder / "app.db") as database:
        kinds = {case.operation.kind for case in CASES}
        figures.equal("kinds of change that are tried", len(kinds), len(OPERATION_KINDS))
        for name in names:
            tally = Tally()
            for case in CASES:
                _one(name, makers[name], database, case, tally)
            _all(name, makers[name], database, tally)
            figures.note(f"{name}: undos compared", tally.done)
            figures.equal(f"{name}: cards that are not as they were", tally.wrong, 0)
    return figures


def _one(name: str, make: MakeDesk, database: Database, case: Case, tally: Tally) -> None:
    desk = make()
    if not desk.offers(case.operation):
        return
    for number, write in enumerate(case.before):
        desk.do(write, case.card, f"hand-{number}")
    offices = Offices(database)
    office = offices.open(f"{name}-{tally.done}-{case.operation.kind}", desk)
    before = _cards(desk)
    (change,) = _applied(offices, office, desk, [case])
    try:
        take_back(Site(database, offices.connector_for, now), change, ANNA)
    except Problem as problem:
        print(f"{name}: {case.operation!r} of {case.card}: {problem}")
    _compare(f"{name}: {case.operation!r} of {case.card}", before, _cards(desk), tally)


def _all(name: str, make: MakeDesk, database: Database, tally: Tally) -> None:
    """A meeting that led to all that can be said of a board in one go, taken back as one."""
    desk = make()
    offices = Offices(database)
    office = offices.open(f"{name}-all", desk)
    before = _cards(desk)
    cases = [case for case in CASES if not case.before and desk.offers(case.operation)]
    cases.sort(key=lambda case: isinstance(case.operation, Archive))
    changes = _applied(offices, office, desk, cases)
    outcomes = undo_meeting(Site(database, offices.connector_for, now), changes.meeting, ANNA)
    for record, outcome in outcomes:
        if isinstance(outcome, Problem):
            print(f"{name}: the meeting's {record.operation!r}: {outcome}")
    _compare(f"{name}: the whole meeting", before, _cards(desk), tally)
    tally.done += len(outcomes) - 1


class Changes(list[str]):
    """The records of a meeting's changes that the board shows."""

    meeting = ""


def _applied(offices: Offices, office: Office, desk: Desk, cases: Sequence[Case]) -> Changes:
    wanted = [
        (desk.real(case.operation), desk.connector.card(desk.board_id, desk.cards[case.card]))
        if case.card and not isinstance(case.operation, Create)
        else (desk.real(_fitting(desk, case.operation)), None)
        for case in cases
    ]
    planned = office.decide(wanted)  # type: ignore[arg-type]
    site = Site(office.database, offices.connector_for, now)
    changes = Changes()
    for intent in planned:
        settled = carry_out(site, intent.id)
        if settled.state != "applied":
            raise AssertionError(f"{settled.operation!r}: {settled.error}")
        changes.meeting = settled.meeting_id
        if settled.error is None:
            changes.append(settled.id)
    return changes


def _fitting(desk: Desk, operation: Operation) -> Operation:
    """A new card with what that board can hold."""
    if not isinstance(operation, Create) or desk.can.members:
        return operation
    return operation.model_copy(update={"member_id": None})


def _cards(desk: Desk) -> dict[str, Card]:
    """All cards in full, without what changes by itself."""
    board = desk.connector.snapshot(desk.board_id)
    return {card.id: plain(desk.connector.card(desk.board_id, card.id)) for card in board.cards}


def _compare(what: str, before: dict[str, Card], after: dict[str, Card], tally: Tally) -> None:
    tally.done += 1
    wrong = [card for card in before.values() if after.get(card.id) != card]
    made = [card for id_, card in after.items() if id_ not in before and not card.archived]
    for card in wrong:
        there = after.get(card.id)
        fields = [name for name in Card.model_fields if getattr(card, name) != getattr(there, name, None)]
        for name in fields:
            print(f"{what}: {card.name}: {name}: {getattr(card, name)!r} -> {getattr(there, name, None)!r}")
    for card in made:
        print(f"{what}: {card.name} is still there")
    tally.wrong += len(wrong) + len(made)


if __name__ == "__main__":
    with tempfile.TemporaryDirectory(prefix="prove-undo-") as place:
        sys.exit(prove(Path(place), tuple(sys.argv[1:]) or SERVERS).show())
