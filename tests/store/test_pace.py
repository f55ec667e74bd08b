"""All who work on one database share the limits of the vendors, whatever process or machine they are in."""

import json
import logging
import subprocess
import sys
from bisect import bisect_left
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import text

from core_api.contracts.connector import Rate
from core_api.contracts.problems import RateLimited, Unavailable
from core_api.store.database import Database, connect
from core_api.store.pace import StoredBuckets
from kanban_connectors.pacing import Pacer, SafeBuckets

Open = Callable[[], Database]
HOUR = (Rate(calls=10, seconds=3600.0),)
CALLER = Path(__file__).parent / "caller.py"


def _taken(pace: Pacer, at_most: int = 100) -> int:
    for number in range(at_most):
        try:
            pace.take("s", HOUR, patience=0)
        except RateLimited:
            return number
    return at_most


def test_two_machines_share_one_limit(open_database: Open) -> None:
    one, other = (Pacer(StoredBuckets(open_database())) for _ in range(2))
    assert _taken(one.background(), 4) == 4
    assert _taken(other, 4) == 4
    assert _taken(one.background()) == 0
    assert _taken(one) == 2
    assert _taken(other) == 0
    other.take("another", HOUR, patience=0)


def test_a_refusal_that_one_machine_met_holds_all_of_them(open_database: Open) -> None:
    one, other = (Pacer(StoredBuckets(open_database())) for _ in range(2))
    one.pause("s", 600.0)
    with pytest.raises(RateLimited) as refused:
        other.take("s", HOUR, patience=1)
    assert refused.value.retry_after == pytest.approx(600, abs=60)


def test_what_a_reply_said_is_heeded_on_all_machines(open_database: Open) -> None:
    one, other = (Pacer(StoredBuckets(open_database())) for _ in range(2))
    one.take("s", HOUR, patience=0)
    other.take("s", HOUR, patience=0)
    one.learn("s", 4, 600.0)
    assert _taken(one) == 3  # the other's call is under way


def test_waiting_holds_no_connection_and_no_lock(open_database: Open) -> None:
    database, other = open_database(), open_database()
    waits: list[float] = []

    class WokenError(Exception):
        pass

    def sleep(seconds: float) -> None:
        waits.append(seconds)
        other_pace.pause("s", 1.0)
        raise WokenError

    other_pace = Pacer(StoredBuckets(other))
    pace = Pacer(StoredBuckets(database), sleep=sleep)
    assert _taken(other_pace) == 10
    with pytest.raises(WokenError):
        pace.take("s", HOUR, patience=4000)
    assert 3000 < waits[0] <= 3600


def test_a_storm_of_four_processes_never_passes_the_limit(url: str, database: Database) -> None:
    """Each call was let through between two known moments; no window surely held more than the limit."""
    rate = Rate(calls=40, seconds=1.0)
    command = [sys.executable, "-W", "error", str(CALLER), url, "100", rate.model_dump_json(), "4"]
    storm = [
        subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) for _ in range(4)
    ]
    for process in storm:
        assert process.stdin is not None
        process.stdin.write("\n")
        process.stdin.flush()
    made = [tuple(one) for process in storm for one in json.loads(process.communicate()[0])]
    assert rate.calls < len(made) < 400
    assert _surely_in_one_window(made, rate.seconds) <= rate.calls


def _surely_in_one_window(made: list[tuple[float, float]], seconds: float) -> int:
    """The most calls of which all were made, for certain, within so many seconds."""
    most = 0
    for begins in sorted(asked for asked, _ in made):
        ends = sorted(given for asked, given in made if asked >= begins)
        most = max(most, bisect_left(ends, begins + seconds))
    return most


def test_a_database_that_is_away_or_without_our_tables_leaves_each_process_its_own_count(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    empty, nowhere = (connect(f"sqlite:///{path}") for path in (tmp_path / "empty.db", "/proc/nowhere.db"))
    for database in (empty, nowhere):
        with pytest.raises(Unavailable):
            _taken(Pacer(StoredBuckets(database)))
        caplog.clear()
        assert _taken(Pacer(SafeBuckets(StoredBuckets(database)))) == 10
        assert [record.levelno for record in caplog.records] == [logging.WARNING]
        database.dispose()


def test_a_bucket_stays_small(database: Database) -> None:
    pace = Pacer(StoredBuckets(database))
    for _ in range(300):
        pace.take("s", (Rate(calls=40, seconds=0.01),), patience=60)
    with database.reading() as session:
        size = session.connection().execute(text("SELECT length(body) FROM pace_bucket")).scalar_one()
    assert size < 4000
