"""What goes wrong between us and Kaiten: every fault in our words, nothing made twice, and the key in none of it."""

import logging
import traceback
from collections.abc import Iterator
from contextlib import closing

import httpx
import pytest
from pydantic import SecretStr
from starlette.responses import RedirectResponse
from starlette.types import Receive, Scope, Send

from core_api.contracts.accounts import KaitenAccount
from core_api.contracts.board import AddCheck, Comment, Create, Rename
from core_api.contracts.connector import Rate, Write
from core_api.contracts.problems import (
    Forbidden,
    Invalid,
    Malformed,
    NotFound,
    OutcomeUnknown,
    PlanLimit,
    Problem,
    RateLimited,
    Transient,
    Unauthorized,
    Unavailable,
    Unsupported,
)
from kanban_connectors.http import Lesson
from kanban_connectors.kaiten.connector import build, learnt
from kanban_connectors.pacing import MemoryPace
from tests.doubles.faults import Asked, Fault, Kind, served, writes
from tests.doubles.kaiten import BASE, Limit
from tests.doubles.kaiten_world import TOKEN, World, a_world, another
from tests.doubles.pace import Unpaced


@pytest.fixture
def world() -> Iterator[World]:
    with a_world() as made:
        yield made


READS: list[tuple[Kind, int, type[Problem], str]] = [
    ("unheard", 0, Transient, "vendor-unreachable"),
    ("lost", 0, Transient, "vendor-unreachable"),
    ("torn", 0, Transient, "vendor-unreachable"),
    ("busy", 429, RateLimited, "vendor-busy"),
    ("before", 500, Transient, "vendor-unreachable"),
    ("before", 502, Transient, "vendor-unreachable"),
    ("before", 503, Transient, "vendor-unreachable"),
    ("cut", 200, Malformed, "vendor-answer"),
    ("page", 200, Malformed, "vendor-answer"),
    ("before", 400, Invalid, "vendor-invalid"),
    ("before", 401, Unauthorized, "vendor-unauthorized"),
    ("before", 402, PlanLimit, "vendor-plan"),
    ("before", 403, Forbidden, "vendor-forbidden"),
    ("before", 405, Unsupported, "vendor-unsupported"),
    ("before", 422, Invalid, "vendor-invalid"),
]


@pytest.mark.parametrize(("kind", "status", "problem", "code"), READS)
def test_an_outage_is_a_problem_and_never_an_empty_board(
    world: World, kind: Kind, status: int, problem: type[Problem], code: str
) -> None:
    world.faults.next(kind, lambda asked: asked.path == f"{BASE}/cards", times=4, status=status)
    with pytest.raises(problem, match=code) as caught:
        world.connector.snapshot(str(world.board))
    assert caught.type is problem


@pytest.mark.parametrize("kind", ["unheard", "lost", "torn", "busy", "before"])
def test_a_reading_that_fails_three_times_succeeds_at_the_fourth(world: World, kind: Kind) -> None:
    world.faults.next(kind, lambda asked: asked.path == f"{BASE}/cards", times=3)
    assert len(world.connector.snapshot(str(world.board)).cards) == 1
    assert len(world.slept) == 3


WRITES: list[tuple[Kind, int, type[Problem], str]] = [
    ("unheard", 0, OutcomeUnknown, "write-unsure"),
    ("lost", 0, OutcomeUnknown, "write-unsure"),
    ("torn", 0, OutcomeUnknown, "write-unsure"),
    ("busy", 429, RateLimited, "vendor-busy"),
    ("before", 500, OutcomeUnknown, "write-unsure"),
    ("before", 502, OutcomeUnknown, "write-unsure"),
    ("before", 503, OutcomeUnknown, "write-unsure"),
    ("cut", 200, OutcomeUnknown, "write-unsure"),
    ("page", 200, OutcomeUnknown, "write-unsure"),
    ("before", 401, Unauthorized, "vendor-unauthorized"),
    ("before", 402, PlanLimit, "vendor-plan"),
    ("before", 403, Forbidden, "vendor-forbidden"),
    ("before", 404, NotFound, "card-not-found"),
    ("before", 422, Invalid, "vendor-invalid"),
]


@pytest.mark.parametrize(("kind", "status", "problem", "code"), WRITES)
def test_a_write_is_failed_or_unsure_and_never_guessed(
    world: World, kind: Kind, status: int, problem: type[Problem], code: str
) -> None:
    world.faults.next(kind, writes, times=4, status=status)
    with pytest.raises(problem, match=code) as caught:
        world.connector.apply(*world.ref, Rename(name="Payment"), "op_1")
    assert caught.type is problem
    tries = sum(asked.writes for asked in world.asked())
    assert tries == (4 if problem in (RateLimited, Transient) else 1)


