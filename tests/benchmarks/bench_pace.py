"""What a place for a call costs, beside a transaction that changes one row, on SQLite and on PostgreSQL.

Prints figures; asserts nothing about this machine.
"""

import importlib.util
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from sqlalchemy import text

from core_api.contracts.connector import Rate
from core_api.store.database import Database, connect
from core_api.store.pace import StoredBuckets
from kanban_connectors.pacing import Pacer, SafeBuckets

ROUNDS = 7
TIMES = 100


def _milliseconds(do: Callable[[], object]) -> float:
    start = time.perf_counter()
    for _ in range(TIMES):
        do()
    return (time.perf_counter() - start) / TIMES * 1000


def bench_a_place(database: Database, name: str) -> None:
    """Both in turns, so that whatever else the machine does falls on both; the medians and their ratio."""
    pace = Pacer(SafeBuckets(StoredBuckets(database)))
    rates = (Rate(calls=90, seconds=10.0),)

    def bare() -> None:
        with database.transaction() as session:
            connection = session.connection()
            connection.execute(text("UPDATE pace_bucket SET scope = scope WHERE scope = 'bare'"))

    pace.take("bare", rates, patience=0)
    plain, places, lessons = [], [], []
    for number in range(ROUNDS):
        plain.append(_milliseconds(bare))
        wide = (Rate(calls=TIMES, seconds=10.0),)
        places.append(_milliseconds(lambda: pace.take(f"s{number}", wide, patience=0)))  # noqa: B023
        lessons.append(_milliseconds(lambda: pace.learn(f"s{number}", 500, 10.0)))  # noqa: B023
    middle = statistics.median(plain)
    for what, figures in (("take", places), ("learn", lessons)):
        figure = statistics.median(figures)
        print(
            f"{name}: {what} {figure:.2f} ms, bare transaction {middle:.2f} ms, ratio {figure / middle:.1f}"
        )


def _databases() -> object:
    spec = importlib.util.spec_from_file_location("databases", Path(__file__).parents[1] / "databases.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        sqlite = connect(f"sqlite:///{folder}/app.db")
        sqlite.migrate()
        bench_a_place(sqlite, "SQLite")
        sqlite.dispose()
    server = _databases()
    postgresql = connect(server.postgresql().url("migrated"))  # type: ignore[attr-defined]
    bench_a_place(postgresql, "PostgreSQL")
    postgresql.dispose()
    server.stop()  # type: ignore[attr-defined]
