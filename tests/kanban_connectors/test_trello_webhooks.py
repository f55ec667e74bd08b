"""Trello's webhooks: the signature, what a delivery says, and whether the hook still works."""

import json
from collections.abc import Iterator

import pytest
from pydantic import SecretStr
from starlette.applications import Starlette
from starlette.responses import Response
from starlette.routing import Route

from core_api.contracts.board import Comment
from core_api.contracts.problems import Invalid
from kanban_connectors.trello import webhooks
from tests.doubles.faults import served
from tests.doubles.trello import SECRET as POWER_UP
from tests.kanban_connectors.conftest import Trello

SECRET = SecretStr("s3cr3t")
URL = "https://example.org/hooks/trello"
BODY = '{"model":{"id":"5abbe4b7ddc1b351ef961414","name":"Доска"},"action":{"type":"updateCard"}}'.encode()
SIGNED = "2k4NgRWrXWvtDa6CQLkkaEIV0n8="


@pytest.fixture
def address() -> Iterator[str]:
    """Where deliveries may go: answers 200 to whatever comes to `/hook`."""

    async def take(_request: object) -> Response:
        return Response(status_code=200)

    with served(Starlette(routes=[Route("/hook", take, methods=["HEAD", "POST"])])) as url:
        yield f"{url}/hook"


def test_the_signature_is_trellos() -> None:
    assert webhooks.signature(SECRET, BODY, URL) == SIGNED
    assert webhooks.verify(SECRET, BODY, URL, SIGNED)


@pytest.mark.parametrize(
    ("secret", "body", "url", "given"),
    [
        ("other", BODY, URL, SIGNED),
        ("s3cr3t", BODY + b" ", URL, SIGNED),
        ("s3cr3t", BODY, URL + "/", SIGNED),
        ("s3cr3t", BODY, URL, SIGNED.lower()),
        ("s3cr3t", BODY, URL, "ключ"),
        ("s3cr3t", BODY, URL, ""),
        ("s3cr3t", BODY, URL, None),
    ],
)
def test_anything_else_is_refused(secret: str, body: bytes, url: str, given: str | None) -> None:
    assert not webhooks.verify(SecretStr(secret), body, url, given)


def test_a_delivery_tells_the_card_the_action_and_who_did_it(trello: Trello) -> None:
    trello.apply(Comment(text="hello"))
    body = json.dumps({"action": trello.world.actions[-1], "model": {"id": trello.names.board}}).encode()
    event = webhooks.event_of(body)
    assert (event.kind, event.card_id) == ("commentCard", trello.pay["id"])
    assert event.author_id == trello.connector.identify().id  # our own echo
    assert event.action_id == trello.read().comments[0].id


def test_a_delivery_is_signed_for_the_address_that_was_registered(trello: Trello, address: str) -> None:
    hook = webhooks.register(trello.connector.api, trello.names.board, address)
    trello.apply(Comment(text="привет"))
    body, given = trello.double.delivery(hook.id, trello.world.actions[-1])
    assert webhooks.verify(SecretStr(POWER_UP), body, address, given)
    assert not webhooks.verify(SecretStr(POWER_UP), body, f"{address}/", given)
    assert webhooks.event_of(body).card_id == trello.pay["id"]


def test_an_event_of_the_board_itself_has_no_card() -> None:
    body = {"action": {"id": "1", "type": "updateBoard", "data": {"board": {"id": "2"}}}}
    assert webhooks.event_of(json.dumps(body).encode()).card_id is None


@pytest.mark.parametrize("body", [b"", b"[]", b"{}", b'{"action": 1}', b"\xff", b"[" * 100_000])
def test_a_body_that_says_nothing_is_refused(body: bytes) -> None:
    with pytest.raises(Invalid, match="webhook-unreadable"):
        webhooks.event_of(body)


def test_a_hook_is_registered_once_polled_and_taken_away(trello: Trello, address: str) -> None:
    api, board = trello.connector.api, trello.names.board
    hook = webhooks.register(api, board, address)
    assert webhooks.register(api, board, address) == hook
    assert webhooks.hooks(api) == (hook,)
    assert (hook.active, hook.failures, hook.failing_since) == (True, 0, None)
    trello.world.hooks[hook.id] |= {
        "active": False,
        "consecutiveFailures": 31,
        "firstConsecutiveFailDate": "2026-03-01T10:00:00.000Z",
    }
    (ill,) = webhooks.hooks(api)
    assert (ill.active, ill.failures, str(ill.failing_since)) == (False, 31, "2026-03-01 10:00:00+00:00")
    webhooks.unregister(api, hook.id)
    assert webhooks.hooks(api) == ()


def test_an_address_that_does_not_answer_is_not_registered(trello: Trello, address: str) -> None:
    with pytest.raises(Invalid, match="vendor-invalid"):
        webhooks.register(trello.connector.api, trello.names.board, address + "-gone")
    assert trello.world.hooks == {}
