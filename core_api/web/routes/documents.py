"""Curated documents: hand one in, list them, take one out."""

from typing import Annotated

from fastapi import APIRouter, File, Form, Request, UploadFile, status

from core_api.contracts.documents import Document, DocumentReader
from core_api.contracts.envelope import Envelope
from core_api.contracts.problems import TooLarge
from core_api.usecases import documents
from core_api.web.context import Here, Who
from core_api.web.entrance import LARGEST_DOCUMENT
from core_api.web.uploads import received

router = APIRouter(prefix="/documents", tags=["documents"])


@router.post("", status_code=status.HTTP_201_CREATED)
def add(
    request: Request,
    here: Here,
    who: Who,
    file: Annotated[UploadFile, File()],
    title: Annotated[str | None, Form()] = None,
    board: Annotated[str | None, Form()] = None,
) -> Envelope[Document]:
    """Take in Markdown, text, Word or PDF; the same name for the same board again is a new version."""
    read: DocumentReader = request.app.state.read_document
    with received(file, LARGEST_DOCUMENT, TooLarge("document-too-large", name=file.filename or "")) as path:
        document = documents.add(here, read, path, title=title, board=board, by=who)
    return Envelope(success=True, data=document)


@router.get("")
def list_all(here: Here, who: Who) -> Envelope[tuple[Document, ...]]:
    """The documents that the caller may be answered from, by title."""
    return Envelope(success=True, data=documents.every(here, who))


@router.delete("/{document_id}")
def remove(here: Here, who: Who, document_id: str) -> Envelope[Document]:
    """Take a document out; nothing is answered from it any more."""
    return Envelope(success=True, data=documents.remove(here, document_id, who))
