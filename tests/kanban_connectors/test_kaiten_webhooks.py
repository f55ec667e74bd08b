"""A call from Kaiten is a hint to read a card again; nothing else in it is believed."""

import json
from typing import Any

import pytest

from core_api.contracts.problems import Invalid
from kanban_connectors.kaiten.webhooks import Event, event_of

EVENTS: list[tuple[dict[str, Any], Event]] = [
    (
        {
            "event": "card:update",
            "data": {"old": {"id": 7, "title": "A"}, "changes": {}, "author": {"id": 3}},
        },
        Event(kind="card:update", card_id="7", author_id="3"),
    ),
    (
        {"event": "card:add", "data": {"old": None, "changes": {"id": 8}, "author": {"id": 3}}},
        Event(kind="card:add", card_id="8", author_id="3"),
    ),
    (
        {
            "event": "comment:add",
            "data": {"old": {}, "changes": {"id": 5, "card_id": 9}, "author": {"id": 4}},
        },
        Event(kind="comment:add", card_id="9", author_id="4"),
    ),
    (
        {"event": "board:update", "data": {"old": {"id": 2}, "changes": {}}},
        Event(kind="board:update", card_id=None, author_id=None),
    ),
    (
        {"event": "card:update", "data": {"old": {"id": "7; drop"}}},
        Event(kind="card:update", card_id=None, author_id=None),
    ),
    (
        {"event": "card:update", "data": {"old": {"id": True}}},
        Event(kind="card:update", card_id=None, author_id=None),
    ),
    ({"event": "card:update"}, Event(kind="card:update", card_id=None, author_id=None)),
]


@pytest.mark.parametrize(("body", "event"), EVENTS)
def test_a_call_names_the_card_and_who_did_it(body: dict[str, Any], event: Event) -> None:
    assert event_of(json.dumps(body).encode()) == event


@pytest.mark.parametrize("body", [b"", b"{", b"[]", b"\xff", b'{"data": {}}', b'{"event": 1}', b"[" * 100000])
def test_what_kaiten_would_not_send_is_refused(body: bytes) -> None:
    with pytest.raises(Invalid, match="webhook-unreadable"):
        event_of(body)
