"""eXpress as the double plays it: a server that calls our webhook."""

import base64
import json
from collections.abc import Iterator

import pytest
from pydantic import SecretStr

from core_api.contracts.messages import Address, Inbound, MessageRef
from core_api.contracts.messengers import ExpressAccount, Hook
from notifier.express.channel import ExpressChannel
from tests.conformance.channel_desk import ChannelDesk, Shown, Way
from tests.doubles.express import BOT, SECRET, ExpressDouble, chat_with
from tests.doubles.faults import Asked, served

ANNA = "f16cdc5f-6366-5552-9ecd-c36290ab3d11"
HOOK = Hook(url=SecretStr("https://board.example.org/messages/express/path"), word=SecretStr("w" * 43))


def sends(asked: Asked) -> bool:
    """A new message."""
    return "/notifications/direct" in asked.path


class ExpressDesk(ChannelDesk):
    """Anna, who chats with the bot."""

    def __init__(self, double: ExpressDouble, url: str) -> None:
        self.double = double
        account = ExpressAccount(url=url, bot=BOT, secret=SecretStr(SECRET), hook=HOOK)
        super().__init__(ExpressChannel(account), Address(channel="express", user=ANNA), ANNA)
        self.secrets = (SECRET,)
        self.brought = 0

    def shown(self) -> list[Shown]:
        return [
            Shown(message["body"], tuple(self.double.labels(name)))
            for name, message in self.double.messages.items()
            if message["chat"] == chat_with(ANNA)
        ]

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
        self.brought = 0
        self._bring()

    def heard(self) -> bool:
        return self.brought >= len(self.double.commands)

    def remove(self, ref: MessageRef) -> None:
        del self.double.messages[ref.id]

    def forged(self) -> Inbound | None:
        return request_of(
            self.double.example(), self.double.signed("somebody else's key of 32 bytes and more")
        )

    def unreadable(self) -> Inbound | None:
        return request_of({"no": "command"}, self.double.signed())

    def _bring(self) -> None:
        """The server brings what it has not brought yet, each time with a token of its own."""
        while self.brought < len(self.double.commands):
            request = request_of(self.double.commands[self.brought], self.double.signed())
            try:
                assert self.run(self.channel.deliver(request, self.keeper)).status == 202
            except OSError:
                return
            self.brought += 1


def request_of(told: dict[str, object], authorization: str) -> Inbound:
    """As it reaches our webhook."""
    body = base64.b64encode(json.dumps(told, ensure_ascii=False).encode()).decode()
    return Inbound(headers={"authorization": authorization, "content-type": "application/json"}, body=body)


@pytest.fixture
def express() -> Iterator[ExpressDesk]:
    """A server of the company's own."""
    double = ExpressDouble()
    with served(double.faults) as url:
        desk = ExpressDesk(double, url)
        desk.start()
        yield desk
        desk.stop()
