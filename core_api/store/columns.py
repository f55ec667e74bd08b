"""The column types of the tables: moments, JSON documents, stems for full-text search.

Nothing here knows a table.
"""

from collections.abc import Sequence
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any

from pydantic import TypeAdapter
from sqlalchemy import DateTime, Dialect, Text
from sqlalchemy.dialects.postgresql import TSVECTOR
from sqlalchemy.types import TypeDecorator, TypeEngine


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


class Stems(TypeDecorator[Sequence[str]]):
    """The stems of a text in order, as the database's full-text search wants them.

    We cut and stem the words ourselves, so both databases find the same passages: SQLite gets them with
    blanks between, PostgreSQL gets a ready `tsvector` and its own parser is never asked.
    """

    impl = Text
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        """`tsvector` on PostgreSQL, text elsewhere."""
        return dialect.type_descriptor(TSVECTOR() if dialect.name == "postgresql" else Text())

    def process_bind_param(self, value: Sequence[str] | None, dialect: Dialect) -> str | None:
        """The stems in the database's own writing."""
        if value is None:
            return None
        return _tsvector(value) if dialect.name == "postgresql" else " ".join(value)


_LAST_PLACE = 16_383
_MOST_PLACES = 255


def _tsvector(stems: Sequence[str]) -> str:
    places: dict[str, list[int]] = {}
    for place, stem in enumerate(stems, start=1):
        places.setdefault(stem, []).append(min(place, _LAST_PLACE))
    return " ".join(
        f"{lexeme(stem)}:{','.join(map(str, sorted(set(at))[:_MOST_PLACES]))}" for stem, at in places.items()
    )


def lexeme(stem: str) -> str:
    """A stem as PostgreSQL writes one in a `tsvector` or a `tsquery`, whatever characters it has."""
    doubled = stem.replace("\\", "\\\\").replace("'", "''")
    return f"'{doubled}'"
