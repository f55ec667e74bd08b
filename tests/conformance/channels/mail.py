"""E-mail through apprise, on a real SMTP server."""

import html
import re
from collections.abc import Iterator

import pytest
from pydantic import SecretStr

from core_api.contracts.messages import Address
from notifier.apprise import mail
from tests.conformance.channel_desk import ChannelDesk, Shown, Way
from tests.doubles.mailbox import WORD, Mailbox, mailbox, part


class MailDesk(ChannelDesk):
    """A person with a mailbox."""

    def __init__(self, box: Mailbox) -> None:
        person = "anna@example.org"
        super().__init__(mail(SecretStr(box.url())), Address(channel="mail", user=person), person)
        self.box = box
        self.secrets = (WORD,)

    def shown(self) -> list[Shown]:
        return [Shown(visible(part(message, "html"))) for message in self.box.came]

    def fail(self, way: Way) -> None:
        self.box.wrong = way


def visible(markup: str) -> str:
    """The words as a mail program shows them."""
    return html.unescape(re.sub(r"<[^>]+>", "", re.sub(r"<br ?/?>", "\n", markup)))


@pytest.fixture
def mail_channel() -> Iterator[MailDesk]:
    """A channel that only carries notices."""
    with mailbox() as box:
        desk = MailDesk(box)
        desk.start()
        yield desk
        desk.stop()
