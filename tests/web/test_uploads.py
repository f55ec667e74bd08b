"""Meetings handed in over HTTP: from the upload to the queue, and files that lie."""

from collections.abc import Iterator
from typing import Any

import pytest
from fastapi.testclient import TestClient

from core_api.web import entrance
from core_api.web.routes import meetings as routes

TALK = """WEBVTT

00:00:01.000 --> 00:00:05.000
<v Вера Полякова>Карточку номер девять переносим в ревью.

00:00:06.000 --> 00:00:12.000
<v Тимур Ахметов>На летний сезон взяли новый принтер.
""".encode()


def _hand_in(client: TestClient, name: str = "talk.vtt", content: bytes = TALK, **fields: str) -> Any:
    return client.post("/api/v1/meetings", files={"file": (name, content)}, data=fields)


def test_a_transcript_goes_all_the_way(client: TestClient, home: Any) -> None:
    response = _hand_in(client, board="local:team", title="Короткая", started_at="2026-03-02T10:00:00+03:00")
    assert response.status_code == 202, response.text
    meeting = response.json()["data"]
    assert (meeting["title"], meeting["source"]) == ("Короткая", "talk.vtt")
    assert client.get(f"/api/v1/meetings/{meeting['id']}").json()["data"]["stage"] == "received"
    home.work()
    page = client.get(f"/api/v1/meetings/{meeting['id']}").json()["data"]
    assert page["stage"] in {"asking", "done"}
    assert page["transcript"]["segments"] == 2
    assert page["speakers"] == {"1": "Вера Полякова", "2": "Тимур Ахметов"}
    assert set(page["states"]) == {item["id"] for item in page["proposals"]}
    assert client.get("/api/v1/meetings").json()["data"][0]["meeting"]["id"] == meeting["id"]
    moved = [change for change in page["changes"] if change["operation"]["kind"] == "move"]
    asked = [item for item in page["proposals"] if item["operation"] == "move"]
    assert moved or asked, "the plainly spoken move reached the board or the queue"


def test_the_same_file_is_the_same_meeting(client: TestClient) -> None:
    fields = {"board": "local:team", "title": "Дважды", "started_at": "2026-03-02T10:00:00+03:00"}
    first, second = _hand_in(client, **fields).json(), _hand_in(client, **fields).json()
    assert first["data"]["id"] == second["data"]["id"]


@pytest.mark.parametrize(
    "name", ["../../evil.vtt", "/etc/evil.vtt", "..\\..\\evil.vtt", "a/b/../../evil.vtt"]
)
def test_a_name_cannot_leave_the_folder(client: TestClient, home: Any, name: str) -> None:
    before = {path for path in home.settings.home.parent.rglob("*") if path.is_file()}
    response = _hand_in(client, name)
    assert response.status_code == 202, response.text
    meeting = response.json()["data"]
    assert meeting["source"].endswith("evil.vtt")
    assert "/" not in meeting["source"]
    fresh = {path for path in home.settings.home.parent.rglob("*") if path.is_file()} - before
    blobs = home.settings.blobs_folder
    assert [path for path in fresh if blobs not in path.parents and not path.name.startswith("app.db")] == []
    assert any(meeting["blob"] in path.name for path in fresh), "the file is kept under its digest"


@pytest.mark.parametrize("name", ["..", ".", "/", "\x00", "a" * 600 + ".vtt", "con.vtt", "имя встречи.vtt"])
def test_odd_names_are_answered_in_the_envelope(client: TestClient, name: str) -> None:
    response = _hand_in(client, name)
    assert response.status_code in {202, 415, 422}, response.text
    assert response.json()["success"] is (response.status_code == 202)


@pytest.mark.parametrize(
    ("name", "content"),
    [("meeting.exe", b"MZ\x90\x00" * 64), ("picture.png", b"\x89PNG\r\n\x1a\n" + b"\0" * 64)],
)
def test_what_is_neither_talk_nor_recording_is_unsupported(
    client: TestClient, name: str, content: bytes
) -> None:
    response = _hand_in(client, name, content)
    assert response.status_code == 415, response.text
    error = response.json()["error"]
    assert error["message"]
    assert not error["message"].startswith("problem-")


def test_an_empty_file_is_refused(client: TestClient) -> None:
    response = _hand_in(client, "empty.vtt", b"")
    assert response.status_code in {415, 422}
    assert response.json()["success"] is False


