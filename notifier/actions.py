"""The port to messengers as a table of actions: all that is needed to serve it, or to call it, over a wire."""

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
from core_api.contracts.model import Frozen
from core_api.contracts.ports import Notifier
from core_api.wire.service import Action, Deadline, Service


class Nothing(Frozen):
    """No question, or no answer, beyond that the call went well."""


class ChannelRequest(Frozen):
    """A question about a channel."""

    channel: ChannelName


class ChannelList(Frozen):
    """The channels of an installation."""

    channels: tuple[ChannelState, ...]


class UpdateRequest(Frozen):
    """A message, and what it shall say."""

    ref: MessageRef
    letter: Letter


class WithdrawRequest(Frozen):
    """A message that shall not be there."""

    ref: MessageRef


class AcknowledgeRequest(Frozen):
    """Answers to presses."""

    toasts: tuple[Toast, ...]


class ReceiveRequest(Frozen):
    """A question for what came."""

    after: int
    """The place up to which all is kept by whoever asks."""
    patience: float
    """Seconds to wait for the first one."""


class FetchRequest(Frozen):
    """A question for a part of a file."""

    file: FileRef
    offset: int


class DeliverRequest(Frozen):
    """A messenger's request to our webhook."""

    channel: ChannelName
    request: Inbound


def _channels(notifier: Notifier, _request: Nothing) -> ChannelList:
    return ChannelList(channels=notifier.channels())


def _identify(notifier: Notifier, request: ChannelRequest) -> ChannelState:
    return notifier.identify(request.channel)


def _send(notifier: Notifier, letter: Letter) -> MessageRef:
    return notifier.send(letter)


def _update(notifier: Notifier, request: UpdateRequest) -> Nothing:
    notifier.update(request.ref, request.letter)
    return Nothing()


def _withdraw(notifier: Notifier, request: WithdrawRequest) -> Nothing:
    notifier.withdraw(request.ref)
    return Nothing()


def _acknowledge(notifier: Notifier, request: AcknowledgeRequest) -> Nothing:
    notifier.acknowledge(request.toasts)
    return Nothing()


def _receive(notifier: Notifier, request: ReceiveRequest) -> Arrivals:
    return notifier.receive(request.after, request.patience)


def _fetch(notifier: Notifier, request: FetchRequest) -> Piece:
    return notifier.fetch(request.file, request.offset)


def _deliver(notifier: Notifier, request: DeliverRequest) -> Reply:
    return notifier.deliver(request.channel, request.request)


# A message waits a minute for its turn, and a call of the messenger may take half a minute.
_IN_TURN = Deadline(base=120.0)
_LETTER = 4 << 20
"""Bytes: a voice note is in it."""

CHANNELS = Action("channels", Nothing, ChannelList, _channels)
IDENTIFY = Action("identify", ChannelRequest, ChannelState, _identify)
SEND = Action("send", Letter, MessageRef, _send, writes=True, deadline=_IN_TURN, largest=_LETTER)
UPDATE = Action("update", UpdateRequest, Nothing, _update, writes=True, deadline=_IN_TURN, largest=_LETTER)
WITHDRAW = Action("withdraw", WithdrawRequest, Nothing, _withdraw, writes=True, deadline=_IN_TURN)
ACKNOWLEDGE = Action("acknowledge", AcknowledgeRequest, Nothing, _acknowledge, writes=True)
RECEIVE = Action("receive", ReceiveRequest, Arrivals, _receive, deadline=_IN_TURN)
FETCH = Action("fetch", FetchRequest, Piece, _fetch)
DELIVER = Action("deliver", DeliverRequest, Reply, _deliver, writes=True, largest=_LETTER)

SERVICE: Service[Notifier] = Service(
    "notifier", (CHANNELS, IDENTIFY, SEND, UPDATE, WITHDRAW, ACKNOWLEDGE, RECEIVE, FETCH, DELIVER)
)
