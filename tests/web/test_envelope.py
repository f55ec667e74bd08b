"""Every answer is the envelope, closed without the key, and in the reader's language."""

from collections.abc import Callable
from typing import Any

import httpx
import pytest
from fastapi import FastAPI
from fastapi.routing import APIRoute
from fastapi.testclient import TestClient

from core_api.contracts.envelope import Envelope


def failure(response: httpx.Response, status: int) -> Any:
    """The error of an answer, which must be a whole envelope."""
    assert response.status_code == status, response.text
    envelope = Envelope[Any].model_validate(response.json())
    assert not envelope.success
    assert envelope.data is None
    assert envelope.error is not None
    assert envelope.error.message
    assert not envelope.error.message.startswith("problem-"), "a code without words"
    assert not envelope.error.next_step.startswith("problem-"), "a code without a next step"
    return envelope.error


def _closed_routes(app: FastAPI) -> list[tuple[str, str]]:
    """Method and path of all that the published description lists under the API, with made-up ids."""
    paths = app.openapi()["paths"]
    return [
        (method.upper(), path.replace("{", "").replace("}", ""))
        for path, methods in paths.items()
        for method in methods
        if path not in {"/health", "/ready"}
    ]


def test_nothing_but_health_is_served_without_the_key(
    stranger: TestClient, open_client: Callable[..., Any], home: Any
) -> None:
    assert isinstance(stranger.app, FastAPI)
    closed = _closed_routes(stranger.app)
    assert len(closed) >= 15
    wrong = open_client(home, "another-key")
    for method, path in closed:
        assert failure(stranger.request(method, path), 401).code == "unauthorized", path
        assert failure(wrong.request(method, path), 401).code == "unauthorized", path
    assert stranger.get("/health").json() == {"success": True, "data": "ok", "error": None}
    assert stranger.get("/ready").status_code == 200


def test_every_route_is_in_the_description_or_known_to_be_open(client: TestClient) -> None:
    """A route added beside the closed router would be open: this notices it."""
    assert isinstance(client.app, FastAPI)
    described = set(client.app.openapi()["paths"])
    open_ones = {path for path in described if not path.startswith("/api/v1/")}
    assert open_ones == {"/health", "/ready"}
    hidden = {
        route.path
        for route in client.app.routes
        if isinstance(route, APIRoute) and route.path not in described
    }
    assert hidden == set()


def test_the_refusal_names_the_scheme_and_is_not_stored(stranger: TestClient) -> None:
    response = stranger.get("/api/v1/proposals")
    assert response.headers["www-authenticate"] == "Bearer"


@pytest.mark.parametrize("header", ["", "Basic eDp5", "Bearer", "Bearer ", "Bearer ключ"])
def test_a_broken_key_is_a_wrong_key(stranger: TestClient, header: str) -> None:
    failure(stranger.get("/api/v1/proposals", headers={b"Authorization": header.encode()}), 401)  # type: ignore[dict-item]


def test_nothing_there(client: TestClient) -> None:
    assert failure(client.get("/api/v1/nothing"), 404).code == "http-404"
    assert failure(client.get("/api/v1/meetings/mtg_none"), 404).code == "meeting-not-found"
    assert failure(client.get("/api/v1/proposals/pr_none"), 404).code == "proposal-not-found"
    assert failure(client.get("/api/v1/changes/op_none"), 404).code == "change-not-found"
    assert failure(client.get("/api/v1/boards/local:none"), 404).code == "board-not-found"


def test_another_method(client: TestClient) -> None:
    response = client.delete("/api/v1/proposals")
    assert failure(response, 405).code == "http-405"
    assert "GET" in response.headers["allow"]


def test_malformed_json_and_wrong_fields(client: TestClient) -> None:
    path = "/api/v1/ask"
    broken = client.post(path, content=b'{"question": ', headers={"Content-Type": "application/json"})
    assert failure(broken, 400).code == "request-invalid"
    missing = failure(client.post(path, json={}), 422)
    assert "question" in missing.message
    failure(client.post(path, json={"question": ""}), 422)
    failure(client.post(path, json={"question": "x", "more": 1}), 422)
    failure(
        client.post("/api/v1/proposals/pr_move_10/decisions", json={"version": 0, "answer": "approve"}), 422
    )
    failure(client.post("/api/v1/proposals/pr_move_10/decisions", json={"version": 1, "answer": "burn"}), 422)


def test_our_own_fault_is_told_without_its_details(
    home: Any, open_client: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    def burst(*_args: object, **_more: object) -> None:
        raise RuntimeError("secret detail")

    monkeypatch.setattr("core_api.web.routes.proposals.waiting", burst)
    response = open_client(home).get("/api/v1/proposals")
    assert failure(response, 500).code == "internal"
    assert "secret" not in response.text


@pytest.mark.parametrize(
    ("header", "words"),
    [
        ("ru", "ключ"),
        ("ru-RU,ru;q=0.9,en;q=0.5", "ключ"),
        ("en", "key"),
        ("de,en;q=0.5", "key"),
        ("fr", "key"),
        ("", "key"),
    ],
)
def test_the_readers_language(stranger: TestClient, header: str, words: str) -> None:
    response = stranger.get("/api/v1/proposals", headers={"Accept-Language": header})
    assert words in failure(response, 401).message.lower()


def test_the_description_can_be_read(client: TestClient) -> None:
    description = client.get("/openapi.json").json()
    assert description["info"]["title"] == "Boardscribe"
    assert "/api/v1/proposals/{proposal_id}/decisions" in description["paths"]
    assert client.get("/docs").status_code == 200
