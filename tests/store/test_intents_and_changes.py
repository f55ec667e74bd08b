"""Board writes are stored once and move on once; the audit keeps one record a change."""

import threading
from datetime import datetime, timedelta
from typing import Any

import pytest

from core_api.contracts.board import Card, CardRef, Comment, Move, Withdraw
from core_api.contracts.problems import Conflict, NotFound
from core_api.contracts.proposal import Actor, ChangeRecord, FieldChange, Intent
from core_api.store import changes, intents
from core_api.store.database import Database


def intent(identity: str = "op_1", **fields: Any) -> Intent:
    values = {
        "id": identity,
        "proposal_id": "prp_1",
        "meeting_id": "mtg_1",
        "board": "local:demo",
        "card_id": "c1",
        "operation": Comment(text="Готово."),
    }
    return Intent.model_validate(values | fields)


def change(identity: str, at: datetime, **fields: Any) -> ChangeRecord:
    values = {
        "id": identity,
        "meeting_id": "mtg_1",
        "proposal_id": "prp_1",
        "board": "local:demo",
        "card": CardRef(id="c1", name="Оплата"),
        "operation": Move(column_id="done"),
        "changes": (FieldChange(field="column", before="В работе", after="Готово"),),
        "by": Actor(name="Анна"),
        "rule": "plainly-said",
        "at": at,
        "inverse": Move(column_id="doing", position=2.0),
    }
    return ChangeRecord.model_validate(values | fields)


def test_an_intent_is_planned_once(database: Database, now: datetime) -> None:
    with database.transaction(durable=True) as session:
        assert intents.plan(session, intent(), now) == intent(created_at=now)
        assert intents.claim(session, "op_1")
        again = intents.plan(session, intent(), now)
    assert (again.state, again.attempts) == ("sending", 1)


def test_an_intent_moves_on_only_from_where_it_is_expected(database: Database, now: datetime) -> None:
    with database.transaction() as session:
        intents.plan(session, intent(), now)
        assert not intents.set_state(session, "op_1", "applied", expected="sending")
        assert intents.set_state(session, "op_1", "sending", expected=("planned", "unknown"), attempt=True)
        assert intents.set_state(session, "op_1", "unknown", expected="sending", error="timeout")
        assert not intents.claim(session, "op_1")
    with database.reading() as session:
        found = intents.get(session, "op_1")
        assert (found.state, found.attempts, found.error) == ("unknown", 1, "timeout")
        with pytest.raises(NotFound, match="intent-not-found"):
            intents.get(session, "op_x")


def test_what_is_left_to_do_comes_in_the_order_it_was_planned(database: Database, now: datetime) -> None:
    with database.transaction() as session:
        for name in ("op_c", "op_a", "op_b"):
            intents.plan(session, intent(name), now)
        intents.plan(session, intent("op_2", meeting_id="mtg_2", operation=_withdraw()), now)
        intents.set_state(session, "op_a", "applied", expected="planned")
    with database.reading() as session:
        assert [each.id for each in intents.pending(session, "mtg_1")] == ["op_c", "op_b"]
        assert len(intents.pending(session)) == 3
        assert [each.id for each in intents.for_meeting(session, "mtg_1")] == ["op_c", "op_a", "op_b"]


def test_only_one_of_many_sends_an_intent(database: Database, now: datetime) -> None:
    taken: list[bool] = []
    with database.transaction() as session:
        intents.plan(session, intent(), now)

    def send() -> None:
        with database.transaction() as session:
            taken.append(intents.claim(session, "op_1"))

    senders = [threading.Thread(target=send) for _ in range(6)]
    for sender in senders:
        sender.start()
    for sender in senders:
        sender.join()
    assert taken.count(True) == 1


def test_the_card_as_it_was_read_before_the_write_is_kept(database: Database, now: datetime) -> None:
    card = Card(id="c1", name="Оплата", column_id="doing", due=now)
    with database.transaction() as session:
        intents.plan(session, intent(), now)
        intents.see(session, "op_1", card)
    with database.reading() as session:
        assert intents.get(session, "op_1").seen == card


def test_a_change_is_recorded_once_and_comes_back_as_it_was(database: Database, now: datetime) -> None:
    first = change("op_1", now)
    with database.transaction() as session:
        assert changes.record(session, first) == first
        assert changes.record(session, change("op_1", now, rule="other")) == first
    with database.reading() as session:
        assert changes.get(session, "op_1") == first
        with pytest.raises(NotFound, match="change-not-found"):
            changes.get(session, "op_x")


def test_changes_are_found_by_meeting_by_card_and_by_time(database: Database, now: datetime) -> None:
    other = CardRef(id="c2", name="Отчёт")
    with database.transaction() as session:
        changes.record(session, change("op_2", now + timedelta(minutes=1)))
        changes.record(session, change("op_1", now))
        changes.record(session, change("op_3", now + timedelta(minutes=2), card=other, meeting_id="mtg_2"))
    with database.reading() as session:
        assert [each.id for each in changes.for_meeting(session, "mtg_1")] == ["op_1", "op_2"]
        assert [each.id for each in changes.for_card(session, "local:demo", "c1")] == ["op_1", "op_2"]
        assert changes.for_card(session, "local:other", "c1") == ()
        assert [each.id for each in changes.recent(session, 2)] == ["op_3", "op_2"]


def test_a_change_is_taken_back_once(database: Database, now: datetime) -> None:
    with database.transaction() as session:
        changes.record(session, change("op_1", now))
        changes.mark_undone(session, "op_1", "op_9")
        assert changes.mark_undone(session, "op_1", "op_9").undone_by == "op_9"
        with pytest.raises(Conflict, match="already-undone"):
            changes.mark_undone(session, "op_1", "op_8")
    with database.reading() as session:
        assert changes.get(session, "op_1").undone_by == "op_9"


def _withdraw() -> Withdraw:
    return Withdraw(what="comment", remote_id="r1")
