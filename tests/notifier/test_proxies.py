"""Every messenger that has a proxy goes through it, and the environment's captures none that is near."""

import asyncio
from collections.abc import Callable, Iterator
from contextlib import suppress

import pytest
from pydantic import SecretStr
from starlette.responses import JSONResponse
from starlette.types import Receive, Scope, Send

from core_api.contracts.messages import Address, ChannelName
from core_api.contracts.messengers import (
    ExpressAccount,
    MatrixAccount,
    MaxAccount,
    Messengers,
    TelegramAccount,
    VkAccount,
    WebhookAccount,
)
from core_api.contracts.problems import Problem
from notifier.access import build
from notifier.channel import Page
from tests.doubles.faults import served
from tests.doubles.proxies import running
from tests.notifier.stories import Remembered

TOKEN = SecretStr("123456:a-token-of-tests-of-proxies")
PAGE = Page(key="a", text="x", plain="x")

ACCOUNTS: dict[ChannelName, Callable[[str, SecretStr | None], Messengers]] = {
    "telegram": lambda url, proxy: Messengers(telegram=TelegramAccount(token=TOKEN, url=url, proxy=proxy)),
    "max": lambda url, proxy: Messengers(max=MaxAccount(token=TOKEN, url=url, proxy=proxy)),
    "vk": lambda url, proxy: Messengers(vk=VkAccount(token=TOKEN, group="1", url=url, proxy=proxy)),
    "express": lambda url, proxy: Messengers(
        express=ExpressAccount(url=url, bot="8dada2c8-67a6-4434-9dec-570d244e78ee", secret=TOKEN, proxy=proxy)
    ),
    "matrix": lambda url, proxy: Messengers(
        matrix=MatrixAccount(url=url, user="@bot:test.local", token=TOKEN, proxy=proxy)
    ),
    "webhook": lambda url, proxy: Messengers(
        webhook=WebhookAccount(
            url=url, secret=SecretStr("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"), proxy=proxy
        )
    ),
}


@pytest.fixture
def site() -> Iterator[str]:
    """A messenger that answers everybody with nothing useful."""

    async def empty(scope: Scope, receive: Receive, send: Send) -> None:
        await JSONResponse({})(scope, receive, send)

    with served(empty) as url:
        yield url


async def _try(name: ChannelName, accounts: Messengers) -> None:
    channel = build(name, accounts, Remembered())
    with suppress(Problem):
        await channel.send(Address(channel=name, user="5", chat="5"), PAGE)
    await channel.stop()


@pytest.mark.parametrize("scheme", ["http", "socks5"])
@pytest.mark.parametrize("name", ACCOUNTS)
def test_all_goes_through_the_proxy_that_is_set(name: ChannelName, scheme: str, site: str) -> None:
    with running("bot", "word-of-the-proxy") as proxy:
        asyncio.run(_try(name, ACCOUNTS[name](site, SecretStr(proxy.url(scheme)))))
    assert set(proxy.went) == {site.removeprefix("http://")}


@pytest.mark.parametrize("name", ACCOUNTS)
def test_the_environments_proxy_captures_nothing_on_this_machine(
    name: ChannelName, site: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    with running() as proxy:
        for variable in ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "http_proxy", "https_proxy", "all_proxy"):
            monkeypatch.setenv(variable, proxy.url())
        asyncio.run(_try(name, ACCOUNTS[name](site, None)))
    assert proxy.went == []
