"""The readers of meetings and of documents, for whoever takes them in; imported with their libraries at first use."""

from pathlib import Path

from core_api.contracts.documents import DocumentText
from core_api.contracts.model import Language
from core_api.usecases.submit import ReadText


def read_source(path: Path, language: Language | None) -> ReadText | None:
    """The text of a source that is text already; None for a recording. Raises Invalid, Unsupported."""
    from core_api.sources.reading import read

    source = read(path, language)
    return ReadText(source.transcript, source.started_at) if source.transcript else None


def read_document(path: Path) -> DocumentText:
    """The text of a document in parts. Raises as `contracts.documents.DocumentReader` says."""
    from core_api.sources.documents.reading import read_document as read

    return read(path)
