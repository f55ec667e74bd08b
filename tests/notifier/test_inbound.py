"""The service's webhook addresses: for messengers that were told them, and nothing at all for strangers."""

import base64
from collections.abc import Iterator

import httpx
import pytest

from core_api.contracts.messages import Inbound, Reply
from core_api.contracts.problems import Invalid, Unauthorized
from core_api.wire.service import Mount
from core_api.wire.serving import Listen, running
from notifier.actions import SERVICE
from notifier.channel import Keep
from notifier.hooks import hooks_at, right, secret_of
from notifier.inbound import LARGEST, routes
from notifier.journal import Journal
from notifier.memory import MemoryChannel
from notifier.service import Channels
from tests.notifier.arrivals import came
from tests.notifier.letters import WORDS

KEY = "a-key-of-the-tests-that-is-long-enough"


class Brought(MemoryChannel):
    """Takes what is signed `well`, and remembers the requests."""

    def __init__(self) -> None:
        super().__init__()
        self.requests: list[Inbound] = []

    async def deliver(self, request: Inbound, keep: Keep) -> Reply:
        self.requests.append(request)
        if request.headers.get("x-signed") != "well":
            raise Unauthorized("webhook-forged")
        if base64.b64decode(request.body) == b"nonsense":
            raise Invalid("webhook-unreadable", vendor="Telegram")
        await keep((came(1),))
        return Reply(status=202, body='{"ok": true}', content_type="application/json")


@pytest.fixture
def channel() -> Brought:
    return Brought()


@pytest.fixture
def journal() -> Iterator[Journal]:
    made = Journal()
    yield made
    made.close()


@pytest.fixture
def base(channel: Brought, journal: Journal) -> Iterator[str]:
    channels = Channels({"telegram": lambda: channel}, journal, WORDS)
    with running((Mount(SERVICE, channels, routes=routes(channels, KEY)),), Listen(), grace=5) as ports:
        yield f"http://127.0.0.1:{ports.http}"
    channels.stop()


def test_what_a_messenger_brings_reaches_its_channel_and_its_answer_the_messenger(
    base: str, channel: Brought, journal: Journal
) -> None:
    address = f"{base}/messages/telegram/{secret_of(KEY, 'telegram')}"
    reply = httpx.post(f"{address}?a=b", content=b'{"update": 1}', headers={"X-Signed": "well"})
    assert (reply.status_code, reply.json()) == (202, {"ok": True})
    (request,) = channel.requests
    assert base64.b64decode(request.body) == b'{"update": 1}'
    assert (request.method, request.query) == ("POST", {"a": "b"})
    assert journal.after(0).items == (came(1),)
    deeper = httpx.post(f"{address}/notification/callback", headers={"X-Signed": "well"})
    assert deeper.status_code == 202


def test_a_stranger_finds_nothing_there(base: str, channel: Brought) -> None:
    secret = secret_of(KEY, "telegram")
    nothing = httpx.get(f"{base}/no-such-address")
    for path in (
        "telegram/",
        "telegram/x",
        f"telegram/{secret[:-1]}",
        f"telegram/{secret}x",
        f"vk/{secret}",
        f"vk/{secret_of(KEY, 'vk')}",
        f"telegram/{secret_of('', 'telegram')}",
        "telegram/%D1%8F",
    ):
        reply = httpx.post(f"{base}/messages/{path}", content=b"x", headers={"X-Signed": "well"})
        assert (reply.status_code, reply.json()["error"]["code"]) == (404, nothing.json()["error"]["code"])
    assert channel.requests == []


def test_what_is_forged_unreadable_or_too_large_is_refused(base: str, channel: Brought) -> None:
    address = f"{base}/messages/telegram/{secret_of(KEY, 'telegram')}"
    assert httpx.post(address, content=b"{}").status_code == 401
    assert httpx.post(address, content=b"nonsense", headers={"X-Signed": "well"}).status_code == 422
    assert httpx.post(address, content=bytes(LARGEST + 1), headers={"X-Signed": "well"}).status_code == 413
    assert len(channel.requests) == 2


def test_an_address_follows_from_the_key_and_differs_from_channel_to_channel() -> None:
    hook, other = hooks_at("https://bot.example.org", KEY)("telegram"), hooks_at("https://x", KEY)("vk")
    assert hook is not None
    assert other is not None
    url = hook.url.get_secret_value()
    assert url == f"https://bot.example.org/messages/telegram/{secret_of(KEY, 'telegram')}"
    words = {hook.word.get_secret_value(), other.word.get_secret_value(), url.rpartition("/")[2]}
    assert [len(word) for word in words] == [43, 43, 43]
    assert KEY not in url
    assert right(KEY, "telegram", secret_of(KEY, "telegram"))
    assert not right(KEY, "vk", secret_of(KEY, "telegram"))
    assert not right("", "vk", secret_of("", "vk"))
    assert hooks_at(None, KEY)("telegram") is None
    assert hooks_at("https://bot.example.org", "")("telegram") is None
