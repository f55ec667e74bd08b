"""News that Telegram is asked for: kept before they are confirmed, each once, whatever goes wrong between."""

import asyncio
import logging
from urllib.parse import parse_qsl

import pytest
from pydantic import SecretStr

from core_api.contracts.messages import Arrival
from core_api.contracts.problems import Problem, Unauthorized
from notifier.channel import Key
from notifier.telegram.channel import TelegramChannel
from tests.doubles.faults import Asked, Fault, Kind
from tests.notifier.telegram.conftest import HOOK, Desk


def asks(asked: Asked) -> bool:
    return asked.path.endswith("/getUpdates")


@pytest.fixture
def listening(desk: Desk, channel: TelegramChannel) -> TelegramChannel:
    """A channel that has begun to receive; Anna's `/start` has come."""
    desk.loop.run(channel.start(desk.shelf.keep))
    desk.shelf.wait(1)
    return channel


def test_words_and_presses_come_in_as_they_were_made(desk: Desk, listening: TelegramChannel) -> None:
    ref = desk.send(listening, "Apply?", rows=((Key("Yes", data="ticket.1"),),))
    press = desk.anna.press(int(ref.id), "Yes")
    desk.anna.write("к пятнице", answers=int(ref.id))
    start, pressed, wrote = desk.shelf.wait(3)
    assert (start.kind, start.text, start.user, start.user_name, start.language) == (
        "text", "/start", desk.anna.id, "Анна", "ru",
    )  # fmt: skip
    assert (pressed.kind, pressed.data, pressed.press, pressed.user) == (
        "press", "ticket.1", press.id, desk.anna.id,
    )  # fmt: skip
    assert (pressed.message, pressed.chat, pressed.group) == (ref.id, ref.chat, False)
    assert abs((pressed.at - desk.now()).total_seconds()) < 60
    assert (wrote.kind, wrote.text, wrote.message) == ("text", "к пятнице", ref.id)
    assert len({one.id for one in (start, pressed, wrote)}) == 3


def test_what_is_said_in_a_group_is_told_apart(desk: Desk, listening: TelegramChannel) -> None:
    group = desk.double.group(-900, "Team")
    ref = desk.send(listening, to=group, rows=((Key("Yes", data="ticket.1"),),))
    desk.boris.press(int(ref.id), "ticket.1", chat=group)
    desk.boris.write("hello", chat=group)
    _, pressed, wrote = desk.shelf.wait(3)
    assert [(one.user, one.chat, one.group) for one in (pressed, wrote)] == [(desk.boris.id, group, True)] * 2


@pytest.mark.parametrize(
    ("kind", "name", "given"),
    [
        ("voice", "", "voice-{}.ogg"),
        ("audio", "call.m4a", "call.m4a"),
        ("video", "", "video-{}.mp4"),
        ("video_note", "", "video-note-{}.mp4"),
        ("document", "talk.vtt", "talk.vtt"),
    ],
)
def test_files_come_in_with_a_name_and_their_caption(
    desk: Desk, listening: TelegramChannel, kind: str, name: str, given: str
) -> None:
    desk.anna.send(kind, b"content", name=name, caption="Планёрка")
    [_, arrival] = desk.shelf.wait(2)
    assert arrival.kind == "file"
    assert arrival.text == "Планёрка"
    assert arrival.file is not None
    assert (arrival.file.name, arrival.file.size) == (given.format(desk.anna.last().id), 7)


def test_a_press_of_a_message_that_is_too_old_to_be_shown_still_comes(
    desk: Desk, listening: TelegramChannel
) -> None:
    desk.anna.press(4, "ticket.1", anyway=True)
    [_, arrival] = desk.shelf.wait(2)
    assert (arrival.kind, arrival.message, arrival.data) == ("press", "4", "ticket.1")


def test_what_is_no_persons_new_word_is_passed_over(desk: Desk, channel: TelegramChannel) -> None:
    world = desk.double.world
    robot = desk.double.person(900, "Robot", is_bot=True)
    group = desk.double.group(-900, "Team")
    desk.anna.write("first")
    desk.anna.edit(desk.anna.last().id, "edited")
    robot.write("beep", chat=group)
    with world.lock:
        shape = world.chats[-900].shape
        world.tell("channel_post", world.put(world.chats[-900], desk.anna.user.shape, text="post"))
        anonymous = world.put(world.chats[-900], desk.anna.user.shape, text="x", sender_chat=shape)
        world.tell("message", anonymous)
        world.tell("message", world.put(world.chats[-900], desk.anna.user.shape, new_chat_title="Other"))
    desk.anna.write("last")
    desk.loop.run(channel.start(desk.shelf.keep))
    desk.shelf.wait(3)
    desk.double.until(lambda: desk.double.unconfirmed == 0)
    assert [one.text for one in desk.shelf.kept] == ["/start", "first", "last"]


def test_an_update_that_cannot_be_read_does_not_hold_up_the_others(
    desk: Desk, channel: TelegramChannel
) -> None:
    with desk.double.world.lock:
        desk.double.world.tell("message", {"message_id": "what", "date": {}, "chat": None})
    desk.anna.write("after it")
    desk.loop.run(channel.start(desk.shelf.keep))
    assert desk.shelf.wait(2)[-1].text == "after it"
    desk.double.until(lambda: desk.double.unconfirmed == 0)


