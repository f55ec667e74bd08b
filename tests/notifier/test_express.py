"""What is eXpress' own: who may call us, tokens that run out, chats that are made, servers of two generations."""

import time
from collections.abc import Iterator

import jwt
import pytest
from pydantic import SecretStr

from core_api.contracts.messages import Address, Inbound
from core_api.contracts.messengers import ExpressAccount, Hook
from core_api.contracts.problems import Forbidden, Unauthorized, Unsupported
from notifier.channel import Key
from notifier.express import build
from notifier.express.channel import ExpressChannel
from tests.conformance.channel_desk import Keeper
from tests.conformance.channels.express import request_of
from tests.doubles.express import BOT, SECRET, ExpressDouble, chat_with
from tests.doubles.faults import served
from tests.notifier.stories import page, played

ANNA = "f16cdc5f-6366-5552-9ecd-c36290ab3d11"
TO = Address(channel="express", user=ANNA)
ROWS = ((Key("Да", data="t.1"), Key("Открыть", url="https://board.example.org/p/1")),)
HOOK = Hook(url=SecretStr("https://board.example.org/messages/express/x"), word=SecretStr("w" * 43))


@pytest.fixture
def double() -> ExpressDouble:
    return ExpressDouble()


@pytest.fixture
def account(double: ExpressDouble) -> Iterator[ExpressAccount]:
    with served(double.faults) as url:
        yield ExpressAccount(url=url, bot=BOT, secret=SecretStr(SECRET), hook=HOOK)


NOW = int(time.time())
TURNED = {"iss": BOT, "aud": "127.0.0.1", "version": 2}
FORGED = {
    "unsigned": "",
    "another key": ExpressDouble().signed("another key of 32 bytes, or even more of them"),
    "no signature": f"Bearer {jwt.encode({'iss': '127.0.0.1', 'aud': [BOT], 'exp': NOW + 60}, None, algorithm='none')}",
    "late": ExpressDouble().signed(exp=NOW - 60),
    "for ever": ExpressDouble().signed(exp=None),
    "early": ExpressDouble().signed(nbf=NOW + 600),
    "another bot": ExpressDouble().signed(aud=["f16cdc5f-6366-5552-9ecd-c36290ab3d11"]),
    "two bots": ExpressDouble().signed(aud=[BOT, "f16cdc5f-6366-5552-9ecd-c36290ab3d11"]),
    "another server": ExpressDouble().signed(iss="evil.example.org"),
    "no server": ExpressDouble().signed(iss=None),
    "newer form, another server": ExpressDouble().signed(**TURNED | {"aud": "evil.example.org"}),
    "newer form, another bot": ExpressDouble().signed(**TURNED | {"iss": chat_with(ANNA)}),
    "another scheme": ExpressDouble().signed().replace("Bearer", "Basic"),
    "no token": "Bearer nothing",
}


@pytest.mark.parametrize("header", FORGED.values(), ids=FORGED.keys())
def test_a_request_that_is_not_our_servers_is_refused(
    double: ExpressDouble, account: ExpressAccount, header: str
) -> None:
    keeper = Keeper()

    async def story(channel: ExpressChannel) -> None:
        with pytest.raises(Unauthorized, match="webhook-forged") as refused:
            await channel.deliver(request_of(double.example(), header), keeper)
        assert SECRET not in f"{refused.value!r}"

    played(build(account), story)
    assert keeper.kept == []


def test_both_forms_of_the_proof_are_taken_and_a_copied_request_is_not(
    double: ExpressDouble, account: ExpressAccount
) -> None:
    keeper = Keeper()

    async def story(channel: ExpressChannel) -> None:
        for header in (double.signed(), double.signed(**TURNED), double.signed(jti=None)):
            request = request_of(double.example(), header)
            assert (await channel.deliver(request, keeper)).status == 202
            with pytest.raises(Unauthorized):
                await channel.deliver(request, keeper)

    played(build(account), story)
    assert len(keeper.kept) == 3


def test_a_command_for_another_bot_is_refused(double: ExpressDouble, account: ExpressAccount) -> None:
    async def story(channel: ExpressChannel) -> None:
        with pytest.raises(Unauthorized):
            told = double.example() | {"bot_id": chat_with(ANNA)}
            await channel.deliver(request_of(told, double.signed()), Keeper())

    played(build(account), story)


def test_a_command_that_could_not_be_kept_may_come_again_with_its_token(
    double: ExpressDouble, account: ExpressAccount
) -> None:
    keeper = Keeper(failures=1)

    async def story(channel: ExpressChannel) -> None:
        request = request_of(double.example(), double.signed())
        with pytest.raises(OSError, match="disk"):
            await channel.deliver(request, keeper)
        assert (await channel.deliver(request, keeper)).status == 202

    played(build(account), story)
    assert len(keeper.kept) == 1


