"""What a board allows, over HTTP."""

from fastapi.testclient import TestClient

PATH = "/api/v1/boards/local:team/policy"


def test_what_is_given_changes_and_the_rest_stays(client: TestClient) -> None:
    before = client.get(PATH).json()["data"]
    changed = client.patch(
        PATH,
        json={"changes_per_card": 3, "off_limits": ["Ревью"]},
        headers={"X-Boardscribe-Actor": "Вера".encode()},
    ).json()["data"]
    assert changed["changes_per_card"] == 3
    assert len(changed["off_limits"]) == 1
    assert {
        name for name in before if sorted(map(str, [before[name]])) != sorted(map(str, [changed[name]]))
    } <= {
        "changes_per_card",
        "off_limits",
        "automatic",  # a set, in any order
    }
    assert set(before["automatic"]) == set(changed["automatic"])
    last = client.get(f"{PATH}/changes").json()["data"][0]
    assert (last["by"]["name"], last["by"]["channel"]) == ("Вера", "api")
    assert last["before"] == {"off_limits": "[]", "changes_per_card": "5"}
    assert last["after"]["changes_per_card"] == "3"


def test_only_an_admin_once_there_is_one(client: TestClient) -> None:
    person = client.post("/api/v1/people", json={"name": "Вера"}).json()["data"]["id"]
    client.post(f"/api/v1/people/{person}/identities", json={"kind": "api", "id": "vera"})
    client.post(f"/api/v1/people/{person}/roles", json={"role": "admin", "board": "local:team"})
    refused = client.patch(PATH, json={"stopped": True})
    assert (refused.status_code, refused.json()["error"]["code"]) == (403, "not-an-admin")
    assert client.get(PATH).json()["data"]["stopped"] is False
    vera = {"X-Boardscribe-Actor": "vera"}
    assert client.patch(PATH, json={"stopped": True}, headers=vera).json()["data"]["stopped"] is True


def test_what_is_wrong_is_told(client: TestClient) -> None:
    for body, code in (
        ({"automatic": ["archive"]}, "kind-always-asks"),
        ({"off_limits": ["Нигде"]}, "column-not-found"),
        ({"threshold": 2}, "request-invalid"),
        ({"no_such": 1}, "request-invalid"),
    ):
        assert client.patch(PATH, json=body).json()["error"]["code"] == code
    assert client.get("/api/v1/boards/local:nowhere/policy").status_code == 404


def test_who_is_asked_changes_alone(client: TestClient) -> None:
    body = {"ask_first": "meeting_owner", "assignee_confirms": ["check"], "ask_group": "matrix:!room:a.org"}
    asking = client.patch(PATH, json=body).json()["data"]["asking"]
    assert (asking["first"], asking["assignee_confirms"]) == ("meeting_owner", ["check"])
    assert asking["group"] == {"channel": "matrix", "user": "", "chat": "!room:a.org"}
    assert (asking["remind_minutes"], asking["escalate_minutes"]) == (240, 1440)
    later = client.patch(PATH, json={"escalate_minutes": 60}).json()["data"]["asking"]
    assert later == asking | {"escalate_minutes": 60}
    last = client.get(f"{PATH}/changes").json()["data"][0]
    assert (last["before"], last["after"]) == ({"escalate_minutes": "1440"}, {"escalate_minutes": "60"})
    for wrong, code in (
        ({"assignee_confirms": ["create"]}, "kind-without-card"),
        ({"ask_group": "nowhere"}, "ask-group-unreadable"),
        ({"remind_minutes": -1}, "request-invalid"),
    ):
        assert client.patch(PATH, json=wrong).json()["error"]["code"] == code
