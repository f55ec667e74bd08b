"""What came and could not be worked on: tried again for as long as whoever pressed or wrote may still care."""

import logging
from datetime import datetime, timedelta

from core_api.contracts.job import Job
from core_api.jobs import ledger
from core_api.store import arrivals
from core_api.usecases.installation import Installation
from core_api.usecases.messenger.delivering import AGAIN

_LOG = logging.getLogger(__name__)
_IN_VAIN = timedelta(days=1)
"""After so long nobody waits for it any more."""


def try_again(installation: Installation) -> None:
    """Have what could not be worked on for a while be tried again, for a day; then it is given up, and logged."""
    now = installation.clock()
    with installation.database.reading() as session:
        stuck = [
            (came, job)
            for came in arrivals.unfinished(session)
            if (job := ledger.by_key(session, f"answer:{came.id}")) and _gave_up(job, now)
        ]
    if not stuck:
        return
    with installation.database.transaction() as session:
        for came, job in stuck:
            if now - came.received_at < _IN_VAIN:
                ledger.retry(session, job.id, now)
            else:
                _LOG.warning("what came as %s was given up: %s", came.id, job.error)
                arrivals.finish(session, came.id)


def _gave_up(job: Job, now: datetime) -> bool:
    return job.state == "failed" and job.finished_at is not None and now - job.finished_at >= AGAIN
