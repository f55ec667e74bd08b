"""Matrix on a real Synapse, behind a gateway that can be made to fail."""

import html
import re
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count

import pytest
from pydantic import SecretStr
from starlette.responses import JSONResponse, Response

from core_api.contracts.messages import Address, ChannelName, MessageRef
from core_api.contracts.messengers import MatrixAccount
from notifier.matrix.channel import MatrixChannel
from tests.conformance.channel_desk import ChannelDesk, Shown, Way, wait_for
from tests.doubles.faults import Asked, Faults, Kind, served
from tests.doubles.gateway import Gateway
from tests.servers.synapse import Person, SynapseServer

_NUMBERS = count(1)
_KINDS: dict[Way, Kind] = {"busy": "busy", "lost": "lost", "down": "before", "page": "page"}


class Marks:
    """A place in the news, as long as the test lasts."""

    def __init__(self) -> None:
        self.mark = ""

    def get(self, _channel: ChannelName) -> str:
        return self.mark

    def put(self, _channel: ChannelName, mark: str) -> None:
        self.mark = mark


def busy() -> Response:
    """A 429 as Synapse words it."""
    return JSONResponse(
        {"errcode": "M_LIMIT_EXCEEDED", "error": "Too Many Requests", "retry_after_ms": 3200}, status_code=429
    )


def sends(asked: Asked) -> bool:
    """Whether a message is sent or changed."""
    return asked.method == "PUT" and "/send/m.room.message/" in asked.path


class MatrixDesk(ChannelDesk):
    """A bot of its own, and a person with a client."""

    channel: MatrixChannel

    def __init__(self, url: str, faults: Faults, bot: Person, person: Person) -> None:
        self.marks = Marks()
        self.account = MatrixAccount(url=url, user=bot.id, token=SecretStr(bot.token))
        self.bot = bot
        self.person = person
        self.faults = faults
        super().__init__(self.opened(), Address(channel="matrix", user=person.id), person.id)
        self.secrets = (bot.token,)

    def opened(self) -> MatrixChannel:
        """The channel as it is after a start."""
        return MatrixChannel(self.account, self.marks)

    def start(self) -> None:
        super().start()
        wait_for(lambda: self.marks.mark)
        self.begun = self.marks.mark

    def restart(self) -> None:
        """The channel goes and comes again."""
        self.run(self.channel.stop())
        self.channel = self.opened()
        self.run(self.channel.start(self.keeper))

    def room(self) -> str:
        """The room that both are in; the person makes one where there is none."""
        there = self.person.accept()
        if there:
            return there[-1]
        made = self.person.direct(self.bot.id)
        wait_for(lambda: self.person.membership(made, self.bot.id) == "join")
        return made

    def shown(self) -> list[Shown]:
        rooms = self.person.accept()
        said: dict[str, str] = {}
        for event in self.person.events(rooms[-1]) if rooms else ():
            content = event["content"]
            if event["sender"] != self.bot.id or event["type"] != "m.room.message" or not content:
                continue
            relation = content.get("m.relates_to", {})
            if relation.get("rel_type") == "m.replace":
                if relation["event_id"] in said:
                    said[relation["event_id"]] = visible(content["m.new_content"])
            else:
                said[event["event_id"]] = visible(content)
        return [Shown(text) for text in said.values()]

    def fail(self, way: Way) -> None:
        if way == "blocked":
            self.person.leave(self.room())
        else:
            self.faults.next(_KINDS[way], sends)

    def react(self, ref: MessageRef, emoji: str) -> None:
        self.person.accept()
        self.person.react(ref.chat, ref.id, emoji)

    def write(self, text: str, answers: MessageRef | None = None) -> None:
        self.person.write(self.room(), text, answers.id if answers else "")

    def attach(self, name: str, data: bytes) -> None:
        self.person.attach(self.room(), name, data)

    def again(self) -> None:
        wait_for(self.heard)
        self.run(self.channel.stop())
        self.marks.mark = self.begun
        self.channel = self.opened()
        self.run(self.channel.start(self.keeper))

    def heard(self) -> bool:
        return not [
            event for event in self.bot.new_since(self.marks.mark) if event["sender"] == self.person.id
        ]

    def remove(self, ref: MessageRef) -> None:
        self.person.accept()
        self.person.redact(ref.chat, ref.id)


def visible(content: dict[str, str]) -> str:
    """The words as a client shows them."""
    broken = re.sub(r"<br ?/?>", "\n", content.get("formatted_body", html.escape(content["body"])))
    return html.unescape(re.sub(r"<[^>]+>", "", broken))


@contextmanager
def matrix_desk(server: SynapseServer) -> Iterator[MatrixDesk]:
    """A desk with people of its own."""
    number = next(_NUMBERS)
    bot, person = server.person(f"bot{number}"), server.person(f"anna{number}")
    faults = Faults(Gateway(server.url), busy)
    with served(faults) as url:
        desk = MatrixDesk(url, faults, bot, person)
        desk.start()
        try:
            yield desk
        finally:
            desk.stop()
            bot.close()
            person.close()


@pytest.fixture(scope="session")
def synapse(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SynapseServer]:
    """One server for all tests; each has people of its own."""
    server = SynapseServer(tmp_path_factory.mktemp("synapse"))
    try:
        yield server
    finally:
        server.stop()


@pytest.fixture
def matrix(synapse: SynapseServer) -> Iterator[MatrixDesk]:
    with matrix_desk(synapse) as desk:
        yield desk
