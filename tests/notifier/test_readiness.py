"""How each channel is, and nothing secret."""

import pytest

from core_api.contracts.problems import Unauthorized
from core_api.locales import translator
from notifier.journal import Journal
from notifier.memory import MemoryChannel
from notifier.readiness import Readiness
from notifier.service import Channels
from tests.conformance.channel_desk import wait_for
from tests.notifier.letters import WORDS


class Refused(MemoryChannel):
    async def identify(self) -> str:
        raise Unauthorized("messenger-unauthorized", vendor="MAX")


class Broken(MemoryChannel):
    async def identify(self) -> str:
        raise RuntimeError("token=hunter2")


def test_each_channel_says_how_it_is_and_nothing_secret(caplog: pytest.LogCaptureFixture) -> None:
    journal = Journal()
    channels = Channels({"telegram": MemoryChannel, "max": Refused, "vk": Broken}, journal, WORDS)
    before = [(line.state, line.code) for line in Readiness(channels)()]
    channels.start()
    wait_for(lambda: len(channels.started) == 3)
    lines = Readiness(channels)()
    channels.stop()
    journal.close()
    assert before[0] == ("degraded", "channel-deaf")
    assert [(line.name, line.state, line.code) for line in lines] == [
        ("telegram", "ok", "channel-ok"),
        ("max", "down", "channel-down"),
        ("vk", "down", "channel-down"),
    ]
    told = " ".join(translator("en")(f"check-{line.code}", **line.params) for line in lines)
    assert "the bot is memory" in told
    assert "messenger-unauthorized" in told
    assert "hunter2" not in told
    assert {line.getMessage() for line in caplog.records if line.name.startswith("notifier")} == {
        "vk could not be asked who we are"
    }


def test_without_a_channel_nothing_works() -> None:
    journal = Journal()
    assert [line.code for line in Readiness(Channels({}, journal, WORDS))()] == ["channel-none"]
    journal.close()
