"""A decision reaches the board once, and never goes over what a person did meanwhile."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

import pytest

from core_api.changes.reconcile import settle_doubt
from core_api.changes.record import GATE
from core_api.contracts.board import (
    AddCheck,
    Archive,
    Assign,
    Comment,
    Create,
    Describe,
    Due,
    Move,
    Rename,
    Restore,
)
from core_api.contracts.connector import Capabilities
from core_api.contracts.policy import BoardPolicy
from core_api.contracts.problems import NotFound, OutcomeUnknown, Refused, Transient, Unavailable
from core_api.contracts.proposal import FieldChange
from core_api.store import changes, meetings, proposals


def raising(problem: Exception) -> Callable[[], None]:
    def trouble() -> None:
        raise problem

    return trouble


def records(desk: Any) -> Any:
    with desk.database.reading() as session:
        return changes.for_meeting(session, "mtg_1")


def test_an_approved_move_shows_on_the_board_and_is_recorded_once(desk: Any) -> None:
    proposal = desk.propose(Move(column_id="doing"))
    done = desk.run(desk.approve(proposal))
    assert (done.state, done.error) == ("applied", None)
    assert desk.card().column_id == "doing"
    assert desk.stored(proposal).state == "applied"
    (record,) = records(desk)
    assert record.changes == (FieldChange(field="column", before="To do", after="Doing"),)
    assert (record.by.name, record.by.channel, record.rule) == ("Anna", "dashboard", "asks-first")
    assert (record.evidence[0].quote, record.evidence[0].start) == ("двигаем оплату", 12.0)
    assert (record.confidence, record.model, record.prompt_version) == (0.94, "test-model", "v1")
    assert record.inverse == Move(column_id="todo", position=10.0)


def test_running_an_intent_again_changes_nothing(desk: Any) -> None:
    intent = desk.approve(desk.propose(Comment(text="hello")))
    for _ in range(3):
        assert desk.run(intent).state == "applied"
    assert len(desk.card().comments) == 1
    assert len(records(desk)) == 1


def test_days_are_shown_in_the_zone_of_the_meeting(desk: Any) -> None:
    desk.apply(Due(date=date(2026, 3, 6)))
    assert records(desk)[0].changes == (FieldChange(field="due", before="2026-03-02", after="2026-03-06"),)


def test_a_new_card_is_recorded_with_its_id(desk: Any) -> None:
    done = desk.apply(Create(name="Refunds", column_id="todo", member_id="boris"), None)
    (record,) = records(desk)
    assert done.state == "applied"
    assert desk.card(record.card.id).name == "Refunds"
    assert ("members", "Boris Lem") in {(change.field, change.after) for change in record.changes}


def test_a_card_that_a_person_changed_meanwhile_is_left_alone_and_the_proposal_asks_again(desk: Any) -> None:
    proposal = desk.propose(Move(column_id="doing"))
    intent = desk.approve(proposal)
    desk.by_hand(Move(column_id="done"))
    assert (desk.run(intent).state, desk.intent(intent).error) == ("failed", "card-changed")
    assert desk.card().column_id == "done"
    stored = desk.stored(proposal)
    assert (stored.state, stored.error, stored.proposal.version) == ("open", "card-changed", 2)
    assert stored.proposal.verdict.route == "review"
    assert stored.proposal.changes == (FieldChange(field="column", before="Done", after="Doing"),)
    assert records(desk) == ()
    assert desk.run(desk.approve(stored.proposal)).state == "applied"
    assert desk.card().column_id == "doing"


def test_a_change_of_another_field_does_not_stand_in_the_way(desk: Any) -> None:
    intent = desk.approve(desk.propose(Move(column_id="doing")))
    desk.by_hand(Rename(name="Payment page"))
    assert desk.run(intent).state == "applied"
    assert (desk.card().name, desk.card().column_id) == ("Payment page", "doing")


def test_an_edited_proposal_is_held_against_the_card_as_well(desk: Any) -> None:
    proposal = desk.propose(Move(column_id="doing"))
    intent = desk.approve(proposal, Move(column_id="done"))
    desk.by_hand(Move(column_id="doing"))
    assert desk.run(intent).error == "card-changed"
    assert desk.stored(proposal).proposal.operation == Move(column_id="done")


def test_our_own_changes_of_the_same_meeting_are_not_a_persons(desk: Any) -> None:
    both = [desk.propose(Assign(member_id="boris"), "login"), desk.propose(Assign(member_id="anna"), "login")]
    moves = [desk.propose(Move(column_id="doing")), desk.propose(Move(column_id="done"))]
    assert [desk.run(desk.approve(one)).state for one in (*both, *moves)] == ["applied"] * 4
    assert desk.card("login").member_ids == ("boris", "anna")
    assert desk.card().column_id == "done"


def test_the_change_of_another_meeting_asks(desk: Any) -> None:
    desk.add_meeting("mtg_2")
    late = desk.propose(Move(column_id="doing"), meeting_id="mtg_2")
    assert desk.apply(Move(column_id="done")).state == "applied"
    assert desk.run(desk.approve(late)).error == "card-changed"


def test_what_the_board_shows_already_is_not_written_again(desk: Any) -> None:
    intent = desk.approve(desk.propose(Move(column_id="doing")))
    desk.by_hand(Move(column_id="doing"))
    done = desk.run(intent)
    assert (done.state, done.error) == ("applied", "already-there")
    assert desk.connector.writes == 0
    (record,) = records(desk)
    assert (record.changes, record.inverse) == ((), None)


def test_a_description_grows_twice(desk: Any) -> None:
    for text in ("First", "Second"):
        assert desk.apply(Describe(text=text)).state == "applied"
    assert desk.card().description == "With cards\n\nFirst\n\nSecond"


def test_a_card_archived_meanwhile_asks_again(desk: Any) -> None:
    proposal = desk.propose(Move(column_id="doing"))
    intent = desk.approve(proposal)
    desk.by_hand(Archive())
    assert desk.run(intent).error == "card-archived"
    assert desk.stored(proposal).state == "open"
    assert desk.card().column_id == "todo"


def test_an_archived_card_can_be_restored(desk: Any) -> None:
    desk.by_hand(Archive())
    assert desk.apply(Restore()).state == "applied"
    assert not desk.card().archived


@pytest.mark.parametrize(
    "policy", [BoardPolicy(mode="live", stopped=True), BoardPolicy(mode="live", read_only=True)]
)
def test_the_kill_switch_stops_what_was_approved_and_keeps_it(desk: Any, policy: BoardPolicy) -> None:
    intent = desk.approve(desk.propose(Comment(text="hello")))
    desk.policy(policy)
    with pytest.raises(Refused, match=r"board-stopped|board-set-read-only"):
        desk.run(intent)
    assert desk.card().comments == ()
    assert desk.intent(intent).state == "planned"
    desk.policy(BoardPolicy(mode="live"))
    assert desk.run(intent).state == "applied"


def test_a_switch_that_is_thrown_while_the_board_is_looked_at_still_stops_the_write(desk: Any) -> None:
    intent = desk.approve(desk.propose(Comment(text="hello")))
    desk.connector.trouble("card", lambda: desk.policy(BoardPolicy(mode="live", stopped=True)))
    with pytest.raises(Refused, match="board-stopped"):
        desk.run(intent)
    assert (desk.card().comments, desk.connector.writes) == ((), 0)
    assert desk.intent(intent).state == "planned"


def test_what_the_gate_decided_waits_on_a_board_that_is_in_shadow_mode_by_now(desk: Any) -> None:
    automatic = desk.approve(desk.propose(Comment(text="by itself")), by=GATE)
    asked = desk.approve(desk.propose(Comment(text="asked for")))
    desk.policy(BoardPolicy(mode="shadow"))
    with pytest.raises(Refused, match="board-shadow"):
        desk.run(automatic)
    assert desk.intent(automatic).state == "planned"
    assert desk.run(asked).state == "applied"
    assert [one.text for one in desk.card().comments] == ["asked for"]
    desk.policy(BoardPolicy(mode="live"))
    assert desk.run(automatic).state == "applied"


def test_a_board_that_cannot_do_it_is_not_tried(desk: Any) -> None:
    desk.connector.capabilities = Capabilities(comments=False)
    assert desk.apply(Comment(text="hello")).error == "board-cannot"
    desk.connector.capabilities = Capabilities(writable=False)
    assert desk.apply(Move(column_id="doing")).error == "board-read-only"
    assert desk.connector.writes == 0


@pytest.mark.parametrize("call", ["outline", "card", "apply"])
def test_an_outage_before_the_write_leaves_it_to_be_tried_again(desk: Any, call: str) -> None:
    proposal = desk.propose(Comment(text="hello"))
    intent = desk.approve(proposal)
    desk.connector.trouble(call, raising(Transient("board-busy")))
    with pytest.raises(Transient, match="board-busy"):
        desk.run(intent)
    assert (desk.intent(intent).state, desk.intent(intent).error) == ("planned", "board-busy")
    assert desk.stored(proposal).error == "board-busy"
    assert desk.run(intent).state == "applied"
    assert len(desk.card().comments) == 1
    assert desk.stored(proposal).error is None


@pytest.mark.parametrize("lost", [OutcomeUnknown("timeout"), TimeoutError(), ConnectionResetError()])
def test_a_lost_answer_is_looked_up_and_not_written_twice(desk: Any, lost: Exception) -> None:
    desk.connector.lose_next_answer = lost
    assert desk.apply(Comment(text="hello")).state == "applied"
    assert len(desk.card().comments) == 1
    assert len(records(desk)) == 1


def test_when_the_board_cannot_tell_nothing_is_tried_again_until_it_can(desk: Any) -> None:
    proposal = desk.propose(Create(name="Refunds", column_id="todo"), None)
    intent = desk.approve(proposal)
    desk.connector.lose_next_answer = OutcomeUnknown("timeout")
    for _ in range(2):
        desk.connector.trouble("find", raising(Unavailable("board-busy")))
    for _ in range(2):
        with pytest.raises(Unavailable, match="write-unsure"):
            desk.run(intent)
        assert (desk.intent(intent).state, desk.stored(proposal).state) == ("unknown", "unknown")
    assert settle_doubt(desk.site(), desk.intent(intent)).state == "applied"
    assert [card.name for card in desk.board().cards].count("Refunds") == 1


def test_a_call_that_surely_did_not_arrive_is_made_again(desk: Any) -> None:
    intent = desk.approve(desk.propose(AddCheck(name="Two")))
    desk.connector.trouble("apply", raising(OutcomeUnknown("timeout")))
    with pytest.raises(Unavailable, match="write-not-heard"):
        desk.run(intent)
    assert desk.intent(intent).state == "planned"
    assert desk.run(intent).state == "applied"
    assert [item.name for item in desk.card().checklists[0].items] == ["One", "Two"]


def test_done_is_said_only_when_the_board_shows_it(desk: Any) -> None:
    desk.connector.ignore_writes = True
    proposal = desk.propose(Move(column_id="doing"))
    done = desk.run(desk.approve(proposal))
    assert (done.state, done.error, desk.stored(proposal).state) == ("failed", "not-shown", "failed")
    assert records(desk) == ()


def test_what_the_board_lost_meanwhile_asks_again(desk: Any) -> None:
    proposal = desk.propose(Move(column_id="gone"))
    assert desk.run(desk.approve(proposal)).error == "column-not-found"
    assert (desk.stored(proposal).state, desk.stored(proposal).error) == ("open", "column-not-found")


def test_a_card_that_is_gone_asks_again(desk: Any) -> None:
    proposal = desk.propose(Move(column_id="doing"))
    intent = desk.approve(proposal)
    desk.connector.trouble("card", raising(NotFound("card-not-found", card="pay")))
    assert desk.run(intent).error == "card-not-found"
    assert (desk.stored(proposal).state, desk.stored(proposal).proposal.version) == ("open", 2)


def test_a_record_dates_from_the_write(desk: Any) -> None:
    desk.apply(Comment(text="hello"))
    assert isinstance(records(desk)[0].at, datetime)
    with desk.database.reading() as session:
        assert records(desk)[0].at > meetings.get(session, "mtg_1").started_at


def test_what_was_decided_otherwise_meanwhile_is_not_written(desk: Any) -> None:
    proposal = desk.propose(Comment(text="hello"))
    intent = desk.approve(proposal)
    with desk.database.transaction() as session:
        proposals.set_state(session, proposal.id, 1, "superseded")
    assert desk.run(intent).error == "decided-otherwise"
    assert desk.stored(proposal).state == "superseded"
    assert desk.card().comments == ()