def test_a_form_without_a_file_is_refused(client: TestClient) -> None:
    response = client.post("/api/v1/meetings", data={"title": "x"})
    assert response.status_code == 422
    assert response.json()["error"]["code"] == "request-invalid"


def test_a_board_that_is_not_there_is_told_before_anything_is_kept(client: TestClient, home: Any) -> None:
    before = len(client.get("/api/v1/meetings").json()["data"])
    response = _hand_in(client, board="local:nowhere")
    assert response.status_code == 404
    assert response.json()["error"]["code"] == "board-not-found"
    assert len(client.get("/api/v1/meetings").json()["data"]) == before


def test_bytes_are_counted_not_believed(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    """The declared length says next to nothing; the body is longer than what is taken."""
    monkeypatch.setattr(routes, "LARGEST_FILE", 1 << 20)
    mark = "----boundary"
    head = (
        f'--{mark}\r\nContent-Disposition: form-data; name="file"; filename="talk.vtt"\r\n'
        "Content-Type: text/vtt\r\nContent-Length: 10\r\n\r\n"
    ).encode()
    body = head + b"WEBVTT\n\n" + b"x" * (2 << 20) + f"\r\n--{mark}--\r\n".encode()
    response = client.post(
        "/api/v1/meetings", content=body, headers={"Content-Type": f"multipart/form-data; boundary={mark}"}
    )
    assert response.status_code == 413, response.text
    assert response.json()["error"]["code"] == "upload-too-large"


@pytest.mark.parametrize("chunked", [True, False])
def test_a_request_that_is_no_upload_is_short(client: TestClient, chunked: bool) -> None:
    body = b'{"question": "' + b"x" * (2 << 20) + b'"}'
    content = iter([body[: 1 << 19], body[1 << 19 :]]) if chunked else body
    response = client.post("/api/v1/ask", content=content, headers={"Content-Type": "application/json"})
    assert (response.status_code, response.json()["error"]["code"]) == (413, "http-413")


@pytest.mark.filterwarnings("ignore:.*SpooledTemporaryFile")
def test_an_upload_without_end_is_cut_off_while_it_is_received(
    client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(entrance, "LARGEST_FILE", 0)

    def endless() -> Iterator[bytes]:
        yield b'--x\r\nContent-Disposition: form-data; name="file"; filename="a.vtt"\r\n\r\n'
        for _ in range(4):
            yield b"x" * (1 << 19)

    response = client.post(
        "/api/v1/meetings", content=endless(), headers={"Content-Type": "multipart/form-data; boundary=x"}
    )
    assert (response.status_code, response.json()["error"]["code"]) == (413, "http-413")


def test_a_stranger_is_turned_away_before_anything_is_received(stranger: TestClient) -> None:
    """A form is read before the handler runs: without a look at the key first, anybody could fill the disk."""

    def endless() -> Iterator[bytes]:
        yield b"--x\r\n"
        raise AssertionError("the body was read")

    response = stranger.post(
        "/api/v1/meetings", content=endless(), headers={"Content-Type": "multipart/form-data; boundary=x"}
    )
    assert (response.status_code, response.json()["error"]["code"]) == (401, "unauthorized")


@pytest.mark.filterwarnings("ignore:.*SpooledTemporaryFile")
def test_a_body_that_ends_early_is_refused_in_the_envelope(client: TestClient) -> None:
    mark = "----boundary"
    body = (
        f'--{mark}\r\nContent-Disposition: form-data; name="file"; filename="talk.vtt"\r\n\r\nWEBVTT'.encode()
    )
    response = client.post(
        "/api/v1/meetings", content=body, headers={"Content-Type": f"multipart/form-data; boundary={mark}"}
    )
    assert response.status_code in {400, 422}, response.text
    assert response.json()["success"] is False


def test_a_meeting_may_be_somebodys(client: TestClient) -> None:
    person = client.post("/api/v1/people", json={"name": "Вера"}).json()["data"]["id"]
    meeting = _hand_in(client, owner="вера").json()["data"]
    assert meeting["owner_id"] == person
    assert client.get(f"/api/v1/meetings/{meeting['id']}").json()["data"]["owner"] == "Вера"
    refused = _hand_in(client, owner="Никто")
    assert (refused.status_code, refused.json()["error"]["code"]) == (404, "person-not-found")
