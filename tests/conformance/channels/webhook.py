"""The generic webhook with a bridge at the other side."""

import base64
from collections.abc import Iterator

import pytest
from pydantic import SecretStr

from core_api.contracts.messages import Address, Inbound, MessageRef
from core_api.contracts.messengers import Hook, WebhookAccount
from notifier.webhook import WebhookChannel
from tests.conformance.channel_desk import ChannelDesk, Shown, Way
from tests.doubles.faults import Asked, served
from tests.doubles.webhook_partner import SECRET, Partner, chat_with, signed

ANNA = "anna"
HOOK = Hook(url=SecretStr("https://board.example.org/messages/webhook/path"), word=SecretStr("w" * 43))


def sends(asked: Asked) -> bool:
    """A new message."""
    return b'"message.send"' in asked.body


class WebhookDesk(ChannelDesk):
    """Anna, at the other side of the bridge."""

    def __init__(self, partner: Partner, url: str) -> None:
        self.partner = partner
        account = WebhookAccount(url=f"{url}/bridge", secret=SecretStr(SECRET), hook=HOOK)
        super().__init__(WebhookChannel(account), Address(channel="webhook", user=ANNA), ANNA)
        self.secrets = (SECRET,)
        self.brought = 0

    def shown(self) -> list[Shown]:
        return [
            Shown(message["text"], tuple(self.partner.labels(name)))
            for name, message in self.partner.messages.items()
            if message["chat"] == chat_with(ANNA)
        ]

    def fail(self, way: Way) -> None:
        if way == "blocked":
            self.partner.blocked.add(ANNA)
        else:
            kinds = {"busy": "busy", "lost": "lost", "down": "before", "page": "page"}
            self.partner.faults.next(kinds[way], sends)  # type: ignore[arg-type]

    def press(self, ref: MessageRef, data: str) -> None:
        self.partner.press(ANNA, ref.id, data)
        self._bring()

    def write(self, text: str, answers: MessageRef | None = None) -> None:
        self.partner.tell("text", ANNA, text=text, message=answers.id if answers else "")
        self._bring()

    def attach(self, name: str, data: bytes) -> None:
        self.partner.send_file(ANNA, name, data)
        self._bring()

    def again(self) -> None:
        self.brought = 0
        self._bring()

    def heard(self) -> bool:
        return self.brought >= len(self.partner.events)

    def toasts(self) -> list[str]:
        return list(self.partner.toasts)

    def remove(self, ref: MessageRef) -> None:
        del self.partner.messages[ref.id]

    def forged(self) -> Inbound | None:
        body = b'{"type": "text", "data": {"user": "anna", "chat": "chat-anna", "text": "yes"}}'
        return request_of(body, signed(body, "evt_x", self.partner.clock(), b"another key"))

    def unreadable(self) -> Inbound | None:
        body = b'{"no": "event"}'
        return request_of(body, signed(body, "evt_y", self.partner.clock()))

    def _bring(self) -> None:
        """The bridge brings what it has not brought yet; what is not answered 200 it would bring again."""
        while self.brought < len(self.partner.events):
            name, body = self.partner.events[self.brought]
            request = request_of(body, signed(body, name, self.partner.clock()))
            try:
                assert self.run(self.channel.deliver(request, self.keeper)).status == 200
            except OSError:
                return
            self.brought += 1


def request_of(body: bytes, headers: dict[str, str]) -> Inbound:
    """As it reaches our webhook."""
    return Inbound(headers=headers, body=base64.b64encode(body).decode())


@pytest.fixture
def bridge() -> Iterator[WebhookDesk]:
    """A bridge that keeps to the description."""
    partner = Partner()
    with served(partner.faults) as url:
        desk = WebhookDesk(partner, url)
        desk.start()
        yield desk
        desk.stop()
