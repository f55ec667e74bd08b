"""Our channel of Telegram on a server that nobody here wrote: a second opinion beside our own double.

It is laxer than Telegram (no limits, no 64 bytes, no late answers, no confirmation of news): those are the double's.
"""

import base64
from collections.abc import Iterator
from pathlib import Path

import pytest
from pydantic import SecretStr
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from core_api.contracts.messages import Address, Inbound
from core_api.contracts.messengers import Hook, TelegramAccount
from core_api.contracts.problems import NotFound
from notifier.channel import Key, Page
from notifier.telegram.channel import TelegramChannel
from tests.conformance.channel_desk import Keeper, Loop, wait_for
from tests.doubles.faults import served
from tests.servers.telegram.server import TOKEN, TelegramServer, running, server_folder

WORD = "second-opinion-second-opinion-second-op-043"
TO = Address(channel="telegram", user="501")
YES, NO = Key("Apply", data="ticket.0", look="good"), Key("Reject", data="ticket.1", look="bad")


@pytest.fixture
def server(tmp_path: Path) -> Iterator[TelegramServer]:
    with running(server_folder(), tmp_path / "server.log") as server:
        yield server


@pytest.fixture
def loop() -> Iterator[Loop]:
    loop = Loop()
    yield loop
    loop.close()


def page(text: str, *rows: tuple[Key, ...]) -> Page:
    return Page(key="key", text=text, plain=text, rows=rows)


def a_question_is_asked_pressed_and_answered(
    server: TelegramServer, channel: TelegramChannel, loop: Loop
) -> None:
    """What both ways of receiving must do."""
    keeper = Keeper()
    loop.run(channel.start(keeper))
    server.write("/start")
    wait_for(lambda: keeper.kept)
    assert loop.run(channel.identify()) == "https://t.me/second_opinion_bot"
    ref = loop.run(channel.send(TO, page("<b>Apply?</b>", (YES, NO))))
    [said] = server.said()
    assert (said["text"], said["parse_mode"]) == ("<b>Apply?</b>", "HTML")
    assert [[one["text"] for one in row] for row in said["reply_markup"]["inline_keyboard"]] == [
        ["Apply", "Reject"]
    ]
    server.press(int(ref.id), YES.data)
    wait_for(lambda: len(keeper.kept) == 2)
    start, press = keeper.kept
    assert (start.kind, start.text, start.user) == ("text", "/start", "501")
    assert (press.kind, press.data, press.message, press.chat) == ("press", YES.data, ref.id, ref.chat)
    loop.run(channel.acknowledge(press.press, press.chat, "Applied", alert=False))
    loop.run(channel.update(ref, page("Applied")))
    assert [one["text"] for one in server.said()] == ["Applied"]
    loop.run(channel.withdraw(ref, page("Taken back")))
    assert server.said() == []
    with pytest.raises(NotFound):
        loop.run(channel.update(ref, page("Applied")))


def test_when_we_ask_for_news(server: TelegramServer, loop: Loop) -> None:
    channel = TelegramChannel(TelegramAccount(token=SecretStr(TOKEN), url=server.url), patience=5.0)
    try:
        a_question_is_asked_pressed_and_answered(server, channel, loop)
    finally:
        loop.run(channel.stop())


def test_when_news_are_brought(server: TelegramServer, loop: Loop) -> None:
    channels: list[TelegramChannel] = []
    keeper = Keeper()

    async def hook(request: Request) -> Response:
        body = base64.b64encode(await request.body()).decode()
        inbound = Inbound(headers=dict(request.headers), body=body)
        reply = loop.run(channels[0].deliver(inbound, keeper))
        return Response(reply.body, reply.status)

    with served(Starlette(routes=[Route("/hook", hook, methods=["POST"])])) as url:
        account = TelegramAccount(
            token=SecretStr(TOKEN),
            url=server.url,
            mode="webhook",
            hook=Hook(url=SecretStr(f"{url}/hook"), word=SecretStr(WORD)),
        )
        channel = TelegramChannel(account)
        channels.append(channel)
        try:
            loop.run(channel.start(keeper))
            wait_for(lambda: _hears(server, keeper))
            ref = loop.run(channel.send(TO, page("Apply?", (YES,))))
            server.press(int(ref.id), YES.data)
            wait_for(lambda: keeper.kept[-1].kind == "press")
            assert keeper.kept[-1].data == YES.data
        finally:
            loop.run(channel.stop())


def _hears(server: TelegramServer, keeper: Keeper) -> bool:
    """Whether the webhook is set by now: what Anna writes before it is waits for somebody who asks."""
    server.write("/start")
    return bool(keeper.kept)
