"""What every board does to the fields of a card."""

from datetime import UTC, date, datetime

import pytest

from core_api.contracts.board import (
    AddCheck,
    AddLabel,
    Archive,
    Assign,
    Check,
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
from core_api.contracts.problems import Conflict, Unsupported
from tests.conformance.desk import GONE, Desk, items_of, plain

FRIDAY = date(2026, 3, 6)
EVENING = datetime(2026, 3, 1, 18, 30, tzinfo=UTC)

ALL: list[Write] = [
    Move(column_id="todo"),
    Due(date=EVENING.date(), at=EVENING),
    Assign(member_id="anna"),
    Unassign(member_id="boris"),
    Uncheck(item_id="one"),
    AddLabel(label_id="bug"),
    RemoveLabel(label_id="new"),
    Rename(name="Pay page"),
    Restore(),
    Edit(name="Pay page", description="With cards"),
    Edit(),
    Withdraw(what="comment", remote_id=GONE),
    Withdraw(what="check_item", remote_id=GONE),
]
"""What holds on the first card already."""


class Changing:
    """Changes of fields; what a kind of board cannot do, it refuses."""

    def test_a_move_goes_to_the_end_of_the_column_or_to_its_place(self, desk: Desk) -> None:
        before = desk.card()
        desk.do(Move(column_id="doing"))
        assert desk.card().column_id == "doing"
        if desk.can.positions:
            assert desk.card().position > desk.card("login").position
        desk.do(Move(column_id="todo", position=before.position))
        assert (desk.card().column_id, desk.card().position) == ("todo", before.position)
        if desk.can.positions:
            assert desk.card().position < desk.card("docs").position

    def test_due_days_are_the_same_day_everywhere_and_can_be_cleared(self, desk: Desk) -> None:
        if not desk.can.due:
            return _refused(desk, Due(date=FRIDAY))
        desk.do(Due(date=FRIDAY))
        assert desk.card().due == datetime(2026, 3, 6, 12, tzinfo=UTC)
        desk.do(Due(date=EVENING.date(), at=EVENING))
        card = desk.card()
        assert card.due == (EVENING if desk.can.due_time else datetime(2026, 3, 1, 12, tzinfo=UTC))
        assert card.due_has_time == desk.can.due_time
        desk.do(Due(date=None))
        assert desk.card().due is None
        return None

    def test_members_come_and_go_and_the_others_stay(self, desk: Desk) -> None:
        if not desk.can.members:
            return _refused(desk, Assign(member_id="boris"))
        desk.do(Assign(member_id="boris"))
        assert set(desk.card().member_ids) == ({"anna", "boris"} if desk.can.several_members else {"boris"})
        desk.do(Unassign(member_id="anna"))
        assert desk.card().member_ids == ("boris",)
        desk.do(Unassign(member_id="boris"))
        assert desk.card().member_ids == ()
        return None

    def test_labels_come_and_go_and_the_others_stay(self, desk: Desk) -> None:
        if not desk.can.labels:
            return _refused(desk, AddLabel(label_id="new"))
        desk.do(AddLabel(label_id="new"))
        assert set(desk.card().label_ids) == {"bug", "new"}
        desk.do(RemoveLabel(label_id="bug"))
        assert desk.card().label_ids == ("new",)
        desk.do(RemoveLabel(label_id="new"))
        assert desk.card().label_ids == ()
        return None

    def test_checklist_items_are_ticked_and_added(self, desk: Desk) -> None:
        if not desk.can.checklists:
            return _refused(desk, AddCheck(name="Two"))
        desk.do(Check(item_id="one"))
        assert items_of(desk.card()) == [("One", True)]
        desk.do(AddCheck(name="Two"))
        desk.do(Uncheck(item_id="one"))
        assert items_of(desk.card()) == [("One", False), ("Two", False)]
        desk.do(AddCheck(name="First"), card="login")
        desk.do(AddCheck(name="Второе"), card="login")
        assert items_of(desk.card("login")) == [("First", False), ("Второе", False)]
        assert len(desk.card("login").checklists) == 1
        return None

    def test_names_are_replaced_and_descriptions_grow(self, desk: Desk) -> None:
        desk.do(Rename(name="Страница «Оплата» & <b>"))
        desk.do(Describe(text="Apple Pay too"))
        assert (desk.card().name, desk.card().description) == (
            "Страница «Оплата» & <b>",
            "With cards\n\nApple Pay too",
        )
        desk.do(Describe(text="With cards", replace=True))
        assert desk.card().description == "With cards"
        desk.do(Describe(text="", replace=True))
        assert desk.card().description == ""

    def test_an_archived_card_is_marked_and_comes_back(self, desk: Desk) -> None:
        if not desk.can.archive:
            return _refused(desk, Archive())
        desk.do(Archive())
        assert desk.card().archived
        assert {card.id: card.archived for card in desk.board().cards} == {
            id_: name == "pay" for name, id_ in desk.cards.items()
        }
        desk.do(Restore())
        assert not desk.card().archived
        assert desk.card().column_id == "todo"
        return None

    def test_several_fields_change_in_one_write(self, desk: Desk) -> None:
        before = desk.card()
        edit = Edit(name="Payment", description="Anew", column_id="doing")
        if desk.can.due:
            edit = edit.model_copy(update={"due": Due(date=FRIDAY)})
        if desk.can.lanes:
            edit = edit.model_copy(update={"lane_id": "fast"})
        desk.do(edit)
        card = desk.card()
        assert (card.name, card.description, card.column_id) == ("Payment", "Anew", "doing")
        assert card.due == (datetime(2026, 3, 6, 12, tzinfo=UTC) if desk.can.due else None)
        assert not desk.can.lanes or card.lane_id == "fast"
        assert (card.member_ids, card.label_ids) == (before.member_ids, before.label_ids)
        assert items_of(card) == items_of(before)

    def test_an_edit_clears_what_it_says_and_leaves_the_rest(self, desk: Desk) -> None:
        desk.do(Edit(description=""))
        assert (desk.card().name, desk.card().description) == ("Pay page", "")
        assert (desk.card().due is not None) == desk.can.due
        if desk.can.due:
            desk.do(Edit(due=Due(date=None)))
            assert desk.card().due is None
        if desk.can.archive:
            desk.do(Edit(archived=True))
            assert desk.card().archived
            desk.do(Edit(archived=False, name="Back"))
            assert (desk.card().archived, desk.card().name) == (False, "Back")

    @pytest.mark.parametrize("write", ALL, ids=lambda write: write.kind)
    def test_applying_what_already_holds_does_no_harm(self, desk: Desk, write: Write) -> None:
        if not desk.offers(write):
            return _refused(desk, write)
        before = plain(desk.card())
        desk.do(write)
        assert plain(desk.card()) == before
        return None

    def test_a_closed_column_takes_no_card(self, desk: Desk) -> None:
        for write in (Move(column_id="old"), Edit(column_id="old")) if desk.can.closed_columns else ():
            with pytest.raises(Conflict, match="column-closed"):
                desk.do(write)
        assert desk.card().column_id == "todo"

    def test_a_board_that_compares_refuses_what_rests_on_an_old_reading(self, desk: Desk) -> None:
        seen = desk.connector.card(desk.board_id, desk.cards["pay"])
        desk.do(Rename(name="By a person"))
        if desk.can.etag:
            with pytest.raises(Conflict, match="revision-changed"):
                desk.connector.apply(desk.board_id, seen.id, Rename(name="By us"), "op_late", seen)
        assert desk.card().name == "By a person"


def _refused(desk: Desk, write: Write) -> None:
    before = plain(desk.card())
    with pytest.raises(Unsupported, match="board-cannot"):
        desk.do(write)
    assert plain(desk.card()) == before
