"""Board files: what is read, what is said of those that cannot be, and what survives the way back."""

import json
from datetime import UTC, datetime
from typing import Any

import pytest

from core_api.contracts.board import Card
from core_api.contracts.problems import Invalid
from core_api.locales import has
from kanban_connectors.file.reading import read_board
from kanban_connectors.file.writing import write_board

EXPORT: dict[str, Any] = {
    "id": "b1",
    "name": "Sprint",
    "url": "https://trello.example/b1",
    "prefs": {"background": "blue"},
    "lists": [
        {"id": "l3", "name": "Done", "closed": False, "pos": 300},
        {"id": "l1", "name": "To do", "closed": False, "pos": 100},
        {"id": "l2", "name": "Doing", "closed": False, "pos": 200},
        {"id": "l9", "name": "Old stuff", "closed": True, "pos": 250},
    ],
    "cards": [
        {
            "id": "c1", "idShort": 12, "name": "Pay page", "desc": "With cards", "idList": "l2", "closed": False,
            "pos": 5, "due": "2026-03-06T09:00:00.000Z", "dueComplete": True, "idMembers": ["m1"],
            "labels": [{"id": "g1", "name": "Bug", "color": "red"}], "idChecklists": ["k1"],
            "dateLastActivity": "2026-03-01T08:00:00.000Z", "url": "https://trello.example/c1", "badges": {},
        },
        {"id": "c2", "name": "Gone", "idList": "l1", "closed": True},
        {"id": "c3", "name": "Left over", "idList": "l9", "closed": False, "desc": None, "due": None},
    ],
    "members": [{"id": "m1", "fullName": "Anna Orlova", "username": "anna"}],
    "labels": [{"id": "g1", "name": "Bug", "color": "red"}],
    "checklists": [
        {"id": "k1", "idCard": "c1", "name": "Steps", "checkItems": [
            {"id": "i2", "name": "Second", "state": "incomplete", "pos": 20},
            {"id": "i1", "name": "First", "state": "complete", "pos": 10}]},
    ],
    "actions": [
        {"id": "a3", "type": "updateCard", "date": "2026-03-03T10:00:00Z", "data": {"card": {"id": "c1"}}},
        {"id": "a2", "type": "commentCard", "date": "2026-03-02T10:00:00Z", "memberCreator": {"fullName": "Anna"},
         "data": {"text": "later", "card": {"id": "c1"}}},
        {"id": "a1", "type": "commentCard", "date": "2026-03-01T10:00:00Z",
         "data": {"text": "earlier", "card": {"id": "c1"}}},
    ],
}  # fmt: skip


def encode(**changes: object) -> bytes:
    return json.dumps({**EXPORT, **changes}).encode()


def card(card_id: str) -> Card:
    return next(card for card in read_board(encode(), "board.json").cards if card.id == card_id)


def test_columns_come_in_their_places_with_their_meaning() -> None:
    board = read_board(encode(), "board.json")
    assert [(column.name, column.role) for column in board.columns if not column.closed] == [
        ("To do", "queue"),
        ("Doing", "working"),
        ("Done", "done"),
    ]


def test_a_card_carries_all_that_people_see_on_it() -> None:
    pay = card("c1")
    assert (pay.number, pay.name, pay.description, pay.member_ids, pay.label_ids) == (
        12,
        "Pay page",
        "With cards",
        ("m1",),
        ("g1",),
    )
    assert pay.due == datetime(2026, 3, 6, 9, tzinfo=UTC)
    assert pay.due_done
    assert [(item.name, item.done) for item in pay.checklists[0].items] == [
        ("First", True),
        ("Second", False),
    ]
    assert [comment.text for comment in pay.comments] == ["earlier", "later"]


def test_closed_cards_and_cards_of_closed_lists_are_archived() -> None:
    assert [card(one).archived for one in ("c1", "c2", "c3")] == [False, True, True]


def test_a_board_written_and_read_again_is_the_same() -> None:
    board = read_board(encode(), "board.json")
    assert read_board(write_board(board).encode(), "again") == board


def test_history_of_any_shape_does_no_harm() -> None:
    odd = [None, "x", {"type": "updateCard", "data": {"text": 5, "card": "gone"}}, *EXPORT["actions"]]
    assert read_board(encode(actions=odd), "board.json") == read_board(encode(), "board.json")
    assert read_board(encode(actions=None), "board.json").cards[0].comments == ()


def test_a_byte_order_mark_does_no_harm() -> None:
    assert read_board(b"\xef\xbb\xbf" + encode(), "board.json").name == "Sprint"


BROKEN: list[tuple[str, bytes]] = [
    ("board-not-json", b"WEBVTT\n"),
    ("board-not-json", b"\xff\xfe\x00"),
    ("board-not-json", b"[" * 100_000),
    ("board-not-a-board", b"[]"),
    ("board-not-a-board", b'{"name": "x"}'),
    ("board-lists-missing", json.dumps({key: EXPORT[key] for key in EXPORT if key != "lists"}).encode()),
    ("board-lists-missing", encode(lists=[])),
    ("board-malformed", encode(cards=[{"id": "c1", "name": "X", "idList": "l1", "due": "soon"}])),
    ("board-malformed", encode(cards="none")),
    ("board-malformed", encode(lists=["To do"])),
    ("board-card-misplaced", encode(cards=[{"id": "c1", "name": "Lost one", "idList": "nowhere"}])),
    ("board-duplicate", encode(members=[{"id": "m1"}, {"id": "m1"}])),
]


@pytest.mark.parametrize(("code", "content"), BROKEN, ids=lambda value: str(value)[:30])
def test_what_cannot_be_read_is_said_in_both_languages(code: str, content: bytes) -> None:
    with pytest.raises(Invalid) as caught:
        read_board(content, "my.json")
    assert caught.value.code == code
    assert caught.value.params["source"] == "my.json"
    assert all(has(f"problem-{code}{part}", language) for part in ("", "-next") for language in ("ru", "en"))


def test_the_message_names_the_card_at_fault() -> None:
    with pytest.raises(Invalid) as lost:
        read_board(encode(cards=[{"id": "c1", "name": "Lost one", "idList": "nowhere"}]), "b")
    with pytest.raises(Invalid) as bad:
        read_board(encode(cards=[{"id": "c1", "name": "Bad date", "idList": "l1", "due": "soon"}]), "b")
    assert lost.value.params["card"] == "Lost one"
    assert "Bad date" in str(bad.value.params["place"])
