"""What Kanboard's answers mean: 200 is no success, and what failed may have been done."""

import json
from collections.abc import Callable
from typing import Any

import httpx
import pytest

from core_api.contracts.problems import (
    Forbidden,
    Invalid,
    Malformed,
    OutcomeUnknown,
    Problem,
    Transient,
    Unauthorized,
    Unsupported,
)
from kanban_connectors.http import Api, Vendor
from kanban_connectors.kanboard.rpc import Rpc, call
from kanban_connectors.pacing import MemoryPace

LOCKED = {"code": 0, "message": "SQL Error[HY000]: SQLSTATE[HY000]: General error: 5 database is locked"}


def rpc(*answers: Callable[[list[dict[str, Any]]], httpx.Response]) -> tuple[Rpc, list[int]]:
    """A server that gives these answers one after the other, and how many calls each request held."""
    left, seen = list(answers), []

    def answer(request: httpx.Request) -> httpx.Response:
        asked = json.loads(request.content)
        seen.append(len(asked))
        return left.pop(0)(asked)

    client = httpx.Client(base_url="http://board.test", transport=httpx.MockTransport(answer))
    api = Api(Vendor("Kanboard", ()), client, MemoryPace(), sleep=lambda _seconds: None)
    return Rpc(api, "jsonrpc.php", sleep=lambda _seconds: None), seen


def says(*results: Any) -> Callable[[list[dict[str, Any]]], httpx.Response]:
    """An answer a call, the last first; a dictionary with a code is an error."""

    def answer(asked: list[dict[str, Any]]) -> httpx.Response:
        said = []
        for one, result in zip(asked, results, strict=True):
            failed = isinstance(result, dict) and "code" in result
            said.append({"jsonrpc": "2.0", "id": one["id"], "error" if failed else "result": result})
        return httpx.Response(200, json=said[::-1])

    return answer


def plainly(status: int, content: str) -> Callable[[list[dict[str, Any]]], httpx.Response]:
    return lambda _asked: httpx.Response(status, content=content)


def test_results_come_in_the_order_of_the_calls_out_of_one_request() -> None:
    reader, seen = rpc(says("first", None, []))
    assert reader.read(call("a"), call("b"), call("c")) == ["first", None, []]
    assert seen == [3]


def test_a_reading_goes_past_a_locked_database_and_says_so_when_it_stays_locked() -> None:
    reader, seen = rpc(says(LOCKED), says(LOCKED), says("there"))
    assert reader.read(call("getTask")) == ["there"]
    assert len(seen) == 3
    reader, _ = rpc(*[says(LOCKED)] * 4)
    with pytest.raises(Transient, match="vendor-unreachable"):
        reader.read(call("getTask"))


def test_a_server_that_is_away_is_asked_as_often_as_any_other() -> None:
    reader, seen = rpc(*[plainly(503, "<html>")] * 8)
    with pytest.raises(Transient, match="vendor-unreachable"):
        reader.read(call("getTask"))
    assert len(seen) == 4


def test_a_write_that_met_a_locked_database_is_perhaps_done_and_not_tried_again() -> None:
    writer, seen = rpc(says(LOCKED), says(5))
    with pytest.raises(OutcomeUnknown, match="write-unsure"):
        writer.write(call("createTask"))
    assert seen == [1]


@pytest.mark.parametrize(
    ("answer", "problem"),
    [
        (says({"code": -32602, "message": "Invalid params"}), Invalid),
        (says({"code": -32601, "message": "Method not found"}), Unsupported),
        (says({"code": 403, "message": "Forbidden"}), Forbidden),
        (says({"code": 401, "message": "Unauthorized"}), Unauthorized),
        (says(False), Invalid),
        (plainly(401, "{}"), Unauthorized),
        (plainly(403, "{}"), Forbidden),
        (plainly(500, "<html>"), OutcomeUnknown),
        (plainly(200, '[{"jsonrpc": "2.0", "resu'), OutcomeUnknown),
        (plainly(200, "<html>login</html>"), OutcomeUnknown),
        (plainly(200, "[]"), OutcomeUnknown),
    ],
)
def test_each_failure_of_a_write_has_its_name(
    answer: Callable[[list[dict[str, Any]]], httpx.Response], problem: type[Problem]
) -> None:
    writer, _ = rpc(answer)
    with pytest.raises(problem) as caught:
        writer.write(call("updateTask"))
    assert type(caught.value) is problem


@pytest.mark.parametrize("failure", [False, {"code": -32602, "message": "Invalid params"}, LOCKED])
def test_what_failed_after_something_was_done_leaves_it_open(failure: Any) -> None:
    writer, _ = rpc(says(True, failure))
    with pytest.raises(OutcomeUnknown):
        writer.write(call("updateTask"), call("moveTaskPosition"))


def test_a_refusal_of_many_calls_does_not_say_which_was_refused() -> None:
    writer, _ = rpc(plainly(403, "{}"))
    with pytest.raises(OutcomeUnknown):
        writer.write(call("updateTask"), call("closeTask"))


@pytest.mark.parametrize("content", ["<html>login</html>", "[]", '{"error": 1}', "[1, 2]", '[{"id": 1'])
def test_a_reading_that_is_no_answer_is_never_an_empty_one(content: str) -> None:
    reader, _ = rpc(plainly(200, content))
    with pytest.raises(Malformed, match="vendor-answer"):
        reader.read(call("getAllTasks"))
