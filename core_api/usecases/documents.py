"""Curated documents: hand one in, list them, take one out. Answers are found in them at once."""

from pathlib import Path

from core_api.contracts.documents import Document, DocumentReader
from core_api.contracts.people import EVERY_BOARD
from core_api.contracts.problems import Invalid, NotFound
from core_api.contracts.proposal import Actor
from core_api.domain.findable import document_id
from core_api.language.controls import plain
from core_api.language.words import detect_language, fold
from core_api.store import documents, entries
from core_api.store.database import Session
from core_api.usecases.access import readable_boards
from core_api.usecases.findings import index_document
from core_api.usecases.installation import Installation
from core_api.usecases.permissions import OWNER, allow_rules
from core_api.usecases.rules import outline

_LONGEST_TITLE = 200


def add(
    installation: Installation,
    read: DocumentReader,
    path: Path,
    *,
    title: str | None = None,
    board: str | None = None,
    by: Actor = OWNER,
) -> Document:
    """Take a document in; a file of the same name for the same board is a new version, and replaces the old one.

    Without a board everybody is answered from it. Raises what the reader raises, NotFound where there is no such board,
    Refused `not-an-admin`, `person-inactive`.
    """
    if board is not None:
        outline(installation, board)
    with installation.database.reading() as session:
        by = allow_rules(session, by, (board or EVERY_BOARD,))
    text = read(path)
    try:
        blob = installation.blobs.put(path)
    except OSError as error:
        raise Invalid("source-unreadable", name=path.name) from error
    now = installation.clock()
    with installation.database.transaction() as session:
        old = documents.named(session, path.name, board)
        said = " ".join(part.text for part in text.parts)
        document = Document(
            id=old.id if old else documents.fresh_id(now),
            name=path.name,
            title=plain(title or text.title or path.stem).strip()[:_LONGEST_TITLE] or path.name,
            board=board,
            version=old.version + (old.blob != blob) if old else 1,
            blob=blob,
            language=detect_language(said),
            parts=len(text.parts),
            words=len(said.split()),
            added_at=now,
            added_by=by.name,
        )
        documents.keep(session, document, text.parts)
        index_document(session, document)
    return document


def every(installation: Installation, by: Actor = OWNER) -> tuple[Document, ...]:
    """The documents that the actor may be answered from, by title."""
    with installation.database.reading() as session:
        mine = readable_boards(session, by)
        found = documents.every(session)
    return tuple(one for one in found if one.board is None or mine is None or one.board in mine)


def remove(installation: Installation, text: str, by: Actor = OWNER) -> Document:
    """Take the document out that is meant: by its id, its file's name or its title; gives what it was.

    Raises NotFound `document-not-found`, `document-not-named`; Refused `not-an-admin`, `person-inactive`.
    """
    with installation.database.transaction() as session:
        document = _named(session, text)
        allow_rules(session, by, (document.board or EVERY_BOARD,))
        documents.remove(session, document.id)
        entries.drop(session, document_id(document.id))
    return document


def _named(session: Session, text: str) -> Document:
    found = documents.every(session)
    wanted = fold(text).strip()
    fitting = [one for one in found if one.id == text.strip()]
    fitting = fitting or [one for one in found if wanted in {fold(one.name), fold(one.title)}]
    if len(fitting) > 1:
        raise NotFound("document-not-named", name=text, found=len(fitting))
    if not fitting:
        raise NotFound("document-not-found", name=text)
    return fitting[0]
