"""Whose change was it? Ours have records, the others' are kept beside them, and replayed together they add up."""

from collections.abc import Callable, Iterable
from datetime import date
from itertools import count
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core_api.changes import witness
from core_api.contracts.board import (
    AddCheck,
    AddLabel,
    Archive,
    Assign,
    Board,
    Card,
    CardComment,
    CheckItem,
    Checklist,
    Column,
    Comment,
    Create,
    Describe,
    Due,
    Label,
    Member,
    Move,
    RemoveLabel,
    Rename,
    Restore,
    Unassign,
    Uncheck,
)
from core_api.contracts.board import Check as Tick
from core_api.contracts.connector import Delete
from core_api.contracts.history import ForeignChange, Sighting
from core_api.contracts.problems import OutcomeUnknown, Problem
from core_api.contracts.proposal import ChangeRecord
from core_api.domain.card_values import values_of
from core_api.domain.replay import replayed
from core_api.store import changes, sightings

REF = "local:demo"
_numbers = count(1)
Make = Callable[[Board], Any]

OPERATIONS = st.one_of(
    st.sampled_from(["todo", "doing", "done"]).map(lambda one: Move(column_id=one)),
    st.sampled_from([None, date(2026, 3, 6), date(2026, 3, 9)]).map(lambda one: Due(date=one)),
    st.sampled_from(["anna", "boris"]).map(lambda one: Assign(member_id=one)),
    st.sampled_from(["anna", "boris"]).map(lambda one: Unassign(member_id=one)),
    st.sampled_from(["bug", "new"]).map(lambda one: AddLabel(label_id=one)),
    st.sampled_from(["bug", "new"]).map(lambda one: RemoveLabel(label_id=one)),
    st.sampled_from(["A", "B"]).map(lambda one: Rename(name=one)),
    st.sampled_from(["more", "less"]).map(lambda one: Describe(text=one)),
    st.sampled_from([Tick(item_id="one"), Uncheck(item_id="one"), AddCheck(name="Two")]),
    st.sampled_from([Comment(text="Said."), Comment(text="Again."), Archive(), Restore()]),
)
STEPS = st.lists(
    st.tuples(
        st.sampled_from(["ours", "theirs", "undo", "look", "race", "between", "lost"]), OPERATIONS, OPERATIONS
    ),
    max_size=10,
)


def board_with(card_id: str) -> Board:
    return Board(
        id="demo",
        name="Demo",
        columns=tuple(Column(id=one, name=one.title()) for one in ("todo", "doing", "done")),
        members=(Member(id="anna", name="Anna Orlova"), Member(id="boris", name="Boris Lem")),
        labels=(Label(id="bug", name="Bug"), Label(id="new", name="New")),
        cards=(
            Card(
                id=card_id,
                name="Pay page",
                column_id="todo",
                member_ids=("anna",),
                checklists=(Checklist(id="steps", name="Steps", items=(CheckItem(id="one", name="One"),)),),
                comments=(CardComment(id="private", text="what a person wrote", author="Anna"),),
            ),
        ),
    )


class Story:
    """One card, what we do to it and what others do."""

    def __init__(self, desk: Any, card_id: str) -> None:
        self.desk, self.card_id = desk, card_id

    def ours(self, operation: Any) -> Any:
        proposal = self.desk.propose(operation, self.card_id, self.desk.meeting_id)
        intent = self.desk.approve(proposal)
        try:
            return self.desk.run(intent)
        except Problem:
            return self.desk.run(intent)

    def theirs(self, operation: Any) -> None:
        self.desk.by_hand(operation, self.card_id)

    def undo_last(self, *, force: bool = False) -> None:
        standing = [one for one in self.records() if one.inverse and not one.undone_by]
        if standing:
            self.desk.undo(standing[-1].id, force=force)

    def look(self) -> None:
        desk = self.desk
        seen = witness.Look(REF, desk.board(), desk.card(self.card_id), desk.clock(), "snapshot")
        with desk.database.transaction() as session:
            witness.looked(session, seen)

    def records(self) -> tuple[ChangeRecord, ...]:
        with self.desk.database.reading() as session:
            return changes.for_card(session, REF, self.card_id)

    def foreign(self) -> tuple[ForeignChange, ...]:
        with self.desk.database.reading() as session:
            return sightings.foreign(session, REF, self.card_id)

    def sighting(self) -> Sighting:
        with self.desk.database.reading() as session:
            found = sightings.get(session, REF, self.card_id)
        assert found is not None
        return found

    def found(self) -> list[tuple[str, Any, Any]]:
        return [(one.field, one.before, one.after) for one in self.foreign()]

    def gaps(self) -> Any:
        return replayed(self.sighting(), self.records(), self.foreign())


