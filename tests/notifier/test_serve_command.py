"""`python -m notifier serve` as an operator starts and stops it."""

import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest
from pydantic import SecretStr

from core_api.contracts.messages import Arrivals
from core_api.contracts.problems import Missing, Unauthorized
from core_api.wire.place import Place, open_wire
from notifier.actions import CHANNELS, IDENTIFY, RECEIVE, SERVICE, ChannelRequest, Nothing, ReceiveRequest
from notifier.hooks import secret_of
from notifier.journal import Journal
from tests.notifier.arrivals import came

ROOT = Path(__file__).parents[2]
KEY = "a-key-of-the-tests-that-is-long-enough"
ADDRESSES = re.compile(r"(https?://\S+?) and (grpcs?://\S+?)\. Channels: (.+)\.")
NOBODY = "http://127.0.0.1:9"
"""Where no messenger answers: the service must live on."""


def command(*arguments: object, **environment: str) -> tuple[list[str], dict[str, str]]:
    names = {f"BOARDSCRIBE_{name.upper()}": value for name, value in environment.items()}
    line = [sys.executable, "-m", "notifier", *map(str, arguments)]
    return line, {**os.environ, "PYTHONPATH": str(ROOT), "BOARDSCRIBE_LANGUAGE": "en", **names}


@contextmanager
def served(
    folder: Path, end: signal.Signals = signal.SIGTERM, **environment: str
) -> Iterator[tuple[str, str, str]]:
    """The addresses and the channels; in the end the signal, and the exit that it deserves."""
    line, variables = command(
        "serve", "--port", 0, "--grpc-port", 0, messages_home=str(folder / "kept"), **environment
    )
    process = subprocess.Popen(line, env=variables, cwd=folder, stderr=subprocess.PIPE, text=True)
    assert process.stderr is not None
    said: list[str] = []
    try:
        for text in process.stderr:
            said.append(text)
            if found := ADDRESSES.search(text):
                yield found[1], found[2], found[3]
                break
    finally:
        process.send_signal(end)
        said += [*process.stderr]
        process.stderr.close()
        assert process.wait(60) == (0 if end == signal.SIGTERM else -end), "".join(said)
    assert not any(secret in "".join(said) for secret in (KEY, "hunter2"))


def test_it_serves_both_wires_and_lives_on_though_the_messenger_is_down(tmp_path: Path) -> None:
    journal = Journal(tmp_path / "kept" / "journal.db")
    journal.keep((came(1),))
    journal.close()
    (tmp_path / ".env").write_text(
        f"BOARDSCRIBE_TELEGRAM_TOKEN=1234:hunter2\nBOARDSCRIBE_TELEGRAM_URL={NOBODY}\n"
    )
    with served(tmp_path, messages_key=KEY, public_url="https://bot.example.org") as (http, grpc, names):
        assert names == "telegram"
        for address in (http, grpc):
            wire = open_wire(SERVICE, Place(address, SecretStr(KEY)))
            (state,) = wire.call(CHANNELS, Nothing()).channels
            assert state.name == "telegram"
            assert wire.call(RECEIVE, ReceiveRequest(after=0, patience=0)).items == (came(1),)
            with pytest.raises(Missing) as told:
                wire.call(IDENTIFY, ChannelRequest(channel="vk"))
            assert told.value.code == "channel-missing"
            wire.close()
            wire = open_wire(SERVICE, Place(address))
            with pytest.raises(Unauthorized):
                wire.call(CHANNELS, Nothing())
            wire.close()
        ready = httpx.get(f"{http}/ready", headers={"Authorization": f"Bearer {KEY}"}, timeout=30)
        assert ready.status_code == 503
        assert "telegram: does not work" in ready.json()["data"][0]["detail"]
        assert httpx.post(f"{http}/messages/telegram/x").status_code == 404
        ours = httpx.post(f"{http}/messages/telegram/{secret_of(KEY, 'telegram')}", content=b"{}")
        assert ours.status_code != 404


def test_what_was_fetched_and_not_confirmed_is_there_after_kill_9_and_nothing_else_is(tmp_path: Path) -> None:
    journal = Journal(tmp_path / "kept" / "journal.db")
    journal.keep((came(1), came(2)))
    journal.close()

    def fetched(after: int) -> Arrivals:
        """What a service gives that is killed afterwards."""
        with served(tmp_path, end=signal.SIGKILL) as (http, _grpc, _names):
            wire = open_wire(SERVICE, Place(http))
            answer = wire.call(RECEIVE, ReceiveRequest(after=after, patience=0))
            wire.close()
        return answer

    first = fetched(0)
    assert first.items == (came(1), came(2))
    assert fetched(0) == first
    assert fetched(first.last - 1).items == (came(2),)
    assert fetched(first.last).items == ()
    assert fetched(0).items == ()


def test_without_a_channel_it_is_not_ready_and_says_why(tmp_path: Path) -> None:
    with served(tmp_path) as (http, _grpc, names):
        assert names == "none"
        reply = httpx.get(f"{http}/ready", headers={"Accept-Language": "ru"})
    assert reply.status_code == 503
    assert reply.json()["data"][0]["detail"].startswith("Ни один мессенджер")


@pytest.mark.parametrize(
    ("options", "environment", "code", "words"),
    [
        (("--host", "0.0.0.0"), {}, 1, "needs a key of at least 24 characters"),  # noqa: S104
        ((), {"messages_key": "hunter2"}, 1, "needs a key of at least 24 characters"),
        (("--tls-cert", "a.pem"), {}, 2, "go together"),
        ((), {"messages_port": "many"}, 2, "messages_port"),
        ((), {"telegram_mode": "webhook"}, 2, "BOARDSCRIBE_PUBLIC_URL"),
        ((), {"public_url": "https://bot.example.org"}, 2, "BOARDSCRIBE_MESSAGES_KEY"),
        ((), {"telegram_url": "https://u:hunter2@x"}, 2, "telegram_url"),
        ((), {"messages_home": "/dev/null/x"}, 3, "cannot be kept"),
    ],
)
def test_what_cannot_work_or_is_not_safe_is_refused_in_words(
    tmp_path: Path, options: tuple[str, ...], environment: dict[str, str], code: int, words: str
) -> None:
    line, variables = command("serve", *options, **{"messages_home": str(tmp_path), **environment})
    done = subprocess.run(
        line, env=variables, cwd=tmp_path, capture_output=True, text=True, timeout=60, check=False
    )
    assert done.returncode == code, done.stderr
    assert words in re.sub(r"[\s│]+", " ", done.stderr)
    assert "Traceback" not in done.stderr
    assert "hunter2" not in done.stderr


def test_help_is_in_the_users_language_and_loads_no_server(tmp_path: Path) -> None:
    line, variables = command("--help", language="ru")
    timed = subprocess.run(
        line,
        env={**variables, "PYTHONPROFILEIMPORTTIME": "1"},
        cwd=tmp_path,
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    loaded = {line.rsplit("|", 1)[-1].strip().split(".")[0] for line in timed.stderr.splitlines()}
    assert "Мессенджеры как отдельная служба" in timed.stdout
    assert loaded & {"grpc", "httpx", "uvicorn", "starlette", "google", "telegram", "apprise"} == set()


def test_the_proto_file_can_be_had_from_the_command_too(tmp_path: Path) -> None:
    published = (ROOT / "notifier" / "notifier.proto").read_text(encoding="utf-8")
    line, variables = command("proto")
    done = subprocess.run(line, env=variables, cwd=tmp_path, capture_output=True, text=True, check=True)
    assert done.stdout == published
