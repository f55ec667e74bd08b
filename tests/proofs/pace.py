"""A plan of 100 changes on a server that takes 5 calls in 10 seconds: each is done, and none fails.

The server is a real Roundup, which counts for itself and answers 429 with the seconds to wait. The pace is the one of
production, kept in the database; the work is done by the product's worker.
"""

import argparse
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import httpx
from sqlmodel import col, func, select

from core_api.changes.executor import carry_out
from core_api.changes.outlines import Outlines
from core_api.changes.site import Site
from core_api.contracts.board import (
    AddLabel,
    Card,
    Comment,
    Create,
    Describe,
    Due,
    Move,
    Operation,
    RemoveLabel,
    Rename,
)
from core_api.contracts.connector import Rate
from core_api.contracts.job import Job
from core_api.contracts.ports import Report
from core_api.jobs.worker import Worker
from core_api.store.database import Database
from core_api.store.pace import StoredBuckets
from core_api.store.tables import JobRow
from kanban_connectors.pacing import Pacer, SafeBuckets
from tests.proofs.desks import fresh_database
from tests.proofs.figures import Figures
from tests.proofs.office import Office, now
from tests.roundup.connector import RoundupConnector, build
from tests.roundup.reading import TRACKER
from tests.roundup.server import ADMIN, ISSUES, RoundupServer

CALLS, SECONDS = 5, 10.0


class Replies:
    """How many calls were answered, and how many of them were refused as too many."""

    def __init__(self) -> None:
        self.all, self.refused = 0, 0

    def count(self, response: httpx.Response) -> None:
        self.all += 1
        self.refused += response.status_code == 429


def prove(folder: Path, operations: int) -> Figures:
    """Run it; the figures."""
    server = RoundupServer(folder / "roundup")
    replies = Replies()
    try:
        with fresh_database(folder / "app.db") as database:
            pace = Pacer(SafeBuckets(StoredBuckets(database)))
            rate = Rate(calls=CALLS, seconds=SECONDS)
            connector = build(server.tracker(CALLS), ADMIN, pace, (rate,), heard=replies.count)
            return _prove(database, connector, operations, replies)
    finally:
        server.stop()


def _prove(database: Database, connector: RoundupConnector, operations: int, replies: Replies) -> Figures:
    office = Office(database, "roundup:tracker")
    cards = [connector.card(TRACKER, id_) for id_ in ISSUES.values()]
    intents = office.decide(list(_wanted(cards, operations)), queued=True)
    outlines, site_of = Outlines(), lambda _ref: (connector, TRACKER)

    def apply(job: Job, _report: Report) -> str:
        return carry_out(Site(database, site_of, now, outlines=outlines), job.args["intent"]).id

    read, begun = replies.all, time.monotonic()
    Worker(database, {"apply": apply}, now).run_until_idle()
    seconds = time.monotonic() - begun
    settled = office.intents(intents)
    states = Counter(f"{one.state} {one.error or ''}".strip() for one in settled)
    with database.reading() as session:
        tries = session.exec(select(func.max(col(JobRow.attempt)))).one()
    figures = Figures(f"{operations} changes on a server that takes {CALLS} calls in {SECONDS:.0f} s")
    figures.note("seconds", round(seconds))
    figures.note("calls", replies.all - read)
    figures.note("calls a change", round((replies.all - read) / operations, 2))
    figures.note("calls refused by the server (429)", replies.refused)
    figures.note("most tries of one change", tries)
    figures.note("ends", dict(states))
    figures.equal("done", sum(one.state == "applied" for one in settled), operations)
    figures.equal("failed", sum(one.state != "applied" for one in settled), 0)
    return figures


def _wanted(cards: list[Card], operations: int) -> Iterator[tuple[Operation, Card | None]]:
    """Fields of three cards, one after the other, with a new card in every fifth place and a comment in another."""
    for number in range(operations):
        card = cards[number % len(cards)]
        turn = number // len(cards)
        label = RemoveLabel(label_id="2") if turn % 10 > 4 else AddLabel(label_id="2")
        fields: tuple[Operation, ...] = (
            Rename(name=f"{card.name} {number}"),
            Describe(text=f"Said in {number}"),
            Move(column_id=str(turn % 3 + 1)),
            Due(date=date(2026, 1 + number % 12, 1 + number % 28)),
            label,
        )
        if number % 5 == 0:
            yield Create(name=f"New {number}", column_id="1", text="Why", date=date(2026, 3, 9)), None
        elif number % 10 == 3:
            yield Comment(text=f"Said in {number}"), card
        else:
            yield fields[turn % len(fields)], card


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--operations", type=int, default=100)
    said = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="prove-pace-") as place:
        sys.exit(prove(Path(place), said.operations).show())
