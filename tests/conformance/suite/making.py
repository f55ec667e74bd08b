"""What every board makes, once a key, takes back, and what it refuses."""

from datetime import UTC, date, datetime

import pytest

from core_api.contracts.board import (
    AddCheck,
    AddLabel,
    Assign,
    Check,
    Comment,
    Create,
    Describe,
    Move,
    Rename,
    Withdraw,
)
from core_api.contracts.connector import Delete, Edit, Write
from core_api.contracts.problems import Invalid, NotFound, Unsupported
from tests.conformance.desk import GONE, Desk, items_of

MAKES: list[Write] = [
    Comment(text="hello"),
    AddCheck(name="Two"),
    Create(name="Refunds", column_id="todo"),
]

LACKS: list[tuple[str, Write]] = [
    ("column-not-found", Move(column_id=GONE)),
    ("column-not-found", Edit(column_id=GONE)),
    ("column-not-found", Create(name="X", column_id=GONE)),
    ("member-not-found", Create(name="X", column_id="todo", member_id=GONE)),
    ("label-not-found", Create(name="X", column_id="todo", label_id=GONE)),
    ("member-not-found", Assign(member_id=GONE)),
    ("label-not-found", AddLabel(label_id=GONE)),
    ("item-not-found", Check(item_id=GONE)),
]

_PARTS = {"member-not-found": "members", "label-not-found": "labels", "item-not-found": "checklists"}
"""What a board must be able to hold before it can lack one."""


