"""An answer is read no further than it may be, and one to a write that cannot be read leaves it open."""

from collections.abc import Callable, Iterator

import httpx
import pytest

from core_api.contracts.problems import Malformed, OutcomeUnknown, Transient
from kanban_connectors import http
from kanban_connectors.http import Api, Vendor
from kanban_connectors.pacing import MemoryPace

PART = b"x" * 1000


def api(answer: Callable[[], httpx.Response]) -> Api:
    transport = httpx.MockTransport(lambda _request: answer())
    client = httpx.Client(base_url="https://api.example", transport=transport)
    return Api(Vendor("Trello", ()), client, MemoryPace(), patience=0.0)


def test_an_answer_that_never_ends_is_left_where_it_is_too_long(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(http, "_LARGEST_BODY", 10 * len(PART))
    read: list[int] = []

    def endless() -> Iterator[bytes]:
        while True:
            read.append(len(PART))
            yield PART

    with pytest.raises(Malformed, match="vendor-answer"):
        api(lambda: httpx.Response(200, content=endless())).get("/cards")
    assert len(read) == 11
    with pytest.raises(OutcomeUnknown, match="write-unsure"):
        api(lambda: httpx.Response(200, content=endless())).send("POST", "/cards", {})


def test_an_answer_that_trickles_is_not_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(http, "_LONGEST_READING", -1.0)
    with pytest.raises(Transient, match="vendor-unreachable"):
        api(lambda: httpx.Response(200, content=iter([b"{", b"}"]))).get("/cards")
    with pytest.raises(OutcomeUnknown, match="write-unsure"):
        api(lambda: httpx.Response(200, content=iter([b"{", b"}"]))).send("POST", "/cards", {})


def test_an_answer_packed_in_no_known_way_is_none() -> None:
    torn = {"content-encoding": "gzip"}
    with pytest.raises(Malformed, match="vendor-answer"):
        api(lambda: httpx.Response(200, headers=torn, content=iter([b"no gzip"]))).get("/cards")
    with pytest.raises(OutcomeUnknown, match="write-unsure"):
        api(lambda: httpx.Response(200, headers=torn, content=iter([b"no gzip"]))).send("POST", "/cards", {})
