"""The messenger in memory, whose calls can be made to fail."""

from collections.abc import Iterator

import pytest

from core_api.contracts.messages import Address, ChannelCapabilities, MessageRef
from core_api.contracts.problems import Malformed, OutcomeUnknown, RateLimited, Transient
from notifier.channel import Page
from notifier.memory import CAPABILITIES, MemoryChannel, Person
from tests.conformance.channel_desk import ChannelDesk, Shown, Way, wait_for

ANNA = Person("anna", "Anna", "en")


class Failing(MemoryChannel):
    """Goes wrong when it is told to."""

    way: Way | None = None

    async def send(self, to: Address, page: Page) -> MessageRef:
        self._refuse()
        ref = await super().send(to, page)
        self._lose()
        return ref

    async def update(self, ref: MessageRef, page: Page) -> None:
        self._refuse()
        await super().update(ref, page)
        self._lose()

    def _refuse(self) -> None:
        way, self.way = self.way, self.way if self.way == "lost" else None
        if way == "busy":
            raise RateLimited("vendor-busy", retry_after=3.0, vendor=self.name)
        if way == "down":
            raise Transient("vendor-unreachable", vendor=self.name)
        if way == "page":
            raise Malformed("vendor-answer", vendor=self.name)

    def _lose(self) -> None:
        way, self.way = self.way, None
        if way == "lost":
            raise OutcomeUnknown("message-unsure", vendor=self.name)


class MemoryDesk(ChannelDesk):
    """People who act by calling methods."""

    channel: Failing

    def __init__(self, capabilities: ChannelCapabilities = CAPABILITIES) -> None:
        super().__init__(Failing(capabilities=capabilities), Address(channel="telegram", user="anna"), "anna")

    def shown(self) -> list[Shown]:
        return [
            Shown(
                page.plain, tuple(key.label for row in page.rows for key in row) if self.can.buttons else ()
            )
            for page in self.channel.shown("anna")
        ]

    def fail(self, way: Way) -> None:
        if way == "blocked":
            self.channel.block("anna")
        else:
            self.channel.way = way

    def press(self, ref: MessageRef, data: str) -> None:
        self.channel.press(ref, data, ANNA)

    def react(self, ref: MessageRef, emoji: str) -> None:
        self.channel.react(ref, emoji, ANNA)

    def write(self, text: str, answers: MessageRef | None = None) -> None:
        self.channel.write(text, ANNA, answers.id if answers else "")

    def attach(self, name: str, data: bytes) -> None:
        self.channel.attach(name, data, ANNA)

    def again(self) -> None:
        wait_for(self.heard)
        for arrival in self.kept:
            self.channel.bring(arrival)

    def heard(self) -> bool:
        return self.channel.waiting == 0

    def toasts(self) -> list[str]:
        return [text for _press, text in self.channel.answers]

    def remove(self, ref: MessageRef) -> None:
        self.channel.remove(ref)


def _desk(capabilities: ChannelCapabilities) -> Iterator[MemoryDesk]:
    desk = MemoryDesk(capabilities)
    desk.start()
    yield desk
    desk.stop()


@pytest.fixture
def memory_channel() -> Iterator[MemoryDesk]:
    """What can do most things."""
    yield from _desk(CAPABILITIES)


@pytest.fixture
def plain_channel() -> Iterator[MemoryDesk]:
    """What knows no buttons, and never sends the same twice."""
    yield from _desk(
        ChannelCapabilities(approves=True, reactions=True, edits=True, idempotent_send=True, text_limit=500)
    )
