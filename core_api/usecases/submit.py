"""Hand a meeting in: the file is kept, the meeting is stored, its work is queued."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path

from core_api.contracts.meeting import Meeting, Transcript
from core_api.contracts.model import Language, MinutesLanguage, ModelAccess
from core_api.contracts.problems import Conflict, Invalid
from core_api.domain.access import strictest
from core_api.jobs import ledger
from core_api.language.controls import plain
from core_api.store import meetings
from core_api.store.database import Session
from core_api.usecases.indexing import index_speech
from core_api.usecases.installation import Installation
from core_api.usecases.reindexing import ring


@dataclass(frozen=True)
class ReadText:
    """What a source that is already text gave: `sources` reads it, nobody transcribes it."""

    transcript: Transcript
    started_at: datetime | None


SourceReader = Callable[[Path, Language | None], ReadText | None]
"""Reads a source that is text already; None for a recording. Raises Invalid, Unsupported."""


@dataclass(frozen=True)
class Submission:
    """A meeting as a person hands it in. What is None is found out."""

    path: Path
    board: str | None = None
    title: str | None = None
    started_at: datetime | None = None
    language: Language | None = None
    models: ModelAccess = "external"
    asr_model: str | None = None
    minutes_language: MinutesLanguage | None = None
    owner_id: str | None = None
    """The known person whose meeting it is, where that was said."""
    by_id: str | None = None
    """The known person who hands it in: whose meeting it is where nothing else was said."""
    occasion: str = ""
    """Tells apart two deliberate submissions of the same thing."""


def describe(installation: Installation, submission: Submission, read: ReadText | None, blob: str) -> Meeting:
    """The meeting that a submission means. Its start falls back to the source's own, then to the file's date.

    A start without a zone is taken in the installation's. The id is a digest of what was handed in, so the same
    submission is the same meeting.
    """
    started = submission.started_at or (read.started_at if read else None)
    if started is None:
        started = datetime.fromtimestamp(submission.path.stat().st_mtime, UTC).astimezone(installation.zone)
    if started.tzinfo is None:
        started = started.replace(tzinfo=installation.zone)
    return Meeting(
        id="mtg_" + meeting_key(submission, blob)[:16],
        title=plain(submission.title or submission.path.stem),
        started_at=started,
        language=submission.language or (read.transcript.language if read else None),
        board=submission.board,
        models=strictest(submission.models, installation.models),
        minutes_language=submission.minutes_language,
        asr_model=submission.asr_model,
        source=submission.path.name,
        blob=blob,
        owner_id=submission.owner_id or submission.by_id,
    )


def meeting_key(submission: Submission, blob: str) -> str:
    """The identity of a submission: its content, its board, and the occasion. A title is no identity."""
    return sha256("\n".join((blob, submission.board or "", submission.occasion)).encode()).hexdigest()


def submit(installation: Installation, submission: Submission, read: ReadText | None) -> Meeting:
    """Store the meeting and queue its work. Handing the same thing in again gives the same meeting, gone on with.

    What is told otherwise this time (title, owner, start, language, speech model) is taken over while the meeting has
    no minutes; later only title and owner are. Raises NotFound when the board does not exist, Invalid when the file
    cannot be read, Conflict `meeting-told-otherwise`.
    """
    if submission.board:
        connector, board_id = installation.connector_for(submission.board)
        connector.outline(board_id)
    try:
        blob = installation.blobs.put(submission.path)
    except OSError as error:
        raise Invalid("file-unreadable", name=submission.path.name, detail=str(error)) from error
    told = describe(installation, submission, read, blob)
    with installation.database.transaction() as session:
        stored = meetings.add(session, told, meeting_key(submission, blob))
        meeting = _corrected(session, stored, told, submission)
        if read and meetings.transcript(session, meeting.id) is None:
            meetings.save_transcript(session, meeting.id, read.transcript)
            index_speech(session, meeting.id)
            ring(installation, session)
        for job in ledger.for_meeting(session, meeting.id):
            if job.state in {"failed", "cancelled"}:
                ledger.retry(session, job.id)
        ledger.ring(session, meeting.id, installation.clock())
    return meeting


def _corrected(session: Session, stored: Meeting, told: Meeting, submission: Submission) -> Meeting:
    """The stored meeting with what this submission says outright."""
    fields = {
        "title": told.title if submission.title else stored.title,
        "started_at": told.started_at if submission.started_at else stored.started_at,
        "language": submission.language or stored.language,
        "minutes_language": submission.minutes_language or stored.minutes_language,
        "asr_model": submission.asr_model or stored.asr_model,
        "owner_id": submission.owner_id or stored.owner_id or submission.by_id,
    }
    meeting = stored.model_copy(update=fields)
    if meeting == stored:
        return stored
    understood = meetings.minutes(session, stored.id) is not None
    named = {"title": stored.title, "owner_id": stored.owner_id}
    if understood and meeting.model_copy(update=named) != stored:
        started = stored.started_at.isoformat(timespec="minutes")
        raise Conflict("meeting-told-otherwise", id=stored.id, started=started)
    meetings.update(session, meeting)
    return meeting
