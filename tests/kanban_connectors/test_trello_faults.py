"""What goes wrong on the way to Trello: each fault in our words, nothing made twice, nothing lost."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest

from core_api.contracts.board import AddCheck, AddLabel, Comment, Create, Rename
from core_api.contracts.connector import Write
from core_api.contracts.problems import (
    Forbidden,
    Malformed,
    NotFound,
    OutcomeUnknown,
    Problem,
    RateLimited,
    Transient,
    Unauthorized,
)
from tests.doubles.faults import Asked, Fault, Kind, writes
from tests.doubles.trello import TOKEN
from tests.kanban_connectors.conftest import Trello

TRIES = 4

READING: list[tuple[Kind, int, int, type[Problem]]] = [
    ("unheard", 0, TRIES, Transient),
    ("lost", 0, TRIES, Transient),
    ("torn", 0, TRIES, Transient),
    ("busy", 429, TRIES, RateLimited),
    *(("before", status, TRIES, Transient) for status in (500, 502, 503, 504)),
    ("cut", 0, 1, Malformed),
    ("page", 0, 1, Malformed),
]


@pytest.mark.parametrize(("kind", "status", "times", "problem"), READING)
def test_an_outage_while_reading_is_said_as_it_is_and_never_an_empty_board(
    trello: Trello, kind: Kind, status: int, times: int, problem: type[Problem]
) -> None:
    trello.faults.next(kind, times=times, status=status)
    with pytest.raises(problem):
        trello.connector.snapshot(trello.names.board)
    assert trello.faults.unused == 0
    assert len(trello.connector.snapshot(trello.names.board).cards) == 3


WRITING: list[tuple[Kind, int, int, type[Problem], bool]] = [
    ("unheard", 0, 1, OutcomeUnknown, False),
    ("lost", 0, 1, OutcomeUnknown, True),
    ("torn", 0, 1, OutcomeUnknown, True),
    ("cut", 0, 1, OutcomeUnknown, True),
    ("page", 0, 1, OutcomeUnknown, True),
    ("busy", 429, TRIES, RateLimited, False),
    *(("before", status, 1, OutcomeUnknown, False) for status in (408, 500, 502, 503, 504)),
    *(("after", status, 1, OutcomeUnknown, True) for status in (408, 500, 502, 503, 504)),
]


@pytest.mark.parametrize(("kind", "status", "times", "problem", "done"), WRITING)
@pytest.mark.parametrize("write", [Rename(name="New"), Comment(text="New")], ids=["ours", "py-trello"])
def test_a_write_that_may_have_been_done_is_never_said_to_have_failed(  # noqa: PLR0917
    trello: Trello, write: Write, kind: Kind, status: int, times: int, problem: type[Problem], done: bool
) -> None:
    trello.faults.next(kind, writes, times=times, status=status)
    with pytest.raises(problem):
        trello.apply(write)
    assert trello.faults.unused == 0
    found = trello.connector.find(trello.names.board, trello.names.cards["pay"], write, "op_1")
    assert len(found) == done


def test_a_short_refusal_is_waited_out_for_the_ten_seconds_that_trello_counts_in(trello: Trello) -> None:
    trello.faults.next("busy", times=2)
    assert trello.read().name == "Pay page"
    assert [wait // 10 for wait in trello.waited] == [1, 1]


def test_nobody_listening_is_no_reason_to_doubt_whether_it_was_done(trello: Trello) -> None:
    trello.faults.next("unheard", times=TRIES)
    with pytest.raises(Transient, match="vendor-unreachable"):
        trello.apply(Rename(name="New"))  # the reading before it is what failed
    assert trello.pay["name"] == "Pay page"


def test_what_goes_wrong_after_the_write_does_not_hide_that_it_was_done(trello: Trello) -> None:
    sent: list[Asked] = []

    def reads_after_the_write(asked: Asked) -> bool:
        sent.extend([asked] if asked.writes else [])
        return bool(sent) and not asked.writes

    trello.faults.next("before", reads_after_the_write, times=TRIES, status=503)
    with pytest.raises(OutcomeUnknown, match="write-unsure"):
        trello.apply(Rename(name="New"))
    assert trello.pay["name"] == "New"


def _revoke(trello: Trello) -> None:
    del trello.world.tokens[TOKEN]


def _expire(trello: Trello) -> None:
    trello.world.tokens[TOKEN].expires = datetime.now(UTC) - timedelta(days=1)


def _lock_out(trello: Trello) -> None:
    trello.world.boards[trello.names.board]["idMembers"].remove(trello.double.me)


def _only_read(trello: Trello) -> None:
    trello.world.tokens[TOKEN].write = False


@pytest.mark.parametrize(
    ("happens", "problem"),
    [(_revoke, Unauthorized), (_expire, Unauthorized), (_lock_out, Forbidden), (_only_read, Forbidden)],
)
def test_what_our_token_may_not_do_is_told_apart_from_a_token_that_is_no_good(
    trello: Trello, happens: Callable[[Trello], None], problem: type[Problem]
) -> None:
    happens(trello)
    with pytest.raises(problem):
        trello.apply(Rename(name="New"))
    assert trello.pay["name"] == "Pay page"


def test_a_card_that_a_person_deletes_between_reading_and_writing_is_said_to_be_gone(trello: Trello) -> None:
    card = trello.names.cards["pay"]

    def deleted_meanwhile(asked: Asked) -> bool:
        if asked.writes:
            trello.world.cards.pop(card, None)
        return False

    trello.faults.next("slow", deleted_meanwhile)
    with pytest.raises(NotFound, match="card-not-found"):
        trello.apply(Rename(name="New"))


def test_a_label_that_a_person_put_on_meanwhile_is_no_error(trello: Trello) -> None:
    label = trello.names.labels["new"]

    def labelled_meanwhile(asked: Asked) -> bool:
        if asked.writes and label not in trello.pay["idLabels"]:
            trello.pay["idLabels"].append(label)
        return False

    trello.faults.next("slow", labelled_meanwhile)
    assert label in trello.apply(AddLabel(label_id=label)).card.label_ids


def _makes(trello: Trello) -> list[tuple[Write, str | None]]:
    return [
        (Create(name="Refunds", column_id=trello.names.columns["todo"]), None),
        (Comment(text="hello"), "pay"),
        (AddCheck(name="Two"), "pay"),
        (AddCheck(name="Первый"), "login"),
    ]


def _things(trello: Trello) -> tuple[int, int, int]:
    """Cards, comments and checklist items on the board."""
    comments = sum(action["type"] == "commentCard" for action in trello.world.actions)
    items = sum(len(checklist["checkItems"]) for checklist in trello.world.checklists.values())
    return len(trello.world.cards), comments, items


@pytest.mark.parametrize("kind", ["lost", "after", "torn", "cut", "page"])
def test_a_reply_that_is_lost_leaves_one_thing_and_the_next_try_finds_it(trello: Trello, kind: Kind) -> None:
    before, began = _things(trello), datetime.now(UTC)
    for number, (write, card) in enumerate(_makes(trello)):
        key, target = f"op_{number}", trello.names.cards[card] if card else None
        trello.faults.next(
            kind, lambda asked: asked.writes and not asked.path.endswith("/checklists"), status=502
        )
        with pytest.raises(OutcomeUnknown):
            trello.apply(write, key, card)
        (found,) = trello.connector.find(trello.names.board, target, write, key, began)
        assert trello.apply(write, key, card).remote_id == found.remote_id
    cards, comments, items = before
    assert _things(trello) == (cards + 1, comments + 1, items + 2)
    assert len(trello.world.checklists_of(trello.names.cards["login"])) == 1


def test_through_a_storm_each_thing_is_made_exactly_once(trello: Trello) -> None:
    faults = [
        Fault("lost"),
        Fault("after", 502),
        Fault("busy"),
        Fault("before", 503),
        Fault("unheard"),
        Fault("cut"),
    ]
    trello.faults.storm(faults, 0.25, seed=3)
    began, board = datetime.now(UTC), trello.names.board
    column = trello.names.columns["doing"]
    unsure = 0
    for number in range(30):
        write = Create(name=f"Task {number % 3}", column_id=column)
        key, done = f"op_{number}", False
        while not done:
            try:
                done = unsure_before(trello, write, key, began) or bool(
                    trello.connector.apply(board, None, write, key).remote_id
                )
            except OutcomeUnknown:
                unsure += 1
            except (Transient, RateLimited, Malformed):
                pass
    trello.faults.calm()
    assert unsure > 0
    made = [card for card in trello.world.cards.values() if card["idList"] == column]
    assert len(made) == 1 + 30


def unsure_before(trello: Trello, write: Create, key: str, began: datetime) -> bool:
    """What whoever tries again does first."""
    return bool(trello.connector.find(trello.names.board, None, write, key, began))


def test_a_mark_that_a_person_edited_away_does_not_make_a_second_card(trello: Trello) -> None:
    began, board = datetime.now(UTC), trello.names.board
    create = Create(name="Refunds", column_id=trello.names.columns["todo"], text="Why")
    trello.faults.next("lost", writes)
    with pytest.raises(OutcomeUnknown):
        trello.apply(create, "op_1", None)
    made = next(card for card in trello.world.cards.values() if card["name"] == "Refunds")
    made |= {"desc": "In my own words", "name": "Refunds!", "idList": trello.names.columns["doing"]}
    (found,) = trello.connector.find(board, None, create, "op_1", began)
    assert found.remote_id == made["id"]
    made["desc"] = "[boardscribe]: #" + "0" * 24  # another operation's
    assert trello.connector.find(board, None, create, "op_1", began) == ()


def test_a_copy_that_a_person_makes_of_our_card_is_theirs(trello: Trello) -> None:
    create = Create(name="Refunds", column_id=trello.names.columns["todo"])
    made = trello.apply(create, "op_1", None).remote_id
    stored = trello.world.cards[str(made)]
    copy = trello.world.add_card(stored["idList"], "Refunds", desc=stored["desc"])
    trello.world.happened("copyCard", trello.double.person, copy)
    assert [one.remote_id for one in trello.connector.find(trello.names.board, None, create, "op_1")] == [
        made
    ]
    late = trello.world.add_card(stored["idList"], "Refunds", desc=stored["desc"])  # ours, twice
    trello.world.happened("createCard", trello.double.me, late)
    found = trello.connector.find(trello.names.board, None, create, "op_1")
    assert [one.remote_id for one in found] == [made, late["id"]]


def test_where_trello_keeps_no_fractions_a_lost_item_is_known_by_its_name_and_age(trello: Trello) -> None:
    trello.world.keeps_positions = False
    began, write = datetime.now(UTC), AddCheck(name="Two")
    trello.faults.next("lost", writes)
    with pytest.raises(OutcomeUnknown):
        trello.apply(write)
    card = trello.names.cards["pay"]
    (found,) = trello.connector.find(trello.names.board, card, write, "op_1", began)
    assert found.card.checklists[0].items[-1].id == found.remote_id
    later = datetime.now(UTC) + timedelta(hours=1)
    assert trello.connector.find(trello.names.board, card, write, "op_1", later) == ()
