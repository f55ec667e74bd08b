"""How rows are read and written, the same on both databases.

Only for the repositories beside it. Nothing here knows a particular table.
"""

import secrets
import time
from collections.abc import Sequence
from datetime import datetime
from functools import cache
from typing import Any, TypeVar

from sqlalchemy import literal
from sqlalchemy.dialects import postgresql, sqlite
from sqlmodel import SQLModel, select

from core_api.store.database import Session

Row = TypeVar("Row", bound=SQLModel)

_DIGITS = "0123456789abcdefghjkmnpqrstvwxyz"


def new_id(prefix: str, now: datetime) -> str:
    """A new id that sorts by time, and ids of the same moment by the order they were made in.

    `PREFIX_`, ten digits of milliseconds, seven of this machine's own microseconds, five by chance.
    """
    chance = "".join(secrets.choice(_DIGITS) for _ in range(5))
    return f"{prefix}_{_sorted(int(now.timestamp() * 1000), 10)}{_sorted(time.monotonic_ns() // 1000, 7)}{chance}"


def _sorted(number: int, digits: int) -> str:
    return "".join(_DIGITS[number >> shift & 31] for shift in range(5 * (digits - 1), -1, -5))


def one(session: Session, kind: type[Row], *where: Any, lock: bool = False) -> Row | None:
    """The only row that fits, as it stands in the database now; None when there is none.

    `lock` keeps other writers from it until the transaction ends (on SQLite nobody else writes anyway).
    """
    query = select(kind).where(*where).execution_options(populate_existing=True)
    return session.exec(query.with_for_update() if lock else query).one_or_none()


def add_once(session: Session, row: SQLModel) -> bool:
    """Store a new row; false when one with the same key is there already, which then stays as it is."""
    session.flush()
    statement = _adding(_dialect(session), _table(row))
    return session.connection().execute(statement, _values(row)).first() is not None


def put(session: Session, row: SQLModel) -> None:
    """Store a row, in the place of the one with the same primary key if there is one."""
    session.flush()
    session.connection().execute(_replacing(_dialect(session), _table(row)), _values(row))


def put_all(session: Session, rows: Sequence[SQLModel]) -> None:
    """Store many rows of one table, each in the place of the one with its primary key if there is one."""
    if not rows:
        return
    session.flush()
    statement = _replacing(_dialect(session), _table(rows[0]))
    session.connection().execute(statement, [_values(row) for row in rows])


@cache
def _adding(dialect: Any, table: Any) -> Any:
    """Kept, as what comes after it: to put a statement together takes longer than to carry it out."""
    return dialect.insert(table).on_conflict_do_nothing().returning(literal(1))


@cache
def _replacing(dialect: Any, table: Any) -> Any:
    insert = dialect.insert(table)
    keys = [column.name for column in table.primary_key]
    rest = {column.name: insert.excluded[column.name] for column in table.columns if column.name not in keys}
    return insert.on_conflict_do_update(index_elements=keys, set_=rest)


def _dialect(session: Session) -> Any:
    return postgresql if session.get_bind().dialect.name == "postgresql" else sqlite


def _table(row: SQLModel) -> Any:
    return type(row).__table__  # type: ignore[attr-defined]


def _values(row: SQLModel) -> dict[str, Any]:
    return {column.name: getattr(row, column.name) for column in _table(row).columns}
