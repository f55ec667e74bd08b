"""People and we edit the same cards at once, on real servers: nothing that a person wrote is written over unseen.

Each round a change is approved, and a person edits the card at one of the moments there are: before our work begins,
after we looked, after the write was stored and not yet sent, after it was sent, after we read it back. Half of them
touch the same field. What a person wrote before our write must still be there; then the proposal must have come back
with a three-way view, or both changes must stand. What was written after our write is simply newer.
"""

import argparse
import random
import sys
import tempfile
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from core_api.changes.executor import carry_out
from core_api.changes.site import Site
from core_api.contracts.board import (
    AddLabel,
    Assign,
    Card,
    Describe,
    Due,
    Move,
    Operation,
    RemoveLabel,
    Rename,
    Unassign,
)
from core_api.contracts.connector import Write
from core_api.contracts.problems import Unavailable
from core_api.contracts.proposal import Intent
from core_api.store import proposals
from core_api.store.database import Database
from kanban_connectors.shown import shows
from tests.conformance.desk import Desk
from tests.proofs.desks import Offices, desks, fresh_database
from tests.proofs.figures import Figures
from tests.proofs.office import Office, now

SERVERS = ("kanboard", "roundup")
MOMENTS = ("before", "looked", "sending", "called", "read")
"""When the person edits; the first three are before our write."""
_EARLY = MOMENTS[:3]

_COLUMNS, _PEOPLE = ("todo", "doing", "done"), ("anna", "boris")
_FIELDS = ("name", "column", "due", "member", "label", "description")


@dataclass
class Round:
    """One change of ours and one of a person's, by the suite's names."""

    ours: Operation
    theirs: Write
    same: bool
    """Whether they touch the same field."""
    moment: str


@dataclass
class Tally:
    """What became of the rounds."""

    ends: Counter[str] = field(default_factory=Counter)
    overwritten: int = 0
    unsaid: int = 0
    """Proposals that came back without saying what the person wrote."""
    lost: int = 0
    """Ours said to be applied and not there, although nobody wrote the same field after us."""


def prove(folder: Path, names: Sequence[str], rounds: int, seed: int) -> Figures:
    """So many rounds on each of these servers."""
    figures = Figures(f"Edits of people and ours at once, {rounds} rounds a server")
    with desks(folder, *names) as makers, fresh_database(folder / "app.db") as database:
        for name in names:
            tally, dice, desk = Tally(), random.Random(seed), makers[name]()
            offices = Offices(database)
            office = offices.open(name, desk)
            office.outline = desk.connector.outline(desk.board_id)
            for number in range(rounds):
                _round(offices, office, desk, _drawn(desk, number, dice), tally)
            for end, times in sorted(tally.ends.items()):
                figures.note(f"{name}: {end}", times)
            figures.equal(f"{name}: rounds", sum(tally.ends.values()), rounds)
            figures.equal(f"{name}: written over unseen", tally.overwritten, 0)
            figures.equal(f"{name}: came back without the person's words", tally.unsaid, 0)
            figures.equal(f"{name}: said to be done and not there", tally.lost, 0)
    return figures


def _drawn(desk: Desk, number: int, dice: random.Random) -> Round:
    """A change and another; the card is looked at so that both really change something."""
    card = desk.card()
    field_ = dice.choice(_FIELDS)
    same = dice.random() < 0.5 and field_ != "description"
    others = [other for other in _FIELDS if other != field_]
    ours = _change(card, field_, f"ours {number}", dice)
    theirs = _change(card, field_ if same else dice.choice(others), f"theirs {number}", dice)
    if same and _says(ours) == _says(theirs):
        theirs = _other(card, theirs, number)
    return Round(ours, theirs, same, dice.choice(MOMENTS))


def _change(card: Card, field_: str, word: str, dice: random.Random) -> Operation:
    match field_:
        case "name":
            return Rename(name=word)
        case "column":
            return Move(column_id=dice.choice([one for one in _COLUMNS if one != card.column_id]))
        case "due":
            return Due(date=date(2027, dice.randrange(1, 13), dice.randrange(1, 28)))
        case "member":
            return Assign(member_id=dice.choice([one for one in _PEOPLE if one not in card.member_ids]))
        case "label":
            return (RemoveLabel if "new" in card.label_ids else AddLabel)(label_id="new")
        case _:
            return Describe(text=word)


def _other(card: Card, write: Operation, number: int) -> Write:
    """Another value for the same field, where there is one; a person may take a member off."""
    match write:
        case Move():
            left = [one for one in _COLUMNS if one not in (card.column_id, write.column_id)]
            return Move(column_id=left[0])
        case Due():
            return Due(date=date(2028, 1, 1 + number % 28))
        case Assign() if card.member_ids:
            return Unassign(member_id=card.member_ids[0])
        case _:
            return write


def _says(write: Write) -> tuple[str, str]:
    return write.kind, repr(write)


def _round(offices: Offices, office: Office, desk: Desk, drawn: Round, tally: Tally) -> None:
    seen = desk.connector.card(desk.board_id, desk.cards["pay"])
    (intent,) = office.decide([(desk.real(drawn.ours), seen)])  # type: ignore[list-item]
    edited: list[Card] = []

    def person(moment: str) -> None:
        if moment == drawn.moment and not edited:
            edited.append(desk.do(drawn.theirs, key=f"hand-{intent.id}"))

    person("before")
    settled = _carried_out(Site(office.database, offices.connector_for, now, person), intent)
    if not edited:  # our work ended before that moment came
        drawn.moment = "never"
        edited.append(desk.card())
    after = desk.card()
    tally.ends[f"{drawn.moment}, {'same' if drawn.same else 'another'} field: {_end(settled)}"] += 1
    _judge(office.database, drawn, settled, after, tally)


def _carried_out(site: Site, intent: Intent) -> Intent:
    for _ in range(5):
        try:
            return carry_out(site, intent.id)
        except Unavailable:
            continue  # surely not done: the next try looks again, as the ledger would have it
    return carry_out(site, intent.id)


def _end(settled: Intent) -> str:
    return f"{settled.state}{f' ({settled.error})' if settled.error else ''}"


def _judge(database: Database, drawn: Round, settled: Intent, after: Card, tally: Tally) -> None:
    theirs_stands = drawn.moment == "never" or shows(after, drawn.theirs)
    agreed = drawn.same and _says(drawn.ours) == _says(drawn.theirs)
    if not theirs_stands and not agreed:
        tally.overwritten += 1
        print("written over:", drawn, _end(settled))
    if settled.state == "applied" and not shows(after, drawn.ours):
        newer = drawn.same and drawn.moment not in _EARLY
        if not newer and settled.error != "already-there":
            tally.lost += 1
            print("not there:", drawn, _end(settled))
    if settled.error == "card-changed":
        with database.reading() as session:
            stored = proposals.get(session, settled.proposal_id or "")
        if stored.state != "open" or not stored.proposal.meanwhile:
            tally.unsaid += 1
            print("unsaid:", drawn, stored.state, stored.proposal.meanwhile)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=500)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("servers", nargs="*", default=SERVERS)
    said = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="prove-conflicts-") as place:
        sys.exit(prove(Path(place), tuple(said.servers), said.rounds, said.seed).show())
