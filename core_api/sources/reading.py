"""The door to all readers: a file in, its kind and (where it is text) its transcript out."""

from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from core_api.contracts.meeting import Transcript
from core_api.contracts.model import Language
from core_api.language.controls import plain
from core_api.sources.cues import UNREAD, read_cues
from core_api.sources.draft import Draft, participants_of, transcript_of
from core_api.sources.kinds import Content, Kind, identify


@dataclass(frozen=True)
class Source:
    """What a file gave."""

    kind: Kind
    transcript: Transcript | None = None
    """None for a recording: `audio2text` hears it."""
    started_at: datetime | None = None
    """When the source itself says when it began; without a zone where it does not tell one."""
    participants: tuple[str, ...] = ()
    """The names of those who spoke."""
    title: str | None = None
    """The source's own title, where it has one."""


def read(path: Path, language: Language | None = None) -> Source:
    """A file by its content. `language` is the text's, None to find it out.

    Raises NotFound, Invalid (empty, damaged, mislabelled, undecodable, nothing said) and Unsupported.
    """
    content = identify(path)
    if content.kind == "media":
        return Source("media")
    if content.kind == "telegram":
        from core_api.sources.telegram import read_telegram

        chat = read_telegram(content.text, language)
        return _source(content, chat.draft, language, chat.started_at, chat.title)
    return _source(content, _read(content, path), language)


def _read(content: Content, path: Path) -> Draft | Transcript:
    """The readers come only when they are needed: a start of the program waits for none of them."""
    if content.kind in {"vtt", "srt"}:
        return read_cues(content.text)
    if content.kind == "json":
        from core_api.sources.segments import read_json

        return read_json(content.text)
    if content.kind == "docx":
        from core_api.sources.word import read_docx

        return read_docx(path)
    from core_api.sources.plain import read_text

    return read_text(content.text)


def _source(
    content: Content,
    read_as: Draft | Transcript,
    language: Language | None,
    started_at: datetime | None = None,
    title: str | None = None,
) -> Source:
    if isinstance(read_as, Draft):
        draft = replace(read_as, notes=(*read_as.notes, UNREAD)) if content.cut else read_as
        transcript = transcript_of(draft, language)
    else:
        transcript = read_as.model_copy(update={"language": language}) if language else read_as
    return Source(
        content.kind, transcript, started_at, participants_of(transcript), plain(title) if title else None
    )
