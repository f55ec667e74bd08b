"""What a board refuses: tried again, waited for, asked again or given up, each for its reason; and never twice."""

from collections.abc import Callable
from typing import Any

import pytest

from core_api.changes.executor import carry_out
from core_api.changes.outlines import Outlines
from core_api.changes.site import Site
from core_api.contracts.board import Comment, Create, Move, Rename
from core_api.contracts.problems import (
    Conflict,
    Forbidden,
    Invalid,
    Malformed,
    Missing,
    NotFound,
    PlanLimit,
    Problem,
    RateLimited,
    TooLarge,
    Transient,
    Unauthorized,
    Unavailable,
    Unsupported,
)
from core_api.contracts.proposal import Intent, ThreeWay
from core_api.store import changes


def raising(problem: Exception) -> Callable[[], None]:
    def trouble() -> None:
        raise problem

    return trouble


def hello(desk: Any) -> tuple[Any, Intent]:
    proposal = desk.propose(Comment(text="hello"))
    return proposal, desk.approve(proposal)


@pytest.mark.parametrize("call", ["outline", "card", "apply"])
@pytest.mark.parametrize(
    "problem",
    [
        Unauthorized("vendor-unauthorized", vendor="Trello"),
        Forbidden("vendor-forbidden", vendor="Trello"),
        PlanLimit("vendor-plan", vendor="Kaiten"),
        Missing("board-account-missing", kind="trello"),
        RateLimited("vendor-busy", retry_after=7.0, vendor="Trello"),
        Transient("vendor-unreachable", vendor="Trello"),
    ],
    ids=lambda problem: type(problem).__name__,
)
def test_what_is_not_the_proposals_fault_waits_with_its_reason(
    desk: Any, call: str, problem: Problem
) -> None:
    proposal, intent = hello(desk)
    desk.connector.trouble(call, raising(problem))
    with pytest.raises(type(problem), match=problem.code):
        desk.run(intent)
    assert (desk.intent(intent).state, desk.intent(intent).error) == ("planned", problem.code)
    assert (desk.stored(proposal).state, desk.stored(proposal).error) in {
        ("approved", problem.code),
        ("applying", problem.code),
    }
    assert desk.run(intent).state == "applied"
    assert (len(desk.card().comments), desk.connector.writes) == (1, 1)


@pytest.mark.parametrize(
    "problem",
    [
        TooLarge("vendor-too-large", vendor="Trello"),
        Invalid("vendor-invalid", vendor="Trello", status=400),
        Unsupported("vendor-unsupported", vendor="Kaiten"),
    ],
    ids=lambda problem: type(problem).__name__,
)
def test_what_no_retry_would_mend_is_given_up_with_its_reason(desk: Any, problem: Problem) -> None:
    proposal, intent = hello(desk)
    desk.connector.trouble("apply", raising(problem))
    assert (desk.run(intent).state, desk.intent(intent).error) == ("failed", problem.code)
    assert (desk.stored(proposal).state, desk.stored(proposal).error) == ("failed", problem.code)
    assert desk.card().comments == ()


def test_what_the_vendor_does_not_find_asks_again(desk: Any) -> None:
    proposal, intent = hello(desk)
    desk.connector.trouble("apply", raising(NotFound("vendor-not-found", vendor="Trello")))
    assert desk.run(intent).error == "vendor-not-found"
    assert (desk.stored(proposal).state, desk.stored(proposal).proposal.version) == ("open", 2)


@pytest.mark.parametrize("call", ["outline", "card"])
def test_an_answer_that_is_none_is_an_outage_while_we_only_read(desk: Any, call: str) -> None:
    _proposal, intent = hello(desk)
    desk.connector.trouble(call, raising(Malformed("vendor-answer", vendor="Trello")))
    with pytest.raises(Transient, match="vendor-answer") as caught:
        desk.run(intent)
    assert caught.value.params == {"vendor": "Trello"}
    assert desk.intent(intent).state == "planned"
    assert desk.run(intent).state == "applied"


@pytest.mark.parametrize("problem", [Malformed("vendor-answer"), Unavailable("service-away")])
@pytest.mark.parametrize("heard", [True, False])
def test_an_answer_to_a_write_that_says_nothing_is_looked_up(
    desk: Any, problem: Problem, heard: bool
) -> None:
    _proposal, intent = hello(desk)
    if heard:
        desk.connector.lose_next_answer = problem
        assert desk.run(intent).state == "applied"
    else:
        desk.connector.trouble("apply", raising(problem))
        with pytest.raises(Unavailable, match="write-not-heard"):
            desk.run(intent)
        assert desk.run(intent).state == "applied"
    assert len(desk.card().comments) == 1


def test_an_account_that_fails_while_a_write_is_in_doubt_is_told(desk: Any) -> None:
    _proposal, intent = hello(desk)
    desk.connector.lose_next_answer = Malformed("vendor-answer")
    desk.connector.trouble("find", raising(Unauthorized("vendor-unauthorized", vendor="Trello")))
    with pytest.raises(Unavailable, match="write-unsure"):
        desk.run(intent)
    assert (desk.intent(intent).state, desk.intent(intent).error) == ("unknown", "vendor-unauthorized")
    assert desk.run(intent).state == "applied"
    assert len(desk.card().comments) == 1


