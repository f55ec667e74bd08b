"""A decision and a plan made again at the same moment: one of them wins, and the other one is told."""

from collections.abc import Callable
from threading import Thread
from typing import Any

import pytest

from core_api.contracts.problems import Conflict, Problem
from core_api.contracts.proposal import Actor, Decision, Proposal
from core_api.store import proposals
from core_api.usecases.decide import decide
from core_api.usecases.installation import Installation
from core_api.usecases.queue import waiting
from core_api.usecases.report import report
from core_api.usecases.resume import jobs_of
from core_api.usecases.revise import correct_fact

A_WHILE = 1.0
"""Seconds in which the other one does all it can do without waiting."""


@pytest.fixture
def asked(installation: Installation, hand_in: Callable[[], str], work: Callable[[], None]) -> Proposal:
    hand_in()
    work()
    proposal = next(
        item.stored.proposal
        for item in waiting(installation)
        if item.stored.proposal.operation.kind == "comment"
    )
    assert proposal.card is not None
    return proposal


class Meanwhile:
    """Does a thing in a thread of its own once, in the middle of another one."""

    def __init__(self, do: Callable[[], object]) -> None:
        self.outcome: Problem | None = None
        self._do = do
        self._thread = Thread(target=self._run)
        self._begun = False

    def begin(self) -> None:
        if not self._begun:
            self._begun = True
            self._thread.start()
            self._thread.join(A_WHILE)

    def end(self) -> None:
        assert self._begun
        self._thread.join()

    def _run(self) -> None:
        try:
            self._do()
        except Problem as problem:
            self.outcome = problem


def approve(installation: Installation, proposal: Proposal) -> None:
    now, who = installation.clock(), Actor(name="lead")
    decide(
        installation,
        Decision(proposal_id=proposal.id, version=proposal.version, answer="approve", by=who, at=now),
    )


def plan_again(installation: Installation, proposal: Proposal) -> None:
    correct_fact(installation, proposal.meeting_id, proposal.fact_id, "Купить билеты на концерт.")


def state(installation: Installation, proposal: Proposal) -> str:
    stored = report(installation, proposal.meeting_id).proposals
    return next(item.state for item in stored if item.proposal.id == proposal.id)


def test_a_plan_made_again_does_not_slip_in_under_an_approval(
    installation: Installation, asked: Proposal, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = Meanwhile(lambda: plan_again(installation, asked))
    record = proposals.decide

    def slowly(*args: Any) -> Decision:
        other.begin()
        return record(*args)

    monkeypatch.setattr(proposals, "decide", slowly)
    approve(installation, asked)
    other.end()
    assert other.outcome is None
    assert state(installation, asked) == "approved"
    rest = [
        item.stored.proposal
        for item in waiting(installation)
        if item.stored.proposal.fact_id == asked.fact_id
    ]
    assert asked.id not in {item.id for item in rest}


def test_an_approval_that_comes_too_late_is_refused(
    installation: Installation, asked: Proposal, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = Meanwhile(lambda: approve(installation, asked))
    look = proposals.for_meeting

    def slowly(*args: Any, **more: Any) -> Any:
        found = look(*args, **more)
        other.begin()
        return found

    monkeypatch.setattr(proposals, "for_meeting", slowly)
    plan_again(installation, asked)
    other.end()
    assert isinstance(other.outcome, Conflict)
    assert state(installation, asked) == "superseded"
    jobs = jobs_of(installation, asked.meeting_id)
    assert not any(job.kind == "apply" and job.state != "done" for job in jobs)
