"""What stands behind the service: the vendors' boards, or in development boards in memory.

`local:` and `file:` boards are never reached over a wire: they lie where the core is.
"""

from core_api.contracts.accounts import Accounts
from core_api.contracts.board import Board
from core_api.contracts.ports import Connector
from core_api.contracts.problems import Invalid
from kanban_connectors.local.connector import LocalConnector
from kanban_connectors.local.shelf import MemoryShelf
from kanban_connectors.pacing import MemoryPace
from kanban_connectors.service import VENDORS, Boards, Vendors


class VendorDoor:
    """A `Door` to the vendors' boards alone: a caller elsewhere may not read this machine's files."""

    def __init__(self, urgent: Vendors, background: Vendors) -> None:
        """Either gives the connector of a kind, such as `Boards.vendor`: for what people wait for, and for the rest."""
        self._urgent = urgent
        self._background = background

    def __call__(self, ref: str, *, background: bool) -> tuple[Connector, str]:
        """The connector of a reference. Raises Invalid `board-ref`, and what `vendor` raises."""
        kind, _, name = ref.partition(":")
        if not name.strip():
            raise Invalid("board-ref", ref=ref)
        return self.vendor(kind, background=background), name

    def vendor(self, kind: str, *, background: bool) -> Connector:
        """The connector of a kind. Raises Invalid `board-kind-elsewhere`, Missing `board-account-missing`."""
        if kind not in VENDORS:
            raise Invalid("board-kind-elsewhere", kind=kind)
        return (self._background if background else self._urgent)(kind)


def memory_door(board: Board) -> VendorDoor:
    """Boards in memory, for development: each kind begins with a copy of `board`. Nothing outlives the process."""
    connectors: dict[str, Connector] = {kind: LocalConnector(MemoryShelf(board)) for kind in VENDORS}
    return VendorDoor(connectors.__getitem__, connectors.__getitem__)


def account_door(accounts: Accounts) -> VendorDoor:
    """The boards of these accounts, their limits counted in this process."""
    pace = MemoryPace()
    urgent, background = (Boards(MemoryShelf(), accounts, pace) for pace in (pace, pace.background()))
    return VendorDoor(urgent.vendor, background.vendor)