# --- the board itself says that the card changed -------------------------------------------------------------


def changed_meanwhile(desk: Any, by_hand: Any = None) -> Callable[[], None]:
    def trouble() -> None:
        if by_hand is not None:
            desk.by_hand(by_hand)
        raise Conflict("revision-changed", vendor="Roundup")

    return trouble


def test_a_change_of_another_field_in_the_same_moment_is_written_over_nothing(desk: Any) -> None:
    intent = desk.approve(desk.propose(Move(column_id="doing")))
    desk.connector.trouble("apply", changed_meanwhile(desk, Rename(name="Payments")))
    desk.connector.trouble("apply", changed_meanwhile(desk))
    assert desk.run(intent).state == "applied"
    assert (desk.card().column_id, desk.card().name) == ("doing", "Payments")


def test_a_change_of_the_same_field_in_the_same_moment_comes_back(desk: Any) -> None:
    proposal = desk.propose(Move(column_id="doing"))
    intent = desk.approve(proposal)
    desk.connector.trouble("apply", changed_meanwhile(desk, Move(column_id="done")))
    assert desk.run(intent).error == "card-changed"
    assert (desk.card().column_id, desk.stored(proposal).state) == ("done", "open")


def test_a_card_that_never_rests_is_written_to_later(desk: Any) -> None:
    intent = desk.approve(desk.propose(Move(column_id="doing")))
    for _ in range(3):
        desk.connector.trouble("apply", changed_meanwhile(desk))
    with pytest.raises(Transient, match="revision-changed"):
        desk.run(intent)
    assert desk.intent(intent).state == "planned"
    assert desk.run(intent).state == "applied"


def test_the_card_that_was_read_goes_with_the_write(desk: Any) -> None:
    seen: list[Any] = []
    apply = desk.connector.inner.apply
    desk.connector.inner.apply = lambda *given: seen.append(given[4]) or apply(*given)
    before = desk.card()
    desk.apply(Move(column_id="doing"))
    desk.apply(Create(name="Refunds", column_id="todo"), None)
    assert seen == [before, None]


# --- the three-way view -------------------------------------------------------------------------------------


def test_what_comes_back_says_what_it_was_what_it_is_and_what_we_would_write(desk: Any) -> None:
    proposal = desk.propose(Move(column_id="doing"))
    intent = desk.approve(proposal)
    desk.by_hand(Move(column_id="done"))
    desk.run(intent)
    again = desk.stored(proposal).proposal
    assert again.meanwhile == (ThreeWay(field="column", was="To do", now="Done", ours="Doing"),)
    desk.run(desk.approve(again))
    with desk.database.reading() as session:
        (record,) = changes.for_meeting(session, "mtg_1")
    assert [(one.before, one.after) for one in record.changes] == [("Done", "Doing")]


def test_what_comes_back_for_another_reason_names_no_change_of_a_person(desk: Any) -> None:
    proposal = desk.propose(Move(column_id="gone"))
    desk.run(desk.approve(proposal))
    assert desk.stored(proposal).proposal.meanwhile == ()


# --- what a write costs -------------------------------------------------------------------------------------


def test_writes_to_one_board_cost_four_calls_and_then_three(desk: Any) -> None:
    calls: list[str] = []
    for name in ("outline", "snapshot", "card", "apply", "find"):
        inner = getattr(desk.connector.inner, name)

        def counted(*given: Any, name: str = name, inner: Any = inner) -> Any:
            calls.append(name)
            return inner(*given)

        setattr(desk.connector.inner, name, counted)
    proposals = [desk.propose(Comment(text=words)) for words in ("one", "two")]
    intents = [desk.approve(one) for one in proposals]
    calls.clear()
    outlines = Outlines()
    site = Site(desk.database, desk.connector_for, desk.clock, outlines=outlines)
    for intent in intents:
        assert carry_out(site, intent.id).state == "applied"
    assert calls == ["outline", "card", "apply", "card", "card", "apply", "card"]


def test_names_are_read_again_when_they_are_old_or_new_ones_turn_up(desk: Any) -> None:
    now = [0.0]
    outlines = Outlines(lambda: now[0])
    asked: list[str] = []

    class Board:
        def outline(self, board_id: str) -> Any:
            asked.append(board_id)
            return desk.connector.inner.outline(board_id)

    board: Any = Board()
    old = desk.approve(desk.propose(Move(column_id="doing")))
    new = desk.approve(desk.propose(Move(column_id="later")))
    for _ in range(3):
        outlines.of(old, board, "demo", desk.card())
    assert len(asked) == 1
    outlines.of(new, board, "demo", desk.card())
    assert len(asked) == 2
    now[0] = 61.0
    outlines.of(old, board, "demo", desk.card())
    assert len(asked) == 3


def test_it_needs_nothing_but_the_store_the_boards_and_a_clock(desk: Any) -> None:
    _proposal, intent = hello(desk)
    assert carry_out(Site(desk.database, desk.connector_for, desk.clock), intent.id).state == "applied"