@pytest.fixture
def story(make_desk: Make) -> Callable[[], Story]:
    def begin() -> Story:
        card_id = f"card{next(_numbers)}"
        told = Story(make_desk(board_with(card_id)), card_id)
        told.look()
        return told

    return begin


def play(told: Story, step: tuple[str, Any, Any]) -> None:
    kind, operation, other = step
    match kind:
        case "ours":
            told.ours(operation)
        case "theirs":
            told.theirs(operation)
        case "undo":
            told.undo_last(force=True)
        case "look":
            told.look()
        case "race":  # somebody is between our write and our reading back
            proposal = told.desk.propose(operation, told.card_id, told.desk.meeting_id)
            told.desk.connector.trouble("card", lambda: None)
            told.desk.connector.trouble("card", lambda: told.theirs(other))
            told.desk.run(told.desk.approve(proposal))
        case "between":  # another look of ours is between our write and its record
            told.desk.connector.trouble("card", lambda: None)
            told.desk.connector.trouble("card", told.look)
            told.ours(operation)
        case _:
            told.desk.connector.lose_next_answer = OutcomeUnknown("vendor-unreachable", vendor="Demo")
            told.ours(operation)
    told.desk.connector.troubles.clear()
    told.desk.connector.lose_next_answer = None


@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=STEPS)
def test_our_changes_and_the_others_replayed_give_the_card_as_it_is(
    story: Callable[[], Story], steps: Iterable[tuple[str, Any, Any]]
) -> None:
    told = story()
    for step in steps:
        play(told, step)
    told.look()
    assert told.gaps() == ()
    now = told.desk.card(told.card_id).model_copy(update={"comments": ()})
    seen = {name: value for name, value in values_of(told.sighting().last).items() if "comment:" not in name}
    assert seen == values_of(now)
    assert "what a person wrote" not in told.sighting().model_dump_json()


@settings(max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=STEPS)
def test_nothing_of_ours_is_taken_for_somebody_elses(
    story: Callable[[], Story], steps: Iterable[tuple[str, Any, Any]]
) -> None:
    told = story()
    for step in steps:
        if step[0] not in {"theirs", "race"}:
            play(told, step)
    told.look()
    assert told.found() == []


def test_each_thing_that_somebody_changed_is_kept_once_with_its_names(story: Callable[[], Story]) -> None:
    told = story()
    told.theirs(Move(column_id="doing"))
    told.theirs(Due(date=date(2026, 3, 6)))
    told.theirs(Unassign(member_id="anna"))
    told.ours(AddLabel(label_id="bug"))
    told.look()
    assert told.found() == [
        ("column", "todo", "doing"),
        ("due", None, "2026-03-06T12:00:00+00:00"),
        ("member:anna", True, None),
    ]
    assert [(one.words.before, one.words.after) for one in told.foreign()] == [
        ("Todo", "Doing"),
        (None, "2026-03-06"),
        ("Anna Orlova", None),
    ]
    (record,) = told.records()
    assert [(one.field, one.after) for one in record.values] == [("label:bug", True)]
    assert record.sequence == 4


def test_what_somebody_does_while_we_write_is_theirs(story: Callable[[], Story]) -> None:
    told = story()
    play(told, ("race", Move(column_id="doing"), Rename(name="B")))
    assert told.found() == [("name", "Pay page", "B")]
    assert [one.field for one in told.records()[0].values] == ["column"]


def test_a_change_that_another_look_saw_first_is_ours_all_the_same(story: Callable[[], Story]) -> None:
    told = story()
    play(told, ("between", Move(column_id="doing"), None))
    assert told.found() == []
    (record,) = told.records()
    assert [(one.field, one.before, one.after) for one in record.values] == [("column", "todo", "doing")]
    assert told.gaps() == ()


