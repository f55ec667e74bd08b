"""Meetings and what they came to: transcript, minutes, plan, and where the flow of each stands.

Proposals lie in `proposals`. No decision is taken here.
"""

import hashlib
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import Text, type_coerce
from sqlmodel import col, select

from core_api.contracts.meeting import Meeting, Transcript
from core_api.contracts.minutes import Minutes, ModelCall
from core_api.contracts.model import Language
from core_api.contracts.problems import NotFound
from core_api.contracts.proposal import DiscussedCard, Heard, Plan, StaleCard
from core_api.store.database import Session
from core_api.store.rows import add_once, one, put
from core_api.store.tables import MeetingRow, MinutesRow, PlanRow, TranscriptRow


def add(session: Session, meeting: Meeting, key: str, now: datetime | None = None) -> Meeting:
    """Store a meeting under a key; the same key again gives the meeting that was stored first."""
    row = MeetingRow(id=meeting.id, key=key, created_at=now or datetime.now(UTC), body=meeting)
    if add_once(session, row):
        return meeting
    return by_key(session, key) or get(session, meeting.id)


def get(session: Session, meeting_id: str) -> Meeting:
    """The meeting. Raises NotFound `meeting-not-found`."""
    return _row(session, meeting_id).body


def exists(session: Session, meeting_id: str) -> bool:
    """Whether there is such a meeting."""
    return one(session, MeetingRow, MeetingRow.id == meeting_id) is not None


def by_key(session: Session, key: str) -> Meeting | None:
    """The meeting that was stored under the key."""
    row = one(session, MeetingRow, MeetingRow.key == key)
    return row.body if row else None


def recent(session: Session, limit: int = 50) -> tuple[Meeting, ...]:
    """The meetings that were handed in last, newest first."""
    newest = col(MeetingRow.created_at).desc(), col(MeetingRow.id).desc()
    return tuple(row.body for row in session.exec(select(MeetingRow).order_by(*newest).limit(limit)))


def update(session: Session, meeting: Meeting) -> None:
    """Keep the meeting in the place of what was stored under its id. Raises NotFound."""
    _row(session, meeting.id, lock=True).body = meeting


def set_language(session: Session, meeting_id: str, language: Language) -> Meeting:
    """Remember the language that the transcript told. Raises NotFound."""
    row = _row(session, meeting_id, lock=True)
    row.body = row.body.model_copy(update={"language": language})
    return row.body


def set_stage(session: Session, meeting_id: str, stage: str, error: str | None = None) -> None:
    """Tell where the flow stands (received, transcribing, summarizing, matching, asking, done, failed).

    `error` is the code of the problem that stopped it. Raises NotFound.
    """
    row = _row(session, meeting_id, lock=True)
    row.stage, row.error = stage, error


def stage(session: Session, meeting_id: str) -> tuple[str, str | None]:
    """Where the flow stands, and the code of the problem that stopped it. Raises NotFound."""
    row = _row(session, meeting_id)
    return row.stage, row.error


def save_transcript(session: Session, meeting_id: str, transcript: Transcript) -> str:
    """Keep the transcript in the place of an earlier one; gives its id, the same for the same words."""
    _row(session, meeting_id)
    content = f"{meeting_id}\n{transcript.model_dump_json()}".encode()
    identity = f"tr_{hashlib.sha256(content).hexdigest()[:20]}"
    put(session, TranscriptRow(meeting_id=meeting_id, id=identity, body=transcript))
    return identity


def transcript(session: Session, meeting_id: str) -> Transcript | None:
    """The transcript, once there is one."""
    row = one(session, TranscriptRow, TranscriptRow.meeting_id == meeting_id)
    return row.body if row else None


def transcript_id(session: Session, meeting_id: str) -> str | None:
    """The id of the transcript, once there is one."""
    return session.exec(select(TranscriptRow.id).where(TranscriptRow.meeting_id == meeting_id)).one_or_none()


