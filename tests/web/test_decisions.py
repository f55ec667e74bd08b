"""The queue and decisions over HTTP: the first one wins, and what was done can be taken back."""

from collections.abc import Callable
from typing import Any

import pytest
from fastapi.testclient import TestClient

MOVE, DUE, COMMENT = "pr_move_10", "pr_due_11", "pr_comment_12"


def _decide(client: TestClient, proposal: str, answer: str, **more: Any) -> Any:
    headers = more.pop("headers", {})
    return client.post(
        f"/api/v1/proposals/{proposal}/decisions",
        json={"version": 1, "answer": answer, **more},
        headers=headers,
    )


def _queue(client: TestClient) -> list[str]:
    return [item["stored"]["proposal"]["id"] for item in client.get("/api/v1/proposals").json()["data"]]


def test_the_queue_tells_all_that_is_needed_to_decide(client: TestClient) -> None:
    items = client.get("/api/v1/proposals", params={"board": "local:team"}).json()["data"]
    assert [item["stored"]["proposal"]["id"] for item in items] == [MOVE, DUE, COMMENT]
    proposal = items[0]["stored"]["proposal"]
    assert proposal["changes"] == [{"field": "column", "before": "Бэклог", "after": "Ревью"}]
    assert proposal["evidence"][0]["quote"]
    assert proposal["runner_up"]
    assert items[0]["meeting"]["title"] == "Планёрка"
    assert {"number", "name"} <= set(items[0]["transcript"]["speakers"][0])
    assert client.get("/api/v1/proposals", params={"board": "local:other"}).json()["data"] == []


def test_approved_applied_and_taken_back(client: TestClient, home: Any) -> None:
    columns = {column.name: column.id for column in home.board().columns}
    answer = _decide(client, MOVE, "approve", headers={"X-Boardscribe-Actor": "Вера".encode()})
    assert answer.json()["data"]["state"] == "approved"
    home.work()
    assert home.card("Тёмная тема сайта").column_id == columns["Ревью"]
    change = client.get("/api/v1/changes").json()["data"][0]
    assert change["proposal_id"] == MOVE
    assert change["by"] == {"name": "Вера", "kind": "person", "channel": "api", "person_id": None}
    assert client.get(f"/api/v1/proposals/{MOVE}").json()["data"]["stored"]["state"] == "applied"
    undone = client.post(f"/api/v1/changes/{change['id']}/undo").json()["data"]
    assert undone["undoes"] == change["id"]
    assert home.card("Тёмная тема сайта").column_id == columns["Бэклог"]
    again = client.post(f"/api/v1/changes/{change['id']}/undo")
    assert (again.status_code, again.json()["error"]["code"]) == (409, "already-undone")


def test_the_first_decision_wins_and_the_second_is_told_it(client: TestClient) -> None:
    _decide(client, MOVE, "reject", reason="not-needed", headers={"X-Boardscribe-Actor": "Olga"})
    second = _decide(client, MOVE, "approve")
    assert second.status_code == 409
    assert second.json()["error"]["code"] == "already-decided"
    assert "Olga" in second.json()["error"]["message"]
    assert _queue(client) == [DUE, COMMENT]


def test_another_version_is_stale(client: TestClient) -> None:
    response = client.post(f"/api/v1/proposals/{MOVE}/decisions", json={"version": 7, "answer": "approve"})
    assert (response.status_code, response.json()["error"]["code"]) == (409, "proposal-stale")
    assert MOVE in _queue(client)


def test_an_edit_is_typed_as_a_person_would(client: TestClient, home: Any) -> None:
    assert _decide(client, DUE, "edit", text="к пятнице").status_code == 200
    assert _decide(client, MOVE, "edit", text="ждём").status_code == 200
    home.work()
    due = home.card("Мобильное приложение").due
    assert due is not None
    assert due.isoweekday() == 5
    waiting = next(column.id for column in home.board().columns if column.name == "Ждём")
    assert home.card("Тёмная тема сайта").column_id == waiting


