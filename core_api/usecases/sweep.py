"""The nightly sweep of what we wrote: late copies go, of what is in doubt boards are asked again, old letters go."""

from dataclasses import replace
from datetime import timedelta

from core_api.changes import sweep as write_path
from core_api.changes.reconcile import UNSURE
from core_api.changes.record import GATE
from core_api.changes.sweep import Swept
from core_api.contracts.job import Job, Progress
from core_api.contracts.ports import Report
from core_api.contracts.proposal import Actor
from core_api.store import boards
from core_api.usecases import parked
from core_api.usecases.installation import Installation
from core_api.usecases.messenger import delivering
from core_api.usecases.permissions import allow_decision

BACK = timedelta(days=7)
"""How far a sweep looks back: a call that is heard later than this is heard by no vendor."""


def sweep(installation: Installation, board: str | None = None, by: Actor = GATE) -> Swept:
    """Take late copies away (on one board, or on all), and queue what is in doubt to be looked at again.

    A board that is away is told in `unread`: that nothing was found there means nothing. Raises Refused
    `not-an-approver`, `person-inactive` for a person who may not decide on each of these boards.
    """
    if by.kind == "person":
        with installation.database.reading() as session:
            for ref in [board] if board else [known for known, _policy in boards.known(session)]:
                by = allow_decision(session, by, ref)
    site = replace(installation.site(), connector_for=installation.background_connector_for)
    swept = write_path.sweep(site, installation.clock() - BACK, board, by)
    with installation.database.transaction() as session:
        parked.go_on(session, installation, board, states=UNSURE)
    return swept


def nightly(installation: Installation, job: Job, report: Report) -> str:
    """The sweep as a job; gives what it came to in a few numbers."""
    report(Progress(stage="sweep"))
    swept = sweep(installation)
    delivering.forget(installation)
    return f"looked={swept.looked} removed={len(swept.removed)} left={len(swept.left)} unread={len(swept.unread)}"
