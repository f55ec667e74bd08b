"""What is done once a night: a job whose key is the day, so that many workers on many machines ask for it once.

Nothing runs here, and no kind of job is known. A worker that has nothing to do looks whether the hour has come.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta, tzinfo

from core_api.contracts.job import JobKind
from core_api.contracts.ports import Clock
from core_api.jobs import ledger
from core_api.store.database import Database


@dataclass(frozen=True)
class Nightly:
    """A kind of job that is due once a day."""

    kind: JobKind
    hour: int = 3
    """Local time, 0 to 23. What was missed because nothing ran is made up for, once."""


class Schedule:
    """Asks for what is due. Cheap to ask: the database is not touched again before the next night."""

    def __init__(self, database: Database, clock: Clock, zone: tzinfo, entries: Iterable[Nightly]) -> None:
        """`zone` is where the people are, whose nights count."""
        self._database = database
        self._clock = clock
        self._zone = zone
        self._entries = tuple(entries)
        self._asked: dict[JobKind, date] = {}

    def tick(self) -> None:
        """Queue the jobs whose hour has come, unless somebody did."""
        now = self._clock()
        for entry in self._entries:
            night = (now.astimezone(self._zone) - timedelta(hours=entry.hour)).date()
            if self._asked.get(entry.kind) == night:
                continue
            with self._database.transaction() as session:
                ledger.submit(
                    session,
                    entry.kind,
                    f"{entry.kind}:{night.isoformat()}",
                    meeting_id=None,
                    args={},
                    now=now,
                )
            self._asked[entry.kind] = night
