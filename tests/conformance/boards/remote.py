"""The suite's board behind the service, reached over each wire: whatever a board can do, it can do there too."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace

import pytest

from core_api.contracts.ports import Connector
from core_api.wire.place import Place, open_wire, same_process
from core_api.wire.service import Mount
from core_api.wire.serving import Listen, running
from kanban_connectors.actions import SERVICE
from kanban_connectors.local.shelf import MemoryShelf
from kanban_connectors.remote import RemoteConnector
from tests.conformance.boards.local import local_desk
from tests.conformance.desk import BOARD, Desk


@dataclass(frozen=True)
class OneBoard:
    """A door with one connector behind it, whatever the reference says."""

    connector: Connector

    def __call__(self, ref: str, *, background: bool) -> tuple[Connector, str]:
        return self.connector, ref.partition(":")[2]

    def vendor(self, kind: str, *, background: bool) -> Connector:
        return self.connector


@contextmanager
def far(desk: Desk, scheme: str) -> Iterator[Desk]:
    """The same desk with its connector at the other end of a wire."""
    mount = Mount(SERVICE, OneBoard(desk.connector))
    if scheme == "inproc":
        yield replace(desk, connector=RemoteConnector(same_process(mount), "local"))
        return
    with running((mount,), Listen(), grace=5) as ports:
        port = ports.grpc if scheme == "grpc" else ports.http
        wire = open_wire(SERVICE, Place(f"{scheme}://127.0.0.1:{port}"))
        yield replace(desk, connector=RemoteConnector(wire, "local"))
        wire.close()


@pytest.fixture
def in_process() -> Iterator[Desk]:
    """Behind the service in this process."""
    with far(local_desk(MemoryShelf(BOARD)), "inproc") as desk:
        yield desk


@pytest.fixture
def over_http() -> Iterator[Desk]:
    """Behind a server that speaks HTTP."""
    with far(local_desk(MemoryShelf(BOARD)), "http") as desk:
        yield desk


@pytest.fixture
def over_grpc(sqlite: Desk) -> Iterator[Desk]:
    """Behind a server that speaks gRPC, on a shelf in a database."""
    with far(sqlite, "grpc") as desk:
        yield desk
