"""What every board tells when it is read."""

import pytest

from core_api.contracts.board import AddCheck, Archive, Card, Comment, Create, Due, Move, Rename
from core_api.contracts.connector import Write
from core_api.contracts.problems import NotFound
from tests.conformance.desk import BOARD, GONE, Desk, items_of, plain


class Reading:
    """Boards, outline, snapshot, card, who we are."""

    def test_it_knows_who_we_are(self, desk: Desk) -> None:
        who = desk.connector.identify()
        assert who.id
        assert who.name
        assert desk.connector.identify() == who

    def test_the_board_is_among_those_that_can_be_reached(self, desk: Desk) -> None:
        assert desk.board_id in {summary.id for summary in desk.connector.boards()}

    def test_an_outline_is_the_board_without_its_cards(self, desk: Desk) -> None:
        outline = desk.connector.outline(desk.board_id)
        columns = [(column.name, column.role, column.closed) for column in outline.columns]
        expected = [(column.name, column.role, column.closed) for column in BOARD.columns]
        assert columns == [one for one in expected if desk.can.closed_columns or not one[2]]
        assert outline.cards == ()
        if desk.can.members:
            assert set(desk.members.values()) <= {member.id for member in outline.members}
            assert {"Anna", "Boris"} <= {member.name for member in outline.members}
        if desk.can.labels:
            assert {"Bug", "New"} <= {label.name for label in outline.labels}
        assert bool(outline.lanes) or not desk.can.lanes

    def test_a_snapshot_holds_the_whole_board(self, desk: Desk) -> None:
        board = desk.connector.snapshot(desk.board_id)
        outline = desk.connector.outline(desk.board_id)
        assert board.model_copy(update={"cards": (), "cursor": None}) == outline.model_copy(
            update={"cursor": None}
        )
        assert {card.name for card in board.cards} == {"Pay page", "Docs", "Login"}
        assert {card.id for card in board.cards} == set(desk.cards.values())

    def test_a_card_is_read_with_everything(self, desk: Desk) -> None:
        card, expected = desk.card(), BOARD.cards[0]
        assert (card.id, card.name, card.description, card.column_id, card.archived) == (
            desk.cards["pay"],
            expected.name,
            expected.description,
            expected.column_id,
            False,
        )
        assert card.member_ids == (expected.member_ids if desk.can.members else ())
        assert card.label_ids == (expected.label_ids if desk.can.labels else ())
        assert items_of(card) == ([("One", False)] if desk.can.checklists else [])
        assert card.detailed
        if desk.can.due_time:
            assert card.due == expected.due
        assert (card.due is not None) == desk.can.due

    def test_a_list_tells_of_a_card_what_reading_it_tells(self, desk: Desk) -> None:
        desk.do(Rename(name="Новое имя"), card="login")
        late = {"checklists": (), "comments": (), "detailed": True}
        for listed in desk.board().cards:
            read = desk.card(listed.id)
            if listed.revision is None:  # not every board tells it in a list
                read = read.model_copy(update={"revision": None})
            if listed.detailed:
                assert listed.model_copy(update={"comments": read.comments}) == read
            else:
                assert listed.model_copy(update=late) == read.model_copy(update=late)

    def test_a_reading_that_goes_on_gives_the_board_as_it_stands(self, desk: Desk) -> None:
        known = desk.connector.snapshot(desk.board_id)
        again = desk.connector.snapshot(desk.board_id, known)
        assert _cards(desk, again.cards) == _cards(desk, known.cards)
        writes: list[tuple[Write, str | None]] = [
            (Rename(name="Payment page"), "pay"),
            (Move(column_id="done"), "docs"),
            (Create(name="Refunds", column_id="todo"), None),
        ]
        optional: list[tuple[Write, str | None]] = [
            (Comment(text="hello"), "login"),
            (Due(date=None), "pay"),
            (Archive(), "login"),
        ]
        for write, card in [*writes, *(one for one in optional if desk.offers(one[0]))]:
            desk.do(write, card)
            known = desk.connector.snapshot(desk.board_id, known)
            fresh = desk.connector.snapshot(desk.board_id)
            assert _cards(desk, known.cards) == _cards(desk, fresh.cards), write.kind
            assert known.columns == fresh.columns
        assert {"Payment page", "Refunds"} <= {card.name for card in known.cards}

    def test_what_was_added_shows_in_the_card(self, desk: Desk) -> None:
        if desk.can.comments:
            desk.do(Comment(text="первый"))
            desk.do(Comment(text="second\n\nwith *two* paragraphs"))
            assert [one.text for one in desk.card().comments] == [
                "первый",
                "second\n\nwith *two* paragraphs",
            ]
            assert all(one.author for one in desk.card().comments)
        if desk.can.checklists:
            desk.do(AddCheck(name="Два"))
            assert items_of(desk.card()) == [("One", False), ("Два", False)]

    def test_absent_boards_and_cards_are_said_to_be_absent(self, desk: Desk) -> None:
        for read in (desk.connector.snapshot, desk.connector.outline):
            with pytest.raises(NotFound, match="board-not-found"):
                read(desk.absent)
        with pytest.raises(NotFound, match="card-not-found"):
            desk.card(GONE)

    def test_a_change_shows_in_the_revision(self, desk: Desk) -> None:
        revisions = [desk.do(Rename(name=name)).revision for name in ("A", "B", "C")]
        if desk.can.revisions:
            assert len(set(revisions)) == 3
            assert None not in revisions
        assert desk.card().revision == revisions[-1]


def _cards(desk: Desk, cards: tuple[Card, ...]) -> list[Card]:
    """By name and without what a list may leave out."""
    late = {"checklists": (), "comments": (), "detailed": True, "last_activity": None}
    return sorted(
        (plain(desk.named(card)).model_copy(update=late) for card in cards), key=lambda card: card.id
    )
