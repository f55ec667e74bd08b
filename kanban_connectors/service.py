"""The door to the boards: a reference such as `local:demo` gives its connector and the board's id there."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from threading import Lock
from typing import Protocol, get_args, runtime_checkable

from core_api.contracts.accounts import Account, Accounts, KaitenAccount, TrelloAccount, VendorKind
from core_api.contracts.board import Board
from core_api.contracts.ports import BoardShelf, Clock, Connector, Pace
from core_api.contracts.problems import Invalid, Missing
from core_api.wire.perimeter import refuse_in_the_clear
from kanban_connectors.access import ProxySettings, through_proxy
from kanban_connectors.file.connector import FileConnector, load_board
from kanban_connectors.local.connector import LocalConnector
from kanban_connectors.local.shelf import MemoryShelf, system_clock
from kanban_connectors.pacing import MemoryPace

VENDORS: tuple[VendorKind, ...] = get_args(VendorKind)
"""Kinds that are reached under an account, in this process or through the service in another one."""

KINDS = ("local", "file", *VENDORS)
"""What stands before the colon of a reference."""

Vendors = Callable[[str], Connector]
"""Gives the connector of a vendor's kind."""


@runtime_checkable
class _Closable(Protocol):
    """A connector with connections of its own."""

    def close(self) -> None: ...


class Boards:
    """Gives the connector of a reference. A vendor's connector is built at its first use and kept."""

    def __init__(
        self,
        shelf: BoardShelf,
        accounts: Accounts | None = None,
        pace: Pace | None = None,
        clock: Clock = system_clock,
        vendors: Vendors | None = None,
    ) -> None:
        """`pace` must be shared by all who use the same accounts; without one, this process alone is counted.

        With `vendors` the accounts are elsewhere: vendors' boards are reached through these connectors.
        """
        self._local = LocalConnector(shelf, clock)
        self._build = vendors or partial(_built, accounts=accounts or Accounts(), pace=pace or MemoryPace())
        self._vendors: dict[str, Connector] = {}
        self._lock = Lock()

    def __call__(self, ref: str) -> tuple[Connector, str]:
        """The connector for a reference and the board's id there, e.g. `local:NAME`, `file:PATH`, `trello:ID`.

        That the board exists shows at its first use. Raises Invalid `board-ref`, Missing `board-account-missing`.
        """
        kind, _, name = ref.partition(":")
        if kind not in KINDS or not name.strip():
            raise Invalid("board-ref", ref=ref)
        if kind == "local":
            return self._local, name
        if kind == "file":
            path = Path(name).expanduser()
            return FileConnector(path), str(path)
        return self.vendor(kind), name

    def vendor(self, kind: str) -> Connector:
        """The connector of a vendor's kind of board.

        Raises Missing `board-account-missing`, Refused `address-in-the-clear`, Transient `address-unknown`.
        """
        with self._lock:
            if kind not in self._vendors:
                self._vendors[kind] = self._build(kind)
            return self._vendors[kind]

    def close(self) -> None:
        """Let go of the vendors' connections; those are made anew when they are needed again."""
        with self._lock:
            for connector in self._vendors.values():
                if isinstance(connector, _Closable):
                    connector.close()
            self._vendors.clear()


def _built(kind: str, accounts: Accounts, pace: Pace) -> Connector:
    """Each kind's package is imported only where there is an account for it."""
    account: Account | None = getattr(accounts, kind) if kind in VENDORS else None
    if account is None:
        raise Missing("board-account-missing", kind=kind)
    refuse_in_the_clear(account.url)
    if isinstance(account, TrelloAccount):
        from kanban_connectors.trello import connector as trello

        return trello.build(account, pace, allow_delete=accounts.allow_delete)
    if isinstance(account, KaitenAccount):
        from kanban_connectors.kaiten import connector as kaiten

        return kaiten.build(account, pace, allow_delete=accounts.allow_delete)
    from kanban_connectors.kanboard import connector as kanboard

    return kanboard.build(account, pace, allow_delete=accounts.allow_delete)


def alone(account: Account, settings: ProxySettings | None = None) -> Boards:
    """The boards of one account, to see whether it works. Close it afterwards."""
    account = through_proxy(account, settings) if settings else account
    return Boards(MemoryShelf(), Accounts().model_copy(update={account.kind: account}))


def import_board(
    shelf: BoardShelf,
    path: Path,
    name: str | None = None,
    *,
    replace: bool = False,
    allow: Callable[[str], None] = lambda _board_id: None,
) -> Board:
    """Put the board of an export on the shelf as `local:NAME`; gives it as it lies there.

    Raises what `load_board` raises, and Conflict `board-exists` unless it may replace the one that is there.

    Args:
        shelf: where to put it.
        path: the export.
        name: what people call it in `local:NAME`; without one, the board's own name.
        replace: put it in the place of a board with that name.
        allow: asked with that board's id before it is replaced; raises what is to be raised.
    """
    board = load_board(path)
    stored = board.model_copy(update={"id": (name or board.name).strip() or board.id})
    if replace and any(one.id == stored.id for one in shelf.boards()):
        allow(stored.id)
        shelf.replace(stored)
    else:
        shelf.create(stored)
    return shelf.load(stored.id)
