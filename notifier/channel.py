"""The port that each messenger fills: one folder or file a channel, no decisions, no words, no waiting.

The words are made in `wording`, the pace is kept by `service`. All methods run in one event loop.
"""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Literal, Protocol

from core_api.contracts.messages import (
    Address,
    Arrival,
    ChannelCapabilities,
    ChannelName,
    FileRef,
    Inbound,
    MessageRef,
    Piece,
    Reply,
)

Keep = Callable[[tuple[Arrival, ...]], Awaitable[None]]
"""Keeps what came, durably; only when it has returned may the messenger be told that we have it."""


class Marks(Protocol):
    """Keeps where a messenger's news were read to, for messengers that do not remember it themselves."""

    def get(self, channel: ChannelName) -> str:
        """The last mark; empty when there is none."""
        ...

    def put(self, channel: ChannelName, mark: str) -> None:
        """Keep the mark, durably; only after what lies before it was kept."""
        ...


@dataclass(frozen=True)
class Limits:
    """How many messages a messenger takes: so many in so many seconds, in any window of that length."""

    per_chat: tuple[int, float] = (1, 1.0)
    per_group: tuple[int, float] = (20, 60.0)
    overall: tuple[int, float] = (25, 1.0)


@dataclass(frozen=True)
class Key:
    """A button with its words."""

    label: str
    code: str = ""
    """The button's code, e.g. `approve`: what a channel without buttons turns into a reaction."""
    data: str = ""
    url: str = ""
    look: Literal["plain", "good", "bad"] = "plain"


@dataclass(frozen=True)
class Page:
    """A message in words, within the channel's limits and in its markup, always valid."""

    key: str
    """The idempotency key: the same page has the same."""
    text: str
    """In the channel's markup."""
    plain: str
    """The same without markup."""
    rows: tuple[tuple[Key, ...], ...] = ()
    voice: bytes | None = None
    """A voice note (Opus in OGG); the text is its caption."""
    seconds: float = 0.0
    """How long the voice note is."""
    asks_reply: bool = False
    silent: bool = False
    answers: str = ""
    """The id of the message that it answers."""


class Channel(Protocol):
    """A messenger. What it raises is in `contracts.ports.Notifier`; nothing of a library's own gets out."""

    @property
    def name(self) -> ChannelName:
        """Which one it is."""
        ...

    @property
    def capabilities(self) -> ChannelCapabilities:
        """What it can do."""
        ...

    @property
    def limits(self) -> Limits:
        """How many messages it takes."""
        ...

    async def start(self, keep: Keep) -> None:
        """Begin to receive. What goes wrong later is logged and tried again; it never ends by itself."""
        ...

    async def stop(self) -> None:
        """Receive nothing more and let go of the connections."""
        ...

    async def identify(self) -> str:
        """Ask the messenger who we are: how people find the bot there."""
        ...

    async def send(self, to: Address, page: Page) -> MessageRef:
        """Send a message."""
        ...

    async def update(self, ref: MessageRef, page: Page) -> None:
        """Make the message say this; that it says so already is no error."""
        ...

    async def withdraw(self, ref: MessageRef, page: Page) -> None:
        """Delete the message, or where that is too late make it say `page`, which has no buttons."""
        ...

    async def acknowledge(self, press: str, chat: str, text: str, *, alert: bool) -> None:
        """Answer a press. One that is too old is passed over."""
        ...

    async def fetch(self, file: FileRef, offset: int) -> Piece:
        """A part of a file."""
        ...

    async def deliver(self, request: Inbound, keep: Keep) -> Reply:
        """A request to our webhook: checked, kept, answered. Raises Unsupported where it has none."""
        ...
