"""The canary: every secret that any test made is looked for in all that the session wrote. Loaded by `conftest.py`.

A secret is what became a `SecretStr`, or went to a child process as one of our settings. Looked at are all log records
at DEBUG as they were before any redaction, every Problem, what our API answered, and every file in the tests'
temporary folders: databases with their audit rows, jobs and checkpoints among them.
"""

import logging
import os
import re
import subprocess
import sys
import tempfile
import threading
from bisect import bisect_right
from collections.abc import Iterator
from contextlib import suppress
from mmap import PROT_READ
from mmap import mmap as mapped
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import quote, urlsplit

import pytest
from pydantic import SecretStr

from core_api.contracts.problems import Problem
from core_api.observe.logs import quieten
from core_api.observe.redaction import Redactor

LEAST_LENGTH = 12
"""Characters by which a secret can be told from an ordinary word."""
_KANBOARD = ("db.sqlite", "db.sqlite-journal")
"""The database of the Kanboard that gave us a key."""
KEPT_SECRET = frozenset({".env", "accounts.json", "api-token", "keys", "keys.env", *_KANBOARD})
"""Files that are there to hold a secret."""
OTHERS = ("kanboard", "roundup", "synapse")
"""Folders, in a temporary one, of real servers: what we are let in with is theirs to keep as well."""
_SETTING = re.compile(r"BOARDSCRIBE_\w*(TOKEN|KEY|SECRET|PASSWORD)\w*$")
_LARGEST_ANSWER = 1 << 20


class Leak(NamedTuple):
    """A secret where none may be."""

    secret: str
    place: str

    def __str__(self) -> str:
        """Where, and which secret, without telling it."""
        return f"SECRET LEAKED: {self.secret[:4]}… ({len(self.secret)} characters) in {self.place}"


class Canary:
    """Knows the secrets of the session and what was written in it."""

    def __init__(self) -> None:
        self.secrets: dict[str, str] = {}
        """Each with the test that made it."""
        self.short: set[str] = set()
        """Those that cannot be told from ordinary words."""
        self.folders: list[Path] = []
        self.test = "before the first test"
        self.leaks: tuple[Leak, ...] = ()
        self._written = tempfile.TemporaryFile()  # noqa: SIM115 - closed at the end of the session
        self._begins: list[int] = []
        self._whose: list[str] = []
        """Where each writing begins, and whose it is; apart, since a test's name may hold what it is called with."""
        self._lock = threading.Lock()

    def learn(self, value: str) -> None:
        """Look for a secret from now on, and in what was written before. Of an address, the password is one."""
        if "://" in value:
            value = urlsplit(value).password or ""
        if len(value) >= LEAST_LENGTH:
            self.secrets.setdefault(value, self.test)
        elif value:
            self.short.add(value)

    def write(self, kind: str, text: str | bytes) -> None:
        """Keep what somebody wrote."""
        with self._lock:
            if self._written.closed:
                return  # a thread that outlives the session
            self._begins.append(self._written.tell())
            self._whose.append(f"{kind} of {self.test}")
            self._written.write(text.encode(errors="replace") if isinstance(text, str) else text)

    def look(self) -> tuple[Leak, ...]:
        """All leaks, each place once."""
        self._written.seek(0)
        written = self._written.read()
        found = [
            Leak(secret, self._whose[bisect_right(self._begins, place) - 1])
            for secret, place in self._places(written)
        ]
        hide = Redactor(self.secrets)
        for path in self._files():
            with (
                suppress(OSError),
                path.open("rb") as file,
                mapped(file.fileno(), 0, prot=PROT_READ) as content,
            ):
                found += [
                    Leak(
                        secret,
                        f"{path} after {hide(content[max(0, place - 40) : place].decode(errors='replace'))!r}",
                    )
                    for secret, place in self._places(content)
                ]
        self.leaks = tuple(dict.fromkeys(found))
        return self.leaks

    def close(self) -> None:
        """Forget what was written."""
        self._written.close()

    def _places(self, content: bytes | mapped) -> Iterator[tuple[str, int]]:
        for secret in self.secrets:
            for form in {secret, quote(secret, safe="")}:
                place = content.find(form.encode())
                if place >= 0:
                    yield secret, place

    def _files(self) -> Iterator[Path]:
        for folder in self.folders:
            for path in folder.rglob("*"):
                theirs = path.relative_to(folder).parts[0].startswith(OTHERS)
                if theirs or path.name in KEPT_SECRET or path.is_symlink():
                    continue
                if path.is_file() and path.stat().st_size:
                    yield path


