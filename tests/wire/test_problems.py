"""A problem is raised in a service and caught by its caller: the same one, whatever the wire."""

import json
import logging

import grpc
import httpx
import pytest

from core_api.contracts import problems
from core_api.contracts.problems import Internal, NotFound, Problem, Unavailable, Unsupported
from core_api.wire.failures import GRPC_CODES
from core_api.wire.service import Wire
from tests.wire.echo import READ, WRITE, Echo, Note, served, url

KINDS = [
    kind for kind in vars(problems).values() if isinstance(kind, type) and issubclass(kind, problems.Problem)
]
PARAMS: dict[str, str | int | float] = {"card": "«Оплата» — “7”\n", "count": 3, "share": 1.0}


class VendorsOwn(Unsupported):
    """A class that only one service knows."""


def raising(problem: Exception) -> Echo:
    def fail() -> None:
        raise problem

    return Echo(fail)


def caught(wire: Wire, port: Echo, problem: Exception) -> Problem:
    port.does = raising(problem).does
    with pytest.raises(Problem) as told:
        wire.call(WRITE, Note())
    return told.value


def test_the_table_has_every_class_of_the_tree() -> None:
    assert set(GRPC_CODES) == set(KINDS)
    assert all(hasattr(grpc.StatusCode, code) for code in GRPC_CODES.values())


@pytest.mark.parametrize("kind", KINDS)
def test_a_problem_arrives_as_it_left(wire: Wire, port: Echo, kind: type[Problem]) -> None:
    told = caught(wire, port, kind("card-not-found", **PARAMS))
    assert type(told) is kind
    assert (told.code, told.params) == ("card-not-found", PARAMS)
    assert {name: type(value) for name, value in told.params.items()} == {
        "card": str,
        "count": int,
        "share": float,
    }


@pytest.mark.parametrize("kind", [kind for kind in KINDS if issubclass(kind, Unavailable)])
@pytest.mark.parametrize("seconds", [None, 0.0, 12.5])
def test_the_time_to_wait_arrives_too(
    wire: Wire, port: Echo, kind: type[Unavailable], seconds: float | None
) -> None:
    told = caught(wire, port, kind("vendor-busy", retry_after=seconds, vendor="Trello"))
    assert isinstance(told, Unavailable)
    assert told.retry_after == seconds


def test_a_class_of_a_services_own_arrives_as_the_one_that_everybody_knows(wire: Wire, port: Echo) -> None:
    told = caught(wire, port, VendorsOwn("board-cannot", kind="lane"))
    assert isinstance(told, Unsupported)
    assert told.params == {"kind": "lane"}


def test_an_unexpected_failure_tells_nothing_and_is_logged(
    wire: Wire, port: Echo, caplog: pytest.LogCaptureFixture
) -> None:
    told = caught(wire, port, RuntimeError("token=hunter2"))
    assert type(told) is Internal
    assert (told.code, told.params) == ("internal", {})
    assert [record.levelno for record in caplog.records if record.name.startswith("core_api.wire")] == [
        logging.ERROR
    ]


def test_a_long_text_in_a_problem_does_not_break_the_call(wire: Wire, port: Echo) -> None:
    told = caught(wire, port, NotFound("card-not-found", card="ж" * 100_000, board="b"))
    assert told.params["board"] == "b"
    assert str(told.params["card"]).startswith("жжж")


def test_over_http_a_problem_has_its_status_and_the_readers_words() -> None:
    with served(raising(NotFound("card-not-found", card="7"))) as ports:
        reply = httpx.post(
            f"{url('http', ports)}/v1/read-note", json={}, headers={"Accept-Language": "ru-RU,ru;q=0.9"}
        )
    assert reply.status_code == 404
    said = json.loads(reply.content)
    assert (said["success"], said["data"]) == (False, None)
    assert said["error"]["message"] == "Такой карточки на доске больше нет (7)."
    assert said["error"]["next_step"]


def test_over_http_the_time_to_wait_stands_in_its_header() -> None:
    with served(raising(problems.RateLimited("vendor-busy", retry_after=1.2, vendor="Trello"))) as ports:
        reply = httpx.post(f"{url('http', ports)}/v1/read-note", json={})
    assert (reply.status_code, reply.headers["retry-after"]) == (429, "2")


def test_a_call_that_works_gives_what_the_port_gave(wire: Wire, port: Echo) -> None:
    assert wire.call(READ, Note(text="ё\0")) == Note(text="ё\0")
    assert port.asked == [Note(text="ё\0")]
