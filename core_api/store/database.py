"""The database: where it is, its transactions, its schema kept up to date.

Everything that reads or writes begins with `Database.reading()` or `Database.transaction()`; no other place
opens a connection. SQLite and PostgreSQL behave alike: a writer's transaction is all or nothing, a reader
sees one moment.
"""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import text
from sqlmodel import Session

from core_api.store import migrate
from core_api.store.engines import Dialect, Engines, in_our_words, is_made, make_engines

__all__ = ["Database", "Session", "connect", "is_made"]


class Database:
    """One SQLite file or one PostgreSQL database. Safe to share between threads."""

    def __init__(self, engines: Engines, folder: "tempfile.TemporaryDirectory[str] | None" = None) -> None:
        """Use `connect`. `folder` is removed by `dispose`."""
        self._engines = engines
        self._folder = folder

    @property
    def dialect(self) -> Dialect:
        """`sqlite` or `postgresql`."""
        return self._engines.dialect

    @contextmanager
    def transaction(self, durable: bool = False) -> Iterator[Session]:
        """A session that may write: committed at the end of the block, rolled back when it raises.

        With `durable` the commit survives a power cut, not only a crash of the program. Raises Unavailable
        `database-unreachable`, `database-busy`, `database-full`; Invalid `database-damaged`.
        """
        engine = self._engines.durable if durable else self._engines.writing
        with in_our_words(), Session(engine, expire_on_commit=False) as session, session.begin():
            yield session

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """A session that sees one moment of the database and cannot write. Raises as `transaction` does."""
        with (
            in_our_words(),
            Session(self._engines.reading, expire_on_commit=False) as session,
            session.begin(),
        ):
            yield session

    def ping(self) -> None:
        """Ask the database for a sign of life. Raises Unavailable `database-unreachable`."""
        with self.reading() as session:
            session.connection().execute(text("SELECT 1"))

    def migrate(self) -> None:
        """Bring the schema to the newest version: quick when it is there, safe in several processes at once.

        Raises Invalid `database-newer` when a newer Boardscribe made it; else as `transaction` does.
        """
        with in_our_words():
            migrate.upgrade(self._engines.writing, self.dialect)

    def dispose(self) -> None:
        """Close all connections; a throwaway database is deleted."""
        self._engines.dispose()
        if self._folder is not None:
            self._folder.cleanup()


def connect(url: str) -> Database:
    """The database at a URL: `sqlite:///FILE` or `postgresql://…`; `sqlite://` is a throwaway one.

    Connects at first use, so it cannot fail for an absent server. Raises Invalid `database-url`.
    """
    if url in ("sqlite://", "sqlite:///:memory:"):
        folder = tempfile.TemporaryDirectory(prefix="boardscribe-")
        return Database(make_engines(f"sqlite:///{folder.name}/app.db"), folder)
    return Database(make_engines(url))
