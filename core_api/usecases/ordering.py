"""From an intent to work: it is stored and queued in one transaction, once, however often it is asked for."""

from core_api.contracts.job import Job
from core_api.contracts.proposal import Intent
from core_api.jobs import ledger
from core_api.store import intents
from core_api.store.database import Session
from core_api.usecases.installation import Installation


def order(installation: Installation, session: Session, intent: Intent) -> Job:
    """Store the intent and queue its work; one that is there already stays as it is, and so does its job."""
    now = installation.clock()
    return queue(installation, session, intents.plan(session, intent, now))


def queue(installation: Installation, session: Session, intent: Intent) -> Job:
    """The one job of a stored intent."""
    return ledger.submit(
        session,
        "apply",
        f"apply:{intent.id}",
        meeting_id=intent.meeting_id or None,
        args={"intent": intent.id},
        now=installation.clock(),
    )
