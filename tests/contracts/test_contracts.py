"""The tools of `make contracts`, on a description of our own: what is distinct, what is broken, what is mended."""

from typing import Any

import pytest

from tests.contracts.bot_api import BotApi, values_of
from tests.contracts.description import Routes, Sent
from tests.contracts.patch_trello import patched
from tests.contracts.recording import kind

ID = "0" * 24


def description() -> dict[str, Any]:
    """As published: moments refused, one word twice, everything in the query."""
    query = [
        {"name": "name", "in": "query", "schema": {"type": "string"}},
        {"name": "idList", "in": "query", "required": True, "schema": {"$ref": "#/components/schemas/Id"}},
        {"name": "due", "in": "query", "schema": {"type": "string", "format": "date"}},
        {"name": "pos", "in": "query", "schema": {"type": "string", "oneOf": [{"type": "number"}]}},
        {"name": "keep", "in": "query", "schema": {"type": "string", "enum": ["all", "start", "start"]}},
    ]
    one = {"name": "id", "in": "path", "required": True, "schema": {"type": "string"}}
    limit = {"name": "limit", "in": "query", "schema": {"type": "integer"}}
    return {
        "paths": {
            "/cards": {"post": {"parameters": query}},
            "/cards/{id}": {"parameters": [one], "get": {"parameters": [limit]}},
            "/cards/search": {"get": {}},
        },
        "components": {"schemas": {"Id": {"type": "string", "pattern": "^[0-9a-f]{24}$"}}},
    }


def test_a_request_takes_the_route_of_its_own_words_before_one_with_a_placeholder() -> None:
    routes = Routes(description())
    taken = {
        path: route.name if (route := routes.of(Sent("GET", path))) else None
        for path in ("/cards/search", f"/cards/{ID}", "/cards", "/cards/a/b")
    }
    assert taken == {
        "/cards/search": "GET /cards/search",
        f"/cards/{ID}": "GET /cards/{id}",
        "/cards": None,
        "/cards/a/b": None,
    }


def test_each_thing_that_the_description_lets_us_get_wrong_is_got_wrong() -> None:
    sent = Sent("POST", "/cards", body={"name": "One", "idList": ID})
    route = Routes(patched(description())).of(sent)
    assert route is not None
    broken = {one.what: one.sent.body for one in route.broken(sent)}
    assert broken["body idList: missing"] == {"name": "One"}
    assert broken["body idList: not as the pattern wants"] == {"name": "One", "idList": "!wrong!"}
    assert broken["body keep: not one of the known words"]["keep"] == "no-such-word"
    assert len(broken["body name: too long"]["name"]) == 16385
    assert isinstance(broken["body name: of another type"]["name"], list)


def test_paths_and_queries_are_got_wrong_too() -> None:
    sent = Sent("GET", f"/cards/{ID}", {"limit": "5"})
    route = Routes(patched(description())).of(sent)
    assert route is not None
    assert {one.what: (one.sent.path, one.sent.query) for one in route.broken(sent)} == {
        "path id: not as the pattern wants": ("/cards/!wrong!", {"limit": "5"}),
        "query limit: no number": (f"/cards/{ID}", {"limit": "no-number"}),
    }


def test_what_the_description_does_not_have_is_named() -> None:
    routes = Routes(patched(description()))
    asked, made = (
        Sent("GET", f"/cards/{ID}", {"limit": "5", "fields": "name"}),
        Sent("POST", "/cards", body={"x": 1}),
    )
    assert [routes.of(sent).undeclared(sent) for sent in (asked, made)] == [["fields"], ["x"]]  # type: ignore[union-attr]


