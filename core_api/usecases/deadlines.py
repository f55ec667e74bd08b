"""How long each kind of work may take, in seconds: it grows with what there is to do."""

from core_api.contracts.job import Job, JobKind
from core_api.jobs.worker import Deadline
from core_api.store import meetings
from core_api.usecases.installation import Installation

_BYTES_A_SECOND = 4000
"""Of the thinnest recording that is usual (32 kbit/s): a file's size bounds its length from above."""


def deadlines(installation: Installation) -> dict[JobKind, Deadline]:
    """A deadline for every kind of job of this installation."""

    def transcribe(job: Job) -> float:
        return 600 + 2 * _bytes(installation, job) / _BYTES_A_SECOND

    def summarize(job: Job) -> float:
        return 300 + 0.3 * _words(installation, job)

    return {
        "transcribe": transcribe,
        "summarize": summarize,
        "propose": summarize,
        "advance": lambda _job: 300.0,
        "apply": lambda _job: 300.0,
        "sweep": lambda _job: 3600.0,
        "errand": lambda _job: 3600.0,
        "index": lambda _job: 6 * 3600.0,
    }


def _bytes(installation: Installation, job: Job) -> int:
    with installation.database.reading() as session:
        blob = meetings.get(session, job.meeting_id or "").blob
    return installation.blobs.path(blob).stat().st_size


def _words(installation: Installation, job: Job) -> int:
    with installation.database.reading() as session:
        transcript = meetings.transcript(session, job.meeting_id or "")
    return sum(len(segment.text.split()) for segment in transcript.segments) if transcript else 0
