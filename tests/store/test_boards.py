"""Local boards change one card at a time, all or nothing, and the same key changes nothing twice."""

import threading
from collections.abc import Callable
from datetime import datetime

import pytest

from core_api.contracts.board import Board, Card, CardComment, Column
from core_api.contracts.policy import BoardPolicy
from core_api.contracts.problems import Conflict, NotFound, Refused
from core_api.store import boards
from core_api.store.boards import LocalBoards
from core_api.store.database import Database

BOARD = Board(
    id="demo",
    name="Демо",
    columns=(Column(id="todo", name="Надо"), Column(id="done", name="Готово", position=1)),
    cards=(
        Card(id="c2", name="Отчёт", column_id="todo", comments=(CardComment(id="m1", text="Жду."),)),
        Card(id="c1", name="Оплата", column_id="todo", number=12),
        Card(id="c3", name="Старая", column_id="done", archived=True),
    ),
)


def rename(name: str) -> Callable[[Board, Card | None], Card]:
    def change(board: Board, card: Card | None) -> Card:
        assert card is not None
        return card.model_copy(update={"name": name})

    return change


def add(identity: str) -> Callable[[Board, Card | None], Card]:
    def change(board: Board, card: Card | None) -> Card:
        assert card is None
        return Card(id=identity, name=f"Новая {len(board.cards)}", column_id=board.columns[0].id)

    return change


@pytest.fixture
def shelf(database: Database, now: datetime) -> LocalBoards:
    kept = LocalBoards(database, lambda: now)
    kept.create(BOARD)
    return kept


def test_a_new_board_is_in_shadow_mode_until_its_policy_says_otherwise(database: Database) -> None:
    live = BoardPolicy(mode="live", leads=frozenset({"m1"}), column_roles={"todo": "queue"})
    with database.transaction() as session:
        assert boards.policy(session, "local:demo").mode == "shadow"
        boards.save_policy(session, "local:demo", BoardPolicy())
        boards.save_policy(session, "local:demo", live)
        boards.save_policy(session, "kaiten:7", BoardPolicy())
    with database.reading() as session:
        assert boards.policy(session, "local:demo") == live
        assert boards.known(session) == (("kaiten:7", BoardPolicy()), ("local:demo", live))


def test_a_board_comes_back_with_its_cards_in_order_and_their_comments(shelf: LocalBoards) -> None:
    found = shelf.load("demo")
    assert [(card.id, card.name, card.comments) for card in found.cards] == [
        (card.id, card.name, card.comments) for card in BOARD.cards
    ]
    assert found.columns == BOARD.columns
    assert [(line.id, line.name, line.cards) for line in shelf.boards()] == [("demo", "Демо", 2)]


def test_a_board_is_not_overwritten_by_accident(shelf: LocalBoards) -> None:
    with pytest.raises(Conflict, match="board-exists"):
        shelf.create(BOARD.model_copy(update={"cards": ()}))
    assert len(shelf.load("demo").cards) == 3


def test_unknown_boards_and_cards_are_said_to_be_unknown(shelf: LocalBoards) -> None:
    with pytest.raises(NotFound, match="board-not-found"):
        shelf.load("x")
    with pytest.raises(NotFound, match="board-not-found"):
        shelf.update("x", None, add("c9"))
    with pytest.raises(NotFound, match="board-not-found"):
        shelf.replace(BOARD.model_copy(update={"id": "x"}))
    with pytest.raises(NotFound, match="card-not-found"):
        shelf.update("demo", "c9", rename("x"))


def test_a_change_shows_in_the_revision_and_the_last_activity(shelf: LocalBoards, now: datetime) -> None:
    before = shelf.load("demo").cards[1]
    after = shelf.update("demo", "c1", rename("Оплата картой"))
    assert (after.name, after.last_activity) == ("Оплата картой", now)
    assert after.revision != before.revision
    assert shelf.load("demo").cards[1] == after


def test_a_change_that_changes_nothing_leaves_the_revision(shelf: LocalBoards) -> None:
    before = shelf.load("demo")
    same = shelf.update("demo", "c1", rename("Оплата"), key="op_1")
    assert shelf.load("demo") == before
    assert same in before.cards
    assert shelf.made("demo", "op_1") == ("c1", None)


def test_a_new_card_comes_last_and_its_id_is_its_own(shelf: LocalBoards) -> None:
    made = shelf.update("demo", None, add("c9"), key="op_1", remote_id="c9")
    assert shelf.load("demo").cards[-1] == made
    assert shelf.made("demo", "op_1") == ("c9", "c9")
    with pytest.raises(Conflict, match="card-exists"):
        shelf.update("demo", None, add("c9"))


def test_the_same_key_changes_nothing_twice(shelf: LocalBoards) -> None:
    first = shelf.update("demo", "c1", rename("Раз"), key="op_1", remote_id="m7")
    assert shelf.update("demo", "c1", rename("Два"), key="op_1") == first
    assert shelf.made("demo", "op_1") == ("c1", "m7")
    assert shelf.made("demo", "op_2") is None


def test_a_refused_change_leaves_nothing(shelf: LocalBoards) -> None:
    def refuse(_board: Board, _card: Card | None) -> Card:
        raise Refused("board-read-only")

    before = shelf.load("demo")
    with pytest.raises(Refused):
        shelf.update("demo", "c1", refuse, key="op_1")
    assert shelf.load("demo") == before
    assert shelf.made("demo", "op_1") is None


def test_a_replaced_board_has_new_revisions_and_forgets_its_keys(shelf: LocalBoards) -> None:
    shelf.update("demo", "c1", rename("Раз"), key="op_1")
    before = {card.id: card.revision for card in shelf.load("demo").cards}
    shelf.replace(BOARD.model_copy(update={"name": "Другая", "cards": BOARD.cards[:2]}))
    after = shelf.load("demo")
    assert after.name == "Другая"
    assert [card.name for card in after.cards] == ["Отчёт", "Оплата"]
    assert all(card.revision != before[card.id] for card in after.cards)
    assert shelf.made("demo", "op_1") is None


def test_many_hands_at_once_lose_no_change(shelf: LocalBoards) -> None:
    def comment(number: int) -> None:
        def change(board: Board, card: Card | None) -> Card:
            assert card is not None
            said = CardComment(id=f"m{number}", text="я")
            return card.model_copy(update={"comments": (*card.comments, said)})

        shelf.update("demo", "c1", change, key=f"op_{number}")

    hands = [threading.Thread(target=comment, args=(number,)) for number in range(12)]
    for hand in hands:
        hand.start()
    for hand in hands:
        hand.join()
    card = shelf.load("demo").cards[1]
    assert {said.id for said in card.comments} == {f"m{number}" for number in range(12)}
