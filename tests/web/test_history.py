"""The history of a card and the export of the audit, over HTTP."""

import json
from typing import Any

import pytest
from fastapi.testclient import TestClient

from core_api.contracts.problems import Unavailable


@pytest.fixture
def changed(client: TestClient, home: Any) -> str:
    """The name of a card that was moved after a person approved it in the dashboard."""
    who = {"X-Boardscribe-Actor": "Anna", "X-Boardscribe-Channel": "dashboard"}
    answer = {"version": 1, "answer": "approve"}
    path = "/api/v1/proposals/pr_move_10/decisions"
    assert client.post(path, json=answer, headers=who).status_code == 200
    home.work()
    return "Тёмная тема сайта"


def test_a_card_tells_why_it_is_as_it_is(client: TestClient, changed: str, home: Any) -> None:
    told = client.get(f"/api/v1/boards/local:team/cards/{changed}/history").json()["data"]
    (entry,) = told["entries"]
    change = entry["change"]
    assert (change["by"]["name"], change["by"]["channel"], change["rule"]) == (
        "Anna",
        "dashboard",
        "not-outright",
    )
    assert change["values"][0]["field"] == "column"
    assert change["changes"][0]["after"] == "Ревью"
    assert change["evidence"][0]["quote"]
    assert told["meetings"][0]["id"] == home.meeting_id
    assert client.get("/api/v1/boards/local:team/cards/nothing-like-it/history").status_code == 404


def test_the_export_is_a_file_and_no_envelope(client: TestClient, stranger: TestClient, changed: str) -> None:
    lines = client.get("/api/v1/exports/changes")
    assert lines.headers["content-type"].startswith("application/x-ndjson")
    assert changed in {json.loads(line)["card"]["name"] for line in lines.text.splitlines()}
    table = client.get("/api/v1/exports/changes", params={"format": "csv", "board": "local:team"})
    assert table.content.startswith(b"\xef\xbb\xbfat,")
    assert 'filename="changes.csv"' in table.headers["content-disposition"]
    assert client.get("/api/v1/exports/changes", params={"since": "2100-01-01T00:00:00"}).text == ""
    assert client.get("/api/v1/exports/changes", params={"format": "xls"}).status_code == 422
    assert stranger.get("/api/v1/exports/changes").status_code == 401


def test_an_export_that_cannot_be_read_is_no_empty_file(
    client: TestClient, home: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    def away(*_args: object) -> None:
        raise Unavailable("database-unreachable", detail="gone")

    monkeypatch.setattr(type(home.installation.database), "reading", away)
    assert client.get("/api/v1/exports/changes").status_code == 503
