"""The sound of a quote over HTTP."""

from typing import Any

from fastapi.testclient import TestClient

PATH = "/api/v1/proposals/pr_move_10/clip"


def test_the_sound_comes_as_ogg_and_not_in_the_envelope(client: TestClient, home: Any) -> None:
    home.record()
    response = client.get(PATH)
    assert response.status_code == 200
    assert response.headers["content-type"] == "audio/ogg"
    assert response.content.startswith(b"OggS")
    assert "private" in response.headers["cache-control"]


def test_a_meeting_that_came_as_a_text_says_so_in_the_envelope(client: TestClient) -> None:
    response = client.get(PATH)
    error = response.json()["error"]
    assert (response.status_code, error["code"]) == (424, "no-sound")
    assert "came as a text" in error["message"]
    assert client.get("/api/v1/proposals/pr_nothing/clip").status_code == 404


def test_a_stranger_hears_nothing(home: Any, stranger: TestClient) -> None:
    home.record()
    response = stranger.get(PATH)
    assert response.status_code == 401
    assert b"OggS" not in response.content
