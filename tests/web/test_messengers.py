"""Messengers' webhooks come in by a secret address; what people were not told is in the API."""

import base64
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import pytest
from fastapi.testclient import TestClient

from core_api import wiring
from core_api.contracts.messages import ChannelName, Inbound, Reply
from core_api.contracts.problems import Invalid, Unauthorized
from core_api.web.app import Doors, create_app
from core_api.web.routes.messengers import Gate
from notifier.hooks import right, secret_of
from tests.doubles.notifier import ChatNotifier

KEY = "a-key-for-tests-of-the-api-only"
HERE = f"/messages/telegram/{secret_of(KEY, 'telegram')}"


class Bot(ChatNotifier):
    """Remembers what was delivered to it, and answers as it is told."""

    def __init__(self) -> None:
        super().__init__()
        self.came: list[Inbound] = []
        self.answer: Reply | Exception = Reply(status=202, body="ok", content_type="text/x-test")

    def deliver(self, channel: ChannelName, request: Inbound) -> Reply:
        assert channel == "telegram"
        self.came.append(request)
        if isinstance(self.answer, Exception):
            raise self.answer
        return self.answer


@pytest.fixture
def bot() -> Bot:
    return Bot()


@pytest.fixture
def api(empty_home: Any, bot: Bot) -> Iterator[TestClient]:
    here = replace(
        empty_home.installation, services=replace(empty_home.installation.services, notifier=lambda: bot)
    )
    admit: Callable[[str, str], ChannelName | None] = lambda channel, secret: (  # noqa: E731
        "telegram" if channel == "telegram" and right(KEY, channel, secret) else None
    )
    app = create_app(here, KEY, tuple, wiring.read_source, Doors(gate=Gate(admit)))
    with TestClient(app, raise_server_exceptions=False) as client:
        yield client


def test_a_request_goes_to_its_channel_as_it_came_and_is_answered_as_it_says(
    api: TestClient, bot: Bot
) -> None:
    answer = api.post(f"{HERE}?a=1", content=b"\x00{}", headers={"X-Signature": "s"})
    assert (answer.status_code, answer.text) == (202, "ok")
    assert answer.headers["content-type"].startswith("text/x-test")
    (came,) = bot.came
    assert came.method == "POST"
    assert came.headers["x-signature"] == "s"
    assert came.query == {"a": "1"}
    assert base64.b64decode(came.body) == b"\x00{}"
    assert api.get(f"{HERE}/command").status_code == 202
    assert bot.came[-1].method == "GET"


def test_a_stranger_finds_nothing_there(api: TestClient, bot: Bot) -> None:
    other = secret_of(KEY, "max")
    for path in (
        f"/messages/telegram/{other}",
        f"/messages/max/{other}",
        "/messages/telegram/й",
        "/messages/x/y",
    ):
        answer = api.post(path, content=b"{}")
        assert answer.status_code == 404
        assert answer.json()["error"]["code"] == "http-404"
    assert bot.came == []


def test_what_is_too_large_is_not_read(api: TestClient, bot: Bot) -> None:
    assert api.post(HERE, content=b"x" * ((1 << 20) + 1)).status_code == 413
    assert bot.came == []


def test_what_a_channel_refuses_is_said_by_the_status_alone(api: TestClient, bot: Bot) -> None:
    bot.answer = Unauthorized("webhook-forged", vendor="Telegram")
    answer = api.post(HERE, content=b"{}")
    assert (answer.status_code, answer.text) == (401, "")
    bot.answer = Invalid("webhook-unreadable", vendor="Telegram")
    assert api.post(HERE, content=b"{}").status_code == bot.answer.status


def test_the_address_is_in_no_log(api: TestClient, bot: Bot, caplog: pytest.LogCaptureFixture) -> None:
    bot.answer = ZeroDivisionError()
    assert api.post(HERE, content=b"{}").status_code == 500
    ours = [record.getMessage() for record in caplog.records if record.name.startswith("core_api")]
    assert ours
    assert not any(secret_of(KEY, "telegram") in line for line in ours)


def test_nobody_is_undelivered_where_nobody_was_written_to(client: TestClient) -> None:
    assert client.get("/api/v1/messages/undelivered").json()["data"] == []
    assert client.get("/api/v1/messages/messengers").json()["data"] == []
    refused = client.post("/api/v1/messages/test", json={"person": "Анна"})
    assert refused.status_code == 424
    assert refused.json()["error"]["code"] == "no-messengers"
