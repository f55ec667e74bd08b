"""Where messengers are reached: in this process, through their service, or in memory."""

import asyncio
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass
from typing import TYPE_CHECKING

from core_api.contracts.ports import Notifier
from core_api.settings import Settings
from core_api.wire.place import Place

if TYPE_CHECKING:
    from core_api.wire.service import Wire
    from notifier.journal import Journal
    from notifier.service import Channels

FindLoop = Callable[[], asyncio.AbstractEventLoop]


@dataclass(frozen=True)
class Lines:
    """The messengers of this installation, as this process reaches them."""

    notifier: Notifier
    start: Callable[[], None]
    """Begin to receive in this process; nothing where another process does. For one process of an installation."""
    admits: Callable[[str, str], bool]
    """Whether `/messages/CHANNEL/SECRET` is an address of ours in this process; a stranger is told nothing else."""
    leave: Callable[[], None]
    """Let nobody wait any more in this process for what comes; nothing where another process receives."""


def lines_of(settings: Settings, key: str, resources: ExitStack, find_loop: FindLoop | None = None) -> Lines:
    """The lines that the settings describe; nothing is sent and nothing is received yet.

    Args:
        settings: of this installation.
        key: the secret of this installation that the webhooks' addresses are made of.
        resources: what is opened is closed with them, from another thread than the loop's.
        find_loop: gives the running event loop that the channels shall live in; without it they have their own.

    Raises Missing `service-url`, `service-tls`, `journal-unusable`.
    """
    if not Place(settings.messages_url).remote:
        channels, journal = _here(settings, key, resources, find_loop)
        return Lines(channels, channels.start, _admits(channels, key), journal.release)
    from notifier.remote import RemoteNotifier

    wire = _far(settings)
    resources.callback(wire.close)
    return Lines(RemoteNotifier(wire), _nothing, lambda _channel, _secret: False, _nothing)


def _here(
    settings: Settings, key: str, resources: ExitStack, find_loop: FindLoop | None
) -> "tuple[Channels, Journal]":
    from notifier.access import accounts_of, makers_of
    from notifier.hooks import hooks_at
    from notifier.journal import Journal
    from notifier.loops import OwnLoop, RunningLoop
    from notifier.memory import MemoryChannel
    from notifier.service import Channels, Makers, Manner, Words
    from notifier.wording import compose_now, toast_text

    in_memory = settings.messages_url == "memory:"
    journal = Journal(None if in_memory else settings.messages_folder / "journal.db")
    resources.callback(journal.close)
    makers: Makers
    if in_memory:
        makers = {"telegram": MemoryChannel}
    else:
        makers = makers_of(accounts_of(settings, hooks_at(settings.public_url, key)), journal)
    manner = Manner(home=RunningLoop(find_loop) if find_loop else OwnLoop())
    channels = Channels(makers, journal, Words(compose_now, toast_text), manner)
    resources.callback(channels.stop)
    return channels, journal


def _far(settings: Settings) -> "Wire":
    from core_api.wire.place import open_wire
    from notifier.actions import SERVICE

    place = Place(
        settings.messages_url,
        settings.messages_key,
        settings.messages_ca,
        settings.messages_cert,
        settings.messages_cert_key,
    )
    return open_wire(SERVICE, place)


def _admits(channels: "Channels", key: str) -> Callable[[str, str], bool]:
    from notifier.hooks import right

    def admits(channel: str, secret: str) -> bool:
        return channel in channels.names and right(key, channel, secret)

    return admits


def _nothing() -> None:
    """The service receives by itself."""
