"""What is logged is one line or one JSON object a record, and no secret is in it."""

import io
import json
import logging
from collections.abc import Callable, Iterator

import httpx
import pytest

from core_api.observe import logs
from core_api.observe.redaction import Redactor
from core_api.settings import Settings

TOKEN = "q7-token/of+the board"


Log = Callable[..., io.StringIO]


@pytest.fixture
def log() -> Iterator[Log]:
    """Sets logging up as a program of ours does, and gives what is written."""
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    levels = {name: logging.getLogger(name).level for name in logs.TALKATIVE}

    def begin(form: logs.Form, level: str = "debug") -> io.StringIO:
        root.handlers[:] = [handler for handler in root.handlers if handler in ours]
        written = io.StringIO()
        logs.configure(level, [TOKEN], form, written)
        ours.extend(root.handlers)
        return written

    ours: list[logging.Handler] = []
    yield begin
    for handler in ours:
        root.removeHandler(handler)
    for handler in handlers:
        root.addHandler(handler)
    root.setLevel(level)
    for name, before in levels.items():
        logging.getLogger(name).setLevel(before)


@pytest.mark.parametrize("form", ["text", "json"])
def test_a_known_secret_shows_neither_in_a_message_nor_in_a_traceback(log: Log, form: logs.Form) -> None:
    written = log(form)
    try:
        int(f"refused: {TOKEN}")
    except ValueError:
        logging.getLogger("kanban_connectors").exception(
            "with %s at %s", TOKEN, "q7-token%2Fof%2Bthe%20board"
        )
    said = written.getvalue()
    assert "refused" in said
    assert "Traceback" in said
    assert "q7-token" not in said


def test_a_line_of_json_is_one_object_for_a_record(log: Log) -> None:
    written = log("json")
    logging.getLogger("core_api.jobs").warning('Задача "%s" token=%s', "k", "abcdef")
    (line,) = written.getvalue().splitlines()
    record = json.loads(line)
    assert record["event"] == 'Задача "k" token=***'
    assert (record["level"], record["logger"]) == ("warning", "core_api.jobs")
    assert record["timestamp"].endswith("Z")


def test_a_line_of_text_says_when_who_and_what(log: Log) -> None:
    written = log("text", "warning")
    logging.getLogger("core_api.jobs").warning("late")
    logging.getLogger("core_api.jobs").info("unheard")
    assert written.getvalue().rstrip().endswith("WARNING core_api.jobs: late")
    assert len(written.getvalue().splitlines()) == 1


def test_the_http_client_does_not_log_the_addresses_it_asks(log: Log) -> None:
    written = log("text")
    transport = httpx.MockTransport(lambda _request: httpx.Response(200))
    with httpx.Client(transport=transport) as client:
        client.get("https://api.trello.com/1/members/me", params={"key": "k1", "token": "t1"})
    assert written.getvalue() == ""


def test_a_log_that_is_set_up_stays_as_it_is(log: Log) -> None:
    first, second = log("text"), log("text")
    logging.getLogger("any").warning("once")
    assert (first.getvalue().count("once"), second.getvalue()) == (1, "")


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        (
            "GET https://api.trello.com/1/cards?key=abc123&token=def456&fields=name",
            "GET https://api.trello.com/1/cards?key=***&token=***&fields=name",
        ),
        ("POST https://api.telegram.org/bot123456789:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw/send", "AAHdqTcv"),
        ("{'authorization': 'Bearer abcdefgh12345'}", "{'authorization': '***'}"),
        ('Authorization: OAuth oauth_consumer_key="K1", oauth_token="T1"', "K1"),
        ("Authorization: Basic anNvbnJwYzpwYXNz", "Authorization: ***"),
        ("sent Bearer abcdefgh12345 to it", "sent Bearer *** to it"),
        ('{"token": "abc", "name": "kept"}', '{"token": "***", "name": "kept"}'),
        ("postgresql://user:pass@db/name is away", "postgresql://***@db/name is away"),
        ('"POST /hooks/kaiten/0a1b2c3d4e5f HTTP/1.1" 200', '"POST /hooks/kaiten/*** HTTP/1.1" 200'),
        ('"POST /messages/telegram/0a1b-2c_3d HTTP/1.1" 200', '"POST /messages/telegram/*** HTTP/1.1" 200'),
        ('"GET /decide/k3J9x0QzAbC2df?a=1 HTTP/1.1" 200', '"GET /decide/***?a=1 HTTP/1.1" 200'),
        ("the key of the door, a token of love, monkey=3", "the key of the door, a token of love, monkey=3"),
    ],
)
def test_what_looks_like_a_secret_is_hidden_and_the_rest_is_kept(text: str, shown: str) -> None:
    """A row shows the whole text that is left, or a part of the secret that must not be left."""
    redacted = Redactor()(text)
    assert (redacted == shown) if (" " in shown or "{" in shown) else (shown not in redacted)


def test_the_settings_tell_all_of_their_secrets() -> None:
    settings = Settings.model_validate(
        {"trello_key": "key-1234", "kaiten_token": "token-1234", "database_url": "postgresql://u:p%40ss@h/n"}
    )
    assert {"key-1234", "token-1234", "p%40ss", "p@ss"} <= set(settings.secrets)
    assert Redactor(settings.secrets)("psycopg: p@ss is wrong") == "psycopg: *** is wrong"
