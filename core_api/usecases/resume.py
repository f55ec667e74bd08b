"""The work of a meeting: look at it, queue again what failed, ask it to stop."""

from core_api.contracts.job import Job, JobKind
from core_api.jobs import ledger
from core_api.store import intents, meetings
from core_api.usecases.installation import Installation

_ORDERED: tuple[JobKind, ...] = ("transcribe", "summarize", "propose")
_SCRIPT: tuple[JobKind, ...] = ("advance",)


def jobs_of(installation: Installation, meeting_id: str) -> tuple[Job, ...]:
    """The meeting's jobs, the oldest first. Raises NotFound."""
    with installation.database.reading() as session:
        meetings.get(session, meeting_id)
        return tuple(ledger.for_meeting(session, meeting_id))


def unfinished(installation: Installation) -> tuple[str, ...]:
    """The meetings with writes that were decided and are not done: a board was away or stopped, or a process died."""
    with installation.database.reading() as session:
        return tuple(dict.fromkeys(intent.meeting_id for intent in intents.pending(session)))


def retry(installation: Installation, meeting_id: str) -> tuple[Job, ...]:
    """Queue what failed or was cancelled again, and the meeting's script with it."""
    with installation.database.transaction() as session:
        meetings.get(session, meeting_id)
        for job in ledger.for_meeting(session, meeting_id):
            if job.state in {"failed", "cancelled"}:
                ledger.retry(session, job.id, installation.clock())
        ledger.ring(session, meeting_id, installation.clock())
    return jobs_of(installation, meeting_id)


def cancel(installation: Installation, meeting_id: str) -> tuple[Job, ...]:
    """Ask the meeting's work to stop, until `retry`. What was approved still goes to the board.

    The script is stopped after the work that it ordered, because a stop rings for it; once it is held, it orders no
    more, and what it ordered meanwhile is stopped too.
    """
    with installation.database.transaction() as session:
        meetings.get(session, meeting_id)
        for kinds in (_ORDERED, _SCRIPT, _ORDERED):
            for job in ledger.for_meeting(session, meeting_id):
                if job.kind in kinds:
                    ledger.cancel(session, job.id, installation.clock())
    return jobs_of(installation, meeting_id)
