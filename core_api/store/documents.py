"""Curated documents, each in its last version. What is found in them lies in the search index."""

from datetime import datetime

from sqlmodel import col, select

from core_api.contracts.documents import Document, DocumentPart
from core_api.contracts.problems import NotFound
from core_api.language.words import fold
from core_api.store.database import Session
from core_api.store.document_tables import DocumentRow
from core_api.store.rows import new_id, one, put


def named(session: Session, name: str, board: str | None) -> Document | None:
    """The document that a file of this name is a version of."""
    row = one(session, DocumentRow, DocumentRow.place == (board or ""), DocumentRow.name == _key(name))
    return row.body if row else None


def fresh_id(now: datetime) -> str:
    """The id of a document that is not there yet."""
    return new_id("doc", now)


def keep(session: Session, document: Document, parts: tuple[DocumentPart, ...]) -> None:
    """Keep the document and its text in the place of an earlier version."""
    row = DocumentRow(
        id=document.id,
        place=document.board or "",
        name=_key(document.name),
        added_at=document.added_at,
        body=document,
        parts=parts,
    )
    put(session, row)


def get(session: Session, document_id: str) -> Document:
    """The document. Raises NotFound `document-not-found`."""
    return _row(session, document_id).body


def parts(session: Session, document_id: str) -> tuple[DocumentPart, ...]:
    """Its text. Raises NotFound `document-not-found`."""
    return _row(session, document_id).parts


def every(session: Session) -> tuple[Document, ...]:
    """All documents by title."""
    found: list[Document] = list(session.exec(select(col(DocumentRow.body))))
    return tuple(sorted(found, key=lambda document: (fold(document.title), document.id)))


def remove(session: Session, document_id: str) -> None:
    """Forget the document. Raises NotFound `document-not-found`."""
    session.delete(_row(session, document_id))
    session.flush()


def _row(session: Session, document_id: str) -> DocumentRow:
    row = one(session, DocumentRow, DocumentRow.id == document_id)
    if row is None:
        raise NotFound("document-not-found", name=document_id)
    return row


def _key(name: str) -> str:
    return " ".join(fold(name).split())
