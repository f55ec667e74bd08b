"""The faults that the doubles can make reach a client as the real ones would, and do or do not do the work."""

from collections.abc import Iterator

import httpx
import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route

from tests.doubles.faults import Fault, Faults, Kind, served, writes


@pytest.fixture
def done() -> list[bytes]:
    return []


@pytest.fixture
def faults(done: list[bytes]) -> Faults:
    async def work(request: Request) -> JSONResponse:
        done.append(await request.body())
        return JSONResponse({"done": len(done)})

    return Faults(Starlette(routes=[Route("/work", work, methods=["GET", "POST"])]))


@pytest.fixture
def client(faults: Faults) -> Iterator[httpx.Client]:
    with served(faults) as url, httpx.Client(base_url=url, trust_env=False, timeout=10) as client:
        yield client


CUTS: list[tuple[Kind, int]] = [("unheard", 0), ("lost", 1), ("torn", 1)]


@pytest.mark.parametrize(("kind", "times_done"), CUTS)
def test_a_cut_connection_is_a_transport_error_and_the_next_call_works(
    client: httpx.Client, faults: Faults, done: list[bytes], kind: Kind, times_done: int
) -> None:
    faults.next(kind)
    with pytest.raises(httpx.TransportError):
        client.post("/work", content=b"x")
    assert len(done) == times_done
    assert client.post("/work", content=b"y").json() == {"done": times_done + 1}
    assert faults.unused == 0


ANSWERS: list[tuple[Kind, int, int]] = [
    ("busy", 429, 0),
    ("before", 502, 0),
    ("after", 502, 1),
    ("cut", 200, 1),
    ("page", 200, 1),
    ("slow", 200, 1),
    ("late", 200, 1),
]


@pytest.mark.parametrize(("kind", "status", "times_done"), ANSWERS)
def test_a_wrong_answer_has_its_status_and_says_nothing_of_the_work(
    client: httpx.Client, faults: Faults, done: list[bytes], kind: Kind, status: int, times_done: int
) -> None:
    faults.next(kind, status=status)
    answer = client.post("/work", content=b"x")
    assert answer.status_code == status
    assert len(done) == times_done
    if kind in {"cut", "page"}:
        with pytest.raises(ValueError, match=r"Expecting|Unterminated"):
            answer.json()


def test_a_plan_waits_for_the_request_it_is_for(client: httpx.Client, faults: Faults) -> None:
    faults.next("before", writes, status=500)
    assert client.get("/work").status_code == 200
    assert client.post("/work").status_code == 500
    assert [asked.line for asked in faults.asked] == ["GET /work", "POST /work"]


def test_a_storm_is_the_same_for_the_same_seed_and_ends_when_told(
    client: httpx.Client, faults: Faults
) -> None:
    def statuses() -> list[int]:
        faults.storm([Fault("before", 503), Fault("busy")], 0.5, seed=1)
        return [client.get("/work").status_code for _ in range(20)]

    first = statuses()
    assert statuses() == first
    assert set(first) == {200, 429, 503}
    faults.calm()
    assert client.get("/work").status_code == 200
