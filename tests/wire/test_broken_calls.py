"""A call that broke off: a write that may be done is OutcomeUnknown, all else may be tried again."""

import json
import math
import socket
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import httpx
import pytest

from core_api.contracts.problems import (
    Invalid,
    Malformed,
    OutcomeUnknown,
    Problem,
    TooLarge,
    Transient,
    Unauthorized,
)
from core_api.wire.place import Place, open_wire
from core_api.wire.service import Action, Deadline, answered
from tests.wire.cutting import answering, cable, nobody
from tests.wire.echo import (
    ECHO,
    IMPATIENT_READ,
    IMPATIENT_WRITE,
    READ,
    WRITE,
    Echo,
    Note,
    mount,
    opened,
    served,
    url,
)

KINDS = ("http", "grpc")
Outcome = tuple[Action[Echo, Note, Note], type[Problem], str]
LOST: list[Outcome] = [
    (READ, Transient, "service-unreachable"),
    (WRITE, OutcomeUnknown, "service-unsure"),
]
GARBLED: list[Outcome] = [(READ, Malformed, "service-answer"), (WRITE, OutcomeUnknown, "service-unsure")]


def call(kind: str, port: int, action: Action[Echo, Note, Note], note: Note | None = None) -> Note:
    wire = open_wire(ECHO, Place(f"{kind}://127.0.0.1:{port}"))
    try:
        return wire.call(action, note or Note())
    finally:
        wire.close()


@pytest.fixture
def slow() -> Iterator[tuple[Echo, threading.Event, threading.Event]]:
    """A port that says when it was asked, and answers when it is let go."""
    asked, go = threading.Event(), threading.Event()

    def wait() -> None:
        asked.set()
        go.wait()

    yield Echo(wait), asked, go
    go.set()


Slow = tuple[Echo, threading.Event, threading.Event]


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(("action", "problem", "code"), LOST, ids=["read", "write"])
def test_a_connection_that_breaks_after_the_request_was_heard(
    kind: str, action: Action[Echo, Note, Note], problem: type[Problem], code: str, slow: Slow
) -> None:
    port, asked, go = slow
    with served(port) as ports, cable(ports.grpc if kind == "grpc" else ports.http) as laid:
        with ThreadPoolExecutor(1) as pool:
            calling = pool.submit(call, kind, laid.port, action)
            assert asked.wait(30)
            laid.cut()
            error = calling.exception(30)
        go.set()
    assert type(error) is problem
    assert error.code == code
    assert len(port.asked) == 1


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(
    ("action", "problem"), [(IMPATIENT_READ, Transient), (IMPATIENT_WRITE, OutcomeUnknown)]
)
def test_a_deadline_that_passes_after_the_request_was_heard(
    kind: str, action: Action[Echo, Note, Note], problem: type[Problem], slow: Slow
) -> None:
    port, _asked, go = slow
    with served(port) as ports:
        with opened(kind, ports) as wire, pytest.raises(problem):
            wire.call(action, Note())
        go.set()


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("action", [READ, WRITE], ids=["read", "write"])
def test_where_nobody_listens_surely_nothing_was_done(kind: str, action: Action[Echo, Note, Note]) -> None:
    with pytest.raises(Transient) as told:
        call(kind, nobody(), action)
    assert told.value.code == "service-unreachable"


@pytest.mark.parametrize("kind", KINDS)
def test_a_service_that_comes_back_is_found_again(kind: str) -> None:
    with served(Echo()) as ports, cable(ports.grpc if kind == "grpc" else ports.http) as laid:
        wire = open_wire(ECHO, Place(f"{kind}://127.0.0.1:{laid.port}"))
        assert wire.call(WRITE, Note(text="1")) == Note(text="1")
        laid.cut()
        for text in "23456789":
            try:
                assert wire.call(WRITE, Note(text=text)).text == text
                break
            except (OutcomeUnknown, Transient):
                continue
        else:
            pytest.fail("never found again")
        wire.close()


@pytest.mark.parametrize("kind", KINDS)
def test_a_call_that_runs_is_finished_when_the_service_stops(kind: str, slow: Slow) -> None:
    port, asked, go = slow
    with ThreadPoolExecutor(2) as pool:
        with served(port) as ports:
            number = ports.grpc if kind == "grpc" else ports.http
            calling = pool.submit(call, kind, number, WRITE, Note(text="last"))
            assert asked.wait(30)
            pool.submit(lambda: closed(number) and go.set())
        assert calling.result(30) == Note(text="last")