@pytest.mark.parametrize(
    "write", [Rename(name="Payment"), Comment(text="hello"), Create(name="New", column_id="")]
)
@pytest.mark.parametrize("status", [400, 403, 404, 503])
def test_what_goes_wrong_after_the_write_does_not_hide_that_it_was_done(
    world: World, write: Write, status: int
) -> None:
    write = write.model_copy(update={"column_id": str(world.todo)}) if isinstance(write, Create) else write
    card = None if isinstance(write, Create) else str(world.card)
    sent: list[Asked] = []

    def reads_after_the_write(asked: Asked) -> bool:
        sent.extend([asked] if asked.writes else [])
        return bool(sent) and not asked.writes

    world.faults.next("before", reads_after_the_write, times=4, status=status)
    with pytest.raises(OutcomeUnknown, match="write-unsure"):
        world.connector.apply(str(world.board), card, write, "op_1")
    world.faults.calm()
    assert len(world.connector.find(str(world.board), card, write, "op_1")) == 1


MAKES: list[Write] = [Comment(text="hello"), AddCheck(name="Two"), Create(name="New", column_id="")]
DONE: list[tuple[Kind, int]] = [("lost", 0), ("torn", 0), ("cut", 200), ("page", 200), ("after", 500)]


@pytest.mark.parametrize(("kind", "status"), DONE)
@pytest.mark.parametrize("write", MAKES, ids=lambda write: write.kind)
def test_what_was_made_before_the_reply_was_lost_is_found_and_made_once(
    world: World, write: Write, kind: Kind, status: int
) -> None:
    write = write.model_copy(update={"column_id": str(world.todo)}) if isinstance(write, Create) else write
    world.store.checklist(world.card, "Steps")
    card = None if isinstance(write, Create) else str(world.card)
    assert world.connector.find(str(world.board), card, write, "op_1") == ()
    world.faults.next(kind, writes, status=status)
    with pytest.raises(OutcomeUnknown):
        world.connector.apply(str(world.board), card, write, "op_1")
    with closing(another(world)) as other:
        (found,) = other.find(str(world.board), card, write, "op_1")
        assert other.apply(str(world.board), card, write, "op_1").remote_id == found.remote_id
    made = (len(world.store.comments), len(world.store.items), len(world.store.cards) - 1)
    assert sorted(made) == [0, 0, 1]


def test_a_checklist_whose_making_was_not_answered_is_used_and_not_made_again(world: World) -> None:
    world.faults.next("lost", writes)
    with pytest.raises(OutcomeUnknown):
        world.connector.apply(*world.ref, AddCheck(name="Two"), "op_1")
    assert world.connector.find(*world.ref, AddCheck(name="Two"), "op_1") == ()
    card = world.connector.apply(*world.ref, AddCheck(name="Two"), "op_1").card
    assert [[item.name for item in checklist.items] for checklist in card.checklists] == [["Two"]]


STORM = [
    Fault("lost"),
    Fault("cut"),
    Fault("page"),
    Fault("torn"),
    Fault("unheard"),
    Fault("after", 500),
    Fault("before", 502),
    Fault("before", 503),
    Fault("busy"),
]


def test_in_a_storm_of_faults_each_thing_is_made_once_and_none_is_lost(world: World) -> None:
    world.store.checklist(world.card, "Steps")
    world.faults.storm(STORM, 0.25, seed=7)
    for number in range(20):
        for write in (
            Create(name=f"Card {number}", column_id=str(world.todo)),
            Comment(text=f"Comment {number}"),
            AddCheck(name=f"Item {number}"),
        ):
            persist(world, write, f"op_{write.kind}_{number}")
    world.faults.calm()
    assert sorted(card["title"] for card in world.store.cards.values() if card["id"] != world.card) == sorted(
        f"Card {number}" for number in range(20)
    )
    assert len({one["text"] for one in world.store.comments.values()}) == len(world.store.comments) == 20
    assert len({one["text"] for one in world.store.items.values()}) == len(world.store.items) == 20


def persist(world: World, write: Write, key: str) -> None:
    """What the write path does: after a write of unknown outcome the board is asked before it is tried again."""
    card = None if isinstance(write, Create) else str(world.card)
    unsure = False
    for _ in range(200):
        try:
            if unsure and world.connector.find(str(world.board), card, write, key):
                return
            unsure = True
            world.connector.apply(str(world.board), card, write, key)
            return
        except (OutcomeUnknown, Unavailable, Malformed):
            continue
    raise AssertionError("two hundred tries and no success")


