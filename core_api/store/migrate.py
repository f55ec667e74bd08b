"""Brings the schema to the newest version with Alembic, which is only loaded when there is something to do.

Never run by hand: `Database.migrate` calls it at every start.
"""

from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Connection, Engine, text
from sqlalchemy.exc import OperationalError, ProgrammingError

from core_api.contracts.problems import Invalid
from core_api.store.engines import SCHEMA, Dialect
from core_api.store.migrations import HEAD

if TYPE_CHECKING:
    from alembic.config import Config

FOLDER = Path(__file__).parent / "migrations"

_LOCK = 0x626F617264
"""A number of our own for PostgreSQL's advisory lock."""


def upgrade(engine: Engine, dialect: Dialect) -> None:
    """Run the missing migrations in one transaction. Raises Invalid `database-newer`."""
    if current(engine) == HEAD:
        return
    with engine.connect() as connection:
        if dialect == "sqlite":  # rebuilding a table must not set off its cascades
            connection.connection.driver_connection.execute("PRAGMA foreign_keys=OFF")  # type: ignore[union-attr]
        try:
            with connection.begin():
                if dialect == "postgresql":
                    connection.execute(text(f"SELECT pg_advisory_xact_lock({_LOCK})"))
                    connection.execute(text(f"CREATE SCHEMA IF NOT EXISTS {SCHEMA}"))
                _run(connection)
        finally:
            connection.invalidate()  # its pragma is not what others expect


def current(engine: Engine) -> str | None:
    """The version of the schema; None when there is none yet."""
    with engine.connect() as connection:
        try:
            return connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
        except (OperationalError, ProgrammingError) as error:
            if "alembic_version" in str(error.orig):  # no such table, in either database's words
                return None
            raise


def _run(connection: Connection) -> None:
    from alembic import command
    from alembic.script import ScriptDirectory
    from alembic.util import CommandError

    config = settings()
    config.attributes["connection"] = connection
    known = {script.revision for script in ScriptDirectory.from_config(config).walk_revisions()}
    try:
        command.upgrade(config, "head")
    except CommandError as error:
        found = _version(connection)
        if found is None or found in known:
            raise
        raise Invalid("database-newer", version=found) from error


def _version(connection: Connection) -> str | None:
    return connection.execute(text("SELECT version_num FROM alembic_version")).scalar()


def settings() -> "Config":
    """Alembic's settings for our migrations."""
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(FOLDER).replace("%", "%%"))
    return config
