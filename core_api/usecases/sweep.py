"""The nightly sweep of what we wrote: late copies go, and of what is in doubt the boards are asked again."""

from datetime import timedelta

from core_api.changes import sweep as write_path
from core_api.changes.reconcile import UNSURE
from core_api.changes.site import Site
from core_api.changes.sweep import Swept
from core_api.contracts.job import Job, Progress
from core_api.contracts.ports import Report
from core_api.usecases import parked
from core_api.usecases.installation import Installation

BACK = timedelta(days=7)
"""How far a sweep looks back: a call that is heard later than this is heard by no vendor."""


def sweep(installation: Installation, board: str | None = None) -> Swept:
    """Take late copies away (on one board, or on all), and queue what is in doubt to be looked at again.

    A board that is away is told in `unread`: that nothing was found there means nothing.
    """
    site = Site(
        installation.database,
        installation.background_connector_for,
        installation.clock,
        outlines=installation.outlines,
    )
    swept = write_path.sweep(site, installation.clock() - BACK, board)
    with installation.database.transaction() as session:
        parked.go_on(session, installation, board, states=UNSURE)
    return swept


def nightly(installation: Installation, job: Job, report: Report) -> str:
    """The sweep as a job; gives what it came to in a few numbers."""
    report(Progress(stage="sweep"))
    swept = sweep(installation)
    return f"looked={swept.looked} removed={len(swept.removed)} left={len(swept.left)} unread={len(swept.unread)}"
