"""People over HTTP, and who may decide by the name that a client gives."""

from typing import Any

from fastapi.testclient import TestClient

from core_api.contracts.people import PersonIdentity
from core_api.usecases.linking import link_by_code

MOVE = "pr_move_10"


def made(client: TestClient, name: str, role: str | None = None, **identity: str) -> dict[str, Any]:
    person = client.post("/api/v1/people", json={"name": name}).json()["data"]
    if identity:
        assert client.post(f"/api/v1/people/{person['id']}/identities", json=identity).status_code == 200
    if role:
        given = client.post(
            f"/api/v1/people/{person['id']}/roles", json={"role": role, "board": "local:team"}
        )
        assert given.status_code == 200, given.text
    return dict(person)


def approve(client: TestClient, name: str | None) -> Any:
    return client.post(
        f"/api/v1/proposals/{MOVE}/decisions",
        json={"version": 1, "answer": "approve"},
        headers={"X-Boardscribe-Actor": name.encode()} if name else {},
    )


def test_once_there_is_an_approver_the_key_alone_does_not_decide(client: TestClient) -> None:
    vera = made(client, "Вера", "approver", kind="api", id="vera")
    for name in (None, "Пётр", "api"):
        refused = approve(client, name)
        assert (refused.status_code, refused.json()["error"]["code"]) == (403, "not-an-approver")
    assert client.get(f"/api/v1/proposals/{MOVE}").json()["data"]["stored"]["state"] == "open"
    assert approve(client, "vera").status_code == 200
    again = approve(client, "vera").json()["error"]
    assert "Вера" in again["message"]
    assert vera["id"]


def test_whoever_gives_no_name_may_be_a_person_too(client: TestClient, home: Any) -> None:
    made(client, "Вера", "lead", kind="api", id="api")
    assert approve(client, None).status_code == 200
    home.work()
    change = client.get("/api/v1/changes").json()["data"][0]
    assert change["by"]["name"] == "Вера"
    assert change["by"]["person_id"]
    undo = client.post(
        f"/api/v1/changes/{change['id']}/undo", headers={"X-Boardscribe-Actor": "Пётр".encode()}
    )
    assert undo.json()["error"]["code"] == "not-an-approver"
    assert client.post(f"/api/v1/changes/{change['id']}/undo").status_code == 200


def test_a_person_is_changed_and_removed(client: TestClient) -> None:
    anna = made(client, "Анна", "approver", kind="telegram", id="7")
    path = f"/api/v1/people/{anna['id']}"
    changed = client.patch(path, json={"name": "Анна Б.", "timezone": "Asia/Omsk"}).json()["data"]
    assert (changed["name"], changed["timezone"]) == ("Анна Б.", "Asia/Omsk")
    taken = client.post("/api/v1/people", json={"name": "анна б."})
    assert (taken.status_code, taken.json()["error"]["code"]) == (409, "person-exists")
    assert client.delete(f"{path}/identities/telegram/7").json()["data"]["identities"] == []
    assert client.delete(f"{path}/roles/local:team").json()["data"]["grants"] == []
    assert client.delete(f"{path}/roles/local:team").status_code == 404
    assert client.delete(path).json()["data"]["active"] is False
    profile = client.get(path).json()["data"]
    assert profile["person"]["active"] is False
    assert [one["person"]["name"] for one in client.get("/api/v1/people").json()["data"]] == ["Анна Б."]
    subjects = [one["subject"] for one in client.get("/api/v1/people/changes").json()["data"]]
    assert subjects.count("grant") == 2


def test_a_stranger_is_told_of_nobody(client: TestClient, stranger: TestClient) -> None:
    made(client, "Анна")
    response = stranger.get("/api/v1/people")
    assert response.status_code == 401
    assert "Анна" not in response.text


def test_how_somebody_wants_to_be_asked(client: TestClient) -> None:
    anna = made(client, "Анна", kind="telegram", id="7")
    path = f"/api/v1/people/{anna['id']}/manners"
    quiet = {"begins": "21:00", "ends": "09:00"}
    changed = client.patch(path, json={"quiet": quiet, "channel": "telegram"}).json()["data"]["manners"]
    assert changed == {
        "channel": "telegram",
        "quiet": {"begins": "21:00:00", "ends": "09:00:00"},
        "muted": False,
    }
    muted = client.patch(path, json={"muted": True, "channel": ""}).json()["data"]["manners"]
    assert (muted["channel"], muted["muted"]) == (None, True)
    assert muted["quiet"] == changed["quiet"]
    last = client.get("/api/v1/people/changes").json()["data"][0]
    assert last["before"] == {"channel": '"telegram"', "muted": "false"}
    assert last["after"] == {"muted": "true"}
    for body, code in (
        ({"channel": "vk"}, "channel-not-linked"),
        ({"channel": "icq"}, "request-invalid"),
        ({"quiet": {"begins": "21:00Z", "ends": "09:00"}}, "request-invalid"),
        ({"loud": True}, "request-invalid"),
    ):
        assert client.patch(path, json=body).json()["error"]["code"] == code
    slip = client.post(f"/api/v1/people/{anna['id']}/identities", json={"kind": "matrix", "id": "anna"})
    assert (slip.status_code, slip.json()["error"]["code"]) == (422, "identity-malformed")
    assert "@anna:example.org" in slip.json()["error"]["message"]


def test_a_one_time_code_is_made_over_the_api(client: TestClient, home: Any) -> None:
    anna = made(client, "Анна")
    response = client.post(f"/api/v1/people/{anna['id']}/code")
    code = response.json()["data"]
    assert (response.status_code, response.headers["cache-control"]) == (201, "no-store")
    assert code["person_id"] == anna["id"]
    linked = link_by_code(home.installation, code["code"], PersonIdentity(kind="matrix", id="@anna:a.org"))
    assert linked.id == anna["id"]
    assert client.post("/api/v1/people/nobody/code").status_code == 404
