"""What only a real Kanboard teaches."""

import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

import httpx
import pytest

from core_api.contracts.board import (
    AddCheck,
    AddLabel,
    Archive,
    Assign,
    Check,
    Comment,
    Create,
    Describe,
    Due,
    Move,
    Rename,
    Restore,
    Unassign,
)
from core_api.contracts.connector import Edit, Write
from core_api.contracts.problems import Conflict, Forbidden, NotFound, Unauthorized
from kanban_connectors.kanboard.connector import build
from kanban_connectors.pacing import MemoryPace
from tests.conformance.boards.kanboard import TOKEN, Team, kanboard, team
from tests.conformance.desk import Desk, items_of, plain

__all__ = ["kanboard", "team"]


@dataclass
class Counted:
    """How many requests were sent."""

    requests: int = 0


@pytest.fixture
def counted(monkeypatch: pytest.MonkeyPatch) -> Counted:
    counter, send = Counted(), httpx.Client.send

    def counting(self: httpx.Client, *arguments: Any, **named: Any) -> httpx.Response:
        counter.requests += 1
        return send(self, *arguments, **named)

    monkeypatch.setattr(httpx.Client, "send", counting)
    return counter


@pytest.fixture
def in_moscow(team: Team) -> Iterator[None]:
    """The server's zone, as an administrator sets it."""
    team.server.set_zone("Europe/Moscow")
    yield
    team.server.set_zone("UTC")


def test_two_cards_may_bear_one_key_and_the_oldest_is_ours(kanboard: Desk, team: Team) -> None:
    create = Create(name="Refunds", column_id="todo")
    twins = [
        team.server.call("createTask", title="Refunds", project_id=int(kanboard.board_id), reference="op_1")
        for _ in range(2)
    ]
    team.server.call(
        "createTask", title="Another", project_id=int(kanboard.board_id), reference="opx1"
    )  # `_` stands for any letter in Kanboard's search
    assert [one.remote_id for one in kanboard.find(create, key="op_1")] == list(map(str, twins))
    assert kanboard.apply(create, key="op_1").remote_id == str(twins[0])


@pytest.mark.parametrize("write", [Comment(text="hello"), AddCheck(name="Two")], ids=lambda one: one.kind)
def test_what_a_late_try_made_meanwhile_stays_alone(
    kanboard: Desk, monkeypatch: pytest.MonkeyPatch, write: Comment | AddCheck
) -> None:
    """The first try reaches the board only after the second has looked and found nothing."""
    send, late = httpx.Client.send, [b"createComment", b"createSubtask"]

    def twice(self: httpx.Client, request: httpx.Request, **named: Any) -> httpx.Response:
        if any(name in request.content for name in late):
            send(self, request, **named).read()
        return send(self, request, **named)

    monkeypatch.setattr(httpx.Client, "send", twice)
    receipt = kanboard.apply(write, key="op_1")
    assert [one.remote_id for one in kanboard.find(write, key="op_1")] == [receipt.remote_id]
    assert len(kanboard.card().comments) == isinstance(write, Comment)
    assert len(items_of(kanboard.card())) == 1 + isinstance(write, AddCheck)


def test_closing_a_task_ticks_nothing(kanboard: Desk) -> None:
    kanboard.do(AddCheck(name="Two"))
    kanboard.do(Check(item_id="one"))
    for write in (Archive(), Restore(), Edit(archived=True), Edit(archived=False)):
        assert items_of(kanboard.do(write)) == [("One", True), ("Two", False)]


@pytest.mark.usefixtures("in_moscow")
def test_moments_are_told_in_the_zone_of_the_server(kanboard: Desk, team: Team) -> None:
    moment = datetime(2026, 3, 6, 12, tzinfo=UTC)
    card = kanboard.do(Due(date=date(2026, 3, 6), at=moment))
    assert (card.due, card.due_has_time) == (moment, True)
    task = team.server.call("getTask", task_id=int(kanboard.cards["pay"]))
    assert datetime.fromtimestamp(task["date_due"], UTC) == moment


@pytest.mark.usefixtures("in_moscow")
def test_midnight_is_a_day_without_a_time(kanboard: Desk, team: Team) -> None:
    team.server.call("updateTask", id=int(kanboard.cards["pay"]), date_due="2026-03-06 00:00")
    for card in (kanboard.card(), next(one for one in kanboard.board().cards if one.name == "Pay page")):
        assert (card.due, card.due_has_time) == (datetime(2026, 3, 6, 12, tzinfo=UTC), False)
    kanboard.do(Due(date=date(2026, 3, 7)))
    task = team.server.call("getTask", task_id=int(kanboard.cards["pay"]))
    assert datetime.fromtimestamp(task["date_due"], UTC) == datetime(2026, 3, 6, 21, tzinfo=UTC)


def test_tags_of_the_whole_server_are_labels_too(kanboard: Desk, team: Team) -> None:
    shared = team.server.call("createTag", project_id=0, tag=f"Everywhere {kanboard.board_id}")
    assert str(shared) in {label.id for label in kanboard.board().labels}
    assert set(kanboard.do(AddLabel(label_id=str(shared))).label_ids) == {"bug", str(shared)}


def test_a_change_costs_three_requests_and_a_reading_one(kanboard: Desk, counted: Counted) -> None:
    kanboard.connector.identify()
    kanboard.do(Comment(text="first"))
    for write in (Rename(name="A"), Assign(member_id="boris"), Edit(name="B"), AddCheck(name="Two")):
        counted.requests = 0
        kanboard.do(write)
        assert counted.requests == 3 + isinstance(write, AddCheck), write.kind
    counted.requests = 0
    kanboard.card()
    assert counted.requests == 1


