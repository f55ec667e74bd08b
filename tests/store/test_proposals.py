"""Proposals keep their identity and their place; the first decision wins, whoever comes second."""

import threading
from collections.abc import Callable
from datetime import datetime, timedelta

import pytest

from core_api.contracts.meeting import Meeting
from core_api.contracts.problems import Conflict, NotFound, Problem
from core_api.contracts.proposal import Actor, Decision, Proposal
from core_api.store import meetings, proposals
from core_api.store.database import Database

Make = Callable[..., Proposal]
ANNA, BORIS = Actor(name="Анна"), Actor(name="Boris", channel="telegram")


def decision(now: datetime, by: Actor = ANNA, version: int = 1) -> Decision:
    return Decision(proposal_id="prp_1", version=version, answer="approve", by=by, at=now)


@pytest.fixture
def stored(database: Database, meeting: Meeting, make_proposal: Make, now: datetime) -> Proposal:
    proposal = make_proposal()
    with database.transaction() as session:
        proposals.add(session, [proposal], "open", now)
    return proposal


def test_a_second_run_of_the_planner_gives_what_was_stored_first(
    database: Database, stored: Proposal, make_proposal: Make, now: datetime
) -> None:
    with database.transaction() as session:
        proposals.set_state(session, stored.id, 1, "approved")
        later = [make_proposal(claim="Иначе."), make_proposal("prp_2")]
        first, second = proposals.add(session, later, lambda proposal: "shadow", now)
    assert (first.proposal, first.state) == (stored, "approved")
    assert second.state == "shadow"


def test_a_meeting_gives_its_proposals_in_their_order(
    database: Database, meeting: Meeting, make_proposal: Make, now: datetime
) -> None:
    names = ["prp_c", "prp_a", "prp_b"]
    with database.transaction() as session:
        proposals.add(session, map(make_proposal, names), "open", now)
    with database.reading() as session:
        assert [each.proposal.id for each in proposals.for_meeting(session, meeting.id)] == names
        assert proposals.for_meeting(session, "mtg_x") == ()
        assert proposals.get(session, "prp_a").created_at == now


def test_the_queue_holds_what_waits_for_a_person_oldest_first(
    database: Database,
    meeting: Meeting,
    make_meeting: Callable[..., Meeting],
    make_proposal: Make,
    now: datetime,
) -> None:
    with database.transaction() as session:
        meetings.add(session, make_meeting("mtg_2"), "key-2")
        proposals.add(session, [make_proposal("prp_new", "mtg_2", board="kaiten:7")], "shadow", now)
        proposals.add(session, [make_proposal("prp_old")], "open", now - timedelta(days=1))
        proposals.add(session, [make_proposal("prp_done")], "applied", now)
    with database.reading() as session:
        assert [each.proposal.id for each in proposals.queue(session)] == ["prp_old", "prp_new"]
        assert [each.proposal.id for each in proposals.queue(session, "kaiten:7")] == ["prp_new"]
        assert [each.proposal.id for each in proposals.queue(session, limit=1)] == ["prp_old"]


def test_what_stopped_a_proposal_is_visible_and_a_stale_version_moves_nothing(
    database: Database, stored: Proposal
) -> None:
    with database.transaction() as session:
        failed = proposals.set_state(session, stored.id, 1, "failed", "card-changed")
        assert failed is not None
        assert failed.error == "card-changed"
    with database.transaction() as session, pytest.raises(Conflict, match="proposal-stale"):
        proposals.set_state(session, stored.id, 2, "applied")
    with database.transaction() as session, pytest.raises(NotFound, match="proposal-not-found"):
        proposals.set_state(session, "prp_x", 1, "applied")
    with database.reading() as session:
        assert proposals.get(session, stored.id).state == "failed"


def test_a_proposal_that_is_not_where_it_was_expected_stays(database: Database, stored: Proposal) -> None:
    with database.transaction() as session:
        assert proposals.set_state(session, stored.id, 1, "approved", expected=("open", "shadow"))
        assert proposals.set_state(session, stored.id, 1, "superseded", expected="open") is None
        assert proposals.get(session, stored.id).state == "approved"


def test_who_looks_with_a_lock_sees_what_another_writer_left(database: Database, stored: Proposal) -> None:
    held, seen = threading.Event(), []

    def second() -> None:
        held.wait()
        with database.transaction() as session:
            seen.append(proposals.get(session, stored.id, lock=True).state)
        with database.transaction() as session:
            seen.extend(item.state for item in proposals.for_meeting(session, stored.meeting_id, lock=True))

    other = threading.Thread(target=second)
    other.start()
    with database.transaction() as session:
        proposals.set_state(session, stored.id, 1, "approved")
        session.flush()
        held.set()
        other.join(0.5)
    other.join()
    assert seen == ["approved", "approved"]


def test_a_new_version_keeps_its_place_and_is_decided_anew(
    database: Database, stored: Proposal, make_proposal: Make, now: datetime
) -> None:
    second = make_proposal(version=2, claim="Точнее.")
    with database.transaction() as session:
        proposals.decide(session, decision(now))
        fresh = proposals.replace(session, second, "open")
        assert (fresh.proposal, fresh.created_at, fresh.error) == (second, now, None)
        with pytest.raises(Conflict, match="proposal-stale"):
            proposals.replace(session, second, "open")
        with pytest.raises(Conflict, match="proposal-stale"):
            proposals.decide(session, decision(now, BORIS, version=1))
        proposals.decide(session, decision(now, BORIS, version=2))
    with database.reading() as session:
        latest = proposals.decision(session, stored.id)
        assert latest is not None
        assert latest.by == BORIS
        assert len(proposals.decisions(session, stored.meeting_id)) == 2


def test_the_second_decision_is_told_who_was_first(
    database: Database, stored: Proposal, now: datetime
) -> None:
    with database.transaction() as session:
        proposals.decide(session, decision(now))
        proposals.decide(session, decision(now))  # the same press, told twice
        with pytest.raises(Conflict) as refused:
            proposals.decide(session, decision(now, BORIS))
    assert refused.value.code == "already-decided"
    assert refused.value.params == {"answer": "approve", "name": "Анна", "channel": "cli"}


def test_of_many_decisions_at_once_one_counts(database: Database, stored: Proposal, now: datetime) -> None:
    outcomes: list[str] = []

    def press(number: int) -> None:
        try:
            with database.transaction() as session:
                proposals.decide(session, decision(now, Actor(name=f"person {number}")))
            outcomes.append("first")
        except Problem as problem:
            outcomes.append(problem.code)

    people = [threading.Thread(target=press, args=(number,)) for number in range(8)]
    for person in people:
        person.start()
    for person in people:
        person.join()
    assert sorted(outcomes) == ["already-decided"] * 7 + ["first"]


def test_no_decision_is_none(database: Database, stored: Proposal) -> None:
    with database.reading() as session:
        assert proposals.decision(session, stored.id) is None
        assert proposals.decision_on(session, stored.id, 1) is None