def closed(port: int) -> bool:
    """True as soon as nobody listens there any more."""
    while True:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=30).close()
        except OSError:
            return True


def response(status: int, body: bytes, more: str = "") -> bytes:
    head = f"HTTP/1.1 {status} X\r\nContent-Length: {len(body)}\r\nContent-Type: text/html\r\n{more}\r\n"
    return head.encode() + body


def failing(**error: object) -> bytes:
    said = {"code": "c", "message": "m", "next_step": "n", "retryable": False, "kind": "NotFound"} | error
    return response(500, json.dumps({"success": False, "data": None, "error": said}).encode())


@pytest.mark.parametrize(
    "reply",
    [
        response(200, b"<html>hello</html>"),
        response(200, b'{"success":true,"data":{"text":'),
        response(200, b'{"success":true,"data":{"text":7,"more":1},"error":null}'),
        response(200, b'{"success":true,"data":null,"error":null}'),
        response(200, b'{"success":false,"data":{"text":"x"},"error":null}'),
        response(200, b"\x1f\x8b broken", "Content-Encoding: gzip\r\n"),
        response(500, b"oops"),
        failing(kind="Novelty"),
        failing(params={"a": [1]}),
    ],
)
@pytest.mark.parametrize(("action", "problem", "code"), GARBLED, ids=["read", "write"])
def test_an_answer_that_is_none(
    reply: bytes, action: Action[Echo, Note, Note], problem: type[Problem], code: str
) -> None:
    with answering(reply) as port, pytest.raises(problem) as told:
        call("http", port, action)
    assert told.value.code == code


@pytest.mark.parametrize(
    "reply", [b"", b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf", b"SSH-2.0\r\n"]
)
@pytest.mark.parametrize(("action", "problem", "code"), LOST, ids=["read", "write"])
def test_an_answer_that_ends_in_the_middle(
    reply: bytes, action: Action[Echo, Note, Note], problem: type[Problem], code: str
) -> None:
    with answering(reply) as port, pytest.raises(problem) as told:
        call("http", port, action)
    assert told.value.code == code


@pytest.mark.parametrize(
    ("status", "read", "write"),
    [
        (301, Malformed, Malformed),
        (401, Unauthorized, Unauthorized),
        (403, Unauthorized, Unauthorized),
        (404, Malformed, Malformed),
        (413, TooLarge, TooLarge),
        (429, Transient, Transient),
        (502, Transient, OutcomeUnknown),
        (503, Transient, Transient),
        (504, Transient, OutcomeUnknown),
    ],
)
def test_a_proxy_that_answers_in_the_services_place(
    status: int, read: type[Problem], write: type[Problem]
) -> None:
    with answering(response(status, b"<html>")) as port:
        with pytest.raises(read):
            call("http", port, READ)
        with pytest.raises(write):
            call("http", port, WRITE)


def test_what_speaks_another_protocol_is_no_grpc_service() -> None:
    with answering(response(200, b"<html>hello</html>")) as port, pytest.raises(Transient):
        call("grpc", port, WRITE)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(("text", "code"), [("x" * 2000, "service-too-large"), ("\ud800", "service-request")])
def test_a_request_that_cannot_travel_is_not_sent(kind: str, text: str, code: str) -> None:
    port = Echo()
    with served(port) as ports, opened(kind, ports) as wire, pytest.raises(Invalid) as told:
        wire.call(WRITE, Note.model_construct(text=text))
    assert told.value.code == code
    assert port.asked == []


def test_a_deadline_grows_with_what_is_asked() -> None:
    deadline = Deadline(base=10.0, per_mebibyte=30.0)
    assert deadline.seconds(0) == 10.0
    assert deadline.seconds(2 << 20) == 70.0


def test_a_call_that_nobody_waits_for_any_more_is_not_begun() -> None:
    port = Echo()
    with pytest.raises(Transient) as told:
        answered(mount(port), WRITE, Note(), 0.0)
    assert told.value.code == "service-late"
    with served(port) as ports:
        late = httpx.post(
            f"{url('http', ports)}/v1/write-note", json={}, headers={"X-Boardscribe-Deadline": "0"}
        )
    assert (late.status_code, late.json()["error"]["code"]) == (503, "service-late")
    assert port.asked == []
    assert answered(mount(port), WRITE, Note(), math.inf) == Note()
