"""What the index is made of, and how it is kept in step with it: each kind of source tells its versions.

What is stored is indexed in the same transaction; `catch_up` finds whatever changed in another way.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from hashlib import sha256

from core_api.contracts.meeting import Meeting
from core_api.contracts.search import Entry, Source
from core_api.domain import passages
from core_api.store import entries, meetings
from core_api.store.database import Session
from core_api.usecases import findings
from core_api.usecases.installation import Installation


@dataclass(frozen=True)
class Supply:
    """One kind of source. Nothing is written by it."""

    prefix: str
    """What the ids of its sources begin with, before the colon."""
    sources: Callable[[Session], Iterable[Source]]
    """All that there are now. Cheap: it is asked at every catching up."""
    entries: Callable[[Session, Source], tuple[Entry, ...]]
    """What can be found of one."""


def speech_source(meeting: Meeting, transcript_id: str) -> Source:
    """A meeting's talk: another one when it was heard anew, or when what stands above it was told otherwise."""
    told = (transcript_id, meeting.title, meeting.board or "", meeting.started_at.isoformat())
    version = sha256("\n".join(told).encode()).hexdigest()[:20]
    return Source(id=passages.source_of(meeting.id), version=version, meeting_id=meeting.id)


def index_speech(session: Session, meeting_id: str) -> None:
    """Make what was said at a meeting findable, in the place of an earlier index of it. Raises NotFound."""
    transcript_id = meetings.transcript_id(session, meeting_id)
    if transcript_id is not None:
        source = speech_source(meetings.get(session, meeting_id), transcript_id)
        entries.put(session, source, _speech(session, source))


def _speeches(session: Session) -> Iterable[Source]:
    return (speech_source(meeting, transcript) for meeting, transcript in meetings.heard(session))


def _speech(session: Session, source: Source) -> tuple[Entry, ...]:
    meeting = meetings.get(session, source.meeting_id or "")
    transcript = meetings.transcript(session, meeting.id)
    return passages.speech(meeting, transcript) if transcript else ()


SUPPLIES = (
    Supply("speech", _speeches, _speech),
    Supply("minutes", findings.all_minutes, findings.minutes),
    Supply("board", findings.all_boards, findings.cards),
    Supply("document", findings.all_documents, findings.document_parts),
)


def catch_up(installation: Installation, supplies: Iterable[Supply] = SUPPLIES, *, anew: bool = False) -> int:
    """Index what changed since it was indexed, and forget what is gone; gives how many sources that were.

    `anew` indexes every source, whatever its version: entries that say the same stay as they are.
    """
    done = 0
    for supply in supplies:
        with installation.database.reading() as session:
            held = entries.versions(session, f"{supply.prefix}:")
            there = {source.id: source for source in supply.sources(session)}
        for source in there.values():
            if anew or held.get(source.id) != source.version:
                with installation.database.transaction() as session:
                    entries.put(session, source, supply.entries(session, source))
                done += 1
        for gone in held.keys() - there.keys():
            installation.index.drop(gone)
            done += 1
    return done
