"""What a change says of itself is in the names that people read on the board, never in ids."""

from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from core_api.contracts.board import (
    AddCheck,
    AddLabel,
    Archive,
    Assign,
    Board,
    Card,
    CardComment,
    Check,
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
    Operation,
    RemoveLabel,
    Rename,
    Unassign,
    Withdraw,
)
from core_api.contracts.proposal import FieldValue
from core_api.domain.card_words import words_of
from core_api.domain.fields import changes_of

CARD = Card(
    id="pay",
    name="Pay page",
    description="With cards",
    column_id="todo",
    member_ids=("m1",),
    label_ids=("l1",),
    due=datetime(2026, 3, 1, 22, tzinfo=UTC),
    checklists=(Checklist(id="k", name="Steps", items=(CheckItem(id="i1", name="Договор"),)),),
    comments=(CardComment(id="n1", text="hello"),),
)
BOARD = Board(
    id="demo",
    name="Demo",
    columns=(Column(id="todo", name="To do"), Column(id="done", name="Готово")),
    cards=(CARD,),
    members=(Member(id="m1", name="Анна Орлова"), Member(id="m2", name="Boris Lem")),
    labels=(Label(id="l1", name="Bug"), Label(id="l2", name="", color="red")),
)

SAID: list[tuple[Operation | Withdraw, str, str | None, str | None]] = [
    (Move(column_id="done"), "column", "To do", "Готово"),
    (Due(date=date(2026, 3, 6)), "due", "2026-03-02", "2026-03-06"),
    (Due(date=None), "due", "2026-03-02", None),
    (Assign(member_id="m2"), "members", "Анна Орлова", "Анна Орлова, Boris Lem"),
    (Unassign(member_id="m1"), "members", "Анна Орлова", None),
    (Check(item_id="i1"), "check", "☐ Договор", "☑ Договор"),
    (AddCheck(name="Смета"), "checklist", None, "☐ Смета"),
    (AddLabel(label_id="l2"), "labels", "Bug", "Bug, red"),
    (RemoveLabel(label_id="l1"), "labels", "Bug", None),
    (Rename(name="Payments"), "name", "Pay page", "Payments"),
    (Describe(text="More"), "description", "With cards", "With cards\n\nMore"),
    (Comment(text="done"), "comments", None, "done"),
    (Archive(), "archived", "☐", "☑"),
    (Withdraw(what="comment", remote_id="n1"), "comments", "hello", None),
    (Withdraw(what="check_item", remote_id="i1"), "checklist", "☐ Договор", None),
]


@pytest.mark.parametrize(
    ("operation", "field", "before", "after"), SAID, ids=lambda part: getattr(part, "kind", "")
)
def test_before_and_after_are_told_in_names(
    operation: Operation | Withdraw, field: str, before: str | None, after: str | None
) -> None:
    (change,) = changes_of(BOARD, CARD, operation, timezone(timedelta(hours=3)))
    assert (change.field, change.before, change.after) == (field, before, after)


def test_a_new_card_tells_all_that_is_set_on_it() -> None:
    create = Create(name="Refunds", column_id="done", member_id="m1", date=date(2026, 3, 9))
    assert [(one.field, one.before, one.after) for one in changes_of(BOARD, None, create)] == [
        ("card", None, "Refunds"),
        ("column", None, "Готово"),
        ("members", None, "Анна Орлова"),
        ("due", None, "2026-03-09"),
    ]


def test_a_label_without_a_name_is_called_by_its_color_whoever_changed_it() -> None:
    board = Board(id="demo", name="Demo", labels=(Label(id="l9", name="", color="red"),))
    card = CARD.model_copy(update={"label_ids": ()})
    (ours,) = changes_of(board, card, AddLabel(label_id="l9"))
    theirs = words_of(board, FieldValue(field="label:l9", after=True), card.name)
    assert (ours.after, theirs.after) == ("red", "red")
