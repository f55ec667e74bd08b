"""The reader of sources, for whoever takes meetings in; imported with its libraries at the first source."""

from pathlib import Path

from core_api.contracts.model import Language
from core_api.usecases.submit import ReadText


def read_source(path: Path, language: Language | None) -> ReadText | None:
    """The text of a source that is text already; None for a recording. Raises Invalid, Unsupported."""
    from core_api.sources.reading import read

    source = read(path, language)
    return ReadText(source.transcript, source.started_at) if source.transcript else None
