"""MAX as the double plays it: a bot that asks for news, and one that is brought them."""

import base64
import re
from collections.abc import Iterator
from html import unescape

import pytest
from pydantic import SecretStr

from core_api.contracts.messages import Address, Inbound, MessageRef
from core_api.contracts.messengers import Hook, MaxAccount, Mode
from notifier.max.channel import MaxChannel
from tests.conformance.channel_desk import ChannelDesk, Shown, Way, wait_for
from tests.doubles.faults import Asked, served
from tests.doubles.max import TOKEN, MaxDouble, dialog
from tests.notifier.stories import Remembered

ANNA = 77
WORD = "max-word-" + "w" * 34
HOOK = Hook(url=SecretStr("https://board.example.org/messages/max/path"), word=SecretStr(WORD))


def sends(asked: Asked) -> bool:
    """A new message."""
    return asked.line == "POST /messages"


class MaxDesk(ChannelDesk):
    """Anna, who chats with the bot."""

    def __init__(self, double: MaxDouble, mode: Mode) -> None:
        self.double = double
        self.mode = mode
        self.marks = Remembered()
        account = MaxAccount(token=SecretStr(TOKEN), url=double.url, mode=mode, hook=HOOK)
        channel = MaxChannel(account, self.marks, self.pause)
        super().__init__(channel, Address(channel="max", user=str(ANNA)), str(ANNA))
        self.secrets = (TOKEN, WORD)
        self.brought = 0
        self.failed: list[int] = []

    async def pause(self, seconds: float) -> None:
        """Nobody waits here for long."""

    def shown(self) -> list[Shown]:
        return [
            Shown(_visible(message["body"]["text"], message), tuple(self._labels(mid)))
            for mid, message in self.double.messages.items()
            if message["sender"]["is_bot"] and message["recipient"]["chat_id"] == dialog(ANNA)
        ]

    def _labels(self, mid: str) -> list[str]:
        return [button["text"] for row in self.double.buttons(mid) for button in row]

    def fail(self, way: Way) -> None:
        if way == "blocked":
            self.double.blocked.add(ANNA)
        else:
            kinds = {"busy": "busy", "lost": "lost", "down": "before", "page": "page"}
            self.double.faults.next(kinds[way], sends)  # type: ignore[arg-type]

    def press(self, ref: MessageRef, data: str) -> None:
        self.double.press(ANNA, ref.id, data)
        self._bring()

    def write(self, text: str, answers: MessageRef | None = None) -> None:
        self.double.write(ANNA, text, answers=answers.id if answers else "")
        self._bring()

    def attach(self, name: str, data: bytes) -> None:
        self.double.send_file(ANNA, name, data)
        self._bring()

    def again(self) -> None:
        if self.mode == "polling":
            wait_for(self.heard)
            self.double.updates += self.double.updates
        else:
            self.brought = 0
            self._bring()

    def heard(self) -> bool:
        if self.mode == "polling":
            return self.double.confirmed >= len(self.double.updates)
        return self.brought >= len(self.double.updates)

    def toasts(self) -> list[str]:
        return [text for _press, text in self.double.answers]

    def remove(self, ref: MessageRef) -> None:
        del self.double.messages[ref.id]

    def forged(self) -> Inbound | None:
        return self._request(self.double.example(), "not-our-word") if self.mode == "webhook" else None

    def unreadable(self) -> Inbound | None:
        return self._request({"no": "update"}) if self.mode == "webhook" else None

    def _bring(self) -> None:
        """MAX brings what it has not brought yet; what is not answered well it would bring again."""
        while self.mode == "webhook" and self.brought < len(self.double.updates):
            request = self._request(self.double.updates[self.brought])
            try:
                assert self.run(self.channel.deliver(request, self.keeper)).status == 200
            except OSError:
                return
            self.brought += 1

    def _request(self, update: dict[str, object], word: str = WORD) -> Inbound:
        headers, body = self.double.delivery(update, word)
        return Inbound(headers=headers, body=base64.b64encode(body).decode())


def _visible(text: str | None, message: dict[str, object]) -> str:
    if message.get("format") != "html":
        return text or ""
    return unescape(re.sub(r"<[^>]*>", "", text or ""))


def _desk(mode: Mode) -> Iterator[MaxDesk]:
    double = MaxDouble()
    with served(double.faults) as url:
        double.url = url
        desk = MaxDesk(double, mode)
        desk.start()
        wait_for(lambda: double.subscriptions if mode == "webhook" else double.listeners)
        yield desk
        desk.stop()
    assert double.violations == []


@pytest.fixture
def max_asking() -> Iterator[MaxDesk]:
    """Long polling."""
    yield from _desk("polling")


@pytest.fixture
def max_brought() -> Iterator[MaxDesk]:
    """A webhook."""
    yield from _desk("webhook")
