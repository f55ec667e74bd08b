"""The accounts that settings describe, and the channels that are built from them, each imported when it is wanted.

To add a channel: a file or folder that offers `build(account) -> Channel`, here a function that imports and calls it,
and its line in `BUILDERS`.
"""

from collections.abc import Callable

from core_api.contracts.messages import ChannelName
from core_api.contracts.messengers import Messengers
from core_api.contracts.problems import Missing
from notifier.channel import Channel, Marks

Build = Callable[[Messengers, Marks], Channel | None]
"""Builds a channel from its account; None where there is no account."""


def _matrix(accounts: Messengers, marks: Marks) -> Channel | None:
    from notifier.matrix.channel import build as make

    return make(accounts.matrix, marks) if accounts.matrix else None


BUILDERS: dict[ChannelName, Build] = {"matrix": _matrix}


def build(name: ChannelName, accounts: Messengers, marks: Marks) -> Channel:
    """The channel of that name; nothing is sent yet. Raises Missing `channel-missing`."""
    maker = BUILDERS.get(name)
    channel = maker(accounts, marks) if maker else None
    if channel is None:
        raise Missing("channel-missing", channel=name)
    return channel
