"""The port to boards as a table of actions: all that is needed to serve it, or to call it, over a wire.

An account-wide action names a kind of board (`trello`), the others a board by its reference (`trello:5f…`). Whether a
reference may be asked for is the door's to say.
"""

from typing import Protocol

from core_api.contracts.board import Board, BoardSummary, Card
from core_api.contracts.connector import Capabilities, Identity, Receipt, Write
from core_api.contracts.model import Frozen, Moment
from core_api.contracts.ports import Connector
from core_api.wire.service import LARGEST_ANSWER, Action, Deadline, Service


class Door(Protocol):
    """Gives connectors, by reference or by kind. Those for the background give way to what people wait for."""

    def __call__(self, ref: str, *, background: bool) -> tuple[Connector, str]:
        """The connector of a board's reference and the board's id there. Raises Invalid, Missing."""
        ...

    def vendor(self, kind: str, *, background: bool) -> Connector:
        """The connector of a kind of board. Raises Invalid, Missing."""
        ...


class KindRequest(Frozen):
    """A question about an account."""

    kind: str
    """What stands before the colon of a reference."""
    background: bool = False
    """Nobody waits for the answer: where a vendor limits the calls, others go first. So in all requests."""


class BoardRequest(Frozen):
    """A question about a board."""

    ref: str
    background: bool = False


class SnapshotRequest(Frozen):
    """A question for a whole board; with an earlier reading of it the new one may be cheaper."""

    ref: str
    known: Board | None = None
    background: bool = False


class CardRequest(Frozen):
    """A question for one card."""

    ref: str
    card_id: str
    background: bool = False


class ApplyRequest(Frozen):
    """A change of one card; without a card, a new one."""

    ref: str
    card_id: str | None = None
    write: Write
    key: str
    """The operation's id: what is made under a key is made once."""
    seen: Card | None = None
    """The card as it was read just before."""
    background: bool = False


class FindRequest(Frozen):
    """A question for what earlier writes with this key left."""

    ref: str
    card_id: str | None = None
    write: Write
    key: str
    since: Moment | None = None
    """A moment before the first try."""
    background: bool = False


class BoardList(Frozen):
    """The boards that can be reached."""

    boards: tuple[BoardSummary, ...]


class ReceiptList(Frozen):
    """What was found, the oldest first."""

    receipts: tuple[Receipt, ...]


def _capabilities(door: Door, request: KindRequest) -> Capabilities:
    return door.vendor(request.kind, background=request.background).capabilities


def _identify(door: Door, request: KindRequest) -> Identity:
    return door.vendor(request.kind, background=request.background).identify()


def _boards(door: Door, request: KindRequest) -> BoardList:
    return BoardList(boards=door.vendor(request.kind, background=request.background).boards())


def _outline(door: Door, request: BoardRequest) -> Board:
    connector, board_id = door(request.ref, background=request.background)
    return connector.outline(board_id)


def _snapshot(door: Door, request: SnapshotRequest) -> Board:
    connector, board_id = door(request.ref, background=request.background)
    return connector.snapshot(board_id, request.known)


def _card(door: Door, request: CardRequest) -> Card:
    connector, board_id = door(request.ref, background=request.background)
    return connector.card(board_id, request.card_id)


def _apply(door: Door, request: ApplyRequest) -> Receipt:
    connector, board_id = door(request.ref, background=request.background)
    return connector.apply(board_id, request.card_id, request.write, request.key, request.seen)


def _find(door: Door, request: FindRequest) -> ReceiptList:
    connector, board_id = door(request.ref, background=request.background)
    found = connector.find(board_id, request.card_id, request.write, request.key, request.since)
    return ReceiptList(receipts=found)


# One call to a vendor may wait a minute for its place and for the vendor's pauses, and most actions make a few.
_FEW_CALLS = Deadline(base=180.0)
_MANY_CALLS = Deadline(base=900.0)

CAPABILITIES = Action("capabilities", KindRequest, Capabilities, _capabilities, deadline=_FEW_CALLS)
IDENTIFY = Action("identify", KindRequest, Identity, _identify, deadline=_FEW_CALLS)
BOARDS = Action("boards", KindRequest, BoardList, _boards, deadline=_FEW_CALLS)
OUTLINE = Action("outline", BoardRequest, Board, _outline, deadline=_FEW_CALLS)
SNAPSHOT = Action("snapshot", SnapshotRequest, Board, _snapshot, deadline=_MANY_CALLS, largest=LARGEST_ANSWER)
CARD = Action("card", CardRequest, Card, _card, deadline=_FEW_CALLS)
APPLY = Action("apply", ApplyRequest, Receipt, _apply, writes=True, deadline=_FEW_CALLS)
FIND = Action("find", FindRequest, ReceiptList, _find, deadline=_MANY_CALLS)

SERVICE: Service[Door] = Service(
    "kanban_connectors", (CAPABILITIES, IDENTIFY, BOARDS, OUTLINE, SNAPSHOT, CARD, APPLY, FIND)
)
