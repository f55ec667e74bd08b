"""What is MAX' own: its two hosts, its markup, its limits on answers, its markers, and what it forgets to say."""

import base64
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC
from pathlib import Path

import pytest

from core_api.contracts.messages import Address, Arrival, Inbound
from core_api.contracts.messengers import MaxAccount
from core_api.contracts.problems import Missing, Unauthorized, Unsupported
from notifier.channel import Key
from notifier.journal import Journal
from notifier.max import build
from notifier.max.channel import MaxChannel
from tests.conformance.channel_desk import Keeper
from tests.doubles.faults import served
from tests.doubles.max import TOKEN, MaxDouble, dialog
from tests.notifier.stories import Remembered, page, played, until

ANNA = 77
TO = Address(channel="max", user=str(ANNA))
ROWS = ((Key("Да", data="t.1"), Key("Открыть", url="https://board.example.org/p/1")),)


@pytest.fixture
def double() -> Iterator[MaxDouble]:
    made = MaxDouble()
    with served(made.faults) as url:
        made.url = url
        yield made


def account(double: MaxDouble, **other: object) -> MaxAccount:
    return MaxAccount.model_validate({"token": TOKEN, "url": double.url, **other})


def test_the_markup_is_shown_and_where_it_makes_the_text_too_long_it_goes(double: MaxDouble) -> None:
    async def story(channel: MaxChannel) -> None:
        await channel.send(TO, page("<b>Срок</b>\n<blockquote expandable>завтра</blockquote>"))
        await channel.send(TO, page("<i>" + "ж" * 3995 + "</i>", "ж" * 3995))

    played(build(account(double), Remembered()), story)
    first, second = double.messages.values()
    assert (first["format"], first["body"]["text"]) == (
        "html",
        "<b>Срок</b>\n<blockquote>завтра</blockquote>",
    )
    assert (second["format"], second["body"]["text"]) == (None, "ж" * 3995)


def test_a_voice_note_waits_until_max_is_done_with_it_and_its_buttons_stand_below(double: MaxDouble) -> None:
    waited: list[float] = []
    refs: list[str] = []

    async def sleep(seconds: float) -> None:
        waited.append(seconds)

    async def story(channel: MaxChannel) -> None:
        refs.append((await channel.send(TO, page("27:41", voice=b"OggS...", rows=ROWS))).id)

    double.unready = 2
    played(MaxChannel(account(double), Remembered(), sleep), story)
    sound, below = double.messages.values()
    assert waited == [0.5, 1.0]
    assert sound["body"]["attachments"][0]["type"] == "audio"
    assert list(double.uploads.values()) == [b"OggS..."]
    assert [below["body"]["mid"]] == refs
    assert below["link"]["mid"] == sound["body"]["mid"]
    assert [button["text"] for button in double.buttons(refs[0])[0]] == ["Да", "Открыть"]


def test_no_chat_hears_more_than_two_answers_a_second(double: MaxDouble) -> None:
    now = [0.0]

    async def sleep(seconds: float) -> None:
        now[0] += seconds

    async def story(channel: MaxChannel) -> None:
        ref = await channel.send(TO, page("?", rows=ROWS))
        for press in [double.press(ANNA, ref.id, "t.1") for _ in range(12)]:
            await channel.acknowledge(press, ref.chat, "Принято", alert=False)

    double.clock = lambda: now[0]
    played(MaxChannel(account(double), Remembered(), sleep, clock=lambda: now[0]), story)
    assert double.violations == []
    assert len(double.answers) == 12


def test_an_answer_that_would_come_too_late_is_not_given(double: MaxDouble) -> None:
    seconds = iter(range(1000))

    async def nobody_waits(_seconds: float) -> None:
        """Fifty presses at once: the places are taken in the same moment."""

    async def story(channel: MaxChannel) -> None:
        ref = await channel.send(TO, page("?", rows=ROWS))
        for press in [double.press(ANNA, ref.id, "t.1") for _ in range(50)]:
            await channel.acknowledge(press, ref.chat, "Принято", alert=False)

    double.clock = lambda: float(next(seconds))
    played(MaxChannel(account(double), Remembered(), nobody_waits, clock=lambda: 0.0), story)
    assert len(double.answers) == 6  # two at once, and two after each of the next two seconds


def test_news_are_read_on_from_where_they_were_kept(double: MaxDouble, tmp_path: Path) -> None:
    def told(number: int) -> list[str]:
        keeper = Keeper()

        async def story(channel: MaxChannel) -> None:
            await channel.start(keeper)
            await until(lambda: len(keeper.kept) >= number and double.confirmed >= len(double.updates))

        with closing(Journal(tmp_path / "journal.sqlite")) as journal:
            played(build(account(double), journal), story)
        return [one.text for one in keeper.kept]

    double.write(ANNA, "one")
    assert told(1) == ["one"]
    double.write(ANNA, "two")
    double.write(ANNA, "three")
    assert told(2) == ["two", "three"]  # without the mark MAX would tell the last one alone


def test_a_webhook_that_was_left_behind_is_taken_away_before_we_ask(double: MaxDouble) -> None:
    keeper = Keeper()

    async def story(channel: MaxChannel) -> None:
        await channel.start(keeper)
        await until(lambda: double.listeners)
        double.say(ANNA)
        double.begin(ANNA, "code-123")
        await until(lambda: keeper.kept)

    double.subscriptions["https://old.example.org/hook"] = {"secret": "old-secret"}
    played(build(account(double), Remembered()), story)
    assert double.subscriptions == {}
    (came,) = keeper.kept
    assert (came.kind, came.text, came.user, came.user_name, came.language) == (
        "text",
        "/start code-123",
        str(ANNA),
        "Анна К.",
        "ru",
    )


