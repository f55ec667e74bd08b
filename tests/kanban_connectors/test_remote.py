"""Vendors' boards at the other end of a wire: what stays here, what goes there, and who is let in."""

from collections.abc import Iterator
from functools import partial

import pytest

from core_api.contracts.accounts import Accounts
from core_api.contracts.board import Board
from core_api.contracts.ports import Connector
from core_api.contracts.problems import Invalid, Missing, NotFound, Problem, Transient
from core_api.wire.place import Place, open_wire, same_process
from core_api.wire.service import Mount, Wire
from core_api.wire.serving import Listen, running
from kanban_connectors.actions import BOARDS, OUTLINE, SERVICE, BoardRequest, KindRequest
from kanban_connectors.doors import VendorDoor, account_door, memory_door
from kanban_connectors.local.connector import LocalConnector
from kanban_connectors.local.shelf import MemoryShelf
from kanban_connectors.remote import RemoteConnector
from kanban_connectors.service import Boards

BOARD = Board(id="demo", name="Demo")


@pytest.fixture(params=["inproc", "http", "grpc"])
def empty(request: pytest.FixtureRequest) -> Iterator[Wire]:
    """The service as it is without any account."""
    mount = Mount(SERVICE, account_door(Accounts()))
    if request.param == "inproc":
        yield same_process(mount)
        return
    with running((mount,), Listen(), grace=5) as ports:
        port = ports.grpc if request.param == "grpc" else ports.http
        wire = open_wire(SERVICE, Place(f"{request.param}://127.0.0.1:{port}"))
        yield wire
        wire.close()


@pytest.mark.parametrize(
    ("ref", "code"),
    [
        ("local:demo", "board-kind-elsewhere"),
        ("file:/etc/passwd", "board-kind-elsewhere"),
        ("allow_delete:1", "board-kind-elsewhere"),
        ("__class__:1", "board-kind-elsewhere"),
        ("trello:", "board-ref"),
        ("trello", "board-ref"),
        ("", "board-ref"),
    ],
)
def test_only_vendors_boards_can_be_asked_for(empty: Wire, ref: str, code: str) -> None:
    with pytest.raises(Invalid) as told:
        empty.call(OUTLINE, BoardRequest(ref=ref))
    assert told.value.code == code


def test_without_an_account_that_is_what_is_said(empty: Wire) -> None:
    with pytest.raises(Missing) as told:
        empty.call(OUTLINE, BoardRequest(ref="trello:1"))
    assert (told.value.code, told.value.params) == ("board-account-missing", {"kind": "trello"})
    with pytest.raises(Invalid):
        empty.call(BOARDS, KindRequest(kind="local"))


def test_local_boards_and_files_stay_where_they_are() -> None:
    wire = same_process(Mount(SERVICE, memory_door(BOARD)))
    boards = Boards(MemoryShelf(BOARD), vendors=partial(RemoteConnector, wire))
    assert isinstance(boards("local:demo")[0], LocalConnector)
    there, board_id = boards("kaiten:demo")
    assert isinstance(there, RemoteConnector)
    assert there.snapshot(board_id) == BOARD
    with pytest.raises(NotFound) as told:
        there.snapshot("another")
    assert told.value.code == "board-not-found"


def test_what_nobody_waits_for_is_said_so_at_the_other_end() -> None:
    ways = []

    def vendors(way: str, kind: str) -> Connector:
        ways.append((way, kind))
        return LocalConnector(MemoryShelf(BOARD))

    wire = same_process(
        Mount(SERVICE, VendorDoor(partial(vendors, "urgent"), partial(vendors, "background")))
    )
    for background in (False, True):
        connector = RemoteConnector(wire, "trello", background=background)
        connector.snapshot("demo")
        connector.identify()
    assert ways == [("urgent", "trello")] * 2 + [("background", "trello")] * 2


def test_what_a_board_can_do_is_asked_once_it_is_reached() -> None:
    asked: list[str] = []
    down = [Transient("vendor-unreachable", vendor="Trello")]

    def vendor(kind: str) -> Connector:
        asked.append(kind)
        if down:
            raise down.pop()
        return LocalConnector(MemoryShelf(BOARD))

    connector = RemoteConnector(same_process(Mount(SERVICE, VendorDoor(vendor, vendor))), "trello")
    with pytest.raises(Problem):
        _ = connector.capabilities
    assert [connector.capabilities, connector.capabilities] == [LocalConnector.capabilities] * 2
    assert len(asked) == 2
