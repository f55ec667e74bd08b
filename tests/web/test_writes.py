"""What waits to be written is told over HTTP, in the reader's words, and goes on when it is asked to."""

from collections.abc import Callable
from typing import Any

import pytest
from fastapi.testclient import TestClient

from core_api.contracts.board import Move
from core_api.usecases import rules

REF, MOVE = "local:team", "pr_move_10"


def decide(client: TestClient) -> None:
    body = {"version": 1, "answer": "approve"}
    assert client.post(f"/api/v1/proposals/{MOVE}/decisions", json=body).status_code == 200


@pytest.mark.parametrize(
    ("language", "told", "ready"),
    [("en", "are stopped", "1 decided change waits"), ("ru", "остановлены", "1 решённое изменение ждёт")],
)
def test_what_waits_is_told_and_goes_on(
    home: Any, open_client: Callable[..., TestClient], language: str, told: str, ready: str
) -> None:
    client = open_client(home, language=language)
    assert client.get("/api/v1/writes/waiting").json()["data"] == []
    rules.change_policy(home.installation, REF, stopped=True)
    decide(client)
    home.work()
    (line,) = client.get("/api/v1/writes/waiting", params={"board": REF}).json()["data"]
    assert (line["write"]["board"], line["write"]["code"]) == (REF, "board-stopped")
    assert told in line["message"]
    assert REF in line["message"]
    writes = next(one for one in client.get("/ready").json()["data"] if one["name"] == "writes")
    assert writes["state"] == "degraded"
    assert ready in writes["detail"]
    assert client.get("/api/v1/writes/waiting", params={"board": "local:other"}).json()["data"] == []

    assert client.post("/api/v1/writes/resume").json()["data"] == {"count": 1}
    home.work()
    assert len(client.get("/api/v1/writes/waiting").json()["data"]) == 1, "the board is still stopped"
    rules.change_policy(home.installation, REF, stopped=False)
    home.work()
    assert client.get("/api/v1/writes/waiting").json()["data"] == []


def test_what_came_back_shows_three_ways(home: Any, client: TestClient) -> None:
    decide(client)
    card = home.card("Тёмная тема сайта")
    columns = {column.name: column.id for column in home.board().columns}
    connector, board_id = home.installation.connector_for(REF)
    connector.apply(board_id, card.id, Move(column_id=columns["Ждём"]), "by-hand")
    home.work()
    stored = client.get(f"/api/v1/proposals/{MOVE}").json()["data"]["stored"]
    assert (stored["state"], stored["error"]) == ("open", "card-changed")
    assert stored["proposal"]["meanwhile"] == [
        {"field": "column", "was": "Бэклог", "now": "Ждём", "ours": "Ревью"}
    ]
