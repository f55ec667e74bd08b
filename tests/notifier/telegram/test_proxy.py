"""Where Telegram is reached through a proxy only, everything goes through it, and its password is told to nobody."""

import gc
import logging
from collections.abc import Iterator

import pytest
from pydantic import SecretStr

from core_api.contracts.problems import Transient
from tests.doubles.proxies import running
from tests.notifier.telegram.conftest import Desk

WORD = "word-of-the-proxy-4711"


@pytest.mark.parametrize("scheme", ["http", "socks5", "socks5h"])
def test_all_goes_through_the_proxy(desk: Desk, scheme: str) -> None:
    with running("boardscribe", WORD) as proxy:
        with desk.channel(proxy=SecretStr(proxy.url(scheme))) as channel:
            desk.loop.run(channel.start(desk.shelf.keep))
            desk.shelf.wait(1)
            desk.anna.send("document", b"0123456789", name="talk.vtt")
            file = desk.shelf.wait(2)[-1].file
            assert file is not None
            desk.send(channel, "through it")
            before = len(proxy.went)
            assert desk.loop.run(channel.fetch(file, 0)).last
        assert desk.anna.last().text == "through it"
        assert len(proxy.went) > before or scheme != "http"  # a tunnel may be used again
        assert set(proxy.went) == {desk.url.removeprefix("http://")}


@pytest.fixture
def swept() -> Iterator[None]:
    """httpx leaves a connection to a SOCKS proxy that fails to Python's sweeping, which is not to fall on others."""
    yield
    gc.collect()


@pytest.mark.usefixtures("swept")
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning", "ignore::ResourceWarning")
@pytest.mark.parametrize("scheme", ["http", "socks5"])
def test_a_proxy_that_turns_us_away_is_a_passing_fault(
    desk: Desk, scheme: str, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    with running("boardscribe", "another", refuses=True) as proxy:
        address = proxy.url(scheme).replace("another", WORD)
        with desk.channel(proxy=SecretStr(address)) as channel, pytest.raises(Transient) as refused:
            desk.send(channel)
        assert proxy.turned_away == 1
    assert WORD not in caplog.text + repr(refused.value)
    assert not [one for one in desk.anna.chat() if one.mine]
