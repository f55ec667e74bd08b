"""Where the script keeps its place: a file of its own beside SQLite, a schema of its own in PostgreSQL."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from langgraph.checkpoint.base import BaseCheckpointSaver

from core_api.store.engines import make_private

_WAIT_SECONDS = 30.0


@contextmanager
def open_checkpoints(url: str, folder: Path) -> Iterator[BaseCheckpointSaver[str]]:
    """The checkpoint store that goes with the product's database, closed at the end of the block."""
    with _sqlite(folder / "flow.db") if url.startswith("sqlite") else _postgresql(url) as saver:
        yield saver


@contextmanager
def _sqlite(path: Path) -> Iterator[BaseCheckpointSaver[str]]:
    from langgraph.checkpoint.sqlite import SqliteSaver

    make_private(path)
    with closing(sqlite3.connect(path, timeout=_WAIT_SECONDS, check_same_thread=False)) as connection:
        saver = SqliteSaver(connection)
        saver.setup()
        yield saver


@contextmanager
def _postgresql(url: str) -> Iterator[BaseCheckpointSaver[str]]:
    from langgraph.checkpoint.postgres import PostgresSaver
    from psycopg import Connection
    from psycopg.rows import DictRow, dict_row
    from psycopg_pool import ConnectionPool

    address = url.replace("postgresql+psycopg://", "postgresql://", 1)
    options: dict[str, Any] = {
        "autocommit": True,
        "prepare_threshold": 0,
        "row_factory": dict_row,
        "options": "-c search_path=flow",
    }
    connections = Connection[DictRow]
    with ConnectionPool(
        address, connection_class=connections, min_size=1, max_size=4, kwargs=options, open=False
    ) as pool:
        with pool.connection() as connection:
            connection.execute("CREATE SCHEMA IF NOT EXISTS flow")
        saver = PostgresSaver(pool)
        saver.setup()
        yield saver
