"""Messengers in this process, in memory, and in another process: the core sees one port."""

import threading
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path

import pytest
from pydantic import SecretStr

from core_api.contracts.messages import Address, Letter, Notice
from core_api.contracts.problems import Transient, Unauthorized
from core_api.settings import Settings
from core_api.wire.service import Mount
from core_api.wire.serving import Listen, running
from core_api.wiring.messengers import lines_of
from notifier.actions import SERVICE
from notifier.hooks import secret_of
from notifier.journal import Journal
from notifier.memory import MemoryChannel, Person
from notifier.service import Channels
from tests.notifier.letters import WORDS

KEY = "a-key-of-the-tests-that-is-long-enough"
Make = Callable[..., Settings]


@pytest.fixture
def settings(tmp_path: Path) -> Make:
    def make(**values: object) -> Settings:
        return Settings(home=tmp_path, _env_file=None, **values)  # type: ignore[arg-type]

    return make


def hello() -> Letter:
    to = Address(channel="telegram", user="anna")
    return Letter(key="1", to=to, language="en", view=Notice(code="help"))


def test_in_memory_a_letter_has_the_words_of_the_program(settings: Make) -> None:
    with ExitStack() as resources:
        lines = lines_of(settings(messages_url="memory:"), KEY, resources)
        lines.start()
        assert [state.name for state in lines.notifier.channels()] == ["telegram"]
        assert lines.notifier.send(hello()).chat == "anna"
        assert lines.notifier.receive(0, 0).items == ()


def test_in_this_process_the_journal_lies_in_the_home_folder(settings: Make, tmp_path: Path) -> None:
    ours = settings(
        telegram_token=SecretStr("1234:token-of-tests"),
        telegram_url="http://127.0.0.1:9",
        public_url="https://bot.example.org",
    )
    with ExitStack() as resources:
        lines = lines_of(ours, KEY, resources)
        assert [state.name for state in lines.notifier.channels()] == ["telegram"]
        assert (tmp_path / "messages" / "journal.db").exists()
        assert lines.admits("telegram", secret_of(KEY, "telegram"))
        assert not lines.admits("telegram", secret_of(KEY, "max"))
        assert not lines.admits("max", secret_of(KEY, "max"))


def _ask(far: Settings) -> None:
    with ExitStack() as resources:
        lines_of(far, KEY, resources).notifier.channels()


def test_through_the_service_they_are_reached_with_its_key(settings: Make) -> None:
    chat, journal = MemoryChannel(), Journal()
    channels = Channels({"telegram": lambda: chat}, journal, WORDS)
    channels.start()
    with running((Mount(SERVICE, channels),), Listen(key=SecretStr(KEY)), grace=5) as ports:
        far = settings(messages_url=f"http://127.0.0.1:{ports.http}", messages_key=SecretStr(KEY))
        with ExitStack() as resources:
            lines = lines_of(far, "another", resources)
            lines.start()
            ref = lines.notifier.send(hello())
            assert chat.page(ref) is not None
            writer = threading.Thread(target=chat.write, args=("hi", Person("anna")))
            writer.start()
            assert [one.text for one in lines.notifier.receive(0, 20).items] == ["hi"]
            writer.join(20)
            assert not lines.admits("telegram", secret_of("another", "telegram"))
        _ask(far)
        with pytest.raises(Unauthorized):
            _ask(settings(messages_url=far.messages_url))
    channels.stop()
    journal.close()
    with pytest.raises(Transient):
        _ask(far)
