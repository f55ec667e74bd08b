"""What is VK's own: keyboards that it takes, numbers against sending twice, minutes, and programs without callbacks."""

import base64
import json
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from pydantic import SecretStr

from core_api.contracts.messages import Address, Inbound
from core_api.contracts.messengers import Hook, VkAccount
from core_api.contracts.problems import RateLimited, Unauthorized
from notifier.channel import Key
from notifier.journal import Journal
from notifier.vk import build
from notifier.vk.channel import VkChannel
from tests.conformance.channel_desk import Keeper
from tests.doubles.faults import served
from tests.doubles.vk import CONFIRMATION, GROUP, SECRET, TOKEN, VkDouble
from tests.notifier.stories import Remembered, page, played, until

ANNA = 77
TO = Address(channel="vk", user=str(ANNA))
ROWS = (
    (Key("Применить", data="t.0", look="good"), Key("Отклонить", data="t.1", look="bad")),
    (Key("Открыть карточку на доске, где видно всё сразу", url="https://board.example.org/p/1"),),
)


@pytest.fixture
def double() -> Iterator[VkDouble]:
    made = VkDouble()
    with served(made.faults) as url:
        made.url = url
        yield made


def account(double: VkDouble, **other: object) -> VkAccount:
    given = {"token": TOKEN, "group": str(GROUP), "url": double.url, **other}
    return VkAccount.model_validate(given)


def brought(double: VkDouble) -> VkAccount:
    hook = Hook(url=SecretStr("https://board.example.org/messages/vk/x"), word=SecretStr("w" * 43))
    return account(double, secret=SECRET, confirmation=CONFIRMATION, hook=hook)


def request(body: bytes) -> Inbound:
    return Inbound(body=base64.b64encode(body).decode())


def test_buttons_have_colours_and_fit_and_links_open(double: VkDouble) -> None:
    async def story(channel: VkChannel) -> None:
        await channel.send(TO, page("?", rows=ROWS))

    played(build(account(double), Remembered()), story)
    (message,) = double.messages.values()
    first, second = message["keyboard"]["buttons"]
    assert [button["color"] for button in first] == ["positive", "negative"]
    assert second[0]["action"]["link"] == "https://board.example.org/p/1"
    label = second[0]["action"]["label"]
    assert len(label) <= 40
    assert label.endswith("…")


def test_ten_buttons_in_ten_rows_are_laid_out_as_vk_takes_them(double: VkDouble) -> None:
    async def story(channel: VkChannel) -> None:
        await channel.send(TO, page("?", rows=tuple((Key(f"К{n}", data=f"t.{n}"),) for n in range(10))))

    played(build(account(double), Remembered()), story)
    (message,) = double.messages.values()
    assert [len(row) for row in message["keyboard"]["buttons"]] == [2] * 5


def test_the_same_page_for_two_people_is_two_messages(double: VkDouble) -> None:
    async def story(channel: VkChannel) -> None:
        await channel.send(TO, page("one"))
        await channel.send(Address(channel="vk", user="78"), page("one"))
        await channel.send(TO, page("one"))

    played(build(account(double), Remembered()), story)
    assert (double.read(ANNA), double.read(78)) == (["one"], ["one"])


def test_an_answer_after_a_minute_is_passed_over(double: VkDouble) -> None:
    now = [1_000.0]
    double.clock = lambda: now[0]

    async def story(channel: VkChannel) -> None:
        ref = await channel.send(TO, page("?", rows=ROWS))
        event = double.press(ANNA, int(ref.chat), int(ref.id), "t.0")
        now[0] += 61
        await channel.acknowledge(f"{ANNA}:{event}", ref.chat, "Принято", alert=False)
        await channel.acknowledge("", ref.chat, "Принято", alert=False)

    played(build(account(double), Remembered()), story)
    assert double.answers == []


def test_a_press_by_a_program_without_callbacks_is_a_press(double: VkDouble) -> None:
    keeper = Keeper()

    async def story(channel: VkChannel) -> None:
        await channel.start(keeper)
        await until(lambda: double.listeners)
        double.press_by_message(ANNA, "ticket.3")
        double.write(ANNA, "", payload=json.dumps({"command": "start"}))
        double.write(ANNA, "", ref="code-123")
        double.allow(ANNA, "code-456")
        await until(lambda: len(keeper.kept) == 4)

    played(build(account(double), Remembered()), story)
    press, *texts = keeper.kept
    assert (press.kind, press.data, press.press, press.user) == ("press", "ticket.3", "", str(ANNA))
    assert [one.text for one in texts] == ["/start", "/start code-123", "/start code-456"]


