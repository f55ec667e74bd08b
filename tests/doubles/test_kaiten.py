"""The double refuses what Kaiten refuses: a double that takes everything proves nothing."""

from collections.abc import Iterator
from typing import Any

import httpx
import pytest

from tests.doubles.kaiten import BASE, Limit
from tests.doubles.kaiten_world import TOKEN, World, a_world


@pytest.fixture
def world() -> Iterator[World]:
    with a_world() as made:
        yield made


@pytest.fixture
def client(world: World) -> Iterator[httpx.Client]:
    headers = {"Authorization": f"Bearer {TOKEN}"}
    with httpx.Client(base_url=world.url + BASE, headers=headers, trust_env=False) as client:
        yield client


def filled(world: World, text: str) -> str:
    ids = {"BOARD": world.board, "CARD": world.card, "TODO": world.todo, "ANNA": world.anna}
    for name, id_ in ids.items():
        text = text.replace(name, str(id_))
    return text


REFUSED: list[tuple[int, str, str, dict[str, Any] | None]] = [
    (404, "GET", "/nothing", None),
    (404, "GET", "/cards/999999", None),
    (404, "GET", "/spaces/999999/boards", None),
    (405, "PUT", "/cards/CARD", {"title": "X"}),
    (405, "GET", "/cards/CARD/checklists", None),
    (402, "PATCH", "/cards", {"attributes": {"title": "X"}}),
    (400, "GET", "/cards/abc", None),
    (400, "GET", "/cards?board_id=abc", None),
    (400, "GET", "/cards?limit=101", None),
    (400, "GET", "/cards?condition=all", None),
    (400, "GET", "/cards?updated_after=yesterday", None),
    (400, "GET", "/cards?order_by=colour", None),
    (400, "GET", "/cards?nosuch=1", None),
    (400, "POST", "/cards", {"title": "X"}),
    (400, "POST", "/cards", {"board_id": 1}),
    (400, "POST", "/cards", {"title": "", "board_id": 1}),
    (400, "POST", "/cards", {"title": "X" * 1025, "board_id": 1}),
    (400, "PATCH", "/cards/CARD", {"column_id": "zz"}),
    (400, "PATCH", "/cards/CARD", {"column_id": 999999}),
    (400, "PATCH", "/cards/CARD", {"responsible_id": 1}),
    (400, "PATCH", "/cards/CARD", {"version": 1}),
    (400, "PATCH", "/cards/CARD", {"condition": 3}),
    (400, "PATCH", "/cards/CARD", {"due_date": "on Friday"}),
    (400, "PATCH", "/cards/CARD", {"title": None}),
    (400, "PATCH", "/cards/CARD", {"description": "x" * 32769}),
    (400, "POST", "/cards/CARD/tags", {"name": "x" * 129}),
    (400, "POST", "/cards/CARD/tags", {}),
    (400, "POST", "/cards/CARD/comments", {"text": ""}),
    (400, "POST", "/cards/CARD/members", {"user_id": "ANNA"}),
    (403, "POST", "/cards/CARD/members", {"user_id": 999999}),
    (400, "PATCH", "/cards/CARD/members/ANNA", {"type": 1}),
    (404, "PATCH", "/cards/CARD/members/ANNA", {"type": 2}),
    (404, "DELETE", "/cards/CARD/members/ANNA", None),
    (404, "DELETE", "/cards/CARD/comments/999999", None),
    (404, "POST", "/cards/CARD/checklists/999999/items", {"text": "One"}),
]


@pytest.mark.parametrize(("status", "method", "path", "body"), REFUSED)
def test_what_kaiten_refuses_is_refused_and_nothing_changes(
    world: World, client: httpx.Client, status: int, method: str, path: str, body: dict[str, Any] | None
) -> None:
    before = dict(world.row())
    answer = client.request(method, filled(world, path), json=body)
    assert answer.status_code == status
    assert answer.json()["message"]
    assert (world.row(), len(world.store.cards)) == (before, 1)


def test_without_a_key_nothing_is_told(world: World) -> None:
    for headers in ({}, {"Authorization": "Bearer wrong"}, {"Authorization": TOKEN + "x"}):
        assert httpx.get(f"{world.url}{BASE}/users/current", headers=headers).status_code == 401


def test_what_is_in_a_space_of_others_is_forbidden(world: World, client: httpx.Client) -> None:
    space = world.store.space("Theirs", world.anna)
    board = world.store.board("Secret", space)
    card = world.store.card(board, world.store.column(board, "X", 1), "Secret")
    for path in (f"/spaces/{space}/boards", f"/boards/{board}/columns", f"/cards/{card}"):
        assert client.get(path).status_code == 403
    assert card not in {one["id"] for one in client.get("/cards").json()}


def test_a_list_omits_what_kaiten_omits_and_carries_what_it_carries(
    world: World, client: httpx.Client
) -> None:
    world.store.checklist(world.card, "Steps")
    (listed,) = client.get("/cards").json()
    assert "description" not in listed
    assert "items" not in listed["checklists"][0]
    assert len(listed["owner"]["avatar_uploaded_url"]) > 10_000
    (asked,) = client.get("/cards", params={"additional_card_fields": "description"}).json()
    assert asked["description"] == "With cards"
    assert client.get(f"/cards/{world.card}").json()["checklists"][0]["items"] == []


def test_lists_hold_live_cards_unless_asked_and_never_two_kinds(world: World, client: httpx.Client) -> None:
    archived = world.store.card(world.board, world.todo, "Old", condition=2)
    gone = world.store.card(world.board, world.todo, "Gone", condition=3)
    found = [
        [card["id"] for card in client.get("/cards", params=params).json()]
        for params in ({}, {"condition": 1}, {"condition": 2}, {"condition": 3})
    ]
    assert found == [[world.card], [world.card], [archived], [gone]]


def test_two_cards_may_have_one_external_id(world: World, client: httpx.Client) -> None:
    body = {"title": "New", "board_id": world.board, "external_id": "op_1"}
    assert [client.post("/cards", json=body).status_code for _ in range(2)] == [200, 200]
    assert len(client.get("/cards", params={"external_id": "op_1"}).json()) == 2


def test_the_sixth_call_in_a_second_is_refused_and_says_when_to_come_back(
    world: World, client: httpx.Client
) -> None:
    now = [1_800_000_000.5]
    world.double.limit = Limit(5, lambda: now[0])
    answers = [client.get("/users/current") for _ in range(6)]
    assert [answer.status_code for answer in answers] == [200] * 5 + [429]
    assert [answer.headers["x-ratelimit-remaining"] for answer in answers] == ["4", "3", "2", "1", "0", "0"]
    assert answers[-1].headers["x-ratelimit-reset"] == "1800000001"
    assert answers[-1].headers["retry-after"] == "1"
    now[0] += 0.5
    assert client.get("/users/current").status_code == 200