def test_what_comes_in_a_group_says_so(double: MaxDouble) -> None:
    keeper = Keeper()

    async def story(channel: MaxChannel) -> None:
        await channel.start(keeper)
        await until(lambda: double.listeners)
        double.write(ANNA, "всем привет", group=-500)
        await until(lambda: keeper.kept)
        await channel.send(Address(channel="max", chat="-500"), page("Здравствуйте"))

    played(build(account(double), Remembered()), story)
    assert (keeper.kept[0].group, keeper.kept[0].chat) == (True, "-500")
    assert keeper.kept[0].at.tzinfo == UTC
    assert double.read(-500) == ["Здравствуйте"]


def test_our_token_stands_in_no_address(double: MaxDouble) -> None:
    async def story(channel: MaxChannel) -> None:
        assert await channel.identify() == "https://max.ru/boardscribe_bot"
        await channel.send(TO, page("?"))

    played(build(account(double), Remembered()), story)
    assert len(double.faults.asked) == 2
    assert all(TOKEN not in asked.path and TOKEN not in str(asked.query) for asked in double.faults.asked)


def test_a_key_that_is_not_accepted_is_said_so_without_it(double: MaxDouble) -> None:
    async def story(channel: MaxChannel) -> None:
        with pytest.raises(Unauthorized, match="messenger-unauthorized") as refused:
            await channel.send(TO, page("?"))
        assert "wrong-token" not in f"{refused.value!r} {refused.value}"

    played(build(account(double, token="wrong-token-of-ours"), Remembered()), story)


def test_a_certificate_that_cannot_be_read_is_missing(double: MaxDouble, tmp_path: Path) -> None:
    (tmp_path / "no.pem").write_text("nothing")
    for path in (tmp_path / "no.pem", tmp_path / "absent.pem"):
        with pytest.raises(Missing, match="messenger-ca-unreadable"):
            build(account(double, ca=str(path)), Remembered())


def test_a_message_that_cannot_be_deleted_says_that_it_is_withdrawn(double: MaxDouble) -> None:
    async def story(channel: MaxChannel) -> None:
        ref = await channel.send(TO, page("Вопрос", rows=ROWS))
        double.undeletable.add(ref.id)
        await channel.withdraw(ref, page("Отозвано"))

    played(build(account(double), Remembered()), story)
    assert double.read(dialog(ANNA)) == ["Отозвано"]
    assert double.buttons(next(iter(double.messages))) == []


WORD = "w" * 43
HOOK = {"url": "https://board.example.org/messages/max/path", "word": WORD}


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"x-max-bot-api-secret": ""},
        {"x-max-bot-api-secret": WORD[:-1]},
        {"x-max-bot-api-secret": "слово"},
    ],
    ids=["unsigned", "empty", "cut", "strange"],
)
def test_an_update_without_our_word_is_refused(double: MaxDouble, headers: dict[str, str]) -> None:
    keeper = Keeper()

    async def story(channel: MaxChannel) -> None:
        _headers, body = double.delivery(double.example(), WORD)
        request = Inbound(headers=headers, body=base64.b64encode(body).decode())
        with pytest.raises(Unauthorized, match="webhook-forged"):
            await channel.deliver(request, keeper)

    played(build(account(double, mode="webhook", hook=HOOK), Remembered()), story)
    assert keeper.kept == []


def test_an_update_that_is_brought_again_is_answered_and_never_taken_again(double: MaxDouble) -> None:
    calls: list[int] = []

    async def keep(arrivals: tuple[Arrival, ...]) -> None:
        calls.append(len(arrivals))

    async def story(channel: MaxChannel) -> None:
        ref = await channel.send(TO, page("?", rows=ROWS))
        double.press(ANNA, ref.id, "t.1")
        headers, body = double.delivery(double.updates[-1], WORD)
        for _ in range(100):
            request = Inbound(headers=headers, body=base64.b64encode(body).decode())
            assert (await channel.deliver(request, keep)).status == 200

    played(build(account(double, mode="webhook", hook=HOOK), Remembered()), story)
    assert calls == [1]


def test_with_long_polling_nothing_is_taken_at_the_webhook(double: MaxDouble) -> None:
    async def story(channel: MaxChannel) -> None:
        headers, body = double.delivery(double.example(), WORD)
        with pytest.raises(Unsupported, match="webhook-none"):
            request = Inbound(headers=headers, body=base64.b64encode(body).decode())
            await channel.deliver(request, Keeper())

    played(build(account(double, hook=HOOK), Remembered()), story)


def test_sound_is_put_elsewhere_without_our_token(double: MaxDouble) -> None:
    """MAX names another host for files; that one needs no token and gets none."""
    elsewhere = MaxDouble()
    with served(elsewhere.faults) as other:

        async def story(channel: MaxChannel) -> None:
            await channel.send(TO, page("27:41", voice=b"OggS..."))

        double.files_at = other
        played(build(account(double), Remembered()), story)
    (put,) = elsewhere.faults.asked
    assert "authorization" not in put.headers
