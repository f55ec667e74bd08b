"""The table of curated documents."""

from datetime import datetime

from sqlalchemy import UniqueConstraint
from sqlmodel import Field, SQLModel

from core_api.contracts.documents import Document, DocumentPart
from core_api.store.tables import json_column, moment_column


class DocumentRow(SQLModel, table=True):
    """A document as it was handed in last, and its text in parts."""

    __tablename__ = "document"
    __table_args__ = (UniqueConstraint("place", "name"),)
    id: str = Field(primary_key=True)
    place: str
    """The reference of the board whose people may read it; empty: everybody."""
    name: str
    """Folded, so that a file whose name is written otherwise is still the same document."""
    added_at: datetime = moment_column()
    body: Document = json_column(Document)
    parts: tuple[DocumentPart, ...] = json_column(tuple[DocumentPart, ...])
