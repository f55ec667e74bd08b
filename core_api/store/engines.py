"""Engines for the two databases, with the settings that make them safe, and their errors in our words.

Nothing here knows a table. SQLite: write-ahead log, a long busy timeout, and `BEGIN IMMEDIATE` for whoever
may write, since a transaction that turns from reading to writing half-way fails at once whatever the timeout.
"""

import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from core_api.contracts.problems import Invalid, Problem, Unavailable

Dialect = Literal["sqlite", "postgresql"]

SCHEMA = "app"
"""The schema of our tables on PostgreSQL."""

BUSY_SECONDS = 30.0
"""How long a writer waits for another one on SQLite."""


@dataclass(frozen=True)
class Engines:
    """Three ways to the same database."""

    dialect: Dialect
    writing: Engine
    durable: Engine
    """What is committed here survives a power cut."""
    reading: Engine
    """One consistent look; cannot write."""

    def dispose(self) -> None:
        """Close all idle connections."""
        for engine in (self.writing, self.durable, self.reading):
            engine.dispose()


def make_engines(url: str) -> Engines:
    """Engines for a database URL. Connects nowhere and makes nothing yet. Raises Invalid `database-url`."""
    target = _target(url)
    kind = target.drivername.split("+", 1)[0]
    if kind == "sqlite" and target.database not in (None, "", ":memory:"):
        return _sqlite(target)
    if kind in ("postgresql", "postgres"):
        return _postgresql(target.set(drivername="postgresql+psycopg"))
    raise Invalid("database-url", url=target.drivername)


def is_made(url: str) -> bool:
    """False for an SQLite file that is not there; a server has its database. Raises Invalid `database-url`."""
    target = _target(url)
    try:
        return not target.drivername.startswith("sqlite") or _file(target).is_file()
    except OSError:
        return False


def _target(url: str) -> URL:
    try:
        return make_url(url)
    except (ArgumentError, ValueError) as error:  # ValueError: a port that is no number
        raise Invalid("database-url", url=url.split(":", 1)[0]) from error


def _file(url: URL) -> Path:
    return Path(str(url.database)).expanduser()


def make_private(path: Path) -> None:
    """Make an empty file, which only its owner can read, for SQLite to fill; one that is there stays as it is.

    What stands in the way is said when the file is opened.
    """
    with suppress(OSError):
        if not path.exists():
            path.parent.mkdir(parents=True, exist_ok=True)
            path.touch(mode=0o600)


def _sqlite(url: URL) -> Engines:
    file = _file(url)
    target = url.set(drivername="sqlite", database=str(file))

    def engine(begin: str, *pragmas: str) -> Engine:
        made = create_engine(target, connect_args={"timeout": BUSY_SECONDS})

        @event.listens_for(made, "do_connect")
        def begin_file(*_connection: object) -> None:
            make_private(file)

        @event.listens_for(made, "connect")
        def configure(connection: sqlite3.Connection, _record: object) -> None:
            connection.isolation_level = None  # we say BEGIN ourselves
            connection.execute(f"PRAGMA busy_timeout={int(BUSY_SECONDS * 1000)}")
            _write_ahead(connection)
            for pragma in ("foreign_keys=ON", *pragmas):
                connection.execute(f"PRAGMA {pragma}")

        @event.listens_for(made, "begin")
        def start(connection: Connection) -> None:
            connection.exec_driver_sql(begin)

        return made

    return Engines(
        dialect="sqlite",
        writing=engine("BEGIN IMMEDIATE", "synchronous=NORMAL"),
        durable=engine("BEGIN IMMEDIATE", "synchronous=FULL"),
        reading=engine("BEGIN", "synchronous=NORMAL", "query_only=ON"),
    )


def _write_ahead(connection: sqlite3.Connection) -> None:
    """Turn the write-ahead log on. The change of mode does not heed the busy timeout, so wait here."""
    deadline = time.monotonic() + BUSY_SECONDS
    while True:
        try:
            connection.execute("PRAGMA journal_mode=WAL")
            return
        except sqlite3.OperationalError as error:
            if "locked" not in str(error) or time.monotonic() > deadline:
                raise
            time.sleep(0.01)


def _postgresql(url: URL) -> Engines:
    given = url.query.get("options", "")
    options = " ".join((*((given,) if isinstance(given, str) else given), f"-c search_path={SCHEMA}")).strip()
    engine = create_engine(
        url.difference_update_query(["options"]), connect_args={"options": options}, pool_pre_ping=True
    )
    reading = engine.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)
    return Engines(dialect="postgresql", writing=engine, durable=engine, reading=reading)


@contextmanager
def in_our_words() -> Iterator[None]:
    """Turns the database's errors that a user can mend into problems; the others pass as they are.

    Raises Unavailable `database-unreachable`, `database-busy`, `database-full`; Invalid `database-damaged`.
    """
    try:
        yield
    except PoolTimeout as error:
        raise Unavailable("database-busy") from error
    except DBAPIError as error:
        problem = _problem(error.orig)
        if problem is None:
            raise
        raise problem from error


_SQLITE = {
    "SQLITE_BUSY": "busy",
    "SQLITE_LOCKED": "busy",
    "SQLITE_FULL": "full",
    "SQLITE_NOTADB": "damaged",
    "SQLITE_CORRUPT": "damaged",
    "SQLITE_CANTOPEN": "unreachable",
    "SQLITE_READONLY": "unreachable",
    "SQLITE_IOERR": "unreachable",
    "SQLITE_PERM": "unreachable",
}
_POSTGRESQL = {
    "40": "busy",
    "55": "busy",
    "08": "unreachable",
    "57": "unreachable",
    "28": "unreachable",
    "3D": "unreachable",
}


def _problem(error: Any) -> Problem | None:
    if isinstance(error, sqlite3.Error):
        name = getattr(error, "sqlite_errorname", None) or ""
        kind = next((kind for prefix, kind in _SQLITE.items() if name.startswith(prefix)), None)
    else:
        kind = _postgresql_kind(error)
    if kind is None:
        return None
    detail = " ".join(str(error).split())[:300]
    return (
        Invalid("database-damaged", detail=detail)
        if kind == "damaged"
        else Unavailable(f"database-{kind}", detail=detail)
    )


def _postgresql_kind(error: Any) -> str | None:
    import psycopg

    if not isinstance(error, psycopg.Error):
        return None
    if error.sqlstate is None:
        return "unreachable" if isinstance(error, psycopg.OperationalError) else None
    if error.sqlstate.startswith("53"):
        return "full" if error.sqlstate == "53100" else "busy"
    return _POSTGRESQL.get(error.sqlstate[:2])
