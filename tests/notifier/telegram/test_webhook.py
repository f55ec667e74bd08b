"""News that Telegram brings: only with the word that we gave it, kept before they are answered, again if not."""

import base64
import json

import pytest

from core_api.contracts.messages import Inbound
from core_api.contracts.problems import Invalid, Problem, Unauthorized, Unsupported
from notifier.channel import Key
from notifier.telegram.channel import TelegramChannel
from tests.notifier.telegram.conftest import HOOK, Desk

SECRET = "x-telegram-bot-api-secret-token"
WORD = HOOK.word.get_secret_value()


def inbound(body: bytes, word: str | None = WORD) -> Inbound:
    headers = {} if word is None else {SECRET: word}
    return Inbound(headers=headers, body=base64.b64encode(body).decode())


def connect(desk: Desk, channel: TelegramChannel) -> None:
    """The double's deliveries reach the channel as the HTTP server would hand them on."""

    def post(url: str, headers: dict[str, str], body: bytes) -> int:
        assert url == HOOK.url.get_secret_value()
        small = {name.lower(): value for name, value in headers.items()}
        request = Inbound(headers=small, body=base64.b64encode(body).decode())
        try:
            return desk.loop.run(channel.deliver(request, desk.shelf.keep)).status
        except Problem as problem:
            return problem.status
        except OSError:
            return 500

    desk.double.post = post


def test_news_are_brought_and_asked_for_by_nobody(desk: Desk) -> None:
    with desk.channel("webhook") as channel:
        connect(desk, channel)
        desk.loop.run(channel.start(desk.shelf.keep))
        desk.shelf.wait(1)
        ref = desk.send(channel, rows=((Key("Yes", data="ticket.1"),),))
        desk.anna.press(int(ref.id), "Yes")
        assert [(one.kind, one.data) for one in desk.shelf.wait(2)] == [("text", ""), ("press", "ticket.1")]
        desk.double.until(lambda: desk.double.unconfirmed == 0)
    assert [status for _, status in desk.double.brought] == [200, 200]
    assert not [one for one in desk.double.faults.asked if one.path.endswith("/getUpdates")]


def test_what_could_not_be_kept_is_brought_again(desk: Desk) -> None:
    desk.shelf.fails = 2
    with desk.channel("webhook") as channel:
        connect(desk, channel)
        desk.loop.run(channel.start(desk.shelf.keep))
        desk.shelf.wait(1)
        desk.double.until(lambda: desk.double.unconfirmed == 0)
    assert [status for _, status in desk.double.brought] == [500, 500, 200]
    assert [one.text for one in desk.shelf.kept] == ["/start"]


def test_the_webhook_is_set_though_telegram_was_away_at_first(desk: Desk) -> None:
    desk.double.faults.next("unheard", times=2)
    desk.double.faults.next("before", status=502)
    with desk.channel("webhook") as channel:
        connect(desk, channel)
        desk.loop.run(channel.start(desk.shelf.keep))
        desk.shelf.wait(1)
    assert desk.pauses == [1.0, 2.0, 4.0]
    assert desk.double.world.hook.url == HOOK.url.get_secret_value()


@pytest.mark.parametrize("word", [None, "", WORD[:-1], WORD + "x", "слово"])
def test_who_does_not_know_the_word_is_turned_away(desk: Desk, word: str | None) -> None:
    body = json.dumps({"update_id": 1, "message": {}}).encode()
    with desk.channel("webhook") as channel, pytest.raises(Unauthorized) as refused:
        desk.loop.run(channel.deliver(inbound(body, word), desk.shelf.keep))
    assert refused.value.code == "webhook-forged"
    assert desk.shelf.kept == []


@pytest.mark.parametrize("body", [b"", b"{", b"[]", b"{}", b'{"update_id": "x"}', b"[" * 100_000])
def test_what_is_no_update_is_said_to_be_unreadable(desk: Desk, body: bytes) -> None:
    with desk.channel("webhook") as channel, pytest.raises(Invalid) as refused:
        desk.loop.run(channel.deliver(inbound(body), desk.shelf.keep))
    assert refused.value.code == "webhook-unreadable"


def test_an_update_that_we_cannot_read_is_not_brought_for_ever(desk: Desk) -> None:
    body = json.dumps({"update_id": 1, "message": {"message_id": "x", "chat": None}}).encode()
    with desk.channel("webhook") as channel:
        assert desk.loop.run(channel.deliver(inbound(body), desk.shelf.keep)).status == 200
    assert desk.shelf.kept == []


def test_without_a_webhook_nothing_is_taken(desk: Desk, channel: TelegramChannel) -> None:
    with pytest.raises(Unsupported):
        desk.loop.run(channel.deliver(inbound(b"{}"), desk.shelf.keep))
