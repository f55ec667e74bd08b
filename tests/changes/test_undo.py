"""Every change can be taken back from its record, unless a person changed the same field since: then we ask."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any

import pytest

from core_api.changes.undo import undo_meeting
from core_api.contracts.board import (
    AddCheck,
    Archive,
    Assign,
    Board,
    Card,
    Check,
    Column,
    Comment,
    Create,
    Describe,
    Due,
    Member,
    Move,
    Operation,
    Rename,
    Restore,
    Unassign,
)
from core_api.contracts.connector import Capabilities, Receipt
from core_api.contracts.policy import BoardPolicy
from core_api.contracts.problems import Conflict, NotFound, OutcomeUnknown, Refused, Unavailable
from core_api.contracts.proposal import Actor, ChangeRecord
from core_api.domain.fields import changes_of
from core_api.domain.fingerprint import inverse, shows
from core_api.locales import text
from core_api.store import changes

BOARD = Board(
    id="demo",
    name="Demo",
    columns=(Column(id="todo", name="To do"), Column(id="doing", name="Doing")),
    cards=(Card(id="pay", name="Pay page", column_id="todo", member_ids=("anna",)),),
    members=(
        Member(id="anna", name="Anna"),
        Member(id="boris", name="Boris"),
        Member(id="vera", name="Vera"),
    ),
)


def record(desk: Any, change_id: str) -> ChangeRecord:
    with desk.database.reading() as session:
        return changes.get(session, change_id)


def test_an_undo_is_a_change_with_a_record_of_its_own(desk: Any) -> None:
    proposal = desk.propose(Move(column_id="doing"))
    done = desk.run(desk.approve(proposal))
    undone = desk.undo(done.id)
    assert (desk.card().column_id, desk.card().position) == ("todo", 10.0)
    assert (undone.undoes, undone.rule, undone.by.name) == (done.id, "undo", "Anna")
    assert [(change.before, change.after) for change in undone.changes] == [("Doing", "To do")]
    assert record(desk, done.id).undone_by == undone.id
    assert desk.stored(proposal).state == "undone"


def test_a_change_is_taken_back_once(desk: Any) -> None:
    done = desk.apply(Comment(text="hello"))
    desk.undo(done.id)
    with pytest.raises(Conflict, match="already-undone"):
        desk.undo(done.id)
    assert desk.card().comments == ()


def test_an_undo_can_be_taken_back(desk: Any) -> None:
    proposal = desk.propose(Rename(name="Payments"))
    undone = desk.undo(desk.run(desk.approve(proposal)).id)
    assert (desk.card().name, desk.stored(proposal).state) == ("Pay page", "undone")
    desk.undo(undone.id)
    assert (desk.card().name, desk.stored(proposal).state) == ("Payments", "applied")


class OneAssignee:
    """A board that keeps one member a card: assigning another replaces them."""

    capabilities = Capabilities(several_members=False)

    def __init__(self, inner: Any) -> None:
        self.inner = inner

    def __getattr__(self, name: str) -> Any:
        return getattr(self.inner, name)

    def apply(self, board_id: str, card_id: str, write: Any, key: str, seen: Any = None) -> Any:
        if isinstance(write, Assign):
            for member in self.inner.card(board_id, card_id).member_ids:
                self.inner.apply(board_id, card_id, Unassign(member_id=member), f"{key}-{member}")
        return self.inner.apply(board_id, card_id, write, key, seen)


Since = tuple[Operation, Operation, str]
CHANGED_SINCE: list[Since] = [
    (Move(column_id="doing"), Move(column_id="done"), "column"),
    (Rename(name="Payments"), Rename(name="Billing"), "name"),
    (Describe(text="More"), Describe(text="Even more"), "description"),
    (Unassign(member_id="anna"), Assign(member_id="boris"), "members"),
]


@pytest.mark.parametrize(("ours", "theirs", "field"), CHANGED_SINCE, ids=lambda part: str(part)[:20])
def test_a_field_that_a_person_changed_since_is_asked_about(
    desk: Any, ours: Operation, theirs: Operation, field: str
) -> None:
    done = desk.apply(ours)
    desk.by_hand(theirs)
    before = desk.card()
    with pytest.raises(Conflict, match="changed-since") as caught:
        desk.undo(done.id)
    assert (caught.value.params["field"], desk.card()) == (field, before)
    for language in ("ru", "en"):
        assert desk.card().name in text("problem-changed-since", language, caught.value.params)
    assert desk.undo(done.id, force=True).undoes == done.id
    assert record(desk, done.id).undone_by is not None


def test_another_field_that_a_person_changed_since_is_left_as_they_want_it(desk: Any) -> None:
    done = desk.apply(Move(column_id="doing"))
    desk.by_hand(Rename(name="Payments"))
    desk.undo(done.id)
    assert (desk.card().name, desk.card().column_id) == ("Payments", "todo")


def test_an_item_that_a_person_ticked_since_is_asked_about(desk: Any) -> None:
    done = desk.apply(AddCheck(name="Two"))
    desk.by_hand(Check(item_id=desk.card().checklists[0].items[1].id))
    with pytest.raises(Conflict, match="changed-since"):
        desk.undo(done.id)
    desk.undo(done.id, force=True)
    assert [item.name for item in desk.card().checklists[0].items] == ["One"]


def test_a_card_that_people_worked_on_since_is_asked_about(desk: Any) -> None:
    done = desk.apply(Create(name="Refunds", column_id="todo"), None)
    card_id = record(desk, done.id).card.id
    desk.by_hand(Move(column_id="doing"), card_id)
    with pytest.raises(Conflict, match="changed-since"):
        desk.undo(done.id)
    desk.undo(done.id, force=True)
    assert desk.card(card_id).archived


def test_a_card_that_a_person_begins_to_work_on_in_that_moment_stays(desk: Any) -> None:
    done = desk.apply(Create(name="Refunds", column_id="todo"), None)
    card_id = record(desk, done.id).card.id
    desk.connector.trouble("card", lambda: None)
    desk.connector.trouble("card", lambda: desk.by_hand(Rename(name="Refunds for all"), card_id))
    with pytest.raises(Conflict, match="changed-since"):
        desk.undo(done.id)
    assert not desk.card(card_id).archived


def test_what_a_person_took_back_by_hand_counts_as_taken_back(desk: Any) -> None:
    done = desk.apply(Move(column_id="doing"))
    desk.by_hand(Move(column_id="todo"))
    assert desk.undo(done.id).changes == ()
    assert record(desk, done.id).undone_by is not None


def test_what_changed_nothing_cannot_be_taken_back(desk: Any) -> None:
    intent = desk.approve(desk.propose(Archive()))
    desk.by_hand(Archive())
    done = desk.run(intent)
    with pytest.raises(Conflict, match="nothing-to-undo"):
        desk.undo(done.id)
    assert desk.card().archived


def test_an_unknown_change_is_not_found(desk: Any) -> None:
    with pytest.raises(NotFound, match="change-not-found"):
        desk.undo("op_none")


def test_the_kill_switch_stops_an_undo_too(desk: Any) -> None:
    done = desk.apply(Comment(text="hello"))
    desk.policy(BoardPolicy(mode="live", stopped=True))
    with pytest.raises(Refused, match="board-stopped"):
        desk.undo(done.id)
    desk.policy(BoardPolicy(mode="live"))
    desk.undo(done.id)
    assert desk.card().comments == ()


def test_an_undo_that_failed_for_an_outage_goes_through_when_asked_again(desk: Any) -> None:
    done = desk.apply(Move(column_id="doing"))

    def outage() -> None:
        raise Unavailable("board-busy")

    desk.connector.trouble("apply", outage)
    with pytest.raises(Unavailable):
        desk.undo(done.id)
    assert desk.undo(done.id).undoes == done.id
    assert desk.card().column_id == "todo"


def test_an_undo_whose_answer_was_lost_is_not_done_twice(desk: Any) -> None:
    done = desk.apply(Archive())
    desk.connector.lose_next_answer = OutcomeUnknown("timeout")
    desk.undo(done.id)
    assert not desk.card().archived
    assert desk.connector.writes == 2


def test_a_meeting_is_taken_back_newest_first_and_each_change_says_how_it_went(desk: Any) -> None:
    for operation in (
        Move(column_id="doing"),
        Move(column_id="done"),
        Describe(text="A"),
        Describe(text="B"),
    ):
        desk.apply(operation)
    comment = desk.apply(Comment(text="hello"))
    rename = desk.apply(Rename(name="Payments"))
    desk.by_hand(Rename(name="Billing"))
    outcomes = undo_meeting(desk.site(), "mtg_1", Actor(name="Anna"))
    told = {change.id: outcome for change, outcome in outcomes}
    assert isinstance(told[rename.id], Conflict)
    assert isinstance(told[comment.id], ChangeRecord)
    assert sum(isinstance(outcome, ChangeRecord) for outcome in told.values()) == 5
    card = desk.card()
    assert (card.column_id, card.position, card.description) == ("todo", 10.0, "With cards")
    assert (card.comments, card.name) == ((), "Billing")


def test_a_change_of_long_ago_is_taken_back_only_with_force(desk: Any) -> None:
    done = desk.apply(Move(column_id="doing"))
    desk.minutes += 29 * 24 * 60
    undone = desk.undo(done.id)
    assert desk.card().column_id == "todo"
    desk.minutes += 31 * 24 * 60
    with pytest.raises(Conflict, match="undo-too-old"):
        desk.undo(undone.id)
    assert desk.card().column_id == "todo"
    desk.undo(undone.id, force=True)
    assert desk.card().column_id == "doing"


def test_the_one_assignee_whom_ours_replaced_comes_back(make_desk: Callable[[Board], Any]) -> None:
    desk = make_desk(BOARD)
    desk.connector.inner = OneAssignee(desk.connector.inner)
    desk.connector.capabilities = OneAssignee.capabilities
    assigned = desk.propose(Assign(member_id="boris"))
    rename = desk.propose(Rename(name="Payments"))
    again = desk.propose(Assign(member_id="vera"))
    done = [desk.run(desk.approve(one)) for one in (assigned, rename, again)]
    assert [one.state for one in done] == ["applied"] * 3, (
        "what this meeting did itself is nobody else's change"
    )
    assert desk.card().member_ids == ("vera",)
    told = [(change.before, change.after) for change in record(desk, done[2].id).changes]
    assert told == [("Boris", "Vera")]
    desk.undo(done[2].id)
    assert desk.card().member_ids == ("boris",)
    desk.undo(done[0].id)
    assert desk.card().member_ids == ("anna",)
    desk.undo(record(desk, done[0].id).undone_by or "")
    assert desk.card().member_ids == ("boris",)


@pytest.mark.parametrize("zone_hours", [3, 13, -11])
def test_a_day_without_a_time_comes_back_without_one(desk: Any, zone_hours: int) -> None:
    noon = datetime(2026, 3, 6, 12, tzinfo=UTC)
    card = desk.card().model_copy(update={"due": noon, "due_has_time": False})
    zone = timezone(timedelta(hours=zone_hours))
    given = Due(date=date(2026, 3, 9), at=datetime(2026, 3, 9, 12, tzinfo=zone))
    back = inverse(card, given, Receipt(card=card), zone)
    assert back == Due(date=date(2026, 3, 6))
    assert shows(card, Due(date=date(2026, 3, 6), at=datetime(2026, 3, 6, 12, tzinfo=zone)))
    assert not shows(card, given)
    timed = card.model_copy(update={"due_has_time": True})
    assert inverse(timed, given, Receipt(card=timed), UTC) == Due(date=date(2026, 3, 6), at=noon)
    (change,) = changes_of(BOARD, card, given, zone)
    assert (change.before, change.after) == ("2026-03-06", "2026-03-09")


def test_restoring_is_taken_back_by_archiving(make_desk: Callable[[Board], Any], desk: Any) -> None:
    desk.by_hand(Archive())
    done = desk.apply(Restore())
    desk.undo(done.id)
    assert desk.card().archived
