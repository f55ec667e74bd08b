"""Kaiten's own ways: columns with subcolumns, tags by name, who is responsible, days without a time, versions."""

from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, date, datetime

import httpx
import pytest
from pydantic import SecretStr

from core_api.contracts.accounts import Accounts, KaitenAccount
from core_api.contracts.board import (
    AddCheck,
    AddLabel,
    Assign,
    Comment,
    Create,
    Describe,
    Due,
    Move,
    RemoveLabel,
    Rename,
    Withdraw,
)
from core_api.contracts.connector import Delete, Edit
from core_api.contracts.problems import Conflict, Forbidden, NotFound, TooLarge, Unauthorized
from kanban_connectors.kaiten.connector import KaitenConnector
from kanban_connectors.local.shelf import MemoryShelf
from kanban_connectors.service import Boards
from tests.doubles.kaiten import BASE
from tests.doubles.kaiten_world import TOKEN, World, a_world
from tests.doubles.pace import Unpaced


@pytest.fixture
def world() -> Iterator[World]:
    with a_world() as made:
        yield made


def test_what_is_done_is_said_by_the_type_of_a_column_and_waiting_by_its_name(world: World) -> None:
    world.store.column(world.board, "Waiting for review", 2)
    world.store.column(world.board, "Done, they say", 1)
    roles = {column.name: column.role for column in world.connector.outline(str(world.board)).columns}
    assert roles == {
        "To do": "queue",
        "Doing": "working",
        "Shipped?": "done",
        "Waiting for review": "waiting",
        "Done, they say": "queue",
    }


def test_a_column_with_subcolumns_takes_no_card_and_its_subcolumns_do(world: World) -> None:
    review = world.store.column(world.board, "Review", 2)
    under = [world.store.column(world.board, name, 2, under=review) for name in ("In", "Out")]
    board = world.connector.outline(str(world.board))
    found = {column.name: (column.id, column.closed) for column in board.columns}
    assert found["Review"] == (str(review), True)
    assert [found["Review / In"], found["Review / Out"]] == [(str(id_), False) for id_ in under]
    with pytest.raises(Conflict, match="column-closed"):
        world.connector.apply(*world.ref, Move(column_id=str(review)), "op_1")
    card = world.connector.apply(*world.ref, Move(column_id=str(under[1])), "op_2").card
    assert card.column_id == str(under[1])
    snapshot = world.connector.snapshot(str(world.board))
    assert snapshot.columns == board.columns


def test_columns_and_lanes_are_asked_for_where_a_list_of_boards_leaves_them_out(world: World) -> None:
    world.store.lane(world.board, "Old", condition=2)
    expected = world.connector.outline(str(world.board))
    shown = world.store.shown_board
    world.store.shown_board = lambda board: {  # type: ignore[method-assign]
        name: value for name, value in shown(board).items() if name not in ("columns", "lanes")
    }
    assert world.connector.outline(str(world.board)) == expected
    assert [lane.name for lane in expected.lanes] == ["Main"]


def test_boards_of_the_same_name_are_told_apart_by_their_space(world: World) -> None:
    other = world.store.space("Marketing", world.bot)
    world.store.space("Not ours", world.anna)
    same = world.store.board("Demo", other)
    shared = world.store.board("Shared", world.space, other)
    boards = {board.id: (board.name, board.place) for board in world.connector.boards()}
    assert boards == {
        str(world.board): ("Demo", "Team"),
        str(same): ("Demo", "Marketing"),
        str(shared): ("Shared", "Team, Marketing"),
    }


def test_a_day_goes_out_as_a_day_and_a_moment_as_a_moment(world: World) -> None:
    world.connector.apply(*world.ref, Due(date=date(2026, 3, 6)), "op_1")
    assert world.row()["due_date_time_present"] is False
    card = world.connector.card(*world.ref)
    assert (card.due, card.due_has_time) == (datetime(2026, 3, 6, 12, tzinfo=UTC), False)
    moment = datetime(2026, 3, 6, 9, 30, tzinfo=UTC)
    card = world.connector.apply(*world.ref, Due(date=moment.date(), at=moment), "op_2").card
    assert (card.due, card.due_has_time) == (moment, True)
    card = world.connector.apply(*world.ref, Due(date=date(2026, 3, 6), at=card.due), "op_3").card
    card = world.connector.apply(*world.ref, Due(date=date(2026, 3, 6)), "op_4").card
    assert (card.due, card.due_has_time) == (datetime(2026, 3, 6, 12, tzinfo=UTC), False)


