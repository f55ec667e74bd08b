"""A worker process for `test_processes.py`: takes jobs until none is left and leaves one effect a job."""

import os
import sys
from datetime import UTC, datetime, timedelta

from core_api.contracts.board import CardRef, Comment
from core_api.contracts.job import Job
from core_api.contracts.proposal import Actor, ChangeRecord
from core_api.jobs import ledger
from core_api.jobs.owner import this_process
from core_api.store import changes
from core_api.store.database import Database, connect


def effect(database: Database, job: Job) -> None:
    """What the job is for: a record under the job's own id, written only while the job is ours."""
    record = ChangeRecord(
        id=job.id,
        meeting_id="mtg_1",
        proposal_id=None,
        board="local:demo",
        card=CardRef(id="c1", name="Card"),
        operation=Comment(text="done"),
        changes=(),
        by=Actor(name=str(os.getpid())),
        rule="test",
        at=datetime.now(UTC),
    )
    with database.transaction() as session:
        ledger.hold(session, job)
        changes.record(session, record)


def say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def main(url: str) -> None:
    database = connect(url)
    owner = this_process()
    say("ready")
    while ledger.pause(database, ("apply",), datetime.now(UTC)) is not None:
        job = ledger.claim(database, ("apply",), owner, datetime.now(UTC), timedelta(minutes=10))
        if job is None:
            continue
        say(job.id)
        effect(database, job)
        ledger.finish(database, job, job.id, datetime.now(UTC))
    database.dispose()


if __name__ == "__main__":
    main(sys.argv[1])
