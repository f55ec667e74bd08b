"""What a person wrote must not be lost, and what we wrote must not come twice, where both wrote to the same place."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from core_api.contracts.board import (
    AddCheck,
    Check,
    Comment,
    Create,
    Describe,
    Due,
    Move,
    Operation,
    Rename,
)
from core_api.contracts.connector import Delete, Receipt
from core_api.contracts.problems import Conflict, NotFound, OutcomeUnknown, Unavailable
from core_api.contracts.proposal import FieldChange, Intent
from core_api.store import changes, intents
from kanban_connectors.shown import shows


def raising(problem: Exception) -> Callable[[], None]:
    def trouble() -> None:
        raise problem

    return trouble


def records(desk: Any) -> Any:
    with desk.database.reading() as session:
        return changes.for_meeting(session, "mtg_1")


AGAIN: list[tuple[Operation, Operation, Operation]] = [
    (Move(column_id="doing"), Move(column_id="done"), Move(column_id="todo")),
    (Rename(name="Payments"), Rename(name="Billing"), Rename(name="Money")),
    (Due(date=date(2026, 3, 6)), Due(date=date(2026, 3, 9)), Due(date=date(2026, 3, 20))),
]


@pytest.mark.parametrize(("ours", "theirs", "second"), AGAIN, ids=lambda one: one.kind)
def test_what_a_person_put_in_the_place_of_our_change_is_not_taken_for_it(
    desk: Any, ours: Operation, theirs: Operation, second: Operation
) -> None:
    first, late = desk.propose(ours), desk.propose(second)
    assert desk.run(desk.approve(first)).state == "applied"
    desk.by_hand(theirs)
    before = desk.card()
    assert desk.run(desk.approve(late)).error == "card-changed"
    assert desk.card() == before


def test_a_text_is_added_once_although_a_person_wrote_on_while_nobody_knew(desk: Any) -> None:
    def by_its_words(_board: str, card_id: str, write: Any, *_more: Any) -> tuple[Receipt, ...]:
        card = desk.card(card_id)
        return (Receipt(card=card),) if shows(card, write) else ()

    desk.connector.inner.find = by_its_words  # as on a board that keeps no key of a change
    intent = desk.approve(desk.propose(Describe(text="Ours")))
    desk.connector.lose_next_answer = OutcomeUnknown("timeout")
    desk.connector.trouble("find", raising(Unavailable("board-busy")))
    with pytest.raises(Unavailable, match="write-unsure"):
        desk.run(intent)
    desk.by_hand(Describe(text="Theirs"))
    done = desk.run(intent)
    assert (done.state, done.error, desk.connector.writes) == ("applied", None, 1)
    with pytest.raises(Conflict, match="changed-since"):
        desk.undo(intent.id)
    assert desk.card().description == "With cards\n\nOurs\n\nTheirs"


def test_a_text_that_another_one_ends_with_is_not_there_already(desk: Any) -> None:
    assert desk.apply(Describe(text="cards")).error is None
    assert desk.card().description == "With cards\n\ncards"


NO_BOARD = raising(NotFound("board-not-found", board="demo"))
"""What boards also say to whom they do not let in any more."""


def test_a_board_that_does_not_let_us_in_any_more_says_nothing_of_a_comment(desk: Any) -> None:
    intent = desk.approve(desk.propose(Comment(text="hello")))
    desk.connector.lose_next_answer = OutcomeUnknown("timeout")
    desk.connector.trouble("find", NO_BOARD)
    with pytest.raises(Unavailable, match="write-unsure"):
        desk.run(intent)
    assert (desk.intent(intent).state, desk.intent(intent).error) == ("unknown", "board-not-found")
    assert desk.run(intent).state == "applied"
    assert len(desk.card().comments) == 1


def test_a_board_that_does_not_let_us_in_any_more_has_not_lost_the_card(desk: Any) -> None:
    desk.connector.capabilities = desk.connector.capabilities.model_copy(update={"hard_delete": True})
    remove = Intent(
        id="op_1", proposal_id=None, meeting_id="mtg_1", board="local:demo", card_id="pay", operation=Delete()
    )
    with desk.database.transaction() as session:
        intents.plan(session, remove, desk.clock())
    desk.connector.trouble("apply", raising(OutcomeUnknown("timeout")))
    for answer in (lambda: None, NO_BOARD):
        desk.connector.trouble("card", answer)
    with pytest.raises(Unavailable, match="write-unsure"):
        desk.run(remove)
    assert desk.intent(remove).state == "unknown"


def test_a_board_that_cannot_be_found_before_the_write_keeps_what_was_decided(desk: Any) -> None:
    intent = desk.approve(desk.propose(Comment(text="hello")))
    desk.connector.trouble("outline", NO_BOARD)
    with pytest.raises(NotFound, match="board-not-found"):
        desk.run(intent)
    assert (desk.intent(intent).state, desk.intent(intent).error) == ("planned", "board-not-found")
    assert desk.run(intent).state == "applied"


def test_a_card_that_cannot_be_read_back_because_the_board_is_closed_to_us_is_in_doubt(desk: Any) -> None:
    intent = desk.approve(desk.propose(Create(name="Refunds", column_id="todo"), None))
    desk.connector.trouble("card", NO_BOARD)
    assert desk.run(intent).state == "applied"
    assert [card.name for card in desk.board().cards].count("Refunds") == 1


def test_a_new_card_on_which_somebody_worked_is_asked_about_before_it_is_put_away(desk: Any) -> None:
    made = [desk.apply(Create(name=name, column_id="todo"), None) for name in ("A", "B", "C")]
    cards = [one.card.id for one in records(desk)]
    desk.by_hand(Comment(text="Who pays?"), cards[0])
    desk.by_hand(AddCheck(name="Ask"), cards[1])
    desk.by_hand(Check(item_id=desk.card(cards[1]).checklists[0].items[0].id), cards[1])
    assert desk.apply(Comment(text="From the meeting"), cards[2]).state == "applied"
    for one in made[:2]:
        with pytest.raises(Conflict, match="changed-since"):
            desk.undo(one.id)
        assert desk.undo(one.id, force=True).undoes == one.id
    desk.undo(made[2].id)
    assert all(desk.card(card).archived for card in cards)


def test_the_undo_of_a_comment_tells_what_was_taken_back_and_keeps_nobody_elses_words(desk: Any) -> None:
    desk.by_hand(Comment(text="Private words"))
    done = desk.apply(Comment(text="hello"))
    undone = desk.undo(done.id)
    assert undone.changes == (FieldChange(field="comments", before="hello", after=None),)
    with desk.database.reading() as session:
        kept = intents.get(session, undone.id).seen
    assert kept is not None
    assert [comment.text for comment in kept.comments] == ["hello"]