def test_five_calls_a_second_are_kept_to_without_one_refusal() -> None:
    with a_world(MemoryPace()) as world:
        world.double.limit = Limit(5)
        for number in range(3):
            world.connector.apply(*world.ref, Rename(name=f"Name {number}"), f"op_{number}")
        assert len(world.asked()) > 10
        assert world.double.limit.refused == 0


def test_what_kaiten_says_of_its_limit_is_learnt_by_its_own_clock() -> None:
    headers = {
        "X-RateLimit-Remaining": "2",
        "X-RateLimit-Reset": "1800000003",
        "Date": "Fri, 15 Jan 2027 08:00:00 GMT",
    }
    now = 1_800_000_000.75

    def told(headers: dict[str, str], now: float = now) -> tuple[Lesson, ...]:
        return learnt("kaiten:x", httpx.Response(200, headers=headers), now)

    assert told(headers) == (Lesson("kaiten:x", 2, 2.25),)
    assert told(headers, now + 600) == told(headers, now - 600) == (Lesson("kaiten:x", 2, 2.5),)
    assert told({**headers, "X-RateLimit-Reset": "9999999999"}) == (Lesson("kaiten:x", 2, 60.0),)
    for odd in ({}, {**headers, "X-RateLimit-Reset": "soon"}):
        assert told(odd) == ()


class Noted(Unpaced):
    """Remembers what it was told."""

    def __init__(self) -> None:
        self.rates: set[tuple[Rate, ...]] = set()
        self.scopes: set[str] = set()
        self.learnt: list[int] = []
        self.paused: list[float] = []

    def take(self, scope: str, rates: tuple[Rate, ...], *, patience: float) -> None:
        self.scopes.add(scope)
        self.rates.add(rates)

    def learn(self, scope: str, remaining: int, seconds: float) -> None:
        self.learnt.append(remaining)

    def pause(self, scope: str, seconds: float) -> None:
        self.paused.append(seconds)


def test_all_calls_of_a_key_share_a_bucket_and_a_refusal_pauses_it() -> None:
    pace = Noted()
    with a_world(pace) as world:
        world.double.limit = Limit(100)
        world.faults.next("busy")
        world.connector.identify()
    assert pace.rates == {(Rate(calls=5, seconds=10 / 9),)}
    assert len(pace.scopes) == 1
    assert TOKEN not in str(pace.scopes)
    assert pace.paused == [1.0]
    assert pace.learnt


def test_a_redirect_is_no_answer_and_the_key_is_sent_nowhere_else() -> None:
    heard: list[str] = []

    async def elsewhere(scope: Scope, receive: Receive, send: Send) -> None:
        heard.append(scope["path"])
        await RedirectResponse("/")(scope, receive, send)

    with served(elsewhere) as target:

        async def redirects(scope: Scope, receive: Receive, send: Send) -> None:
            await RedirectResponse(f"{target}{scope['path']}")(scope, receive, send)

        with (
            served(redirects) as url,
            closing(
                build(KaitenAccount(url=url + BASE, token=SecretStr(TOKEN)), Unpaced(), allow_delete=False)
            ) as connector,
            pytest.raises(Malformed, match="vendor-answer"),
        ):
            connector.boards()
    assert heard == []


def test_the_key_is_in_no_log_no_exception_and_no_picture_of_an_object(
    world: World, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    said: list[str] = [repr(world.connector), str(vars(world.connector)), repr(world.connector.capabilities)]

    def hear(kind: Kind, status: int, when: object) -> None:
        world.faults.calm()
        world.faults.next(kind, writes if when == "write" else _reads, times=8, status=status)
        for call in (
            world.connector.identify,
            world.connector.boards,
            lambda: world.connector.snapshot(str(world.board)),
            lambda: world.connector.apply(*world.ref, Comment(text="hello"), f"op_{len(said)}"),
        ):
            try:
                call()
            except Problem as problem:
                said.append("".join(traceback.format_exception(problem)) + repr(problem))

    for kind, status, _, _ in READS:
        hear(kind, status, "read")
    for kind, status, _, _ in WRITES:
        hear(kind, status, "write")
    world.store.tokens.clear()
    hear("slow", 0, "read")
    assert len(said) > 50
    assert "vendor-unauthorized" in "".join(said)
    assert TOKEN not in "".join(said)
    assert caplog.records
    assert TOKEN not in caplog.text


def _reads(asked: Asked) -> bool:
    return not asked.writes
