"""A process that is killed at a point of its work, and what runs the work again."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, NoReturn

import pytest

from core_api import wiring
from core_api.contracts.job import Job
from core_api.contracts.messages import Arrival
from core_api.jobs import ledger
from core_api.usecases.messenger import answering, arriving, errands
from core_api.usecases.messenger.receiving import Intake
from tests.messenger.office import Office


class Killed(BaseException):
    """No handler of problems sees it, as none sees kill -9."""


@contextmanager
def dying(place: Any, name: str) -> Iterator[None]:
    """Whoever calls that is killed."""

    def die(*_args: object, **_named: object) -> NoReturn:
        raise Killed

    with pytest.MonkeyPatch.context() as patch, pytest.raises(Killed):
        patch.setattr(place, name, die)
        yield


def answer(office: Office, arrival: Arrival) -> None:
    """Work on what came, in this thread and without a worker: its job stays to be done."""
    arriving.take(office.installation, [arrival])
    answering.answer(
        office.installation, _job(office, f"answer:telegram:{arrival.id}"), lambda _progress: None
    )


def errand(office: Office, arrival: Arrival) -> None:
    """Run what was ordered, in the same way."""
    job = _job(office, f"errand:telegram:{arrival.id}")
    intake = Intake(wiring.read_source, office.settings.home / "incoming")
    errands.run(office.installation, job, lambda _progress: None, intake)


def _job(office: Office, key: str) -> Job:
    with office.installation.database.reading() as session:
        job = ledger.by_key(session, key)
    assert job is not None
    return job
