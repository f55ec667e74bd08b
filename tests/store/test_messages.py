"""Letters, tickets, arrivals and examples, on both databases."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest

from core_api.contracts.asking import Action, Awaited, Example, LinkCode, StoredArrival, StoredLetter, Ticket
from core_api.contracts.meeting import Meeting
from core_api.contracts.messages import Address, Arrival, Letter, MessageRef, Notice
from core_api.contracts.people import Person
from core_api.contracts.proposal import Proposal
from core_api.store import arrivals, asking, letters, meetings, people, proposals
from core_api.store.database import Database


def letter(now: datetime, identity: str = "let_1", text: str = "hello") -> StoredLetter:
    body = Letter(
        key=identity, to=Address(channel="telegram", user="7"), language="ru", view=Notice(code=text)
    )
    return StoredLetter(id=identity, purpose="question", letter=body, created_at=now, due_at=now)


def press(identity: str, now: datetime, claims: str | None = None) -> StoredArrival:
    arrival = Arrival(id=identity, channel="telegram", kind="press", at=now, user="7", chat="7", data="a.0")
    return StoredArrival(
        id=arrivals.id_of(arrival),
        arrival=arrival,
        received_at=now,
        claims=claims,
        action=Action(code="approve"),
    )


def test_a_letter_is_stored_once_and_found_where_it_stands(database: Database, now: datetime) -> None:
    ref = MessageRef(channel="telegram", chat="7", id="100")
    with database.transaction() as session:
        assert letters.add(session, letter(now))
        assert not letters.add(session, letter(now, text="other"))
        letters.stands_at(session, "let_1", ref)
        letters.set_state(session, "let_1", "sent", shown="d1", sent_at=now)
    with database.reading() as session:
        found = letters.at(session, ref)
        assert found is not None
        assert (found.refs, found.state, found.shown, found.sent_at) == ((ref,), "sent", "d1", now)
        assert found.letter.view == Notice(code="hello")
        assert letters.at(session, ref.model_copy(update={"id": "101"})) is None
        assert letters.undelivered(session) == ()


def test_what_is_not_delivered_is_shown_and_a_closed_letter_is_open_no_more(
    database: Database, now: datetime
) -> None:
    with database.transaction() as session:
        letters.add(session, letter(now))
        letters.add(session, letter(now, "let_2"))
        letters.close(session, "let_2")
    with database.reading() as session:
        assert [one.id for one in letters.undelivered(session)] == ["let_1", "let_2"]
        assert [one.id for one in letters.still_open(session, ("question",))] == ["let_1"]
        assert letters.still_open(session, ("digest",)) == ()


def test_a_ticket_is_used_once(database: Database, now: datetime) -> None:
    ticket = Ticket(
        id="abc", letter_id="let_1", actions=(Action(code="approve"),), expires_at=now + timedelta(days=1)
    )
    with database.transaction() as session:
        letters.add(session, letter(now))
        letters.add_ticket(session, ticket)
        assert letters.use_ticket(session, "abc", now)
        assert not letters.use_ticket(session, "abc", now + timedelta(seconds=1))
        assert not letters.use_ticket(session, "abd", now)
    with database.reading() as session:
        assert letters.ticket(session, "abc") == ticket.model_copy(update={"used_at": now})
        assert letters.ticket(session, "abd") is None


def test_an_arrival_is_kept_once_and_one_press_claims_a_proposal(database: Database, now: datetime) -> None:
    with database.transaction() as session:
        assert arrivals.keep(session, press("1", now, "prp_1:1"))
        assert not arrivals.keep(session, press("1", now))
        assert not arrivals.keep(session, press("2", now, "prp_1:1")), "somebody was first"
        assert arrivals.keep(session, press("2", now))
        assert arrivals.keep(session, press("3", now, "prp_1:2"))
        claimed = arrivals.claimed_by(session, "prp_1:1")
        assert claimed is not None
        assert claimed.id == "telegram:1"
        arrivals.release(session, "telegram:1")
        assert arrivals.claimed_by(session, "prp_1:1") is None
        arrivals.finish(session, "telegram:1")
        assert [one.id for one in arrivals.unfinished(session)] == ["telegram:2", "telegram:3"]
        arrivals.forget(session, now + timedelta(seconds=1))
        assert arrivals.get(session, "telegram:1") is None
        assert arrivals.get(session, "telegram:2") is not None


def test_the_last_question_in_a_chat_is_the_one_that_is_answered(database: Database, now: datetime) -> None:
    def awaiting(field: str) -> Awaited:
        return Awaited(
            channel="telegram",
            chat="7",
            user="7",
            letter_id="let_1",
            proposal_id="prp_1",
            version=1,
            field=field,
            expires_at=now + timedelta(hours=1),
        )

    with database.transaction() as session:
        letters.add(session, letter(now))
        arrivals.await_text(session, awaiting("due"))
        arrivals.await_text(session, awaiting("column"))
        assert arrivals.awaited(session, "telegram", "7", "7", now) == awaiting("column")
        assert arrivals.awaited(session, "telegram", "7", "7", now + timedelta(hours=1)) is None
        assert arrivals.awaited(session, "telegram", "7", "8", now) is None
        arrivals.await_nothing(session, "telegram", "7", "7")
        assert arrivals.awaited(session, "telegram", "7", "7", now) is None


def test_what_waits_is_unasked_until_somebody_is_told_of_that_version(
    database: Database,
    now: datetime,
    make_meeting: Callable[..., Meeting],
    make_proposal: Callable[..., Proposal],
) -> None:
    with database.transaction() as session:
        meetings.add(session, make_meeting(), "key", now)
        (stored,) = proposals.add(session, [make_proposal()], "open", now)
        assert [one.proposal.id for one in asking.unasked(session)] == [stored.proposal.id]
        assert asking.mark_asked(session, stored.proposal.id, 1, now)
        assert not asking.mark_asked(session, stored.proposal.id, 1, now)
        assert asking.unasked(session) == ()
        assert [one.at for one in asking.unreminded(session)] == [now]
        asking.mark_reminded(session, stored.proposal.id, 1, now)
        assert asking.unreminded(session) == ()
        assert len(asking.unescalated(session)) == 1
        asking.mark_escalated(session, stored.proposal.id, 1, now)
        assert asking.unescalated(session) == ()
        proposals.replace(session, stored.proposal.model_copy(update={"version": 2}), "open")
        assert len(asking.unasked(session)) == 1, "another version is another question"
        proposals.set_state(session, stored.proposal.id, 2, "rejected")
        assert asking.unasked(session) == ()


@pytest.mark.parametrize("late", [False, True])
def test_a_code_is_taken_once_and_in_time(database: Database, now: datetime, late: bool) -> None:
    ends = now + timedelta(minutes=15)
    with database.transaction() as session:
        people.add(session, Person(id="per_1", name="Анна"))
        asking.save_code(session, LinkCode(code="OLDCODE1", person_id="per_1", expires_at=ends))
        asking.save_code(session, LinkCode(code="ABCD2345", person_id="per_1", expires_at=ends))
        assert asking.take_code(session, "OLDCODE1", now) is None, "a new code voids the old one"
        taken = asking.take_code(session, "ABCD2345", ends if late else now)
        assert (taken is None) == late
        assert asking.take_code(session, "ABCD2345", now) is None


def test_wrong_codes_are_counted_by_who_tried(database: Database, now: datetime) -> None:
    with database.transaction() as session:
        for minutes in (70, 10, 5):
            asking.note_wrong_code(session, "telegram:7", now - timedelta(minutes=minutes))
        assert asking.wrong_codes(session, "telegram:7", now - timedelta(hours=1)) == 2
        assert asking.wrong_codes(session, "telegram:8", now - timedelta(hours=1)) == 0


def test_an_example_outlives_its_meeting_and_can_be_amended(database: Database, now: datetime) -> None:
    example = Example(
        proposal_id="prp_1",
        version=1,
        board="local:demo",
        kind="move",
        confidence=0.7,
        rule="below-threshold",
        answer="reject",
        reason="wrong_card",
        channel="telegram",
        at=now,
    )
    with database.transaction() as session:
        asking.learn(session, example)
        asking.learn(session, example.model_copy(update={"undone_at": now}))
    with database.reading() as session:
        assert asking.examples(session) == asking.examples(session, "local:demo")
        assert asking.examples(session, "local:other") == ()
        assert asking.example(session, "prp_1", 1) == example.model_copy(update={"undone_at": now})