def test_news_are_read_on_from_where_they_were_kept(double: VkDouble, tmp_path: Path) -> None:
    def told(number: int) -> list[str]:
        keeper = Keeper()

        async def story(channel: VkChannel) -> None:
            await channel.start(keeper)
            await until(lambda: double.listeners)
            if number == 1:
                double.write(ANNA, "one")
            await until(lambda: len(keeper.kept) >= number and double.confirmed >= len(double.updates))

        with closing(Journal(tmp_path / "journal.sqlite")) as journal:
            played(build(account(double), journal), story)
        return [one.text for one in keeper.kept]

    assert told(1) == ["one"]
    double.write(ANNA, "two")
    double.write(ANNA, "three")
    assert told(2) == ["two", "three"]  # asked anew, VK would begin after them


def test_a_key_of_the_long_poll_that_ran_out_is_asked_for_anew(double: VkDouble) -> None:
    keeper = Keeper()

    async def story(channel: VkChannel) -> None:
        await channel.start(keeper)
        for number, forget in enumerate((False, True)):
            before = double.listeners
            await until(lambda seen=before: double.listeners > seen)
            double.expire(forget=forget)
            double.write(ANNA, f"event {number}")
        await until(lambda: len(keeper.kept) == 2)

    played(build(account(double), Remembered()), story)
    assert [one.text for one in keeper.kept] == ["event 0", "event 1"]


def test_the_address_is_confirmed_for_our_community_alone(double: VkDouble) -> None:
    confirmation = {"type": "confirmation", "group_id": GROUP}

    async def story(channel: VkChannel) -> None:
        reply = await channel.deliver(request(json.dumps(confirmation).encode()), Keeper())
        assert (reply.status, reply.body) == (200, CONFIRMATION)
        with pytest.raises(Unauthorized):
            await channel.deliver(request(json.dumps(confirmation | {"group_id": 1}).encode()), Keeper())

    played(build(brought(double), Remembered()), story)


@pytest.mark.parametrize(
    "body",
    [
        VkDouble().delivery(VkDouble().example(), None),
        VkDouble().delivery(VkDouble().example(), ""),
        VkDouble().delivery(VkDouble().example(), "vkSecretKey78"),
        VkDouble().delivery(VkDouble().example() | {"group_id": 1}),
    ],
    ids=["unsigned", "empty", "wrong", "another community's"],
)
def test_an_event_without_the_key_is_refused(double: VkDouble, body: bytes) -> None:
    keeper = Keeper()

    async def story(channel: VkChannel) -> None:
        with pytest.raises(Unauthorized, match="webhook-forged"):
            await channel.deliver(request(body), keeper)

    played(build(brought(double), Remembered()), story)
    assert keeper.kept == []


def test_an_event_that_is_brought_twice_is_kept_once(double: VkDouble) -> None:
    calls: list[int] = []

    async def keep(arrivals: tuple[object, ...]) -> None:
        calls.append(len(arrivals))

    async def story(channel: VkChannel) -> None:
        body = double.delivery(double.example())
        for _ in range(3):
            assert (await channel.deliver(request(body), keep)).body == "ok"

    played(build(brought(double), Remembered()), story)
    assert calls == [1]


def test_a_voice_note_is_put_to_vk_first(double: VkDouble) -> None:
    async def story(channel: VkChannel) -> None:
        await channel.send(TO, page("27:41", voice=b"OggS...", rows=ROWS))

    played(build(account(double), Remembered()), story)
    assert list(double.notes.values()) == [b"OggS..."]
    (message,) = double.messages.values()
    assert message["attachment"] == f"doc-{GROUP}_55_key"
    assert message["keyboard"] is not None


def test_a_message_that_cannot_be_deleted_says_that_it_is_withdrawn(double: VkDouble) -> None:
    async def story(channel: VkChannel) -> None:
        ref = await channel.send(TO, page("Вопрос", rows=ROWS))
        double.old.add((ANNA, int(ref.id)))
        await channel.withdraw(ref, page("Отозвано"))

    played(build(account(double), Remembered()), story)
    (message,) = double.messages.values()
    assert (message["text"], message["keyboard"]) == ("Отозвано", None)


def test_too_many_calls_are_told_by_an_answer_that_looks_well(double: VkDouble) -> None:
    async def story(channel: VkChannel) -> None:
        double.faults.next("busy")
        with pytest.raises(RateLimited) as refused:
            await channel.identify()
        assert refused.value.retry_after == 1.0
        assert await channel.identify() == "https://vk.me/boardscribe"

    played(build(account(double), Remembered()), story)


def test_the_key_stands_in_no_address_and_in_no_refusal(double: VkDouble) -> None:
    async def story(channel: VkChannel) -> None:
        await channel.identify()
        ref = await channel.send(TO, page("?", rows=ROWS))
        await channel.update(ref, page("!"))

    played(build(account(double), Remembered()), story)
    assert len(double.faults.asked) == 3
    assert all(asked.query == {} and TOKEN not in asked.path for asked in double.faults.asked)

    async def refused(channel: VkChannel) -> None:
        with pytest.raises(Unauthorized, match="messenger-unauthorized") as caught:
            await channel.identify()
        assert "vk1.a.wrong" not in f"{caught.value!r} {caught.value}"

    played(build(account(double, token="vk1.a.wrong"), Remembered()), refused)