def test_the_mended_description_of_trello_keeps_its_references_and_lets_numbers_be_numbers() -> None:
    mended = patched(description())
    schema = mended["paths"]["/cards"]["post"]["requestBody"]["content"]["application/json"]["schema"]
    assert schema["required"] == ["idList"]
    assert schema["properties"]["idList"] == {"$ref": "#/components/schemas/Id"}
    assert schema["properties"]["keep"]["enum"] == ["all", "start"]
    assert "type" not in schema["properties"]["pos"]
    assert "format" not in schema["properties"]["due"]


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        (Sent("GET", f"/cards/{ID}"), Sent("GET", f"/cards/{'1' * 24}"), True),
        (Sent("GET", "/cards/7"), Sent("GET", "/cards/8"), True),
        (Sent("GET", "/cards/7"), Sent("DELETE", "/cards/7"), False),
        (Sent("PUT", "/c", body={"due": None}), Sent("PUT", "/c", body={"due": "2026-03-09"}), False),
        (Sent("PUT", "/c", body={"name": "Two words"}), Sent("PUT", "/c", body={"name": "Три слова"}), True),
        (Sent("GET", "/c", {"filter": "open"}), Sent("GET", "/c", {"filter": "all"}), False),
    ],
)
def test_requests_are_alike_when_only_their_ids_and_texts_differ(one: Sent, other: Sent, alike: bool) -> None:
    assert (kind(one) == kind(other)) == alike


def bot_api() -> BotApi:
    """A Bot API of one method."""
    chat = {"name": "chat_id", "types": ["Integer", "String"], "required": True}
    markup = {"name": "reply_markup", "types": ["Keyboard", "ForceReply"], "required": False}
    voice = {"name": "voice", "types": ["InputFile"], "required": False}
    rows = {"name": "rows", "types": ["Array of Array of Button"], "required": True}
    button = {"name": "text", "types": ["String"], "required": True}
    force = {"name": "force_reply", "types": ["Boolean"], "required": True}
    return BotApi(
        {
            "methods": {"send": {"fields": [chat, markup, voice]}, "getMe": {}},
            "types": {
                "Keyboard": {"fields": [rows]},
                "Button": {"fields": [button]},
                "ForceReply": {"fields": [force]},
            },
        }
    )


@pytest.mark.parametrize(
    ("method", "values", "faults"),
    [
        ("getMe", {}, []),
        ("send", {"chat_id": 5}, []),
        ("send", {"chat_id": "5", "reply_markup": {"rows": [[{"text": "x"}]]}}, []),
        ("send", {"chat_id": 5, "reply_markup": {"force_reply": True}}, []),
        ("sent", {}, ["no method sent"]),
        ("send", {}, ["send wants chat_id"]),
        ("send", {"chat_id": 5, "chat": 5}, ["send has no chat"]),
        ("send", {"chat_id": True}, ["send.chat_id is no Integer"]),
        ("send", {"chat_id": 5, "voice": "x"}, ["send.voice is no file"]),
        (
            "send",
            {"chat_id": 5, "reply_markup": {"rows": [[{"text": "x", "look": 1}]]}},
            ["send.reply_markup (Keyboard).rows (Button) has no look"],
        ),
        (
            "send",
            {"chat_id": 5, "reply_markup": {"rows": [{"text": "x"}]}},
            ["send.reply_markup (Keyboard).rows is no list"],
        ),
    ],
)
def test_a_call_of_the_bot_api_is_held_against_its_description(
    method: str, values: dict[str, Any], faults: list[str]
) -> None:
    assert bot_api().faults(method, values) == faults


def test_calls_are_read_from_forms_with_and_without_files() -> None:
    form = values_of(
        "chat_id=5&text=5&reply_markup=%7B%22force_reply%22%3A+true%7D", "application/x-www-form-urlencoded"
    )
    assert form == {"chat_id": 5, "text": "5", "reply_markup": {"force_reply": True}}
    body = (
        '--b\r\nContent-Disposition: form-data; name="chat_id"\r\n\r\n5\r\n'
        '--b\r\nContent-Disposition: form-data; name="voice"; filename="v.ogg"\r\nContent-Type: audio/ogg\r\n\r\n'
        "OggS\r\n\r\n\ufffd\r\n--b--\r\n"
    )
    parts = values_of(body, "multipart/form-data; boundary=b")
    assert parts["chat_id"] == 5
    assert sorted(parts) == ["chat_id", "voice"]
