"""No id that somebody typed or sent leads our credentials to another place of an API, or to another host."""

import httpx
import pytest

from core_api.contracts.problems import NotFound
from kanban_connectors.http import Api, Vendor
from kanban_connectors.pacing import MemoryPace


@pytest.mark.parametrize(
    "path",
    [
        "https://elsewhere.example/cards/1",
        "/cards/../boards/1",
        "/cards/./1",
        "/cards/%2e%2e/boards/1",
        "/cards/1?force=true",
        "/cards/1#there",
        "/cards/1 2",
        "/cards\\1",
        "/cards/1\n",
    ],
)
def test_a_strange_path_is_nothing_that_is_there_and_nobody_is_called(path: str) -> None:
    called: list[str] = []

    def answer(request: httpx.Request) -> httpx.Response:
        called.append(str(request.url))
        return httpx.Response(200, json={})

    client = httpx.Client(base_url="https://api.example/1", transport=httpx.MockTransport(answer))
    api = Api(Vendor("Trello", ()), client, MemoryPace())
    with pytest.raises(NotFound, match="vendor-not-found"):
        api.get(path)
    with pytest.raises(NotFound, match="vendor-not-found"):
        api.send("DELETE", path)
    assert called == []
    api.get("/cards/1")
    assert called == ["https://api.example/1/cards/1"]
