"""Once a night, whoever asks and however often; by the clock on the wall of the people."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from core_api.jobs import ledger
from core_api.jobs.schedule import Nightly, Schedule
from core_api.store.database import Database

MOSCOW = ZoneInfo("Europe/Moscow")


class Night:
    def __init__(self, database: Database, now: datetime) -> None:
        self.database = database
        self.now = now

    def schedule(self) -> Schedule:
        return Schedule(self.database, lambda: self.now, MOSCOW, (Nightly("sweep", hour=3),))

    def asked(self, *days: str) -> list[str]:
        with self.database.reading() as session:
            return [day for day in days if ledger.by_key(session, f"sweep:{day}")]


@pytest.fixture
def night(database: Database) -> Night:
    return Night(database, datetime(2026, 11, 24, 23, 30, tzinfo=UTC))  # half past two in Moscow


def test_it_is_due_when_the_hour_has_come_there(night: Night) -> None:
    schedule = night.schedule()
    schedule.tick()
    assert night.asked("2026-11-24", "2026-11-25") == ["2026-11-24"], "the night before is made up for"
    night.now += timedelta(minutes=31)
    schedule.tick()
    assert night.asked("2026-11-24", "2026-11-25", "2026-11-26") == ["2026-11-24", "2026-11-25"]


def test_many_ask_and_it_is_done_once(night: Night) -> None:
    for schedule in [night.schedule() for _ in range(3)]:
        schedule.tick()
        schedule.tick()
    job = ledger.claim(night.database, ("sweep",), "worker", night.now)
    assert job is not None
    assert ledger.claim(night.database, ("sweep",), "worker", night.now) is None
    ledger.finish(night.database, job, "done", night.now)
    night.schedule().tick()
    assert ledger.claim(night.database, ("sweep",), "worker", night.now) is None


def test_the_next_night_it_is_due_again(night: Night) -> None:
    schedule = night.schedule()
    for _ in range(3):
        schedule.tick()
        night.now += timedelta(days=1)
    days = ("2026-11-24", "2026-11-25", "2026-11-26")
    assert night.asked(*days) == list(days)