class _Recorder(logging.Handler):
    def __init__(self, canary: Canary) -> None:
        super().__init__(logging.NOTSET)
        self.canary = canary

    def emit(self, record: logging.LogRecord) -> None:
        self.canary.write(f"log of {record.name}", self.format(record))


def watch(canary: Canary, patch: pytest.MonkeyPatch) -> None:
    """Hear of every secret, every record and every problem from now on."""
    made, raised, started = SecretStr.__init__, Problem.__init__, subprocess.Popen.__init__

    def secret(self: SecretStr, secret_value: str) -> None:
        canary.learn(secret_value)
        made(self, secret_value)

    def problem(self: Problem, code: str, *args: Any, **params: Any) -> None:
        raised(self, code, *args, **params)
        canary.write(f"problem {code}", str(self))

    def child(self: Any, *args: Any, **kwargs: Any) -> None:
        for name, value in dict(kwargs.get("env") or os.environ).items():
            if _SETTING.match(name):
                canary.learn(str(value))
        started(self, *args, **kwargs)

    patch.setattr(SecretStr, "__init__", secret)
    patch.setattr(Problem, "__init__", problem)
    patch.setattr(subprocess.Popen, "__init__", child)


def watch_answers(canary: Canary, patch: pytest.MonkeyPatch) -> None:
    """Hear what our own APIs answer; the doubles of others are no FastAPI."""
    from fastapi import FastAPI

    answered = FastAPI.__call__

    async def call(self: FastAPI, scope: Any, receive: Any, send: Any) -> None:
        async def sent(message: Any) -> None:
            canary.write(f"answer {scope.get('path')}", message.get("body", b"")[:_LARGEST_ANSWER])
            await send(message)

        await answered(self, scope, receive, sent)

    patch.setattr(FastAPI, "__call__", call)


class Plugin:
    """The canary's part in a session."""

    def __init__(self) -> None:
        self.canary = Canary()
        self._patch = pytest.MonkeyPatch()
        self._hears_answers = False
        self._recorder = _Recorder(self.canary)
        watch(self.canary, self._patch)
        quieten()
        logging.getLogger().setLevel(logging.DEBUG)
        logging.getLogger().addHandler(self._recorder)

    def pytest_runtest_logstart(self, nodeid: str) -> None:
        self.canary.test = nodeid

    def pytest_runtest_setup(self) -> None:
        ours = {"fastapi", "core_api.wiring"}  # the wiring loads FastAPI when it first makes an application
        if not self._hears_answers and ours & sys.modules.keys():
            watch_answers(self.canary, self._patch)
            self._hears_answers = True

    @pytest.hookimpl(wrapper=True, tryfirst=True)
    def pytest_sessionfinish(self, session: pytest.Session) -> Iterator[None]:
        """A leak fails the session, whatever its tests say."""
        if self.canary.look() and session.exitstatus == pytest.ExitCode.OK:
            session.exitstatus = pytest.ExitCode.TESTS_FAILED
        yield

    def pytest_terminal_summary(self, terminalreporter: Any) -> None:
        """Name the places."""
        for leak in self.canary.leaks:
            terminalreporter.write_line(str(leak), red=True)
        terminalreporter.write_line(
            f"{len(self.canary.secrets)} secrets of the tests were looked for: {len(self.canary.leaks)} leaks"
            f" ({len(self.canary.short)} were too short to look for)"
        )

    def pytest_unconfigure(self) -> None:
        self._patch.undo()
        logging.getLogger().removeHandler(self._recorder)
        self.canary.close()
