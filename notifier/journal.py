"""The durable line of what came in: kept before the messenger hears of it, there until the core has confirmed it.

An SQLite file of the service's own, or the same in memory. Places are never given twice, not even by a journal that
had to be begun anew: they begin with the time. What was confirmed is remembered for a day by its id, so that a late
second delivery is not taken for a new press.
"""

import os
import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Condition, RLock

from core_api.contracts.messages import Arrival, Arrivals, ChannelName
from core_api.contracts.problems import Missing

_REMEMBERED = 24 * 3600.0
"""Seconds that the id of a confirmed arrival is kept."""
_TIDY_EVERY = 600.0
_LOOK = 1.0
"""Seconds between looks for what another process has kept."""
_PLACES_A_SECOND = 1000
_BATCH = 100

_TABLES = """
CREATE TABLE IF NOT EXISTS arrival (
    place INTEGER PRIMARY KEY AUTOINCREMENT,
    channel TEXT NOT NULL,
    id TEXT NOT NULL,
    body TEXT,
    confirmed REAL,
    UNIQUE (channel, id)
);
CREATE INDEX IF NOT EXISTS arrival_waiting ON arrival (place) WHERE body IS NOT NULL;
CREATE TABLE IF NOT EXISTS mark (channel TEXT PRIMARY KEY, mark TEXT NOT NULL);
"""


class Journal:
    """The line, and the marks of the channels beside it. Safe to share between threads."""

    def __init__(self, path: Path | None = None, seconds: Callable[[], float] = time.time) -> None:
        """In the file, which only its owner may read, or without one in memory. Raises Missing `journal-unusable`."""
        self._seconds = seconds
        self._lock = RLock()
        self._came = Condition(self._lock)
        self._closed = False
        self._tidied = seconds()
        try:
            self._connection = _opened(path, seconds())
        except (OSError, sqlite3.Error) as error:
            raise Missing("journal-unusable", path=str(path or "")) from error

    def keep(self, arrivals: tuple[Arrival, ...]) -> None:
        """Put them at the end of the line, durably. What is or was there, by channel and id, stays as it is."""
        with self._change() as connection:
            connection.executemany(
                "INSERT INTO arrival (channel, id, body) VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
                [(one.channel, one.id, one.model_dump_json()) for one in arrivals],
            )
        with self._came:
            self._came.notify_all()

    def after(self, place: int, limit: int = _BATCH) -> Arrivals:
        """What stands after that place, the oldest first; after a place that was never given here, all."""
        with self._lock:
            start = self._own(place)
            rows = self._connection.execute(
                "SELECT place, body FROM arrival WHERE place > ? AND body IS NOT NULL ORDER BY place LIMIT ?",
                (start, limit),
            ).fetchall()
        items = tuple(Arrival.model_validate_json(body) for _place, body in rows)
        return Arrivals(items=items, last=rows[-1][0] if rows else place)

    def confirm(self, place: int) -> None:
        """Forget all up to that place but the ids. A place that was never given here confirms nothing."""
        with self._lock:
            waiting = self._connection.execute(
                "SELECT 1 FROM arrival WHERE place <= ? AND body IS NOT NULL LIMIT 1", (self._own(place),)
            ).fetchone()
        if waiting:
            with self._change() as connection:
                connection.execute(
                    "UPDATE arrival SET body = NULL, confirmed = ? WHERE place <= ? AND body IS NOT NULL",
                    (self._seconds(), self._own(place)),
                )
        self._tidy()

    def receive(self, after: int, patience: float) -> Arrivals:
        """Confirm all up to that place and give what comes next; waits up to `patience` seconds for it."""
        self.confirm(after)
        over = time.monotonic() + patience
        with self._came:
            while True:
                found = self.after(after)
                left = over - time.monotonic()
                if found.items or left <= 0 or self._closed:
                    return found
                self._came.wait(min(left, _LOOK))

    def get(self, channel: ChannelName) -> str:
        """The mark that a channel has put down; empty when there is none."""
        with self._lock:
            row = self._connection.execute("SELECT mark FROM mark WHERE channel = ?", (channel,)).fetchone()
        return str(row[0]) if row else ""

    def put(self, channel: ChannelName, mark: str) -> None:
        """Keep a channel's mark."""
        with self._change() as connection:
            connection.execute(
                "INSERT INTO mark VALUES (?, ?) ON CONFLICT DO UPDATE SET mark = excluded.mark",
                (channel, mark),
            )

    def release(self) -> None:
        """Let nobody wait any more for what comes."""
        with self._came:
            self._closed = True
            self._came.notify_all()

    def close(self) -> None:
        """Release whoever waits, and let go of the file."""
        self.release()
        with self._lock:
            self._connection.close()

    @contextmanager
    def _change(self) -> Iterator[sqlite3.Connection]:
        """A transaction: all of it is on the disk when the block is left, or nothing."""
        with self._lock:
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                yield self._connection
                self._connection.execute("COMMIT")
            except BaseException:
                if self._connection.in_transaction:
                    self._connection.execute("ROLLBACK")
                raise

    def _own(self, place: int) -> int:
        """The place if this journal has given it, else the one before all: it is another journal's."""
        given = self._connection.execute("SELECT seq FROM sqlite_sequence WHERE name = 'arrival'").fetchone()
        return place if place <= given[0] else 0

    def _tidy(self) -> None:
        now = self._seconds()
        with self._lock:
            if now - self._tidied < _TIDY_EVERY:
                return
            self._tidied = now
        with self._change() as connection:
            connection.execute("DELETE FROM arrival WHERE confirmed < ?", (now - _REMEMBERED,))


def _opened(path: Path | None, now: float) -> sqlite3.Connection:
    if path:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))  # what people write is in it
    connection = sqlite3.connect(
        path or ":memory:", timeout=30, isolation_level=None, check_same_thread=False
    )
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = FULL")
    connection.executescript(_TABLES)
    connection.execute(
        "INSERT INTO sqlite_sequence (name, seq) SELECT 'arrival', ? "
        "WHERE NOT EXISTS (SELECT 1 FROM sqlite_sequence WHERE name = 'arrival')",
        (int(now) * _PLACES_A_SECOND,),
    )
    return connection
