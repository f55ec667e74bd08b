"""The port to messengers with the messenger in memory: as it is, and behind the service over each wire."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from core_api.contracts.ports import Notifier
from core_api.wire.place import Place, open_wire, same_process
from core_api.wire.service import Mount
from core_api.wire.serving import Listen, running
from notifier.actions import SERVICE
from notifier.channel import Limits
from notifier.journal import Journal
from notifier.remote import RemoteNotifier
from notifier.service import Channels
from tests.conformance.channels.memory import Failing
from tests.notifier.letters import WORDS

WAYS = ("here", "inproc", "http", "grpc")

QUICK = Limits((1000, 0.01), (1000, 0.01), (1000, 0.01))
"""The suite is in a hurry; the pace has tests of its own."""


@contextmanager
def reached(channels: Channels, way: str) -> Iterator[Notifier]:
    """The port at the other end of a wire."""
    mount = Mount(SERVICE, channels)
    if way == "here":
        yield channels
    elif way == "inproc":
        yield RemoteNotifier(same_process(mount))
    else:
        with running((mount,), Listen(), grace=5) as ports:
            wire = open_wire(SERVICE, Place(f"{way}://127.0.0.1:{getattr(ports, way)}"))
            yield RemoteNotifier(wire)
            wire.close()


@pytest.fixture
def far() -> Failing:
    """The messenger, with its people."""
    return Failing(limits=QUICK)


@pytest.fixture(params=WAYS)
def notifier(request: pytest.FixtureRequest, far: Failing) -> Iterator[Notifier]:
    """The port, in each way that it can be reached."""
    journal = Journal()
    channels = Channels({"telegram": lambda: far}, journal, WORDS)
    channels.start()
    with reached(channels, request.param) as port:
        yield port
    channels.stop()
    journal.close()
