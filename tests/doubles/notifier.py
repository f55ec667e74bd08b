"""The messengers' service as the core sees it, with people at the other end; strict in what it promises.

It keeps every chat in memory, refuses a message twice under one key only where it is told to, and can go wrong in the
ways that the port allows.
"""

import base64
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import count
from threading import Lock

from core_api.contracts.messages import (
    Address,
    Arrival,
    Arrivals,
    Button,
    ChannelCapabilities,
    ChannelName,
    ChannelState,
    FileRef,
    Inbound,
    Letter,
    MessageRef,
    Piece,
    Reply,
    Toast,
    View,
)
from core_api.contracts.problems import Missing, NotFound, Problem, TooLarge, Transient

BUTTONS = ChannelCapabilities(
    approves=True, buttons=True, edits=True, deletes=True, ack_seconds=10, voice=True, files_in=20 << 20
)
REACTIONS = ChannelCapabilities(approves=True, reactions=True, edits=True, idempotent_send=True)


@dataclass
class ChatNotifier:
    """A `Notifier` whose chats are lists of letters."""

    states: dict[ChannelName, ChannelCapabilities] = field(default_factory=lambda: {"telegram": BUTTONS})
    clock: Callable[[], datetime] = lambda: datetime.now(UTC)
    shown: dict[tuple[str, str, str], Letter] = field(default_factory=dict)
    """Channel, chat and message → what stands there."""
    sent: list[Letter] = field(default_factory=list)
    toasts: list[Toast] = field(default_factory=list)
    failing: list[Problem] = field(default_factory=list)
    """What the next sends raise; each before anything is sent unless it is OutcomeUnknown."""
    changing: list[Problem] = field(default_factory=list)
    """What the next updates raise; nothing is changed then."""
    handle: str = "our_bot"
    files: dict[str, bytes] = field(default_factory=dict)
    """By their ids; what people sent."""
    piece: int = 1 << 16
    """Bytes of one part of a file."""
    fetching: list[Problem] = field(default_factory=list)
    """What the next fetches raise."""
    fetched: list[tuple[str, int]] = field(default_factory=list)
    """Which parts were asked for."""
    numbers: "count[int]" = field(default_factory=lambda: count(1))
    lock: Lock = field(default_factory=Lock)
    away: bool = False
    """The service in which the messengers are cannot be reached."""

    def channels(self) -> tuple[ChannelState, ...]:
        if self.away:
            raise Transient("service-unreachable", service="notifier")
        return tuple(ChannelState(name=name, capabilities=flags) for name, flags in self.states.items())

    def identify(self, channel: ChannelName) -> ChannelState:
        state = next(state for state in self.channels() if state.name == channel)
        return state.model_copy(update={"handle": self.handle})

    def send(self, letter: Letter) -> MessageRef:
        with self.lock:
            flags = self._flags(letter.to.channel)
            problem = self.failing.pop(0) if self.failing else None
            if problem is not None and problem.code != "lost":
                raise problem
            known = [key for key, one in self.shown.items() if one.key == letter.key]
            if flags.idempotent_send and known:
                channel, chat, message = known[0]
            else:
                chat = letter.to.chat or letter.to.user
                channel, message = letter.to.channel, str(next(self.numbers))
                self.shown[channel, chat, message] = letter
                self.sent.append(letter)
            if problem is not None:
                raise problem
            return MessageRef(channel=letter.to.channel, chat=chat, id=message)

    def update(self, ref: MessageRef, letter: Letter) -> None:
        with self.lock:
            if self.changing:
                raise self.changing.pop(0)
            if (ref.channel, ref.chat, ref.id) not in self.shown:
                raise NotFound("message-gone")
            self.shown[ref.channel, ref.chat, ref.id] = letter

    def withdraw(self, ref: MessageRef) -> None:
        self.shown.pop((ref.channel, ref.chat, ref.id), None)

    def acknowledge(self, toasts: tuple[Toast, ...]) -> None:
        self.toasts.extend(toasts)

    def receive(self, after: int, patience: float) -> Arrivals:
        return Arrivals(last=after)

    def fetch(self, file: FileRef, offset: int) -> Piece:
        self.fetched.append((file.id, offset))
        if self.fetching:
            raise self.fetching.pop(0)
        content = self.files.get(file.id)
        if content is None:
            raise NotFound("file-gone")
        if len(content) > self._flags(file.channel).files_in:
            raise TooLarge("file-too-large")
        end = offset + self.piece
        return Piece(data=base64.b64encode(content[offset:end]).decode(), last=end >= len(content))

    def deliver(self, channel: ChannelName, request: Inbound) -> Reply:
        raise Missing("channel-missing", channel=channel)

    # --- the people -------------------------------------------------------------------------------------------

    def chat(self, user: str, channel: ChannelName = "telegram") -> list[Letter]:
        """What a person sees, oldest first."""
        return [one for (kind, chat, _), one in self.shown.items() if (kind, chat) == (channel, user)]

    def views(self, user: str, channel: ChannelName = "telegram") -> list[View]:
        return [letter.view for letter in self.chat(user, channel)]

    def press(self, user: str, code: str, **where: str) -> Arrival:
        """The press of the newest button of that code (or with that text) in the person's chat, or in `chat`."""
        chat = where.get("chat", user)
        for (kind, place, message), letter in reversed(list(self.shown.items())):
            for button in (button for row in letter.rows for button in row.buttons):
                if place == chat and code in {button.code, button.text}:
                    return self.pressed(user, button, MessageRef(channel=kind, chat=chat, id=message))  # type: ignore[arg-type]
        raise AssertionError(f"{user} sees no button {code}")

    def pressed(self, user: str, button: Button, ref: MessageRef) -> Arrival:
        number = str(next(self.numbers))
        return Arrival(
            id=f"u{number}",
            channel=ref.channel,
            kind="press",
            at=self.clock(),
            user=user,
            chat=ref.chat,
            group=ref.chat != user,
            message=ref.id,
            data=button.data,
            press=f"p{number}",
            language="ru",
        )

    def wrote(self, user: str, text: str, channel: ChannelName = "telegram") -> Arrival:
        return Arrival(
            id=f"u{next(self.numbers)}",
            channel=channel,
            kind="text",
            at=self.clock(),
            user=user,
            chat=user,
            text=text,
            language="ru",
        )

    def wrote_in(self, group: str, user: str, text: str) -> Arrival:
        """A text in a group chat."""
        return self.wrote(user, text).model_copy(update={"chat": group, "group": True})

    def sent_file(self, user: str, name: str, content: bytes, caption: str = "") -> Arrival:
        """A file in the person's chat. Its id is another one each time that it is sent."""
        number = next(self.numbers)
        self.files[f"f{number}"] = content
        arrival = self.wrote(user, caption)
        file = FileRef(channel=arrival.channel, id=f"f{number}", name=name, size=len(content))
        return arrival.model_copy(update={"kind": "file", "file": file})

    def _flags(self, channel: ChannelName) -> ChannelCapabilities:
        if channel not in self.states:
            raise Missing("channel-missing", channel=channel)
        return self.states[channel]


def to(user: str, channel: ChannelName = "telegram") -> Address:
    return Address(channel=channel, user=user)
