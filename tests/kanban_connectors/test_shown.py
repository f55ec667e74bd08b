"""Whether a card shows a change: one pair of cards a kind of write, before and after."""

from datetime import UTC, date, datetime

import pytest

from core_api.contracts.board import (
    AddLabel,
    Archive,
    Assign,
    Card,
    CardComment,
    Check,
    CheckItem,
    Checklist,
    Comment,
    Create,
    Describe,
    Due,
    Move,
    RemoveLabel,
    Rename,
    Restore,
    Unassign,
    Uncheck,
    Withdraw,
)
from core_api.contracts.connector import Edit, Write
from kanban_connectors.shown import shows

CARD = Card(
    id="1",
    name="Pay page",
    description="Cards",
    column_id="todo",
    lane_id="main",
    position=2.5,
    member_ids=("anna",),
    label_ids=("bug",),
    due=datetime(2026, 3, 6, 12, tzinfo=UTC),
    checklists=(Checklist(id="c", name="Steps", items=(CheckItem(id="i", name="One", done=True),)),),
    comments=(CardComment(id="k", text="hello"),),
)

YES: list[Write] = [
    Move(column_id="todo"),
    Move(column_id="todo", position=2.5 + 1e-9),
    Due(date=date(2026, 3, 6)),
    Assign(member_id="anna"),
    Unassign(member_id="boris"),
    AddLabel(label_id="bug"),
    RemoveLabel(label_id="new"),
    Check(item_id="i"),
    Rename(name="Pay page"),
    Describe(text="Cards"),
    Describe(text=""),
    Describe(text="Cards", replace=True),
    Restore(),
    Withdraw(what="comment", remote_id="gone"),
    Withdraw(what="check_item", remote_id="gone"),
    Edit(),
    Edit(
        name="Pay page", description="Cards", column_id="todo", lane_id="main", position=2.5, archived=False
    ),
    Edit(due=Due(date=date(2026, 3, 6))),
]

NO: list[Write] = [
    Move(column_id="done"),
    Move(column_id="todo", position=3.5),
    Due(date=None),
    Assign(member_id="boris"),
    Unassign(member_id="anna"),
    AddLabel(label_id="new"),
    RemoveLabel(label_id="bug"),
    Uncheck(item_id="i"),
    Check(item_id="gone"),
    Rename(name="Else"),
    Describe(text="ds"),
    Describe(text="ds", replace=True),
    Archive(),
    Withdraw(what="comment", remote_id="k"),
    Withdraw(what="check_item", remote_id="i"),
    Edit(name="Pay page", description=""),
    Edit(lane_id="fast"),
    Edit(position=7.0),
    Edit(due=Due(date=None)),
    Comment(text="hello"),
    Create(name="Pay page", column_id="todo"),
]


@pytest.mark.parametrize("write", YES, ids=repr)
def test_what_holds_is_shown(write: Write) -> None:
    assert shows(CARD, write)


GROWN = [
    "Ours",
    "Ours\n\nTheirs",
    "Before\n\nOurs",
    "Before\r\n\r\nOurs\r\nand on",
    "Before\n\nOurs\n\nAfter",
]
OTHER = ["", "ours", "Before\nOurs", "Before\n\nOurs too", "Not Ours"]


@pytest.mark.parametrize("description", GROWN, ids=repr)
def test_an_added_text_shows_whatever_people_wrote_around_it(description: str) -> None:
    assert shows(CARD.model_copy(update={"description": description}), Describe(text="Ours"))


@pytest.mark.parametrize("description", OTHER, ids=repr)
def test_the_same_words_within_a_paragraph_are_none_of_ours(description: str) -> None:
    assert not shows(CARD.model_copy(update={"description": description}), Describe(text="Ours"))


@pytest.mark.parametrize("write", NO, ids=repr)
def test_what_does_not_hold_and_what_is_made_is_not_shown_by_fields(write: Write) -> None:
    assert not shows(CARD, write)