def test_nothing_is_confirmed_before_it_is_kept(desk: Desk, channel: TelegramChannel) -> None:
    desk.shelf.fails = 3
    desk.loop.run(channel.start(desk.shelf.keep))
    assert [one.text for one in desk.shelf.wait(1)] == ["/start"]
    desk.double.until(lambda: desk.double.unconfirmed == 0)
    offsets = [dict(parse_qsl(one.body.decode())) for one in desk.double.faults.asked if asks(one)]
    assert ["offset" in one for one in offsets][:4] == [False] * 4
    assert desk.pauses[:3] == [1.0, 2.0, 4.0]


def test_what_was_kept_and_not_confirmed_before_a_restart_comes_again_under_the_same_id(desk: Desk) -> None:
    async def keep_and_die(arrivals: tuple[Arrival, ...]) -> None:
        await desk.shelf.keep(arrivals)
        await asyncio.Event().wait()

    with desk.channel() as channel:
        desk.loop.run(channel.start(keep_and_die))
        desk.shelf.wait(1)
    with desk.channel() as channel:
        desk.loop.run(channel.start(desk.shelf.keep))
        desk.shelf.wait(2)
        desk.double.until(lambda: desk.double.unconfirmed == 0)
    assert [one.text for one in desk.shelf.kept] == ["/start", "/start"]
    assert len({one.id for one in desk.shelf.kept}) == 1


@pytest.mark.parametrize("kind", ["unheard", "lost", "torn", "cut", "page", "before", "after", "busy"])
def test_no_fault_loses_or_ends_anything(desk: Desk, channel: TelegramChannel, kind: Kind) -> None:
    desk.double.faults.next(kind, asks, times=3, status=502)
    desk.loop.run(channel.start(desk.shelf.keep))
    desk.shelf.wait(1)
    desk.anna.write("still there")
    desk.shelf.wait(2)
    desk.double.until(lambda: desk.double.unconfirmed == 0)
    texts = [one.text for one in {one.id: one for one in desk.shelf.kept}.values()]
    assert texts == ["/start", "still there"]
    assert desk.double.faults.unused == 0
    assert desk.pauses == [1.0, 2.0, 4.0]


def test_the_pauses_grow_to_a_minute_and_no_further(desk: Desk, channel: TelegramChannel) -> None:
    desk.double.faults.next("unheard", asks, times=9)
    desk.loop.run(channel.start(desk.shelf.keep))
    desk.shelf.wait(1)
    assert desk.pauses == [1.0, 2.0, 4.0, 8.0, 16.0, 32.0, 60.0, 60.0, 60.0]


def test_of_two_who_ask_none_gives_up(
    desk: Desk, listening: TelegramChannel, caplog: pytest.LogCaptureFixture
) -> None:
    with desk.channel() as other, caplog.at_level(logging.WARNING):
        desk.loop.run(other.start(desk.shelf.keep))
        desk.double.until(lambda: desk.double.conflicts >= 2)
    desk.anna.write("for whoever asks")
    desk.double.until(lambda: desk.double.unconfirmed == 0)
    assert desk.shelf.kept[-1].text == "for whoever asks"
    assert "telegram-taken" in caplog.text


def test_a_webhook_that_was_left_behind_is_taken_away(desk: Desk, channel: TelegramChannel) -> None:
    desk.double.post = lambda _url, _headers, _body: 0
    with desk.double.world.lock:
        desk.double.world.hook.url = HOOK.url.get_secret_value()
    desk.loop.run(channel.start(desk.shelf.keep))
    desk.shelf.wait(1)
    with desk.double.world.lock:  # and one that somebody sets meanwhile
        desk.double.world.hook.url = HOOK.url.get_secret_value()
        desk.double.world.changed()
    desk.double.until(lambda: not desk.double.world.hook.url)
    desk.anna.write("again")
    assert desk.shelf.wait(2)[-1].text == "again"


def test_the_token_stands_in_no_log_and_no_problem(desk: Desk, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    for name in ("httpx", "telegram"):
        caplog.set_level(logging.DEBUG, name)
    said: list[str] = []
    for kind in ("unheard", "lost", "cut", "page", "before", "busy"):
        desk.double.faults.next(kind, lambda asked: asked.path.endswith("/sendMessage"))
    with desk.channel() as channel:
        desk.loop.run(channel.start(desk.shelf.keep))
        desk.shelf.wait(1)
        for _ in range(7):
            try:
                desk.send(channel)
            except Problem as error:
                said += [repr(error), str(error), repr(error.__cause__), repr(error.__context__)]
        said.append(repr(channel))
    with (
        desk.channel(token=SecretStr("1:" + desk.double.token)) as channel,
        pytest.raises(Unauthorized) as refused,
    ):
        desk.send(channel)
    said.append(repr(refused.value))
    secret = desk.double.token.partition(":")[2]
    assert "HTTP Request" in caplog.text
    assert secret not in caplog.text
    assert secret not in "".join(said)
    assert len(said) >= 20


def test_a_storm_of_faults_loses_no_word(desk: Desk, listening: TelegramChannel) -> None:
    desk.double.faults.storm(
        [Fault("unheard"), Fault("lost"), Fault("after", 502), Fault("cut")], 0.3, seed=4, when=asks
    )
    for number in range(40):
        desk.anna.write(f"word {number}")
    desk.shelf.wait(41)
    desk.double.faults.calm()
    desk.double.until(lambda: desk.double.unconfirmed == 0)
    texts = list(dict.fromkeys(one.text for one in desk.shelf.kept))
    assert texts == ["/start", *(f"word {number}" for number in range(40))]
