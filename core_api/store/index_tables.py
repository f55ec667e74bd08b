"""The tables of the search index: sources, their entries, and the vectors of each.

A row of an entry never changes and its place is never given again, so places alone tell what is new and what is
gone. Everything here can be made anew from the rest of the database.
"""

from datetime import datetime

from sqlalchemy import Column as SqlColumn
from sqlalchemy import LargeBinary, Text
from sqlmodel import Field, SQLModel

from core_api.contracts.search import Entry
from core_api.store.tables import json_column, moment_column


class IndexSourceRow(SQLModel, table=True):
    """What entries were made of, and which version of it."""

    __tablename__ = "index_source"
    id: str = Field(primary_key=True)
    version: str
    meeting_id: str | None = Field(foreign_key="meeting.id", ondelete="CASCADE", index=True, nullable=True)


class EntryRow(SQLModel, table=True):
    """Something that can be found. Beside its body stands what a search needs of it."""

    __tablename__ = "entry"
    __table_args__ = {"sqlite_autoincrement": True}
    place: int | None = Field(default=None, primary_key=True)
    id: str = Field(unique=True)
    source_id: str = Field(foreign_key="index_source.id", ondelete="CASCADE", index=True)
    kind: str
    number: int
    meeting_id: str | None = None
    board: str | None = None
    people: str = Field(sa_column=SqlColumn(Text, nullable=False))
    """Folded names, one a line."""
    at: datetime | None = moment_column(nullable=True)
    superseded: bool
    language: str
    digest: str
    """Of all that the entry says; one that stays the same keeps its vectors."""
    stems: str = Field(sa_column=SqlColumn(Text, nullable=False))
    """In order, with blanks between."""
    body: Entry = json_column(Entry)


class EntryVectorRow(SQLModel, table=True):
    """What an embedder made of an entry."""

    __tablename__ = "entry_vector"
    model: str = Field(primary_key=True)
    """The embedder's name and version."""
    place: int = Field(foreign_key="entry.place", ondelete="CASCADE", primary_key=True, index=True)
    vector: bytes = Field(sa_column=SqlColumn(LargeBinary, nullable=False))
    """Numbers of two bytes (IEEE half, little-endian); the vector has length 1."""