def test_a_second_reading_asks_for_the_tags_of_what_changed_only(
    kanboard: Desk, team: Team, counted: Counted
) -> None:
    project = int(kanboard.board_id)
    made = team.server.calls(
        [
            ("createTask", {"title": f"Card {number}", "project_id": project, "tags": ["Bug"]})
            for number in range(600)
        ]
    )
    time.sleep(1.1)  # cards of the newest second are asked for again: there shall be one of them
    kanboard.do(Rename(name="A name"))
    known = kanboard.connector.snapshot(kanboard.board_id)
    assert len(known.cards) == len(made) + 3
    first = counted.requests
    kanboard.do(Rename(name="Another name"))
    counted.requests = 0
    again = kanboard.connector.snapshot(kanboard.board_id, known)
    assert counted.requests <= 4 < first
    assert sorted(card.id for card in again.cards if card.label_ids) == sorted(
        card.id for card in known.cards if card.label_ids
    )


def test_a_card_that_goes_while_the_board_is_read_is_left_out(
    kanboard: Desk, team: Team, monkeypatch: pytest.MonkeyPatch
) -> None:
    gone, send = int(kanboard.cards["docs"]), httpx.Client.send

    def removing(self: httpx.Client, request: httpx.Request, **named: Any) -> httpx.Response:
        if b"getTaskTags" in request.content and b"removeTask" not in request.content:
            monkeypatch.setattr(httpx.Client, "send", send)
            team.server.call("removeTask", task_id=gone)
        return send(self, request, **named)

    monkeypatch.setattr(httpx.Client, "send", removing)
    assert {card.name for card in kanboard.board().cards} == {"Pay page", "Login"}


def test_the_application_may_do_all_and_signs_nothing(kanboard: Desk, team: Team) -> None:
    application = build(team.server.account(), MemoryPace(), allow_delete=False)
    who = application.identify()
    assert (who.id, who.excess) == ("0", ("application",))
    card = kanboard.cards["pay"]
    made = [application.apply(kanboard.board_id, card, Comment(text="hello"), "op_1") for _ in range(2)]
    assert made[0].remote_id == made[1].remote_id
    assert [(one.text, one.author) for one in kanboard.card().comments] == [("hello", "jsonrpc")]
    with pytest.raises(NotFound, match="card-not-found"):
        application.card(kanboard.board_id, kanboard.absent)
    with pytest.raises(NotFound, match="board-not-found"):
        application.snapshot(kanboard.absent)


OVERTAKEN: list[tuple[Write, Write]] = [
    (Rename(name="By us"), Rename(name="By a person")),
    (Move(column_id="done"), Move(column_id="doing")),
    (Due(date=None), Due(date=date(2026, 3, 7))),
    (Assign(member_id="boris"), Unassign(member_id="anna")),
    (Check(item_id="one"), Check(item_id="one")),
    (Describe(text="By us", replace=True), Describe(text="By a person")),
    (Edit(name="By us", description="By us"), Describe(text="By a person")),
]


@pytest.mark.parametrize(("ours", "theirs"), OVERTAKEN, ids=lambda write: write.kind)
def test_what_a_person_changed_just_before_is_not_written_over(
    kanboard: Desk, ours: Write, theirs: Write
) -> None:
    seen = kanboard.connector.card(kanboard.board_id, kanboard.cards["pay"])
    left = kanboard.do(theirs)
    with pytest.raises(Conflict, match="revision-changed"):
        kanboard.connector.apply(kanboard.board_id, seen.id, kanboard.real(ours), "op_late", seen)
    assert plain(kanboard.card()) == plain(left)


def test_what_a_person_changed_elsewhere_on_the_card_is_no_reason(kanboard: Desk) -> None:
    seen = kanboard.connector.card(kanboard.board_id, kanboard.cards["pay"])
    kanboard.do(Rename(name="By a person"))
    for number, write in enumerate((Describe(text="By us"), AddLabel(label_id="new"), Due(date=None))):
        kanboard.connector.apply(kanboard.board_id, seen.id, kanboard.real(write), f"op_{number}", seen)
    card = kanboard.card()
    assert (card.name, card.description, card.due) == ("By a person", "With cards\n\nBy us", None)
    assert set(card.label_ids) == {"bug", "new"}


def test_a_card_of_another_board_is_not_on_this_one(kanboard: Desk, team: Team) -> None:
    other = team.project("Other")
    card = team.server.call("createTask", title="There", project_id=other)
    with pytest.raises(NotFound, match="card-not-found"):
        kanboard.card(str(card))
    with pytest.raises(NotFound, match="card-not-found"):
        kanboard.do(Rename(name="Here"), card=str(card))


def test_wrong_keys_are_told_from_missing_rights(kanboard: Desk, team: Team) -> None:
    stranger = build(team.server.account("boardscribe", "wrong"), MemoryPace(), allow_delete=False)
    with pytest.raises(Unauthorized):
        stranger.identify()
    with pytest.raises(Unauthorized):
        stranger.snapshot(kanboard.board_id)
    viewer = team.server.call("createProject", name="Only looking")
    role = {"project_id": viewer, "user_id": team.users["boardscribe"], "role": "project-viewer"}
    team.server.call("addProjectUser", **role)
    account = team.server.account("boardscribe", TOKEN)
    looking = build(account, MemoryPace(), allow_delete=False)
    column = looking.outline(str(viewer)).columns[0].id
    with pytest.raises(Forbidden):
        looking.apply(str(viewer), None, Create(name="X", column_id=column), "op_1")