def heard(session: Session) -> tuple[tuple[Meeting, str], ...]:
    """Every meeting that has a transcript, with the transcript's id."""
    query = select(MeetingRow, TranscriptRow.id).join(TranscriptRow).order_by(MeetingRow.id)
    return tuple((row.body, transcript) for row, transcript in session.exec(query))


def understood(session: Session) -> tuple[Meeting, ...]:
    """Every meeting that has minutes."""
    query = select(MeetingRow).join(MinutesRow).order_by(MeetingRow.id)
    return tuple(row.body for row in session.exec(query))


def minutes_as_stored(session: Session, meeting_id: str) -> str:
    """The minutes' own text, to see whether they changed; empty where there are none."""
    query = select(type_coerce(col(MinutesRow.body), Text)).where(MinutesRow.meeting_id == meeting_id)
    return session.exec(query).one_or_none() or ""


def save_minutes(session: Session, meeting_id: str, minutes: Minutes) -> None:
    """Keep the minutes in the place of earlier ones. Raises NotFound."""
    _row(session, meeting_id)
    put(session, MinutesRow(meeting_id=meeting_id, body=minutes))


def add_calls(session: Session, meeting_id: str, calls: tuple[ModelCall, ...]) -> None:
    """Keep what was asked of a language model after the minutes with them; nothing where there are none."""
    kept = minutes(session, meeting_id)
    if kept is not None:
        whole = kept.model_copy(update={"calls": (*kept.calls, *calls)})
        put(session, MinutesRow(meeting_id=meeting_id, body=whole))


def minutes(session: Session, meeting_id: str) -> Minutes | None:
    """The minutes, once there are any."""
    row = one(session, MinutesRow, MinutesRow.meeting_id == meeting_id)
    return row.body if row else None


def save_plan(session: Session, meeting_id: str, plan: Plan, notes: tuple[str, ...] = ()) -> None:
    """Keep what was heard, how the board's cards fared and the notes, in the place of earlier ones; no proposals."""
    meeting = _row(session, meeting_id).body
    row = PlanRow(
        meeting_id=meeting_id,
        heard=plan.heard,
        stale=plan.stale,
        notes=notes,
        discussed=plan.discussed,
        board=meeting.board,
        started_at=meeting.started_at,
    )
    put(session, row)


def plan(
    session: Session, meeting_id: str
) -> tuple[tuple[Heard, ...], tuple[StaleCard, ...], tuple[str, ...]] | None:
    """What was heard, the stale cards and the notes, once there is a plan."""
    row = one(session, PlanRow, PlanRow.meeting_id == meeting_id)
    return (row.heard, row.stale, row.notes) if row else None


@dataclass(frozen=True)
class Told:
    """How the cards of a board fared in one meeting, as it was kept."""

    meeting_id: str
    started_at: datetime
    stale: tuple[StaleCard, ...]
    discussed: tuple[DiscussedCard, ...]


def told(session: Session, board: str, *, until: datetime | None = None, limit: int = 50) -> tuple[Told, ...]:
    """How a board's cards fared in its meetings, the latest meeting first; those that began after `until` left out."""
    latest = col(PlanRow.started_at).desc(), col(PlanRow.meeting_id).desc()
    query = select(PlanRow).where(PlanRow.board == board, col(PlanRow.started_at).is_not(None))
    if until is not None:
        query = query.where(col(PlanRow.started_at) <= until)
    return tuple(
        Told(row.meeting_id, row.started_at, row.stale, row.discussed)
        for row in session.exec(query.order_by(*latest).limit(limit))
        if row.started_at is not None
    )


def _row(session: Session, meeting_id: str, *, lock: bool = False) -> MeetingRow:
    row = one(session, MeetingRow, MeetingRow.id == meeting_id, lock=lock)
    if row is None:
        raise NotFound("meeting-not-found", id=meeting_id)
    return row
