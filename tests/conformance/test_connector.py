"""What every writable board must do, whichever keeps it. A new connector is one more parameter of `board`."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from core_api.contracts.board import (
    AddCheck,
    AddLabel,
    Archive,
    Assign,
    Board,
    Card,
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
    Restore,
    Unassign,
    Uncheck,
    Withdraw,
)
from core_api.contracts.ports import Connector
from core_api.contracts.problems import Conflict, NotFound
from core_api.store.boards import LocalBoards
from core_api.store.database import connect
from kanban_connectors.local.connector import LocalConnector
from kanban_connectors.local.shelf import MemoryShelf

BOARD = Board(
    id="demo",
    name="Demo",
    columns=(
        Column(id="todo", name="To do", position=1.0),
        Column(id="doing", name="Doing", position=2.0, role="working"),
        Column(id="done", name="Done", position=3.0, role="done"),
        Column(id="old", name="Old", position=4.0, role="done", closed=True),
    ),
    cards=(
        Card(
            id="pay",
            number=7,
            name="Pay page",
            description="With cards",
            column_id="todo",
            position=10.0,
            member_ids=("anna",),
            label_ids=("bug",),
            due=datetime(2026, 3, 1, 18, 30, tzinfo=UTC),
            checklists=(Checklist(id="steps", name="Steps", items=(CheckItem(id="one", name="One"),)),),
        ),
        Card(id="login", number=8, name="Login", column_id="doing", position=20.0),
    ),
    members=(Member(id="anna", name="Anna"), Member(id="boris", name="Boris")),
    labels=(Label(id="bug", name="Bug"), Label(id="new", name="New")),
)


def memory(_folder: Path) -> Iterator[Connector]:
    yield LocalConnector(MemoryShelf(BOARD))


def sqlite(folder: Path) -> Iterator[Connector]:
    database = connect(f"sqlite:///{folder}/app.db")
    database.migrate()
    shelf = LocalBoards(database, lambda: datetime.now(UTC))
    shelf.create(BOARD)
    yield LocalConnector(shelf)
    database.dispose()


@dataclass
class Desk:
    """A connector and shorter words for it."""

    connector: Connector

    def do(self, operation: Operation | Withdraw, card: str | None = "pay", key: str | None = None) -> Card:
        return self.connector.apply("demo", card, operation, key or f"op_{operation!r}").card

    def card(self, card: str = "pay") -> Card:
        return self.connector.card("demo", card)

    def board(self) -> Board:
        return self.connector.snapshot("demo")


@pytest.fixture(params=[memory, sqlite], ids=lambda make: make.__name__)
def desk(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Desk]:
    make: Callable[[Path], Iterator[Connector]] = request.param
    for connector in make(tmp_path):
        yield Desk(connector)


def test_a_snapshot_holds_the_whole_board(desk: Desk) -> None:
    board = desk.board()
    assert (board.columns, board.members, board.labels) == (BOARD.columns, BOARD.members, BOARD.labels)
    assert [card.name for card in board.cards] == ["Pay page", "Login"]
    assert [summary.id for summary in desk.connector.boards()] == ["demo"]


def test_a_move_goes_to_the_end_of_the_column_or_to_its_place(desk: Desk) -> None:
    desk.do(Move(column_id="doing"))
    assert desk.card().column_id == "doing"
    assert desk.card().position > desk.card("login").position
    desk.do(Move(column_id="todo", position=10.0))
    assert (desk.card().column_id, desk.card().position) == ("todo", 10.0)


def test_due_days_are_the_same_day_everywhere_and_can_be_cleared(desk: Desk) -> None:
    desk.do(Due(date=date(2026, 3, 6)))
    assert desk.card().due == datetime(2026, 3, 6, 12, tzinfo=UTC)
    moment = datetime(2026, 3, 1, 18, 30, tzinfo=UTC)
    desk.do(Due(date=moment.date(), at=moment))
    assert desk.card().due == moment
    desk.do(Due(date=None))
    assert desk.card().due is None


def test_members_and_labels_come_and_go_and_the_others_stay(desk: Desk) -> None:
    desk.do(Assign(member_id="boris"))
    desk.do(AddLabel(label_id="new"))
    assert set(desk.card().member_ids) == {"anna", "boris"}
    assert set(desk.card().label_ids) == {"bug", "new"}
    desk.do(Unassign(member_id="anna"))
    desk.do(RemoveLabel(label_id="bug"))
    assert (desk.card().member_ids, desk.card().label_ids) == (("boris",), ("new",))


def test_checklist_items_are_ticked_and_added(desk: Desk) -> None:
    desk.do(Check(item_id="one"))
    assert desk.card().checklists[0].items[0].done
    desk.do(Uncheck(item_id="one"))
    desk.do(AddCheck(name="Two"))
    assert [(item.name, item.done) for item in desk.card().checklists[0].items] == [
        ("One", False),
        ("Two", False),
    ]
    desk.do(AddCheck(name="First"), card="login")
    desk.do(AddCheck(name="Второе"), card="login")
    (checklist,) = desk.card("login").checklists
    assert (checklist.name, [item.name for item in checklist.items]) == ("Checklist", ["First", "Второе"])


def test_names_are_replaced_and_descriptions_grow(desk: Desk) -> None:
    desk.do(Rename(name="Payment page"))
    desk.do(Describe(text="Apple Pay too"))
    assert (desk.card().name, desk.card().description) == ("Payment page", "With cards\n\nApple Pay too")
    desk.do(Describe(text="With cards", replace=True))
    assert desk.card().description == "With cards"


def test_a_new_card_stands_at_the_end_with_its_own_number(desk: Desk) -> None:
    create = Create(
        name="Refunds",
        column_id="doing",
        text="Why",
        member_id="boris",
        date=date(2026, 3, 9),
        label_id="new",
    )
    receipt = desk.connector.apply("demo", None, create, "op_create")
    made = desk.card(str(receipt.remote_id))
    assert (made.id, made.name, made.description, made.column_id) == (
        receipt.remote_id,
        "Refunds",
        "Why",
        "doing",
    )
    assert (made.member_ids, made.label_ids) == (("boris",), ("new",))
    assert made.due == datetime(2026, 3, 9, 12, tzinfo=UTC)
    assert made.position > desk.card("login").position
    assert made.number not in {7, 8, None}


def test_an_archived_card_is_marked_and_comes_back(desk: Desk) -> None:
    desk.do(Archive())
    assert desk.card().archived
    assert len(desk.board().cards) == 2
    desk.do(Restore())
    assert not desk.card().archived


def test_our_own_comment_and_item_can_be_taken_back_and_nothing_else_goes(desk: Desk) -> None:
    first = desk.connector.apply("demo", "pay", Comment(text="one"), "op_1").remote_id
    desk.connector.apply("demo", "pay", Comment(text="two"), "op_2")
    item = desk.connector.apply("demo", "pay", AddCheck(name="Two"), "op_3").remote_id
    desk.do(Withdraw(what="comment", remote_id=str(first)))
    desk.do(Withdraw(what="check_item", remote_id=str(item)))
    assert [comment.text for comment in desk.card().comments] == ["two"]
    assert [item.name for item in desk.card().checklists[0].items] == ["One"]


def test_a_checklist_made_for_one_item_goes_with_it(desk: Desk) -> None:
    item = desk.connector.apply("demo", "login", AddCheck(name="First"), "op_1").remote_id
    desk.do(Withdraw(what="check_item", remote_id=str(item)), card="login")
    assert desk.card("login").checklists == ()


@pytest.mark.parametrize(
    "operation", [Comment(text="hello"), AddCheck(name="Two"), Create(name="Refunds", column_id="todo")]
)
def test_the_same_key_makes_one_thing_however_often_it_is_tried(desk: Desk, operation: Operation) -> None:
    target = None if isinstance(operation, Create) else "pay"
    before = desk.board()
    receipts = [desk.connector.apply("demo", target, operation, "op_same") for _ in range(3)]
    assert len({receipt.remote_id for receipt in receipts}) == 1
    assert len({receipt.card.id for receipt in receipts}) == 1
    after = desk.board()
    assert len(after.cards) == len(before.cards) + isinstance(operation, Create)
    assert len(desk.card().comments) == isinstance(operation, Comment)
    assert len(desk.card().checklists[0].items) == 1 + isinstance(operation, AddCheck)


def test_what_was_done_under_a_key_is_found_and_what_was_not_is_surely_absent(desk: Desk) -> None:
    assert desk.connector.find("demo", "pay", Comment(text="hello"), "op_1") == ()
    receipt = desk.connector.apply("demo", "pay", Comment(text="hello"), "op_1")
    found = desk.connector.find("demo", "pay", Comment(text="hello"), "op_1")
    assert [(one.remote_id, one.card) for one in found] == [(receipt.remote_id, desk.card())]


HOLDING: list[Operation | Withdraw] = [
    Move(column_id="todo"),
    Due(date=date(2026, 3, 1), at=datetime(2026, 3, 1, 18, 30, tzinfo=UTC)),
    Assign(member_id="anna"),
    Unassign(member_id="boris"),
    Uncheck(item_id="one"),
    AddLabel(label_id="bug"),
    RemoveLabel(label_id="new"),
    Rename(name="Pay page"),
    Restore(),
    Withdraw(what="comment", remote_id="gone"),
    Withdraw(what="check_item", remote_id="gone"),
]


@pytest.mark.parametrize("operation", HOLDING, ids=lambda operation: operation.kind)
def test_applying_what_already_holds_does_no_harm(desk: Desk, operation: Operation | Withdraw) -> None:
    unmarked = {"revision": None, "last_activity": None}
    before = desk.card().model_copy(update=unmarked)
    desk.do(operation)
    assert desk.card().model_copy(update=unmarked) == before


MISSING: list[tuple[str, Operation]] = [
    ("column-not-found", Move(column_id="gone")),
    ("column-not-found", Create(name="X", column_id="gone")),
    ("member-not-found", Create(name="X", column_id="todo", member_id="gone")),
    ("label-not-found", Create(name="X", column_id="todo", label_id="gone")),
    ("member-not-found", Assign(member_id="gone")),
    ("label-not-found", AddLabel(label_id="gone")),
    ("item-not-found", Check(item_id="gone")),
]


@pytest.mark.parametrize(("code", "operation"), MISSING)
def test_what_the_board_lacks_is_named_and_nothing_changes(
    desk: Desk, code: str, operation: Operation
) -> None:
    before = desk.board()
    with pytest.raises(NotFound, match=code):
        desk.do(operation, card=None if isinstance(operation, Create) else "pay")
    assert desk.board() == before


def test_a_closed_column_takes_no_card(desk: Desk) -> None:
    with pytest.raises(Conflict, match="column-closed"):
        desk.do(Move(column_id="old"))


def test_absent_boards_and_cards_are_said_to_be_absent(desk: Desk) -> None:
    with pytest.raises(NotFound, match="board-not-found"):
        desk.connector.snapshot("gone")
    with pytest.raises(NotFound, match="card-not-found"):
        desk.connector.card("demo", "gone")
    with pytest.raises(NotFound, match="card-not-found"):
        desk.do(Comment(text="hello"), card="gone")


def test_a_change_shows_in_the_revision(desk: Desk) -> None:
    if desk.connector.capabilities.revisions:
        first = desk.do(Rename(name="A")).revision
        assert first != desk.do(Rename(name="B")).revision
        assert first is not None
