"""The double of Trello refuses what Trello refuses, by the words and the headers that it is known for."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import httpx
import pytest

from tests.doubles.trello import KEY, PERSON, TOKEN, TrelloDouble

Names = dict[str, str]


@dataclass
class Bench:
    """The double with one board, and a client that signs as we do."""

    double: TrelloDouble
    client: httpx.Client
    names: Names

    def ask(self, line: str, body: Any = None, **query: str) -> httpx.Response:
        """`VERB /path` with names in braces for ids."""
        verb, path = line.split(" ")
        filled = _filled(body, self.names)
        return self.client.request(verb, path.format(**self.names), params=query, json=filled)


def _filled(value: Any, names: Names) -> Any:
    if isinstance(value, dict):
        return {key: _filled(one, names) for key, one in value.items()}
    return value.format(**names) if isinstance(value, str) else value


def _signed(key: str = KEY, token: str = TOKEN) -> dict[str, str]:
    return {"Authorization": f'OAuth oauth_consumer_key="{key}", oauth_token="{token}"'}


@pytest.fixture
def bench() -> Iterator[Bench]:
    double = TrelloDouble()
    world = double.world
    board = world.add_board("Demo", [double.me, double.person])
    todo = world.add_list(board, "To do", 1.0)
    card = world.add_card(todo, "Pay page")["id"]
    checklist = world.add_checklist(card, "Steps")
    names = {
        "board": board,
        "todo": todo,
        "card": card,
        "label": world.add_label(board, "Bug"),
        "me": double.me,
        "checklist": checklist["id"],
        "item": world.add_item(checklist, "One")["id"],
        "none": world.new_id(),
    }
    with double.served() as url, httpx.Client(base_url=url, headers=_signed(), trust_env=False) as client:
        yield Bench(double, client, names)


GOOD: list[tuple[str, Any]] = [
    ("POST /cards", {"idList": "{todo}", "name": "X", "pos": "top", "due": "2026-03-06T12:00:00.000Z"}),
    ("POST /cards", {"idList": "{todo}", "idMembers": "{me}", "idLabels": "{label}"}),
    ("PUT /cards/{card}", {"name": "X", "desc": "", "closed": True, "pos": 1.5, "due": None}),
    ("POST /cards/{card}/actions/comments", {"text": "hello"}),
    ("POST /cards/{card}/idLabels", {"value": "{label}"}),
    ("POST /cards/{card}/idMembers", {"value": "{me}"}),
    ("POST /cards/{card}/checklists", {"name": "More"}),
    ("PUT /cards/{card}/checkItem/{item}", {"state": "complete"}),
    ("POST /checklists/{checklist}/checkItems", {"name": "Two"}),
    ("DELETE /checklists/{checklist}/checkItems/{item}", None),
    ("DELETE /checklists/{checklist}", None),
    ("DELETE /cards/{card}", None),
    ("GET /boards/{board}", None),
    ("GET /boards/{board}/cards", None),
    ("GET /boards/{board}/actions", None),
]

LONG = "я" * 16385

BROKEN: list[tuple[int, str, str, Any]] = [
    (400, "invalid value for idList", "POST /cards", {"name": "X"}),
    (400, "invalid value for idList", "POST /cards", {"idList": "{none}"}),
    (400, "invalid value for pos", "POST /cards", {"idList": "{todo}", "pos": "middle"}),
    (400, "invalid value for pos", "POST /cards", {"idList": "{todo}", "pos": -1}),
    (400, "invalid value for due", "POST /cards", {"idList": "{todo}", "due": "soon"}),
    (400, "invalid value for idMembers", "POST /cards", {"idList": "{todo}", "idMembers": "{none}"}),
    (400, "invalid value for idLabels", "POST /cards", {"idList": "{todo}", "idLabels": ["{none}"]}),
    (400, "invalid parameter nosuch", "POST /cards", {"idList": "{todo}", "nosuch": 1}),
    (400, "invalid value for desc", "PUT /cards/{card}", {"desc": LONG}),
    (400, "invalid value for name", "PUT /cards/{card}", {"name": ""}),
    (400, "invalid value for closed", "PUT /cards/{card}", {"closed": "maybe"}),
    (400, "invalid value for due", "PUT /cards/{card}", {"due": "2026-13-01"}),
    (400, "invalid value for pos", "PUT /cards/{card}", {"pos": True}),
    (400, "invalid value for idList", "PUT /cards/{card}", {"idList": "{none}"}),
    (404, "The requested resource was not found.", "PUT /cards/{none}", {"name": "X"}),
    (400, "invalid id", "GET /cards/nonsense-id", None),
    (400, "invalid value for text", "POST /cards/{card}/actions/comments", {}),
    (400, "invalid value for text", "POST /cards/{card}/actions/comments", {"text": LONG}),
    (400, "invalid value for label", "POST /cards/{card}/idLabels", {"value": "{none}"}),
    (400, "label is not on the card", "DELETE /cards/{card}/idLabels/{label}", None),
    (400, "invalid value for member", "POST /cards/{card}/idMembers", {"value": "{none}"}),
    (400, "member is not on the card", "DELETE /cards/{card}/idMembers/{me}", None),
    (400, "invalid value for state", "PUT /cards/{card}/checkItem/{item}", {"state": "done"}),
    (
        404,
        "The requested resource was not found.",
        "PUT /cards/{card}/checkItem/{none}",
        {"state": "complete"},
    ),
    (400, "invalid value for name", "POST /checklists/{checklist}/checkItems", {"name": ""}),
    (400, "invalid value for name", "POST /checklists/{checklist}/checkItems", {"name": LONG}),
    (404, "The requested resource was not found.", "DELETE /checklists/{none}", None),
    (404, "The requested resource was not found.", "GET /boards/{none}", None),
    (404, "Cannot PUT /1/cards/{card}/name", "PUT /cards/{card}/name", {"value": "X"}),
    (404, "Cannot POST /1/cards/{card}/members", "POST /cards/{card}/members", {"value": "{me}"}),
    (404, "Cannot GET /1/members/me/boards/", "GET /members/me/boards/", None),
    (
        400,
        "Invalid webhook callback URL",
        "POST /webhooks/",
        {"idModel": "{board}", "callbackURL": "ftp://x"},
    ),
]


@pytest.mark.parametrize(("line", "body"), GOOD)
def test_what_the_description_has_is_taken(bench: Bench, line: str, body: Any) -> None:
    assert bench.ask(line, body).status_code == 200


@pytest.mark.parametrize(("status", "words", "line", "body"), BROKEN)
def test_each_route_refuses_a_broken_request_and_changes_nothing(
    bench: Bench, status: int, words: str, line: str, body: Any
) -> None:
    before = repr((bench.double.world.cards, bench.double.world.checklists, bench.double.world.actions))
    answer = bench.ask(line, body)
    assert (answer.status_code, answer.text) == (status, words.format(**bench.names))
    after = repr((bench.double.world.cards, bench.double.world.checklists, bench.double.world.actions))
    assert after == before


def _only_read(double: TrelloDouble) -> None:
    double.world.tokens[TOKEN].write = False


def _not_on_the_board(double: TrelloDouble) -> None:
    for board in double.world.boards.values():
        board["idMembers"].remove(double.me)


STRANGERS: list[tuple[str, str, str, Callable[[TrelloDouble], None]]] = [
    ("invalid key", "", TOKEN, lambda _double: None),
    ("invalid key", "other", TOKEN, lambda _double: None),
    ("invalid token", KEY, "", lambda _double: None),
    ("invalid token", KEY, "other", lambda _double: None),
    ("unauthorized permission requested", KEY, TOKEN, _only_read),
    ("unauthorized card permission requested", KEY, TOKEN, _not_on_the_board),
]


@pytest.mark.parametrize(("words", "key", "token", "happens"), STRANGERS)
def test_strangers_are_refused(
    bench: Bench, words: str, key: str, token: str, happens: Callable[[TrelloDouble], None]
) -> None:
    happens(bench.double)
    bench.client.headers.update(_signed(key, token))
    answer = bench.ask("PUT /cards/{card}", {"name": "X"})
    assert (answer.status_code, answer.text) == (401, words)


def test_another_token_may_not_take_back_our_comment(bench: Bench) -> None:
    made = bench.ask("POST /cards/{card}/actions/comments", {"text": "hello"}).json()["id"]
    bench.client.headers.update(_signed(token=PERSON))
    assert bench.ask(f"DELETE /cards/{{card}}/actions/{made}/comments").status_code == 401


def test_the_call_after_the_last_allowed_one_is_refused_as_trello_does(bench: Bench) -> None:
    bench.double.limits.token = 3
    answers = [bench.ask("GET /boards/{board}") for _ in range(4)]
    assert [answer.status_code for answer in answers] == [200, 200, 200, 429]
    assert [answer.headers["x-rate-limit-api-token-remaining"] for answer in answers] == ["2", "1", "0", "0"]
    assert answers[-1].json() == {"error": "API_TOKEN_LIMIT_EXCEEDED", "message": "Rate limit exceeded"}
    assert "retry-after" not in answers[-1].headers
    assert answers[-1].headers["x-rate-limit-api-token-interval-ms"] == "10000"


def test_a_page_is_a_range_of_ids_and_stands_in_the_order_of_the_board(bench: Bench) -> None:
    world, todo = bench.double.world, bench.names["todo"]
    ids = [bench.names["card"], *(world.add_card(todo, str(pos), pos=pos)["id"] for pos in (9.0, 5.0, 7.0))]
    page = [card["id"] for card in bench.ask("GET /boards/{board}/cards", limit="3").json()]
    assert page == [ids[2], ids[3], ids[1]]
    rest = bench.ask("GET /boards/{board}/cards", limit="3", before=min(page)).json()
    assert [card["id"] for card in rest] == [ids[0]]
    newer = bench.ask("GET /boards/{board}/cards", since=ids[2]).json()
    assert [card["id"] for card in newer] == [ids[3]]


def test_ten_routes_are_answered_at_once_and_no_more(bench: Bench) -> None:
    urls = ["/cards/{card}?fields=name%2Cpos", "/cards/{none}"]
    answers = bench.ask("GET /batch", urls=",".join(urls).format(**bench.names)).json()
    assert answers[0]["200"]["name"] == "Pay page"
    assert answers[1]["statusCode"] == 404
    assert bench.ask("GET /batch", urls=",".join(["/members/me"] * 11)).status_code == 400