def test_a_write_that_rests_on_an_old_reading_is_refused_before_anything_is_sent(world: World) -> None:
    seen = world.connector.card(*world.ref)
    world.row()["title"] = "By a person"
    world.store.touch(world.card)
    world.asked()
    with pytest.raises(Conflict, match="revision-changed"):
        world.connector.apply(*world.ref, Describe(text="By us"), "op_1", seen)
    assert not [asked.line for asked in world.asked() if asked.writes]
    again = world.connector.card(*world.ref)
    world.connector.apply(*world.ref, Describe(text="By us"), "op_1", again)
    assert (world.row()["title"], world.row()["description"]) == ("By a person", "With cards\n\nBy us")


def test_several_fields_are_one_request(world: World) -> None:
    edit = Edit(name="Payment", description="", column_id=str(world.doing), due=Due(date=date(2026, 3, 6)))
    world.connector.apply(*world.ref, edit, "op_1")
    assert [asked.line.rsplit("/", 2)[0] for asked in world.asked() if asked.writes] == ["PATCH /api/latest"]
    assert (world.row()["title"], world.row()["description"]) == ("Payment", None)


def test_what_is_too_long_is_never_sent(world: World) -> None:
    writes = [
        Rename(name="я" * 1025),
        Rename(name="🙂" * 513),
        Describe(text="x" * 32768),
        Edit(description="x" * 32769),
        AddCheck(name="x" * 4097),
    ]
    for write in writes:
        with pytest.raises(TooLarge, match="vendor-too-large"):
            world.connector.apply(*world.ref, write, "op_1")
    with pytest.raises(TooLarge):
        world.connector.apply(str(world.board), None, Create(name="x" * 1025, column_id=str(world.todo)), "o")
    assert not [asked.line for asked in world.asked() if asked.writes]


def test_a_tag_is_hung_by_its_name_and_taken_off_by_its_id(world: World) -> None:
    bug = world.store.tag("Bug")
    card = world.connector.apply(*world.ref, AddLabel(label_id=str(bug)), "op_1").card
    assert card.label_ids == (str(bug),)
    assert world.connector.outline(str(world.board)).labels[0].id == str(bug)
    assert world.connector.apply(*world.ref, RemoveLabel(label_id=str(bug)), "op_2").card.label_ids == ()


def test_two_tags_of_one_name_are_an_error_and_nothing_is_hung(world: World) -> None:
    first, second = world.store.tag("Bug"), world.store.tag("BUG")
    for label in (first, second):
        with pytest.raises(Conflict, match="tag-ambiguous"):
            world.connector.apply(*world.ref, AddLabel(label_id=str(label)), "op_1")
    create = Create(name="New", column_id=str(world.todo), label_id=str(first))
    with pytest.raises(Conflict, match="tag-ambiguous"):
        world.connector.apply(str(world.board), None, create, "op_2")
    assert world.row()["tags"] == []
    assert len(world.store.cards) == 1


def test_a_tag_that_no_list_tells_of_is_found_on_a_card(world: World) -> None:
    hidden = world.store.tag("Company", listed=False)
    with pytest.raises(NotFound, match="label-not-found"):
        world.connector.apply(*world.ref, AddLabel(label_id=str(hidden)), "op_1")
    world.store.card(world.board, world.done, "Other", tags=[hidden])
    card = world.connector.apply(*world.ref, AddLabel(label_id=str(hidden)), "op_1").card
    assert card.label_ids == (str(hidden),)


def test_the_first_one_on_a_card_is_responsible_for_it_and_the_next_only_takes_part(world: World) -> None:
    world.connector.apply(*world.ref, Assign(member_id=str(world.anna)), "op_1")
    world.connector.apply(*world.ref, Assign(member_id=str(world.boris)), "op_2")
    assert world.row()["members"] == {world.anna: 2, world.boris: 1}
    create = Create(name="New", column_id=str(world.todo), member_id=str(world.boris))
    made = world.connector.apply(str(world.board), None, create, "op_3").remote_id
    assert world.store.cards[int(str(made))]["members"] == {world.boris: 2}


