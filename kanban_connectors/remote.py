"""Boards that are reached through the service in another process: the same port, over a wire.

Nothing is decided here: what a board can do and what went wrong is said at the other end.
"""

from datetime import datetime
from threading import Lock

from core_api.contracts.board import Board, BoardSummary, Card
from core_api.contracts.connector import Capabilities, Identity, Receipt, Write
from core_api.contracts.problems import Missing
from core_api.wire.service import Wire
from kanban_connectors.actions import (
    APPLY,
    BOARDS,
    CAPABILITIES,
    CARD,
    FIND,
    IDENTIFY,
    OUTLINE,
    SNAPSHOT,
    ApplyRequest,
    BoardRequest,
    CardRequest,
    FindRequest,
    KindRequest,
    SnapshotRequest,
)


class RemoteConnector:
    """A `Connector` to one kind of board at the other end of a wire."""

    def __init__(self, wire: Wire, kind: str, *, background: bool = False) -> None:
        """Nothing is sent yet. In the background calls give way to what people wait for."""
        self._wire = wire
        self._kind = kind
        self._background = background
        self._lock = Lock()
        self._capabilities: Capabilities | None = None

    @property
    def capabilities(self) -> Capabilities:
        """What this kind of board can do; asked once. Raises what a call raises."""
        with self._lock:
            if self._capabilities is None:
                self._capabilities = self._wire.call(CAPABILITIES, self._about_kind())
            return self._capabilities

    def identify(self) -> Identity:
        """Who the board says we are."""
        return self._wire.call(IDENTIFY, self._about_kind())

    def boards(self) -> tuple[BoardSummary, ...]:
        """The boards that can be reached."""
        return self._wire.call(BOARDS, self._about_kind()).boards

    def outline(self, board_id: str) -> Board:
        """The board without its cards."""
        return self._wire.call(OUTLINE, BoardRequest(ref=self._ref(board_id), background=self._background))

    def snapshot(self, board_id: str, known: Board | None = None) -> Board:
        """The whole board."""
        request = SnapshotRequest(ref=self._ref(board_id), known=known, background=self._background)
        return self._wire.call(SNAPSHOT, request)

    def card(self, board_id: str, card_id: str) -> Card:
        """One card as it stands now."""
        request = CardRequest(ref=self._ref(board_id), card_id=card_id, background=self._background)
        return self._wire.call(CARD, request)

    def apply(
        self, board_id: str, card_id: str | None, write: Write, key: str, seen: Card | None = None
    ) -> Receipt:
        """Make one change. A call that broke off is OutcomeUnknown, whatever the board did."""
        request = ApplyRequest(
            ref=self._ref(board_id),
            card_id=card_id,
            write=write,
            key=key,
            seen=seen,
            background=self._background,
        )
        return self._wire.call(APPLY, request)

    def find(
        self, board_id: str, card_id: str | None, write: Write, key: str, since: datetime | None = None
    ) -> tuple[Receipt, ...]:
        """What earlier writes with this key left."""
        request = FindRequest(
            ref=self._ref(board_id),
            card_id=card_id,
            write=write,
            key=key,
            since=since,
            background=self._background,
        )
        return self._wire.call(FIND, request).receipts

    def _about_kind(self) -> KindRequest:
        return KindRequest(kind=self._kind, background=self._background)

    def _ref(self, board_id: str) -> str:
        return f"{self._kind}:{board_id}"


def ask(wire: Wire) -> None:
    """Raises a Problem unless the service answers us; that it lacks some account is its own affair."""
    try:
        wire.call(CAPABILITIES, KindRequest(kind="trello"))
    except Missing as problem:
        if problem.code != "board-account-missing":
            raise
