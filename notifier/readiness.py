"""How the channels of the service are: each asked who we are there, and whether it receives."""

import logging
import time
from collections.abc import Callable
from typing import cast

from core_api.contracts.messages import ChannelName
from core_api.contracts.problems import Problem
from core_api.wire.lookout import PATIENCE, Lookout
from core_api.wire.service import Condition
from notifier.service import Channels

_LOG = logging.getLogger(__name__)


class Readiness:
    """One condition a channel, in the order of the channels."""

    def __init__(
        self,
        channels: Channels,
        seconds: Callable[[], float] = time.monotonic,
        patience: float = PATIENCE,
    ) -> None:
        """`seconds` is a clock that only goes forward."""
        self._channels = channels
        self._lookout = Lookout(self._found, _slow, seconds, patience)

    def __call__(self) -> tuple[Condition, ...]:
        """How each channel is; what was sent to one that is down waits in the core."""
        if not self._channels.names:
            return (Condition(name="channels", state="down", code="channel-none"),)
        return self._lookout(self._channels.names)

    def _found(self, name: str) -> Condition:
        channel = cast(ChannelName, name)
        try:
            state = self._channels.identify(channel)
        except Problem as problem:
            return _condition(name, "down", "channel-down", **{**problem.params, "problem": problem.code})
        except Exception:
            _LOG.exception("%s could not be asked who we are", name)
            return _condition(name, "down", "channel-down", problem="internal")
        if channel not in self._channels.started:
            return _condition(name, "degraded", "channel-deaf")
        return _condition(name, "ok", "channel-ok", who=state.handle)


def _slow(name: str) -> Condition:
    return _condition(name, "down", "channel-slow")


def _condition(name: str, state: str, code: str, **params: str | float) -> Condition:
    return Condition.model_validate(
        {"name": name, "state": state, "code": code, "params": {"channel": name, **params}}
    )