def test_who_is_on_the_card_is_assigned_even_where_responsibility_may_not_be_given(world: World) -> None:
    world.double.forbidden.add("PATCH /cards/{card}/members/{user}")
    card = world.connector.apply(*world.ref, Assign(member_id=str(world.anna)), "op_1").card
    assert card.member_ids == (str(world.anna),)


def test_somebody_of_another_space_is_nobody_of_this_board(world: World) -> None:
    stranger = world.store.user("Stranger")
    with pytest.raises(NotFound, match="member-not-found"):
        world.connector.apply(*world.ref, Assign(member_id=str(stranger)), "op_1")
    assert world.row()["members"] == {}


def test_all_cards_of_one_key_are_found_the_oldest_first_and_none_is_added(world: World) -> None:
    create = Create(name="New", column_id=str(world.todo))
    first, second = (world.store.card(world.board, world.todo, "New", external_id="op_1") for _ in range(2))
    world.store.card(world.board, world.todo, "New", external_id="op_12")
    found = world.connector.find(str(world.board), None, create, "op_1")
    assert [one.remote_id for one in found] == [str(first), str(second)]
    receipt = world.connector.apply(str(world.board), None, create, "op_1")
    assert receipt.remote_id == str(first)
    assert len(world.store.cards) == 4


def test_a_card_of_ours_is_known_again_in_the_archive_and_on_another_board(world: World) -> None:
    create = Create(name="New", column_id=str(world.todo))
    made = int(str(world.connector.apply(str(world.board), None, create, "op_1").remote_id))
    other = world.store.board("Other", world.space)
    world.store.cards[made] |= {
        "condition": 2,
        "board_id": other,
        "column_id": world.store.column(other, "X", 1),
    }
    again = world.connector.apply(str(world.board), None, create, "op_1")
    assert (again.remote_id, again.card.archived) == (str(made), True)
    assert len(world.store.cards) == 2


def test_a_label_that_was_not_hung_in_time_is_hung_at_the_next_try(world: World) -> None:
    bug = world.store.tag("Bug")
    create = Create(name="New", column_id=str(world.todo), label_id=str(bug))
    world.double.forbidden.add("POST /cards/{card}/tags")
    with pytest.raises(Forbidden):
        world.connector.apply(str(world.board), None, create, "op_1")
    world.double.forbidden.clear()
    receipt = world.connector.apply(str(world.board), None, create, "op_1")
    assert receipt.card.label_ids == (str(bug),)
    assert len(world.store.cards) == 2


def test_cards_that_are_gone_or_elsewhere_are_not_there(world: World) -> None:
    other = world.store.board("Other", world.space)
    elsewhere = world.store.card(other, world.store.column(other, "X", 1), "Elsewhere")
    gone = world.store.card(world.board, world.todo, "Gone", condition=3)
    for card in (elsewhere, gone):
        with pytest.raises(NotFound, match="card-not-found"):
            world.connector.card(str(world.board), str(card))
        with pytest.raises(NotFound, match="card-not-found"):
            world.connector.apply(str(world.board), str(card), Rename(name="X"), "op_1")


def test_a_card_is_removed_for_good_only_where_that_is_allowed() -> None:
    with a_world(allow_delete=True) as world:
        receipt = world.connector.apply(*world.ref, Delete(), "op_1")
        assert receipt.card.name == "Pay page"
        assert world.row()["condition"] == 3


def test_a_comment_is_read_without_our_mark_and_is_ours_alone_to_take_back(world: World) -> None:
    receipt = world.connector.apply(*world.ref, Comment(text="hello"), "op_1")
    (comment,) = receipt.card.comments
    assert (comment.text, comment.author) == ("hello", "Boardscribe")
    theirs = world.store.comment(world.card, "mine", world.anna)
    with pytest.raises(Forbidden):
        world.connector.apply(*world.ref, Withdraw(what="comment", remote_id=str(theirs)), "op_2")
    ours = Withdraw(what="comment", remote_id=str(receipt.remote_id))
    assert [one.text for one in world.connector.apply(*world.ref, ours, "op_3").card.comments] == ["mine"]


