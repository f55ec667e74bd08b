"""The generic webhook: signed both ways, for five minutes, and each event once."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from pydantic import SecretStr

from core_api.contracts.messages import Address, FileRef
from core_api.contracts.messengers import Hook, WebhookAccount
from core_api.contracts.problems import Invalid, Malformed, Problem, Unauthorized
from notifier.channel import Key
from notifier.webhook import WebhookChannel, build, check, key_of, signature
from tests.conformance.channel_desk import Keeper
from tests.conformance.channels.webhook import request_of
from tests.doubles.faults import served
from tests.doubles.webhook_partner import KEY, SECRET, Partner, signed
from tests.notifier.stories import page, played

NOW = datetime(2026, 3, 12, 10, 0, tzinfo=UTC)
TO = Address(channel="webhook", user="anna")
HOOK = Hook(url=SecretStr("https://board.example.org/messages/webhook/x"), word=SecretStr("w" * 43))
TEXT = (
    b'{"type": "text", "timestamp": "x", "data": {"user": "anna", "chat": "c", "text": "\xd0\xb4\xd0\xb0"}}'
)


@pytest.fixture
def partner() -> Partner:
    return Partner(clock=NOW.timestamp)


@pytest.fixture
def account(partner: Partner) -> Iterator[WebhookAccount]:
    with served(partner.faults) as url:
        yield WebhookAccount(url=f"{url}/bridge", secret=SecretStr(SECRET), hook=HOOK)


def at(account: WebhookAccount, moment: datetime = NOW) -> WebhookChannel:
    return WebhookChannel(account, lambda: moment)


def test_the_scheme_is_that_of_the_specification() -> None:
    """The example of standardwebhooks.com."""
    key = key_of(SecretStr("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"))
    body = b'{"test": 2432232314}'
    expected = "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="
    assert signature(key, "msg_p5jXN8AQM9LWM0D4loKWxJek", "1614265330", body) == expected
    headers = {
        "webhook-id": "msg_p5jXN8AQM9LWM0D4loKWxJek",
        "webhook-timestamp": "1614265330",
        "webhook-signature": f"v1,AAAA {expected}",
    }
    assert check(key, headers, body, 1614265330.0 + 299) == "msg_p5jXN8AQM9LWM0D4loKWxJek"


MOMENT = NOW.timestamp()
GOOD = signed(TEXT, "evt_1", MOMENT)
FORGED = {
    "unsigned": {},
    "another key": signed(TEXT, "evt_1", MOMENT, b"another"),
    "another body": signed(TEXT + b" ", "evt_1", MOMENT),
    "another id": GOOD | {"webhook-id": "evt_2"},
    "another moment": GOOD | {"webhook-timestamp": str(int(MOMENT) + 1)},
    "no id": signed(TEXT, "", MOMENT),
    "late": signed(TEXT, "evt_1", MOMENT - 301),
    "early": signed(TEXT, "evt_1", MOMENT + 301),
    "another version": GOOD | {"webhook-signature": GOOD["webhook-signature"].replace("v1,", "v2,")},
    "a bare signature": GOOD | {"webhook-signature": GOOD["webhook-signature"].removeprefix("v1,")},
    "strange letters": GOOD | {"webhook-signature": "v1,подпись"},
}


@pytest.mark.parametrize("headers", FORGED.values(), ids=FORGED.keys())
def test_what_is_not_the_bridges_or_not_of_now_is_refused(
    account: WebhookAccount, headers: dict[str, str]
) -> None:
    keeper = Keeper()

    async def story(channel: WebhookChannel) -> None:
        with pytest.raises(Unauthorized, match="webhook-forged"):
            await channel.deliver(request_of(TEXT, headers), keeper)

    played(at(account), story)
    assert keeper.kept == []


def test_a_replayed_event_is_answered_and_never_taken_again(account: WebhookAccount) -> None:
    calls: list[int] = []

    async def keep(arrivals: tuple[object, ...]) -> None:
        calls.append(len(arrivals))

    async def story(channel: WebhookChannel) -> None:
        for _ in range(100):
            assert (await channel.deliver(request_of(TEXT, GOOD), keep)).status == 200

    played(at(account), story)
    assert calls == [1]


@pytest.mark.parametrize(
    "told",
    [
        {"type": "dance", "data": {"user": "a", "chat": "c"}},
        {"type": "text", "data": {"chat": "c"}},
        {"type": "text", "data": []},
        {"type": "file", "data": {"user": "a", "chat": "c"}},
        {"type": "press", "data": {"user": "a", "chat": "c", "file": {"id": "f", "name": "n"}}},
    ],
)
def test_an_event_that_says_nothing_is_refused(account: WebhookAccount, told: dict[str, object]) -> None:
    body = json.dumps(told).encode()

    async def story(channel: WebhookChannel) -> None:
        with pytest.raises(Invalid, match="webhook-unreadable"):
            await channel.deliver(request_of(body, signed(body, "evt_1", MOMENT)), Keeper())

    played(at(account), story)


def test_a_page_goes_whole_with_words_markdown_and_buttons(partner: Partner, account: WebhookAccount) -> None:
    rows = ((Key("Да", code="approve", data="t.1", look="good"), Key("Доска", url="https://b.example.org")),)

    async def story(channel: WebhookChannel) -> None:
        given = page("**Срок**", "Срок", rows=rows, voice=b"OggS", seconds=3.5, silent=True)
        await channel.send(TO, given)

    played(at(account), story)
    (message,) = partner.messages.values()
    assert (message["text"], message["markdown"], message["silent"]) == ("Срок", "**Срок**", True)
    assert (message["voice"], message["seconds"]) == ("T2dnUw==", 3.5)
    assert message["buttons"][0] == [
        {"label": "Да", "code": "approve", "data": "t.1", "url": "", "look": "good"},
        {"label": "Доска", "code": "", "data": "", "url": "https://b.example.org", "look": "plain"},
    ]


def test_a_change_back_to_what_was_said_before_is_a_change(partner: Partner, account: WebhookAccount) -> None:
    async def story(channel: WebhookChannel) -> None:
        ref = await channel.send(TO, page("one"))
        for text in ("two", "one", "two"):
            await channel.update(ref, page(text, key="same"))

    played(at(account), story)
    assert [message["text"] for message in partner.messages.values()] == ["two"]
    assert len(set(partner.seen)) == len(partner.seen) == 4


def test_the_bridge_refuses_us_when_our_clock_is_wrong(account: WebhookAccount) -> None:
    async def story(channel: WebhookChannel) -> None:
        with pytest.raises(Unauthorized, match="messenger-unauthorized"):
            await channel.send(TO, page("?"))

    played(at(account, NOW - timedelta(minutes=6)), story)


@pytest.mark.parametrize("fault", ["cut", "page", "torn", "lost"])
def test_an_answer_that_breaks_off_is_never_a_success(
    partner: Partner, account: WebhookAccount, fault: str
) -> None:
    async def story(channel: WebhookChannel) -> None:
        file = FileRef(channel="webhook", id="f", name="f")
        for asks in (lambda: channel.send(TO, page("?")), channel.identify, lambda: channel.fetch(file, 0)):
            partner.faults.next(fault)  # type: ignore[arg-type]
            with pytest.raises(Problem) as refused:
                await asks()
            assert not isinstance(refused.value, Invalid)

    partner.send_file("anna", "f", b"12345")
    played(at(account), story)


def test_a_secret_may_be_written_plainly_and_is_in_no_refusal(account: WebhookAccount) -> None:
    plain = account.model_copy(update={"secret": SecretStr(KEY.decode())})

    async def story(channel: WebhookChannel) -> None:
        assert await channel.identify() == "Мост: Boardscribe"

    played(at(plain), story)

    async def refused(channel: WebhookChannel) -> None:
        with pytest.raises((Unauthorized, Malformed)) as caught:
            await channel.identify()
        assert "wrong-secret" not in f"{caught.value!r} {caught.value}"

    played(at(account.model_copy(update={"secret": SecretStr("wrong-secret")})), refused)


def test_the_channel_is_built_from_its_account(account: WebhookAccount) -> None:
    assert build(account).capabilities.idempotent_send