@pytest.mark.parametrize(
    ("proposal", "text", "status", "code"),
    [
        (DUE, "когда рак свистнет", 422, "day-not-understood"),
        (MOVE, "нет такой", 404, "column-not-found"),
        (COMMENT, "  ", 422, "edit-empty"),
        (COMMENT, "x" * 5001, 422, "request-invalid"),
    ],
)
def test_an_edit_that_cannot_be_used_changes_nothing(
    client: TestClient, proposal: str, text: str, status: int, code: str
) -> None:
    response = _decide(client, proposal, "edit", text=text)
    assert (response.status_code, response.json()["error"]["code"]) == (status, code)
    assert proposal in _queue(client)


def test_an_edit_without_a_value_and_another_card_without_a_card_are_refused(client: TestClient) -> None:
    assert _decide(client, MOVE, "edit").json()["error"]["code"] == "edit-empty"
    assert _decide(client, MOVE, "other_card").json()["error"]["code"] == "card-not-named"
    assert MOVE in _queue(client)


def test_another_card_is_handed_on(client: TestClient, home: Any) -> None:
    card = home.card("Подарочные сертификаты")
    assert _decide(client, MOVE, "other_card", card_id=card.id).status_code == 200
    home.work()
    page = client.get(f"/api/v1/meetings/{home.meeting_id}").json()["data"]
    assert page["stage"] != "failed", page["trouble"]
    assert page["states"][MOVE]["state"] == "superseded"
    assert home.card("Тёмная тема сайта").column_id != home.card("Напоминание о спектакле").column_id


def test_a_name_that_is_no_name_does_no_harm(client: TestClient) -> None:
    names = (b"\xff\xfe", "\u202e\u0000x".encode(), b" " * 300, b"a" * 500)
    for proposal, name in zip((MOVE, DUE, COMMENT), names, strict=False):
        response = _decide(client, proposal, "note", headers={"X-Boardscribe-Actor": name})
        assert response.status_code in {200, 400}, response.text


def test_a_change_that_somebody_touched_asks_before_it_is_taken_back(client: TestClient, home: Any) -> None:
    _decide(client, MOVE, "approve")
    home.work()
    change = client.get("/api/v1/changes").json()["data"][0]
    moved = client.post(f"/api/v1/changes/{change['id']}/undo").json()["data"]
    other = client.post(f"/api/v1/changes/{moved['id']}/undo")
    assert other.status_code == 200, "an undo can be taken back too"
    connector, board = home.installation.connector_for("local:team")
    from core_api.contracts.board import Move

    card = home.card("Тёмная тема сайта")
    done = next(column.id for column in home.board().columns if column.name == "Готово")
    connector.apply(board, card.id, Move(column_id=done), "by-hand")
    latest = client.get("/api/v1/changes").json()["data"][0]
    refused = client.post(f"/api/v1/changes/{latest['id']}/undo")
    assert (refused.status_code, refused.json()["error"]["code"]) == (409, "changed-since")
    assert card.name in refused.json()["error"]["message"]
    assert client.post(f"/api/v1/changes/{latest['id']}/undo", params={"force": "true"}).status_code == 200


def test_a_whole_meeting_is_taken_back(client: TestClient, home: Any) -> None:
    _decide(client, MOVE, "approve")
    _decide(client, DUE, "approve")
    home.work()
    outcome = client.post(f"/api/v1/meetings/{home.meeting_id}/undo").json()["data"]
    assert {MOVE, DUE} <= {
        client.get(f"/api/v1/changes/{item['undoes']}").json()["data"]["proposal_id"]
        for item in outcome["undone"]
    }
    assert outcome["refused"] == []
    assert home.card("Мобильное приложение").due is None


def test_russian_refusals_are_russian(home: Any, open_client: Callable[..., Any]) -> None:
    client = open_client(home, language="ru")
    _decide(client, MOVE, "note")
    message = _decide(client, MOVE, "approve").json()["error"]["message"]
    assert "заметк" in message
