"""A call from Kaiten is a hint to read a card again; nothing else in it is believed."""

import json
from typing import Any

import pytest

from core_api.contracts.problems import Malformed
from kanban_connectors.kaiten.webhooks import Hint, parse

HINTS: list[tuple[dict[str, Any], Hint]] = [
    (
        {
            "event": "card:update",
            "data": {"old": {"id": 7, "title": "A"}, "changes": {}, "author": {"id": 3}},
        },
        Hint("card:update", "7", "3"),
    ),
    (
        {"event": "card:add", "data": {"old": None, "changes": {"id": 8}, "author": {"id": 3}}},
        Hint("card:add", "8", "3"),
    ),
    (
        {
            "event": "comment:add",
            "data": {"old": {}, "changes": {"id": 5, "card_id": 9}, "author": {"id": 4}},
        },
        Hint("comment:add", "9", "4"),
    ),
    ({"event": "board:update", "data": {"old": {"id": 2}, "changes": {}}}, Hint("board:update", None, None)),
    ({"event": "card:update", "data": {"old": {"id": "7; drop"}}}, Hint("card:update", None, None)),
    ({"event": "card:update", "data": {"old": {"id": True}}}, Hint("card:update", None, None)),
    ({"event": "card:update"}, Hint("card:update", None, None)),
]


@pytest.mark.parametrize(("body", "hint"), HINTS)
def test_a_call_names_the_card_and_who_did_it(body: dict[str, Any], hint: Hint) -> None:
    assert parse(json.dumps(body).encode()) == hint


@pytest.mark.parametrize("body", [b"", b"{", b"[]", b"\xff", b'{"data": {}}', b'{"event": 1}', b"[" * 100000])
def test_what_kaiten_would_not_send_is_refused(body: bytes) -> None:
    with pytest.raises(Malformed, match="vendor-answer"):
        parse(body)