def test_the_server_asks_for_our_status_and_tells_of_chats_and_failures(
    double: ExpressDouble, account: ExpressAccount
) -> None:
    keeper = Keeper()

    async def story(channel: ExpressChannel) -> None:
        status = Inbound(method="GET", headers={"authorization": double.signed()})
        assert '"enabled": true' in (await channel.deliver(status, keeper)).body
        double.began(ANNA)
        failed = {"sync_id": chat_with(ANNA), "status": "error", "reason": "chat_not_found", "errors": []}
        for told in (*double.commands, failed):
            assert (await channel.deliver(request_of(told, double.signed()), keeper)).status == 202

    played(build(account), story)
    assert keeper.kept == []


def test_a_press_names_its_message_and_a_group_says_so(
    double: ExpressDouble, account: ExpressAccount
) -> None:
    keeper = Keeper()

    async def story(channel: ExpressChannel) -> None:
        ref = await channel.send(TO, page("?", rows=ROWS))
        double.press(ANNA, ref.id, "t.1")
        double.write(ANNA, "привет", kind="group_chat")
        for told in double.commands:
            await channel.deliver(request_of(told, double.signed()), keeper)
        assert (keeper.kept[0].message, keeper.kept[0].data) == (ref.id, "t.1")

    played(build(account), story)
    assert [one.group for one in keeper.kept] == [False, True]
    assert (keeper.kept[1].user_name, keeper.kept[1].language) == ("Анна К.", "ru")


def test_bubbles_are_pressed_in_silence_and_links_open(
    double: ExpressDouble, account: ExpressAccount
) -> None:
    async def story(channel: ExpressChannel) -> None:
        await channel.send(TO, page("?", rows=ROWS))

    played(build(account), story)
    (message,) = double.messages.values()
    press, link = message["bubble"][0]
    assert (press["data"], press["opts"]["silent"]) == ({"b": "t.1"}, True)
    assert link["opts"]["link"] == "https://board.example.org/p/1"


def test_a_token_that_ran_out_is_asked_for_anew(double: ExpressDouble, account: ExpressAccount) -> None:
    async def story(channel: ExpressChannel) -> None:
        assert await channel.identify() == "Boardscribe"
        double.tokens.clear()
        await channel.send(TO, page("?"))

    played(build(account), story)
    assert double.read(chat_with(ANNA)) == ["?"]


def test_a_secret_that_is_not_accepted_is_said_so_without_it(
    double: ExpressDouble, account: ExpressAccount
) -> None:
    async def story(channel: ExpressChannel) -> None:
        with pytest.raises(Unauthorized, match="messenger-unauthorized") as refused:
            await channel.send(TO, page("?"))
        assert "wrong-secret" not in f"{refused.value!r} {refused.value}"

    played(build(account.model_copy(update={"secret": SecretStr("wrong-secret")})), story)


def test_a_chat_that_is_not_there_yet_is_made(double: ExpressDouble, account: ExpressAccount) -> None:
    double.strangers.add(ANNA)

    async def story(channel: ExpressChannel) -> None:
        ref = await channel.send(TO, page("Здравствуйте"))
        assert ref.chat == chat_with(ANNA)
        with pytest.raises(Forbidden, match="chat-closed"):
            await channel.send(Address(channel="express", user="not-an-id"), page("?"))

    played(build(account), story)
    assert double.read(chat_with(ANNA)) == ["Здравствуйте"]


def test_an_older_server_is_spoken_to_as_it_understands(
    double: ExpressDouble, account: ExpressAccount
) -> None:
    double.answers_at_once = False

    async def story(channel: ExpressChannel) -> None:
        await channel.send(TO, page("one"))
        await channel.send(TO, page("two"))

    played(build(account), story)
    assert double.read(chat_with(ANNA)) == ["one", "two"]
    assert [asked.path.rpartition("/")[2] for asked in double.faults.asked if asked.writes] == [
        "sync",
        "direct",
        "direct",
    ]


def test_a_voice_note_goes_as_a_file(double: ExpressDouble, account: ExpressAccount) -> None:
    async def story(channel: ExpressChannel) -> None:
        await channel.send(TO, page("27:41", voice=b"OggS..."))

    played(build(account), story)
    (message,) = double.messages.values()
    assert message["file"] == {"file_name": "voice.ogg", "data": "data:audio/ogg;base64,T2dnUy4uLg=="}


def test_a_message_that_cannot_be_deleted_says_that_it_is_withdrawn(
    double: ExpressDouble, account: ExpressAccount
) -> None:
    async def story(channel: ExpressChannel) -> None:
        ref = await channel.send(TO, page("Вопрос", rows=ROWS))
        double.undeletable.add(ref.id)
        await channel.withdraw(ref, page("Отозвано"))

    played(build(account), story)
    (message,) = double.messages.values()
    assert (message["body"], message["bubble"]) == ("Отозвано", [])


def test_without_an_address_of_ours_nothing_comes_in(double: ExpressDouble, account: ExpressAccount) -> None:
    async def story(channel: ExpressChannel) -> None:
        with pytest.raises(Unsupported, match="webhook-none"):
            await channel.deliver(request_of(double.example(), double.signed()), Keeper())

    played(build(account.model_copy(update={"hook": None})), story)