def test_a_look_that_began_before_the_last_one_tells_nothing(story: Callable[[], Story]) -> None:
    told = story()
    desk = told.desk
    early = witness.Look(REF, desk.board(), desk.card(told.card_id), desk.clock(), "snapshot")
    told.ours(Move(column_id="doing"))
    with desk.database.transaction() as session:
        assert witness.looked(session, early) == ()
    assert told.found() == []


def test_a_new_card_is_watched_from_its_first_moment(story: Callable[[], Story]) -> None:
    told = story()
    settled = told.ours(Create(name="Fresh", column_id="todo", member_id="boris"))
    with told.desk.database.reading() as session:
        record = changes.get(session, settled.id)
    told.card_id = record.card.id
    told.theirs(Move(column_id="done"))
    told.undo_last(force=True)
    assert told.found() == [("column", "todo", "done")]
    assert {one.field: one.after for one in told.records()[0].values} == {
        "name": "Fresh",
        "column": "todo",
        "archived": False,
        "member:boris": True,
    }
    assert told.gaps() == ()


def test_a_card_that_is_gone_is_told_once_and_its_return_too(story: Callable[[], Story]) -> None:
    told = story()
    desk = told.desk
    seen = witness.Look(REF, desk.board(), desk.card(told.card_id), desk.clock(), "snapshot")
    with desk.database.transaction() as session:
        assert len(witness.missed(session, seen)) == 1
        assert witness.missed(session, seen) == ()
    told.look()
    assert told.found() == [("card", True, None), ("card", None, True)]
    assert told.gaps() == ()


def test_a_card_that_a_person_had_removed_is_not_missed_as_somebody_elses(story: Callable[[], Story]) -> None:
    told = story()
    told.ours(Move(column_id="doing"))
    desk = told.desk
    seen = witness.Look(REF, desk.board(), desk.card(told.card_id), desk.clock(), "write")
    (moved,) = told.records()
    removal = moved.model_copy(
        update={"id": "op_removal", "operation": Delete(), "values": (), "sequence": None, "at": desk.clock()}
    )
    with desk.database.transaction() as session:
        changes.record(session, witness.removed(session, removal, seen))
    with desk.database.transaction() as session:
        late = witness.Look(REF, desk.board(), desk.card(told.card_id), desk.clock(), "snapshot")
        assert witness.missed(session, late) == ()
    assert told.found() == []
    assert told.gaps() == ()


def test_a_board_that_replaced_another_is_watched_anew(story: Callable[[], Story]) -> None:
    told = story()
    told.ours(Move(column_id="doing"))
    told.theirs(Rename(name="B"))
    with told.desk.database.transaction() as session:
        sightings.forget(session, REF, [told.card_id])
    told.theirs(Move(column_id="done"))
    told.look()
    told.ours(AddLabel(label_id="bug"))
    assert told.found() == []
    assert [one.sequence for one in told.records()] == [1, 2]
    assert told.gaps() == ()


def test_a_record_tells_all_that_the_question_why_needs(story: Callable[[], Story]) -> None:
    told = story()
    told.ours(Move(column_id="doing"))
    (record,) = told.records()
    assert record.claim == "The pay page moves on."
    assert record.meeting_title == "Standup"
    assert record.decided_at is not None
    assert (record.model, record.prompt_version, record.confidence) == ("test-model", "v1", 0.94)
    assert (record.by.name, record.by.channel) == ("Anna", "dashboard")
    assert record.evidence[0].quote == "двигаем оплату"
    assert (record.revision_before, record.revision_after) == (None, "1")


def test_a_record_that_tells_what_never_was_is_found(story: Callable[[], Story]) -> None:
    told = story()
    told.ours(Move(column_id="doing"))
    (record,) = told.records()
    wrong = record.model_copy(update={"values": (record.values[0].model_copy(update={"after": "done"}),)})
    (gap,) = replayed(told.sighting(), (wrong,), told.foreign())
    assert (gap.field, gap.told, gap.found) == ("column", "done", "doing")
    assert replayed(told.sighting(), (), told.foreign()) == ()  # nothing of ours: nothing to explain