class Making:
    """Cards, comments, checklist items, and the keys under which they are made."""

    def test_a_new_card_stands_at_the_end_with_its_own_number(self, desk: Desk) -> None:
        create = Create(
            name="Refunds",
            column_id="doing",
            text="Why\n\nand *how*",
            member_id="boris" if desk.can.members else None,
            date=date(2026, 3, 9) if desk.can.due else None,
            label_id="new" if desk.can.labels else None,
        )
        others = {card.number for card in desk.board().cards}
        receipt = desk.apply(create, key="op_create")
        made = desk.card(str(receipt.remote_id))
        assert desk.named(receipt.card) == made
        assert (made.id, made.name, made.description) == (receipt.remote_id, "Refunds", create.text)
        assert made.column_id == "doing"
        assert made.member_ids == (("boris",) if desk.can.members else ())
        assert made.label_ids == (("new",) if desk.can.labels else ())
        assert made.due == (datetime(2026, 3, 9, 12, tzinfo=UTC) if desk.can.due else None)
        assert not desk.can.positions or made.position > desk.card("login").position
        assert made.number not in {*others, None}

    def test_our_own_comment_and_item_can_be_taken_back_and_nothing_else_goes(self, desk: Desk) -> None:
        if desk.can.comments:
            first = desk.apply(Comment(text="one"), key="op_1").remote_id
            desk.apply(Comment(text="two"), key="op_2")
            desk.do(Withdraw(what="comment", remote_id=str(first)))
            assert [comment.text for comment in desk.card().comments] == ["two"]
        if desk.can.checklists:
            item = desk.apply(AddCheck(name="Two"), key="op_3").remote_id
            desk.do(Withdraw(what="check_item", remote_id=str(item)))
            assert items_of(desk.card()) == [("One", False)]
            item = desk.apply(AddCheck(name="First"), card="login", key="op_4").remote_id
            desk.do(Withdraw(what="check_item", remote_id=str(item)), card="login")
            assert items_of(desk.card("login")) == []

    @pytest.mark.parametrize("write", MAKES, ids=lambda write: write.kind)
    def test_the_same_key_makes_one_thing_however_often_it_is_tried(self, desk: Desk, write: Write) -> None:
        if not desk.offers(write):
            return
        before = desk.board()
        receipts = [desk.apply(write, key="op_same") for _ in range(3)]
        assert len({receipt.remote_id for receipt in receipts}) == 1
        assert len({receipt.card.id for receipt in receipts}) == 1
        after, card = desk.board(), desk.card()
        assert len(after.cards) == len(before.cards) + isinstance(write, Create)
        assert len(card.comments) == isinstance(write, Comment)
        assert len(items_of(card)) == desk.can.checklists + isinstance(write, AddCheck)
        assert len(desk.find(write, key="op_same")) == 1

    @pytest.mark.parametrize("write", MAKES, ids=lambda write: write.kind)
    def test_the_same_words_under_another_key_are_another_thing(self, desk: Desk, write: Write) -> None:
        if not desk.offers(write):
            return
        first, second = (desk.apply(write, key=key).remote_id for key in ("op_a", "op_b"))
        assert first != second
        for key, made in (("op_a", first), ("op_b", second)):
            assert [one.remote_id for one in desk.find(write, key=key)] == [made]

    @pytest.mark.parametrize("write", [*MAKES, Rename(name="Else")], ids=lambda write: write.kind)
    def test_what_was_done_under_a_key_is_found_and_what_was_not_is_surely_absent(
        self, desk: Desk, write: Write
    ) -> None:
        if not desk.offers(write):
            return
        assert desk.find(write, key="op_1") == ()
        receipt = desk.apply(write, key="op_1")
        (found,) = desk.find(write, key="op_1")
        assert found.remote_id == receipt.remote_id
        assert desk.named(found.card) == desk.card(receipt.card.id)

    @pytest.mark.parametrize(("code", "write"), LACKS)
    def test_what_the_board_lacks_is_named_and_nothing_changes(
        self, desk: Desk, code: str, write: Write
    ) -> None:
        if not getattr(desk.can, _PARTS.get(code, "writable")):
            return
        before = desk.board()
        with pytest.raises(NotFound, match=code):
            desk.do(write)
        assert desk.board() == before

    @pytest.mark.parametrize(
        "write",
        [Comment(text="hello"), Rename(name="X"), Move(column_id="done"), Edit(name="X")],
        ids=lambda write: write.kind,
    )
    def test_a_card_that_is_not_there_cannot_be_changed(self, desk: Desk, write: Write) -> None:
        if desk.offers(write):
            with pytest.raises(NotFound, match="card-not-found"):
                desk.do(write, card=GONE)

    def test_texts_of_the_longest_length_are_kept_whole_and_longer_ones_refused(self, desk: Desk) -> None:
        limits = desk.can.limits
        if limits.name:
            desk.do(Rename(name="я" * limits.name))
            assert desk.card().name == "я" * limits.name
            for write in (Rename(name="я" * (limits.name + 1)), Edit(name="я" * (limits.name + 1))):
                _too_long(desk, write)
            _too_long(desk, Create(name="я" * (limits.name + 1), column_id="todo"))
        if limits.description:
            desk.do(Describe(text="я" * limits.description, replace=True))
            assert desk.card().description == "я" * limits.description
            _too_long(desk, Describe(text="one more"))
            _too_long(desk, Create(name="X", column_id="todo", text="я" * (limits.description + 1)))
        if limits.comment:
            _too_long(desk, Comment(text="я" * (limits.comment + 1)))
        if limits.item:
            _too_long(desk, AddCheck(name="я" * (limits.item + 1)))

    def test_nothing_is_removed_for_good_unless_the_installation_allows_it(self, desk: Desk) -> None:
        with pytest.raises(Unsupported, match="board-cannot"):
            desk.do(Delete())
        assert desk.card().name == "Pay page"
        assert not desk.can.hard_delete
        if desk.deleting:
            assert desk.deleting.capabilities.hard_delete
            receipt = desk.deleting.apply(desk.board_id, desk.cards["pay"], Delete(), "op_delete")
            assert receipt.card.name == "Pay page"
            with pytest.raises(NotFound, match="card-not-found"):
                desk.card()
            assert {card.name for card in desk.board().cards} == {"Docs", "Login"}


def _too_long(desk: Desk, write: Write) -> None:
    before = desk.board()
    with pytest.raises(Invalid):
        desk.do(write)
    assert desk.board() == before
