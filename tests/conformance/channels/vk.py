"""VK as the double plays it: a community that asks for news, and one that is brought them."""

import base64
from collections.abc import Iterator

import pytest
from pydantic import SecretStr

from core_api.contracts.messages import Address, Inbound, MessageRef
from core_api.contracts.messengers import Hook, VkAccount
from notifier.vk.channel import VkChannel
from tests.conformance.channel_desk import ChannelDesk, Shown, Way, wait_for
from tests.doubles.faults import Asked, served
from tests.doubles.vk import CONFIRMATION, GROUP, SECRET, TOKEN, VkDouble
from tests.notifier.stories import Remembered

ANNA = 77
HOOK = Hook(url=SecretStr("https://board.example.org/messages/vk/path"), word=SecretStr("w" * 43))


def sends(asked: Asked) -> bool:
    """A new message."""
    return asked.path == "/method/messages.send"


class VkDesk(ChannelDesk):
    """Anna, who writes to the community."""

    def __init__(self, double: VkDouble, *, brought: bool) -> None:
        self.double = double
        self.brings = brought
        account = VkAccount(
            token=SecretStr(TOKEN),
            group=str(GROUP),
            secret=SecretStr(SECRET) if brought else None,
            confirmation=CONFIRMATION,
            url=double.url,
            hook=HOOK,
        )
        channel = VkChannel(account, Remembered(), sleep=self.pause)
        super().__init__(channel, Address(channel="vk", user=str(ANNA)), str(ANNA))
        self.secrets = (TOKEN, SECRET)
        self.brought = 0

    async def pause(self, seconds: float) -> None:
        """Nobody waits here for long."""

    def shown(self) -> list[Shown]:
        return [
            Shown(message["text"], tuple(self.double.labels(peer, cmid)))
            for (peer, cmid), message in self.double.messages.items()
            if peer == ANNA and message["out"]
        ]

    def fail(self, way: Way) -> None:
        if way == "blocked":
            self.double.denied.add(ANNA)
        else:
            kinds = {"busy": "busy", "lost": "lost", "down": "before", "page": "page"}
            self.double.faults.next(kinds[way], sends)  # type: ignore[arg-type]

    def press(self, ref: MessageRef, data: str) -> None:
        self.double.press(ANNA, int(ref.chat), int(ref.id), data)
        self._bring()

    def write(self, text: str, answers: MessageRef | None = None) -> None:
        self.double.write(ANNA, text, answers=int(answers.id) if answers else 0)
        self._bring()

    def attach(self, name: str, data: bytes) -> None:
        self.double.send_file(ANNA, name, data)
        self._bring()

    def again(self) -> None:
        if self.brings:
            self.brought = 0
            self._bring()
        else:
            wait_for(self.heard)
            self.double.updates += self.double.updates

    def heard(self) -> bool:
        reached = self.brought if self.brings else self.double.confirmed
        return reached >= len(self.double.updates)

    def toasts(self) -> list[str]:
        return [told["text"] for _event, told in self.double.answers]

    def remove(self, ref: MessageRef) -> None:
        del self.double.messages[int(ref.chat), int(ref.id)]

    def forged(self) -> Inbound | None:
        return _request(self.double.delivery(self.double.example(), "not-the-key")) if self.brings else None

    def unreadable(self) -> Inbound | None:
        return _request(self.double.delivery({"no": "event"})) if self.brings else None

    def _bring(self) -> None:
        """VK brings what it has not brought yet; what is not answered `ok` it would bring again."""
        while self.brings and self.brought < len(self.double.updates):
            request = _request(self.double.delivery(self.double.updates[self.brought]))
            try:
                assert self.run(self.channel.deliver(request, self.keeper)).body == "ok"
            except OSError:
                return
            self.brought += 1


def _request(body: bytes) -> Inbound:
    return Inbound(headers={"content-type": "application/json"}, body=base64.b64encode(body).decode())


def _desk(*, brought: bool) -> Iterator[VkDesk]:
    double = VkDouble()
    with served(double.faults) as url:
        double.url = url
        desk = VkDesk(double, brought=brought)
        desk.start()
        wait_for(lambda: brought or double.listeners)
        yield desk
        desk.stop()


@pytest.fixture
def vk_asking() -> Iterator[VkDesk]:
    """Bots Long Poll."""
    yield from _desk(brought=False)


@pytest.fixture
def vk_brought() -> Iterator[VkDesk]:
    """The Callback API."""
    yield from _desk(brought=True)
