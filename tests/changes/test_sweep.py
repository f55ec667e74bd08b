"""A call that was given up and arrived late leaves no second copy for long; what a person worked on is left to them."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest

from core_api.changes.sweep import Swept, sweep
from core_api.contracts.board import (
    AddCheck,
    Archive,
    Check,
    Comment,
    Create,
    Move,
    Operation,
    Rename,
    Restore,
)
from core_api.contracts.connector import Receipt
from core_api.contracts.policy import BoardPolicy
from core_api.contracts.problems import NotFound, Transient
from core_api.contracts.proposal import Actor, ChangeRecord
from core_api.store import changes, intents

LONG_AGO = datetime(2026, 1, 1, tzinfo=UTC)
MADE: dict[str, Operation] = {
    "create": Create(name="Refunds", column_id="todo", text="As said"),
    "comment": Comment(text="hello"),
    "add_check": AddCheck(name="Two"),
}


class Twice:
    """A board that finds under a key what an earlier call, thought lost, made of it as well."""

    def __init__(self, desk: Any) -> None:
        self.desk = desk
        self.found: dict[str, list[tuple[str, str | None]]] = {}
        desk.connector.find = self.find

    def arrives_late(self, intent: Any) -> str:
        """The first call is heard after all; gives the id of the copy."""
        board = self.desk.connector.inner
        first = board.find("demo", intent.card_id, intent.operation, intent.id)[0]
        late = board.apply("demo", intent.card_id, intent.operation, f"late-{self.desk.clock()}")
        copies = self.found.setdefault(intent.id, [(first.card.id, first.remote_id)])
        copies.append((late.card.id, late.remote_id))
        return str(late.remote_id)

    def find(
        self, board_id: str, card_id: str | None, write: Any, key: str, since: Any = None
    ) -> tuple[Receipt, ...]:
        self.desk.connector._meet("find")
        board = self.desk.connector.inner
        if key not in self.found:
            found: tuple[Receipt, ...] = board.find(board_id, card_id, write, key)
            return tuple(one for one in found if self._is_there(one.card.id, one.remote_id, write))
        there = [(card, made) for card, made in self.found[key] if self._is_there(card, made, write)]
        return tuple(Receipt(card=board.card(board_id, card), remote_id=made) for card, made in there)

    def _is_there(self, card_id: str, made: str | None, write: Any) -> bool:
        card = self.desk.card(card_id)
        ids = {one.id for one in card.comments}
        ids |= {item.id for checklist in card.checklists for item in checklist.items}
        return isinstance(write, Create) or made in ids


@pytest.fixture
def twice(desk: Any) -> Twice:
    desk.policy(BoardPolicy(mode="live"))
    return Twice(desk)


def swept(desk: Any, **more: Any) -> Swept:
    return sweep(desk.site(), LONG_AGO, **more)


def made(desk: Any, kind: str) -> Any:
    return desk.apply(MADE[kind], None if kind == "create" else "pay")


def there(desk: Any) -> dict[str, int]:
    card = desk.card()
    return {
        "create": sum(one.name == "Refunds" and not one.archived for one in desk.board().cards),
        "comment": len(card.comments),
        "add_check": sum(item.name == "Two" for checklist in card.checklists for item in checklist.items),
    }


@pytest.mark.parametrize("kind", MADE)
def test_a_late_copy_goes_and_the_recorded_one_stays(desk: Any, twice: Twice, kind: str) -> None:
    intent = made(desk, kind)
    late = twice.arrives_late(intent)
    assert there(desk)[kind] == 2
    result = swept(desk)
    assert (result.looked, result.left, result.unread) == (1, (), ())
    (record,) = result.removed
    assert (record.rule, record.by.kind, record.meeting_id) == ("late-duplicate", "gate", "mtg_1")
    assert there(desk)[kind] == 1
    kept = twice.find("demo", intent.card_id, intent.operation, intent.id)
    assert [one.remote_id for one in kept if not (kind == "create" and one.card.archived)] == [
        twice.found[intent.id][0][1]
    ]
    assert late not in {one.remote_id for one in kept if not one.card.archived}
    assert swept(desk).removed == (), "once"


@pytest.mark.parametrize("kind", MADE)
def test_what_is_there_once_stays(desk: Any, twice: Twice, kind: str) -> None:
    made(desk, kind)
    desk.apply(Move(column_id="doing"))
    writes = desk.connector.writes
    assert swept(desk) == Swept(looked=1)
    assert (desk.connector.writes, there(desk)[kind]) == (writes, 1)


def touch_card(desk: Any, late: str) -> None:
    desk.by_hand(Rename(name="Refunds for all"), late)


def move_card(desk: Any, late: str) -> None:
    desk.by_hand(Move(column_id="doing"), late)


def comment_card(desk: Any, late: str) -> None:
    desk.by_hand(Comment(text="Mine"), late)


def tick_item(desk: Any, late: str) -> None:
    desk.by_hand(Check(item_id=late))


def edit_comment(desk: Any, late: str) -> None:
    shelf = desk.connector.inner._shelf

    def change(_board: Any, card: Any) -> Any:
        edited = [
            one.model_copy(update={"text": "hello you"}) if one.id == late else one for one in card.comments
        ]
        return card.model_copy(update={"comments": tuple(edited)})

    shelf.update("demo", "pay", change)


@pytest.mark.parametrize(
    ("kind", "touch"),
    [
        ("create", touch_card),
        ("create", move_card),
        ("create", comment_card),
        ("add_check", tick_item),
        ("comment", edit_comment),
    ],
)
def test_a_copy_that_a_person_worked_on_is_told_and_left(
    desk: Any, twice: Twice, kind: str, touch: Callable[[Any, str], None]
) -> None:
    touch(desk, twice.arrives_late(made(desk, kind)))
    writes = desk.connector.writes
    result = swept(desk)
    assert [(one.kind, one.code) for one in result.left] == [(kind, "duplicate-touched")]
    assert (result.removed, desk.connector.writes) == ((), writes)


@pytest.mark.parametrize("kind", ["comment", "add_check", "create"])
def test_a_copy_of_what_was_taken_back_goes_too(desk: Any, twice: Twice, kind: str) -> None:
    intent = made(desk, kind)
    twice.arrives_late(intent)
    desk.undo(intent.id)
    assert there(desk)[kind] == 1
    assert len(swept(desk).removed) == 1
    assert there(desk)[kind] == 0


def test_where_a_person_removed_the_recorded_copy_the_other_one_stays(desk: Any, twice: Twice) -> None:
    intent = made(desk, "add_check")
    twice.arrives_late(intent)
    twice.found[intent.id].pop(0)
    assert swept(desk).removed == ()
    assert there(desk)["add_check"] == 2


def test_a_board_that_is_away_is_told_and_asked_once(desk: Any, twice: Twice) -> None:
    for _ in range(2):
        twice.arrives_late(made(desk, "comment"))

    def away() -> None:
        raise Transient("vendor-unreachable", vendor="Trello")

    desk.connector.trouble("find", away)
    result = swept(desk)
    assert [(one.board, one.code) for one in result.unread] == [("local:demo", "vendor-unreachable")]
    assert result.removed == ()
    assert len(swept(desk).removed) == 2


def test_a_board_that_we_may_not_see_any_more_is_told_and_not_taken_for_clean(
    desk: Any, twice: Twice
) -> None:
    twice.arrives_late(made(desk, "comment"))

    def gone() -> None:
        raise NotFound("board-not-found", board="demo")

    desk.connector.trouble("find", gone)
    assert [(one.board, one.code) for one in swept(desk).unread] == [("local:demo", "board-not-found")]
    assert len(swept(desk).removed) == 1


def test_a_stopped_board_keeps_its_copies_until_it_may_be_written_to(desk: Any, twice: Twice) -> None:
    twice.arrives_late(made(desk, "comment"))
    desk.policy(BoardPolicy(mode="live", stopped=True))
    assert [one.code for one in swept(desk).left] == ["board-stopped"]
    assert there(desk)["comment"] == 2
    desk.policy(BoardPolicy(mode="live"))
    assert len(swept(desk).removed) == 1


def test_by_night_a_board_in_shadow_mode_keeps_its_copies_and_a_person_may_have_them_taken_away(
    desk: Any, twice: Twice
) -> None:
    twice.arrives_late(made(desk, "comment"))
    desk.policy(BoardPolicy(mode="shadow"))
    assert [one.code for one in swept(desk).left] == ["board-shadow"]
    assert there(desk)["comment"] == 2
    with desk.database.reading() as session:
        assert intents.pending(session) == ()
    (record,) = swept(desk, by=Actor(name="Anna")).removed
    assert (record.by.name, there(desk)["comment"]) == ("Anna", 1)


def test_a_late_copy_that_went_can_be_brought_back(desk: Any, twice: Twice) -> None:
    twice.arrives_late(made(desk, "create"))
    (record,) = swept(desk).removed
    assert isinstance(record.operation, Archive)
    assert isinstance(record.inverse, Restore)
    desk.undo(record.id)
    assert there(desk)["create"] == 2
    with desk.database.reading() as session:
        kinds = [one.rule for one in changes.for_meeting(session, "mtg_1") if isinstance(one, ChangeRecord)]
    assert kinds == ["asks-first", "late-duplicate", "undo"]


def test_other_boards_and_older_things_are_let_be(desk: Any, twice: Twice) -> None:
    twice.arrives_late(made(desk, "comment"))
    assert swept(desk, board="local:other") == Swept()
    later = datetime(2027, 1, 1, tzinfo=UTC)
    assert sweep(desk.site(), later) == Swept()
