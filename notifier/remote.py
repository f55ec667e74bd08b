"""Messengers that are reached through the service in another process: the same port, over a wire.

Nothing is decided here: what a channel can do and what went wrong is said at the other end.
"""

import time
from collections.abc import Callable
from threading import Lock

from core_api.contracts.messages import (
    Arrivals,
    ChannelName,
    ChannelState,
    FileRef,
    Inbound,
    Letter,
    MessageRef,
    Piece,
    Reply,
    Toast,
)
from core_api.wire.service import Wire
from notifier.actions import (
    ACKNOWLEDGE,
    CHANNELS,
    DELIVER,
    FETCH,
    IDENTIFY,
    RECEIVE,
    SEND,
    UPDATE,
    WITHDRAW,
    AcknowledgeRequest,
    ChannelRequest,
    DeliverRequest,
    FetchRequest,
    Nothing,
    ReceiveRequest,
    UpdateRequest,
    WithdrawRequest,
)

_LASTS = 60.0
"""Seconds for which the channels are known: what waits is looked at every second, and they seldom change."""


class RemoteNotifier:
    """A `Notifier` at the other end of a wire. Safe to share between threads."""

    def __init__(self, wire: Wire, seconds: Callable[[], float] = time.monotonic) -> None:
        """Nothing is sent yet. `seconds` is a clock that only goes forward."""
        self._wire = wire
        self._seconds = seconds
        self._lock = Lock()
        self._known: tuple[float, tuple[ChannelState, ...]] | None = None

    def channels(self) -> tuple[ChannelState, ...]:
        """The channels that are set up there, asked once a minute. Raises what a call raises."""
        with self._lock:
            if self._known is None or self._seconds() - self._known[0] >= _LASTS:
                self._known = self._seconds(), self._wire.call(CHANNELS, Nothing()).channels
            return self._known[1]

    def identify(self, channel: ChannelName) -> ChannelState:
        """The channel with its handle."""
        return self._wire.call(IDENTIFY, ChannelRequest(channel=channel))

    def send(self, letter: Letter) -> MessageRef:
        """Send it. A call that broke off is OutcomeUnknown, whatever the messenger did."""
        return self._wire.call(SEND, letter)

    def update(self, ref: MessageRef, letter: Letter) -> None:
        """Make the message say this."""
        self._wire.call(UPDATE, UpdateRequest(ref=ref, letter=letter))

    def withdraw(self, ref: MessageRef) -> None:
        """Take the message away."""
        self._wire.call(WITHDRAW, WithdrawRequest(ref=ref))

    def acknowledge(self, toasts: tuple[Toast, ...]) -> None:
        """Answer presses."""
        self._wire.call(ACKNOWLEDGE, AcknowledgeRequest(toasts=toasts))

    def receive(self, after: int, patience: float) -> Arrivals:
        """What came after that place, which confirms all up to it."""
        return self._wire.call(RECEIVE, ReceiveRequest(after=after, patience=patience))

    def fetch(self, file: FileRef, offset: int) -> Piece:
        """A part of a file."""
        return self._wire.call(FETCH, FetchRequest(file=file, offset=offset))

    def deliver(self, channel: ChannelName, request: Inbound) -> Reply:
        """A messenger's request to our webhook."""
        return self._wire.call(DELIVER, DeliverRequest(channel=channel, request=request))
