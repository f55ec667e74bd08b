"""The rules of the house for every test: no skips under CI, no network, no settings or files of the user."""

import gc
import importlib.util
import os
import socket
import tempfile
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from hypothesis import settings

IN_CI = bool(os.environ.get("CI"))

settings.register_profile("house", deadline=None, derandomize=IN_CI)
settings.load_profile("house")

_connect = socket.socket.connect
_connect_ex = socket.socket.connect_ex


def _refuse_the_world(address: Any) -> None:
    host = address[0] if isinstance(address, tuple) else ""
    near = not isinstance(host, str) or host in {"", "localhost", "::1"} or host.startswith("127.")
    if not near:
        raise RuntimeError(f"a test tried to reach {host}: tests run without a network")


def _near_connect(self: socket.socket, address: Any) -> None:
    _refuse_the_world(address)
    _connect(self, address)


def _near_connect_ex(self: socket.socket, address: Any) -> int:
    _refuse_the_world(address)
    return _connect_ex(self, address)


def _beside(name: str) -> ModuleType:
    """The module beside this file."""
    spec = importlib.util.spec_from_file_location(name, Path(__file__).with_name(f"{name}.py"))
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def pytest_configure(config: pytest.Config) -> None:
    """Shut the network, hide the user's settings, and give Boardscribe a home that is thrown away."""
    patch = pytest.MonkeyPatch()
    home = tempfile.TemporaryDirectory(prefix="boardscribe-tests-")
    for name in list(os.environ):
        if name.startswith("BOARDSCRIBE_") and not name.startswith("BOARDSCRIBE_TEST_"):
            patch.delenv(name)
    patch.setenv("BOARDSCRIBE_HOME", str(Path(home.name) / "home"))
    patch.setenv("HF_HUB_OFFLINE", "1")
    patch.setattr(socket.socket, "connect", _near_connect)
    patch.setattr(socket.socket, "connect_ex", _near_connect_ex)
    config.pluginmanager.register(_beside("canary").Plugin(), "canary")
    config.add_cleanup(home.cleanup)
    config.add_cleanup(patch.undo)


@pytest.fixture(scope="session", autouse=True)
def searched_folders(pytestconfig: pytest.Config, tmp_path_factory: pytest.TempPathFactory) -> None:
    """What the tests leave in their folders is searched for secrets in the end."""
    canary = pytestconfig.pluginmanager.get_plugin("canary").canary
    canary.folders += [tmp_path_factory.getbasetemp(), Path(os.environ["BOARDSCRIBE_HOME"])]


def pytest_collection_finish() -> None:
    """What was imported stays to the end: the collector need not walk through all of it again and again."""
    gc.collect()
    gc.freeze()


@pytest.hookimpl(wrapper=True)
def pytest_sessionfinish(session: pytest.Session) -> Iterator[None]:
    """Under CI a test that was skipped is a test that did not run, and that is a failure."""
    yield
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    skipped = reporter.stats.get("skipped", []) if reporter else []
    if skipped and IN_CI and session.exitstatus in {pytest.ExitCode.OK, pytest.ExitCode.NO_TESTS_COLLECTED}:
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def pytest_terminal_summary(terminalreporter: Any) -> None:
    """Say which tests did not run, always."""
    skipped = terminalreporter.stats.get("skipped", [])
    for report in skipped:
        terminalreporter.write_line(f"DID NOT RUN: {report.nodeid}")
    if skipped and IN_CI:
        terminalreporter.write_line(f"{len(skipped)} skipped: under CI this is a failure", red=True)