def test_a_checklist_that_was_made_for_our_item_goes_with_it_and_one_of_people_stays(world: World) -> None:
    made = world.connector.apply(*world.ref, AddCheck(name="Первое"), "op_1")
    assert [checklist.name for checklist in made.card.checklists] == ["Чек-лист"]
    back = Withdraw(what="check_item", remote_id=str(made.remote_id))
    assert world.connector.apply(*world.ref, back, "op_2").card.checklists == ()
    world.store.checklists[world.store.checklist(world.card, "Чек-лист")]["created"] = datetime(
        2026, 1, 1, tzinfo=UTC
    )
    made = world.connector.apply(*world.ref, AddCheck(name="Первое"), "op_3")
    back = Withdraw(what="check_item", remote_id=str(made.remote_id))
    assert len(world.connector.apply(*world.ref, back, "op_4").card.checklists) == 1


def test_where_marks_were_taken_off_our_words_since_the_first_try_are_known_again(world: World) -> None:
    before = datetime.now(UTC)
    old = world.store.comment(world.card, "hello", world.bot)
    world.store.comments[old]["created"] = datetime(2026, 1, 1, tzinfo=UTC)
    world.store.comment(world.card, "hello", world.anna)
    checklist = world.store.checklist(world.card, "Steps")
    world.store.item(checklist, "Two", world.anna)
    hello, two = Comment(text="hello"), AddCheck(name="Two")
    assert world.connector.find(*world.ref, hello, "op_1", since=before) == ()
    assert world.connector.find(*world.ref, two, "op_2", since=before) == ()
    comment = world.store.comment(world.card, "hello", world.bot)
    item = world.store.item(checklist, "Two", world.bot)
    found = world.connector.find(*world.ref, hello, "op_1", since=before)
    assert [one.remote_id for one in found] == [str(comment)]
    found = world.connector.find(*world.ref, two, "op_2", since=before)
    assert [one.remote_id for one in found] == [str(item)]
    world.connector.apply(*world.ref, Comment(text="hello"), "op_other")
    assert len(world.connector.find(*world.ref, hello, "op_1", since=before)) == 1


def test_an_answer_as_nobody_or_as_somebody_else_is_no_identity(world: World) -> None:
    assert world.connector.identify().name == "Boardscribe"
    token = next(iter(world.store.tokens))
    world.store.tokens[token] = world.anna
    with pytest.raises(Unauthorized, match="vendor-other-user"):
        world.connector.identify()
    world.store.tokens[token] = world.bot
    world.store.users[world.bot]["activated"] = False
    with pytest.raises(Unauthorized, match="vendor-unauthorized"):
        world.connector.identify()
    world.store.users[world.bot]["id"] = None
    with pytest.raises(Unauthorized, match="vendor-unauthorized"):
        world.connector.identify()


def test_the_key_goes_to_kaiten_in_a_header_and_nowhere_else(world: World) -> None:
    world.connector.snapshot(str(world.board))
    world.connector.apply(*world.ref, Comment(text="hello"), "op_1")
    for asked in world.asked():
        assert asked.headers["authorization"].startswith("Bearer kaiten-canary")
        assert "canary" not in f"{asked.path} {asked.query} {asked.body.decode()}"


def test_the_address_of_a_card_is_one_that_people_can_open(world: World) -> None:
    card = world.connector.card(*world.ref)
    assert httpx.URL(card.url) == httpx.URL(f"{world.url}/{world.card}")
    assert card.number == world.card


def test_a_reference_gives_the_connector_of_the_account(world: World) -> None:
    account = KaitenAccount(url=world.url + BASE, token=SecretStr(TOKEN))
    boards = Boards(MemoryShelf(), Accounts(kaiten=account, allow_delete=True), Unpaced())
    connector, board = boards(f"kaiten:{world.board}")
    assert isinstance(connector, KaitenConnector)
    assert connector.capabilities.hard_delete
    with closing(connector):
        assert connector.outline(board).name == "Demo"
