"""What only a real Roundup shows: conflicts found by the server, calls it refuses, addresses that work once."""

import httpx
import pytest

from core_api.contracts.board import Comment, Create, Describe, Rename
from core_api.contracts.problems import Conflict, RateLimited
from kanban_connectors.pacing import MemoryPace
from tests.conformance.boards.roundup import roundup, trackers
from tests.conformance.desk import Desk
from tests.roundup.connector import build
from tests.roundup.reading import TRACKER
from tests.roundup.server import ADMIN, RoundupServer

__all__ = ["roundup", "trackers"]


@pytest.fixture
def lossy(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Answers that are lost after the server has done its work: to the next POST of each address named here."""
    lost: list[str] = []
    send = httpx.HTTPTransport.handle_request

    def losing(self: httpx.HTTPTransport, request: httpx.Request) -> httpx.Response:
        response = send(self, request)
        for ending in list(lost):
            if request.method == "POST" and ending in request.url.path:
                response.read()
                lost.remove(ending)
                raise httpx.ReadError("lost", request=request)
        return response

    monkeypatch.setattr(httpx.HTTPTransport, "handle_request", losing)
    return lost


@pytest.mark.parametrize(
    ("write", "address"),
    [(Create(name="Refunds", column_id="todo"), "issue/@poe/"), (Comment(text="hello"), "msg/@poe/")],
    ids=lambda one: getattr(one, "kind", ""),
)
def test_a_lost_answer_makes_nothing_twice(
    roundup: Desk, lossy: list[str], write: Create | Comment, address: str
) -> None:
    lossy.append(address)
    receipt = roundup.apply(write, key="op_1")
    assert lossy == []
    assert [one.remote_id for one in roundup.find(write, key="op_1")] == [receipt.remote_id]
    assert len(roundup.board().cards) == 3 + isinstance(write, Create)
    assert len(roundup.card().comments) == isinstance(write, Comment)


def test_the_server_itself_refuses_to_write_over_a_persons_change(roundup: Desk) -> None:
    seen = roundup.connector.card(TRACKER, roundup.cards["pay"])
    roundup.do(Rename(name="By a person"))
    for write in (Rename(name="By us"), Describe(text="By us")):
        with pytest.raises(Conflict, match="revision-changed"):
            roundup.connector.apply(TRACKER, seen.id, write, "op_1", seen)
    card = roundup.card()
    assert (card.name, card.description) == ("By a person", "With cards")


def test_a_comment_rests_on_nothing_and_goes_past_a_persons_change(roundup: Desk) -> None:
    seen = roundup.connector.card(TRACKER, roundup.cards["pay"])
    roundup.do(Rename(name="By a person"))
    roundup.connector.apply(TRACKER, seen.id, Comment(text="hello"), "op_1", seen)
    assert (roundup.card().name, [one.text for one in roundup.card().comments]) == ("By a person", ["hello"])


def test_calls_above_the_limit_wait_as_long_as_the_server_says(trackers: RoundupServer) -> None:
    connector = build(trackers.tracker(calls_per_10s=5), ADMIN, MemoryPace())
    names = {connector.card(TRACKER, "1").name for _ in range(6)}
    assert names == {"Pay page"}


def test_a_refused_call_closes_the_scope_for_all_who_share_it(trackers: RoundupServer) -> None:
    waited: list[float] = []
    moment = [0.0]

    def sleep(seconds: float) -> None:
        waited.append(seconds)
        moment[0] += seconds

    pace = MemoryPace(seconds=lambda: moment[0], sleep=sleep)
    address = trackers.tracker(calls_per_10s=5)
    one, other = (build(address, ADMIN, pace) for _ in range(2))
    for _ in range(5):
        one.card(TRACKER, "1")
    assert waited == []
    with pytest.raises(RateLimited):
        pace.take(address, (), patience=0.5)
    assert other.card(TRACKER, "1").name == "Pay page"
    assert sum(waited) >= 2
