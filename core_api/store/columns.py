"""The column types of the tables: moments and JSON documents.

Nothing here knows a table.
"""

from datetime import UTC, datetime
from functools import lru_cache
from typing import Any

from pydantic import TypeAdapter
from sqlalchemy import DateTime, Dialect, Text
from sqlalchemy.types import TypeDecorator


@lru_cache(maxsize=200)
def _adapter(annotation: Any) -> TypeAdapter[Any]:
    return TypeAdapter(annotation)


class UtcDateTime(TypeDecorator[datetime]):
    """A moment: stored in UTC, given back in UTC. A time without a zone is a programming error."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """The moment in UTC, without its zone where the database knows none. ValueError for a naive one."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"{value!r} has no time zone")
        moment = value.astimezone(UTC)
        return moment.replace(tzinfo=None) if dialect.name == "sqlite" else moment

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """The moment with its zone, UTC."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Json(TypeDecorator[Any]):
    """A value that pydantic can write and check, as JSON text: the same text on every database."""

    impl = Text
    cache_ok = True

    def __init__(self, annotation: Any) -> None:
        """`annotation` is what the column holds, such as `Meeting` or `tuple[Heard, ...]`."""
        super().__init__()
        self.annotation = annotation

    def process_bind_param(self, value: Any, dialect: Dialect) -> str | None:
        """The value as JSON."""
        return None if value is None else _adapter(self.annotation).dump_json(value).decode()

    def process_result_value(self, value: str | None, dialect: Dialect) -> Any:
        """The checked value. Raises pydantic's ValidationError for what another version wrote differently."""
        return None if value is None else _adapter(self.annotation).validate_json(value)
