"""Questions, boards, work and health over HTTP."""

from collections.abc import Callable
from typing import Any

import pytest
from fastapi.testclient import TestClient

from core_api.contracts.problems import Unavailable


def test_an_answer_cites_the_meeting_and_the_second(client: TestClient, home: Any) -> None:
    data = client.post("/api/v1/ask", json={"question": "Что решили про летний сезон?"}).json()["data"]
    assert data["text"]
    citation = data["citations"][0]
    assert citation["meeting_id"] == home.meeting_id
    assert citation["meeting_title"] == "Планёрка"
    assert citation["evidence"]["start"] > 0
    assert citation["evidence"]["quote"]


def test_what_was_not_discussed_is_said_to_be_so(client: TestClient) -> None:
    data = client.post("/api/v1/ask", json={"question": "Как зовут кита на орбите Юпитера?"}).json()["data"]
    assert data["text"] is None


def test_how_often_it_was_right_is_told_of_all_boards_and_of_one(client: TestClient, home: Any) -> None:
    proposal = client.get("/api/v1/proposals").json()["data"][0]["stored"]["proposal"]
    decision = {"version": proposal["version"], "answer": "reject", "reason": "wrong-card"}
    decided = client.post(f"/api/v1/proposals/{proposal['id']}/decisions", json=decision)
    assert decided.status_code < 400, decided.text
    for where in ("", "?board=local:team"):
        told = client.get(f"/api/v1/reliability{where}").json()["data"]
        assert (told["seen"], told["reasons"]) == (1, {"wrong-card": 1})
        assert [(gate["board"], gate["mode"]) for gate in told["gates"]] == [("local:team", "live")]
    assert client.get("/api/v1/reliability?board=local:none").status_code == 404


def test_boards_their_policies_and_forgotten_cards(client: TestClient) -> None:
    lines = client.get("/api/v1/boards").json()["data"]
    assert [(line["ref"], line["policy"]["mode"]) for line in lines] == [("local:team", "live")]
    view = client.get("/api/v1/boards/local:team").json()["data"]
    assert {column["name"]: column["role"] for column in view["board"]["columns"]}["Готово"] == "done"
    stale = client.get("/api/v1/boards/local:team/stale").json()["data"]
    assert stale["meeting"] == "Планёрка"
    assert all(item["card"]["name"] for item in stale["cards"])


def test_a_board_without_meetings_says_so(home: Any, client: TestClient) -> None:
    from core_api import wiring

    sample = home.settings.home.parent / "board.json"
    sample.write_text(
        '{"id": "b", "name": "B", "lists": [{"id": "l", "name": "To do"}], "cards": []}', encoding="utf-8"
    )
    wiring.import_board(home.installation, sample, "fresh")
    response = client.get("/api/v1/boards/local:fresh/stale")
    assert (response.status_code, response.json()["error"]["code"]) == (404, "no-meeting-yet")


def test_the_work_of_a_meeting_can_be_seen_and_retried(client: TestClient, home: Any) -> None:
    jobs = client.get(f"/api/v1/meetings/{home.meeting_id}/jobs").json()["data"]
    assert {"summarize", "advance"} <= {job["kind"] for job in jobs}
    assert all(job["state"] == "done" for job in jobs)
    assert client.post(f"/api/v1/meetings/{home.meeting_id}/retry").status_code == 200
    assert client.post(f"/api/v1/meetings/{home.meeting_id}/cancel").status_code == 200
    assert client.post("/api/v1/meetings/mtg_none/retry").status_code == 404


def test_ready_says_what_is_limited_and_what_still_works(home: Any, open_client: Callable[..., Any]) -> None:
    body = open_client(home, language="ru").get("/ready").json()
    states = {item["name"]: item for item in body["data"]}
    assert body["success"] is True
    assert states["database"]["state"] == "ok"
    assert states["model"]["state"] == "degraded"
    assert "Языковой модели нет" in states["model"]["detail"]
    assert all(item["detail"] and not item["detail"].startswith("check-") for item in body["data"])


def test_ready_tells_a_stranger_names_and_states_only(stranger: TestClient, client: TestClient) -> None:
    for header in ("", "Bearer", "Bearer wrong"):
        said = stranger.get("/ready", headers={"Authorization": header}).json()["data"]
        assert {item["detail"] for item in said} == {""}
    known = client.get("/ready").json()["data"]
    assert [(item["name"], item["state"]) for item in said] == [
        (item["name"], item["state"]) for item in known
    ]


def test_ready_is_503_when_the_database_is_away_and_the_queue_is_no_empty_list(
    home: Any, client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    def away(*_args: object) -> None:
        raise Unavailable("database-unreachable", detail="gone", retry_after=3)

    monkeypatch.setattr(type(home.installation.database), "reading", away)
    ready = client.get("/ready")
    assert ready.status_code == 503
    assert {item["name"]: item["state"] for item in ready.json()["data"]}["database"] == "down"
    queue = client.get("/api/v1/proposals")
    assert queue.status_code == 503
    assert queue.headers["retry-after"] == "3"
    assert queue.json()["error"]["retryable"] is True
    assert client.get("/health").status_code == 200


def test_an_empty_installation_gives_empty_lists(empty_home: Any, open_client: Callable[..., Any]) -> None:
    client = open_client(empty_home)
    for path in ("proposals", "changes", "meetings", "boards"):
        assert client.get(f"/api/v1/{path}").json() == {"success": True, "data": [], "error": None}


def test_minutes_are_a_file_in_the_style_and_format_asked_for(client: TestClient, home: Any) -> None:
    assert client.get("/api/v1/exports/styles").json()["data"] == ["brief", "protocol", "speakers"]
    address = f"/api/v1/exports/meetings/{home.meeting_id}"
    page = client.get(address, params={"style": "protocol", "format": "html"})
    assert page.headers["content-type"] == "text/html; charset=utf-8"
    assert "attachment" in page.headers["content-disposition"]
    assert "Протокол встречи" in page.text
    english = client.get(address, params={"style": "speakers", "format": "txt", "language": "en"})
    assert "Promised" in english.text
    own = client.get(address, params={"style": "own"})
    assert (own.status_code, own.json()["error"]["code"]) == (424, "template-not-set")
    assert client.get(address, params={"style": "../../etc/passwd"}).status_code == 422
    assert client.get("/api/v1/exports/meetings/mtg_none").status_code == 404
