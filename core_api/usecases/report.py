"""Everything that came out of one meeting, read from the store."""

from collections.abc import Iterable
from contextlib import suppress

from core_api.contracts.job import Job, JobKind
from core_api.contracts.problems import NotFound
from core_api.contracts.report import MeetingReport
from core_api.jobs import ledger
from core_api.store import changes, meetings, people, proposals
from core_api.store.database import Session
from core_api.usecases import attention
from core_api.usecases.installation import Installation


def report(installation: Installation, meeting_id: str) -> MeetingReport:
    """The meeting as it stands now. Raises NotFound."""
    with installation.database.reading() as session:
        meeting = meetings.get(session, meeting_id)
        jobs = ledger.for_meeting(session, meeting_id)
        trouble = next((job.trouble for job in jobs if job.state == "failed"), None)
        heard, _stale, notes = meetings.plan(session, meeting_id) or ((), (), ())
        seen = attention.of_meeting(session, meeting)
        return MeetingReport(
            meeting=meeting,
            owner=_owner(session, meeting.owner_id),
            stage=stage_of(meetings.stage(session, meeting_id)[0], jobs),
            trouble=trouble,
            transcript_id=meetings.transcript_id(session, meeting_id),
            transcript=meetings.transcript(session, meeting_id),
            minutes=meetings.minutes(session, meeting_id),
            proposals=proposals.for_meeting(session, meeting_id),
            heard=heard,
            stale=seen.stale,
            discussed=seen.discussed,
            changes=changes.for_meeting(session, meeting_id),
            seconds=_seconds(jobs),
            notes=notes,
        )


def recent(installation: Installation) -> tuple[MeetingReport, ...]:
    """The last meetings with how far each has come, the newest first, without their content."""
    with installation.database.reading() as session:
        lines = []
        for meeting in meetings.recent(session):
            stage, _error = meetings.stage(session, meeting.id)
            jobs = ledger.for_meeting(session, meeting.id)
            lines.append(MeetingReport(meeting=meeting, stage=stage_of(stage, jobs)))
        return tuple(lines)


def _owner(session: Session, person_id: str | None) -> str | None:
    with suppress(NotFound):
        return people.get(session, person_id).person.name if person_id else None
    return None


def stage_of(reached: str, jobs: Iterable[Job]) -> str:
    """How far a meeting is, unless an error or a person stopped its work."""
    states = {job.state for job in jobs}
    if "failed" in states:
        return "failed"
    return "stopped" if "cancelled" in states and not states & {"queued", "running"} else reached


def _seconds(jobs: Iterable[Job]) -> dict[JobKind, float]:
    spent: dict[JobKind, float] = {}
    for job in jobs:
        if job.started_at and job.finished_at:
            spent[job.kind] = spent.get(job.kind, 0.0) + (job.finished_at - job.started_at).total_seconds()
    return spent
