"""The channel of Telegram on its double: asking for news, and with a webhook."""

import asyncio
import base64
from collections.abc import Iterator

import pytest
from pydantic import SecretStr

from core_api.contracts.messages import Address, Inbound, MessageRef
from core_api.contracts.messengers import Hook, TelegramAccount
from core_api.contracts.problems import Problem
from notifier.telegram.channel import TelegramChannel
from tests.conformance.channel_desk import ChannelDesk, Shown, Way
from tests.doubles.faults import Asked, Kind
from tests.doubles.telegram import TelegramDouble

ANNA = 501
HOOK = Hook(
    url=SecretStr("https://boardscribe.example.org/messages/telegram/a-secret-path-0123456789"),
    word=SecretStr("wordwordwordwordwordwordwordwordwordword-43"),
)
HEADER = "x-telegram-bot-api-secret-token"
_FAULTS: dict[Way, Kind] = {"busy": "busy", "lost": "lost", "down": "before", "page": "page"}


def _sends(asked: Asked) -> bool:
    return asked.path.endswith(("/sendMessage", "/sendVoice", "/editMessageText", "/editMessageCaption"))


async def _soon(_seconds: float) -> None:
    await asyncio.sleep(0.01)


class TelegramDesk(ChannelDesk):
    """A person with Telegram on the phone."""

    def __init__(self, double: TelegramDouble, account: TelegramAccount) -> None:
        super().__init__(
            TelegramChannel(account, patience=10.0, sleep=_soon),
            Address(channel="telegram", user=str(ANNA)),
            str(ANNA),
        )
        self.double = double
        self.anna = double.person(ANNA, "Anna", "en")
        self.anna.user.began = True
        self.secrets = (double.token, HOOK.word.get_secret_value())
        self.hook = account.hook
        double.post = self._bring

    def shown(self) -> list[Shown]:
        return [Shown(said.text, tuple(said.labels)) for said in self.anna.chat() if said.mine]

    def fail(self, way: Way) -> None:
        if way == "blocked":
            self.anna.block()
        else:
            self.double.faults.next(_FAULTS[way], _sends)

    def press(self, ref: MessageRef, data: str) -> None:
        self.anna.press(int(ref.id), data, anyway=True)

    def write(self, text: str, answers: MessageRef | None = None) -> None:
        self.anna.write(text, answers=int(answers.id) if answers else None)

    def attach(self, name: str, data: bytes) -> None:
        self.anna.send("document", data, name=name)

    def again(self) -> None:
        self.double.again()

    def heard(self) -> bool:
        return self.double.unconfirmed == 0

    def toasts(self) -> list[str]:
        return [press.toast for press in self.double.world.presses.values() if press.answered]

    def remove(self, ref: MessageRef) -> None:
        with self.double.world.lock:
            del self.double.world.chats[int(ref.chat)].messages[int(ref.id)]

    def forged(self) -> Inbound | None:
        return _inbound(b'{"update_id": 1}', "another-word") if self.hook else None

    def unreadable(self) -> Inbound | None:
        return _inbound(b'{"update_id":', HOOK.word.get_secret_value()) if self.hook else None

    def _bring(self, _url: str, headers: dict[str, str], body: bytes) -> int:
        word = headers["X-Telegram-Bot-Api-Secret-Token"]
        try:
            return self.run(self.channel.deliver(_inbound(body, word), self.keeper)).status
        except Problem as problem:
            return problem.status
        except OSError:
            return 500


def _inbound(body: bytes, word: str) -> Inbound:
    return Inbound(headers={HEADER: word}, body=base64.b64encode(body).decode())


def _desk(hook: Hook | None) -> Iterator[TelegramDesk]:
    double = TelegramDouble()
    with double.served() as url:
        account = TelegramAccount(
            token=SecretStr(double.token), url=url, mode="webhook" if hook else "polling", hook=hook
        )
        desk = TelegramDesk(double, account)
        desk.start()
        yield desk
        desk.keeper.open.set()
        double.close()
        desk.stop()


@pytest.fixture
def telegram_polling() -> Iterator[TelegramDesk]:
    """News are asked for."""
    yield from _desk(None)


@pytest.fixture
def telegram_webhook() -> Iterator[TelegramDesk]:
    """News are brought."""
    yield from _desk(HOOK)
