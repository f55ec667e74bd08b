"""The `local` board: a kanban board that Boardscribe keeps itself, on a shelf that it is handed.

It knows no database: the shelf does. What an operation does to a card is in `applying`.
"""

from core_api.contracts.board import (
    Board,
    BoardSummary,
    Capabilities,
    Card,
    Create,
    Operation,
    Receipt,
    Withdraw,
)
from core_api.contracts.ports import BoardShelf, Clock
from core_api.contracts.problems import NotFound
from kanban_connectors.applying import apply_operation, remote_id
from kanban_connectors.memory import system_clock


class LocalConnector:
    """A `Connector` to the boards of a shelf."""

    capabilities = Capabilities(revisions=True)

    def __init__(self, shelf: BoardShelf, clock: Clock = system_clock) -> None:
        """Boards on `shelf`; `clock` dates the comments."""
        self._shelf = shelf
        self._clock = clock

    def boards(self) -> tuple[BoardSummary, ...]:
        """The boards on the shelf."""
        return self._shelf.boards()

    def snapshot(self, board_id: str) -> Board:
        """The whole board. Raises NotFound."""
        return self._shelf.load(board_id)

    def card(self, board_id: str, card_id: str) -> Card:
        """One card with its comments. Raises NotFound."""
        board = self._shelf.load(board_id)
        found = next((card for card in board.cards if card.id == card_id), None)
        if found is None:
            raise NotFound("card-not-found", card=card_id, board=board.name)
        return found

    def apply(self, board_id: str, card_id: str | None, operation: Operation | Withdraw, key: str) -> Receipt:
        """Make one change, once per key. Raises NotFound, Conflict."""

        def change(board: Board, card: Card | None) -> Card:
            return apply_operation(board, card, operation, key, self._clock())[0]

        made = remote_id(operation, key)
        target = None if isinstance(operation, Create) else card_id or ""
        card = self._shelf.update(board_id, target, change, key=key, remote_id=made)
        return Receipt(card=card, remote_id=made)

    def find(
        self, board_id: str, card_id: str | None, operation: Operation | Withdraw, key: str
    ) -> Receipt | None:
        """What an earlier `apply` with this key left; None: surely nothing. Raises NotFound."""
        made = self._shelf.made(board_id, key)
        if made is None:
            return None
        return Receipt(card=self.card(board_id, made[0]), remote_id=made[1])
