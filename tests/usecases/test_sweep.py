"""By night the boards are asked again about what is in doubt, and late copies are looked for."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from core_api import wiring
from core_api.contracts.job import Job
from core_api.contracts.problems import Internal
from core_api.contracts.proposal import Actor, Decision
from core_api.jobs import ledger
from core_api.store import intents, proposals
from core_api.usecases import parked
from core_api.usecases.decide import decide
from core_api.usecases.installation import Installation
from core_api.usecases.queue import waiting

Work = Callable[[], None]


def a_write_in_doubt(installation: Installation) -> str:
    """A comment was approved; its worker died after it was sent, and its job was given up. Gives the proposal's id."""
    one = next(
        item.stored.proposal
        for item in waiting(installation)
        if item.stored.proposal.operation.kind == "comment"
    )
    lead, now = Actor(name="lead"), installation.clock()
    decide(installation, Decision(proposal_id=one.id, version=1, answer="approve", by=lead, at=now))
    job = ledger.claim(installation.database, ("apply",), "gone", installation.clock())
    assert job is not None
    with installation.database.transaction() as session:
        intents.claim(session, job.args["intent"])
    ledger.fail(installation.database, job, Internal("worker-lost", attempts=1), now)
    return one.id


def test_what_is_in_doubt_is_looked_at_again_every_night(
    installation: Installation, hand_in: Callable[[], str], work: Work
) -> None:
    hand_in()
    work()
    proposal = a_write_in_doubt(installation)
    (waits,) = parked.parked(installation)
    assert (waits.state, waits.code) == ("sending", "worker-lost")
    work()
    assert len(parked.parked(installation)) == 1, "by itself nobody looks before the night"
    wiring.build_schedule(installation).tick()
    work()
    assert parked.parked(installation) == ()
    with installation.database.reading() as session:
        assert proposals.get(session, proposal).state == "applied"


def test_the_night_leaves_a_word_of_what_it_came_to(
    installation: Installation, hand_in: Callable[[], str], work: Work
) -> None:
    hand_in()
    work()
    wiring.build_schedule(installation).tick()
    work()
    with installation.database.reading() as session:
        made = sum(
            one.operation.kind in {"create", "comment", "add_check"}
            for one in intents.applied_since(session, datetime(2026, 1, 1, tzinfo=UTC))
        )
    night = [
        found.result
        for day in range(-1, 2)
        if (found := _sweep_of(installation, day)) is not None and found.state == "done"
    ]
    assert night == [f"looked={made} removed=0 left=0 unread=0"]


def _sweep_of(installation: Installation, day: int) -> Job | None:
    night = (installation.clock() + timedelta(days=day)).date().isoformat()
    with installation.database.reading() as session:
        return ledger.by_key(session, f"sweep:{night}")
