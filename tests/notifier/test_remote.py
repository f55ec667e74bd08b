"""The messengers of another process, as far as this side of the wire has a say."""

from dataclasses import dataclass, field
from typing import Any

import pytest

from core_api.contracts.messages import ChannelState
from core_api.contracts.problems import Transient
from core_api.wire.service import Action
from notifier.actions import CHANNELS, ChannelList
from notifier.memory import CAPABILITIES
from notifier.remote import RemoteNotifier


@dataclass
class Line:
    """A wire whose other end can be away, and a clock beside it."""

    away: bool = False
    asked: int = 0
    now: float = 100.0
    there: list[ChannelState] = field(default_factory=list)

    def call(self, action: Action[Any, Any, Any], request: Any) -> Any:
        assert action is CHANNELS
        self.asked += 1
        if self.away:
            raise Transient("service-unreachable", service="notifier")
        return ChannelList(channels=tuple(self.there))

    def close(self) -> None:
        pass


def test_the_channels_are_asked_for_once_a_minute_and_an_outage_is_none_without_channels() -> None:
    telegram = ChannelState(name="telegram", capabilities=CAPABILITIES)
    line = Line(there=[telegram])
    notifier = RemoteNotifier(line, lambda: line.now)
    assert [notifier.channels() for _ in range(3)] == [(telegram,)] * 3
    assert line.asked == 1
    line.away = True
    line.now += 59
    assert notifier.channels() == (telegram,), "what is known holds for a minute"
    line.now += 1
    with pytest.raises(Transient):
        notifier.channels()
    line.away = False
    line.there = []
    assert notifier.channels() == (), "now it has none indeed"
