"""Curated documents: what people handed in beside meetings and boards, so that answers may cite it."""

from collections.abc import Callable
from pathlib import Path

from core_api.contracts.model import Frozen, Language, Moment


class DocumentPart(Frozen):
    """A piece of a document: one to some paragraphs below one heading, on one page."""

    text: str
    heading: str = ""
    """The headings above it, from the outermost to the nearest, with ` › ` between; empty where there is none."""
    page: int | None = None
    """Counted from 1, where the kind of file has pages."""


class DocumentText(Frozen):
    """What is in a document's file."""

    title: str = ""
    """The document's own title, where it has one."""
    parts: tuple[DocumentPart, ...]


DocumentReader = Callable[[Path], DocumentText]
"""Reads a document's file. Raises NotFound, Invalid (empty, damaged, locked, too large) and Unsupported."""


class Document(Frozen):
    """A document as it was handed in last."""

    id: str
    name: str
    """The file's name. A file of the same name for the same board is a new version of the document."""
    title: str
    board: str | None = None
    """Whose people may be answered from it, by the board's reference; None: everybody."""
    version: int = 1
    blob: str
    """The digest (SHA-256, hex) under which the file is kept."""
    language: Language
    parts: int
    words: int
    added_at: Moment
    added_by: str = ""
