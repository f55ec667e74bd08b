"""Where the script keeps its place: a file of its own beside SQLite, a schema of its own in PostgreSQL."""

import sqlite3
from pathlib import Path

from langgraph.checkpoint.base import BaseCheckpointSaver


def open_checkpoints(url: str, folder: Path) -> BaseCheckpointSaver[str]:
    """The checkpoint store that goes with the product's database."""
    if url.startswith("sqlite"):
        return _sqlite(folder / "flow.db")
    return _postgres(url)


def _sqlite(path: Path) -> BaseCheckpointSaver[str]:
    from langgraph.checkpoint.sqlite import SqliteSaver

    path.parent.mkdir(parents=True, exist_ok=True)
    connection = sqlite3.connect(path, timeout=30, check_same_thread=False)
    saver = SqliteSaver(connection)
    saver.setup()
    return saver


def _postgres(url: str) -> BaseCheckpointSaver[str]:
    from langgraph.checkpoint.postgres import PostgresSaver
    from psycopg.rows import dict_row
    from psycopg_pool import ConnectionPool

    address = url.replace("postgresql+psycopg://", "postgresql://", 1)
    pool = ConnectionPool(
        address,
        min_size=1,
        max_size=4,
        kwargs={
            "autocommit": True,
            "prepare_threshold": 0,
            "row_factory": dict_row,
            "options": "-c search_path=flow",
        },
    )
    with pool.connection() as connection:
        connection.execute("CREATE SCHEMA IF NOT EXISTS flow")
    saver = PostgresSaver(pool)  # type: ignore[arg-type]
    saver.setup()
    return saver
