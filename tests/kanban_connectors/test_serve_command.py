"""`python -m kanban_connectors serve` as an operator starts and stops it."""

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

from core_api.contracts.problems import Missing, Unauthorized
from core_api.wire.place import Place, open_wire
from kanban_connectors.actions import BOARDS, SERVICE, KindRequest
from tests.wire.certificates import Authority

ROOT = Path(__file__).parents[2]
KEY = "a-key-of-the-tests-that-is-long-enough"
ADDRESSES = re.compile(r"(https?://\S+?) and (grpcs?://\S+?)\. Accounts: (.+)\.")


def command(*arguments: object, **environment: str) -> tuple[list[str], dict[str, str]]:
    names = {f"BOARDSCRIBE_{name.upper()}": value for name, value in environment.items()}
    line = [sys.executable, "-m", "kanban_connectors", *map(str, arguments)]
    return line, {**os.environ, "PYTHONPATH": str(ROOT), "BOARDSCRIBE_LANGUAGE": "en", **names}


def ended(folder: Path, *arguments: object, **environment: str) -> subprocess.CompletedProcess[str]:
    line, variables = command(*arguments, **environment)
    return subprocess.run(
        line, env=variables, cwd=folder, capture_output=True, text=True, timeout=60, check=False
    )


@contextmanager
def served(folder: Path, *arguments: object, **environment: str) -> Iterator[tuple[str, str, str]]:
    """The addresses and the accounts; in the end SIGTERM, and the exit that it deserves."""
    line, variables = command("serve", "--port", 0, "--grpc-port", 0, *arguments, **environment)
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
        process.send_signal(signal.SIGTERM)
        said += [*process.stderr]
        process.stderr.close()
        assert process.wait(60) == 0, "".join(said)
    assert not any(secret in "".join(said) for secret in (KEY, "hunter2"))


def test_it_serves_both_wires_until_it_is_told_to_stop(tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("BOARDSCRIBE_TRELLO_KEY=hunter2\nBOARDSCRIBE_TRELLO_TOKEN=hunter2\n")
    with served(tmp_path, boards_key=KEY) as (http, grpc, accounts):
        assert accounts == "trello"
        assert httpx.get(f"{http}/health").json()["success"] is True
        for address in (http, grpc):
            wire = open_wire(SERVICE, Place(address, SecretStr(KEY)))
            with pytest.raises(Missing) as told:
                wire.call(BOARDS, KindRequest(kind="kaiten"))
            assert told.value.code == "board-account-missing"
            wire.close()
            wire = open_wire(SERVICE, Place(address))
            with pytest.raises(Unauthorized):
                wire.call(BOARDS, KindRequest(kind="kaiten"))
            wire.close()


def test_without_an_account_it_is_not_ready_and_says_why(tmp_path: Path) -> None:
    with served(tmp_path) as (http, _grpc, accounts):
        assert accounts == "none"
        reply = httpx.get(f"{http}/ready", headers={"Accept-Language": "ru"})
    assert reply.status_code == 503
    assert reply.json()["data"][0]["detail"].startswith("Ни одной учётной записи")


def test_it_speaks_tls_with_those_who_have_a_certificate(tmp_path: Path) -> None:
    authority = Authority(tmp_path, "authority")
    server, client = authority.signed("server"), authority.signed("client")
    options = ("--tls-cert", server.cert, "--tls-key", server.key, "--tls-client-ca", authority.cert)
    with served(tmp_path, *options) as (http, grpc, _accounts):
        for address in (http, grpc):
            wire = open_wire(
                SERVICE, Place(address, ca=authority.cert, cert=client.cert, cert_key=client.key)
            )
            with pytest.raises(Missing):
                wire.call(BOARDS, KindRequest(kind="kaiten"))
            wire.close()


@pytest.mark.parametrize(
    ("options", "environment", "code", "words"),
    [
        (("--host", "0.0.0.0"), {}, 1, "needs a key of at least 24 characters"),  # noqa: S104
        ((), {"boards_key": "hunter2"}, 1, "needs a key of at least 24 characters"),
        (("--tls-cert", "a.pem"), {}, 2, "go together"),
        (("--tls-client-ca", "a.pem"), {}, 2, "go together"),
        (("--tls-cert", "a.pem", "--tls-key", "b.pem"), {}, 3, "a.pem"),
        ((), {"boards_port": "many"}, 2, "boards_port"),
        (("--port", "100000"), {}, 2, "boards_port"),
        (("--host", "192.0.2.1"), {"boards_key": KEY}, 1, "cannot be listened on"),
    ],
)
def test_what_cannot_work_or_is_not_safe_is_refused_in_words(
    tmp_path: Path, options: tuple[str, ...], environment: dict[str, str], code: int, words: str
) -> None:
    done = ended(tmp_path, "serve", *options, **environment)
    assert done.returncode == code, done.stderr
    assert words in re.sub(r"[\s│]+", " ", done.stderr)
    assert "Traceback" not in done.stderr
    assert "hunter2" not in done.stderr


def test_help_is_in_the_users_language_and_loads_no_server(tmp_path: Path) -> None:
    done = ended(tmp_path, "serve", "--help", language="ru", **{})
    assert "Обслуживать доски" in done.stdout
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
    assert "Канбан-доски как отдельная служба" in timed.stdout
    assert loaded & {"grpc", "httpx", "uvicorn", "starlette", "google"} == set()


def test_the_proto_file_can_be_had_from_the_command_too(tmp_path: Path) -> None:
    published = (ROOT / "kanban_connectors" / "kanban_connectors.proto").read_text(encoding="utf-8")
    assert ended(tmp_path, "proto").stdout == published
