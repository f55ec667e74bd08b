"""The `local` board: a kanban board that Boardscribe keeps itself, on a shelf that it is handed.

It knows no database: the shelf does. What an operation does to a card is in `writing`.
"""

from datetime import datetime

from core_api.contracts.board import Board, BoardSummary, Card, Create
from core_api.contracts.connector import Capabilities, Delete, Edit, Identity, Receipt, Write
from core_api.contracts.ports import BoardShelf, Clock
from core_api.contracts.problems import NotFound, Unsupported
from kanban_connectors.local.shelf import system_clock
from kanban_connectors.local.writing import AUTHOR, apply_operation, remote_id


class LocalConnector:
    """A `Connector` to the boards of a shelf."""

    capabilities = Capabilities(revisions=True, native_key=True, closed_columns=True)

    def __init__(self, shelf: BoardShelf, clock: Clock = system_clock) -> None:
        """Boards on `shelf`; `clock` dates the comments."""
        self._shelf = shelf
        self._clock = clock

    def identify(self) -> Identity:
        """Ourselves: the boards are our own."""
        return Identity(id="boardscribe", name=AUTHOR)

    def boards(self) -> tuple[BoardSummary, ...]:
        """The boards on the shelf."""
        return self._shelf.boards()

    def outline(self, board_id: str) -> Board:
        """The board without its cards. Raises NotFound."""
        return self._shelf.load(board_id).model_copy(update={"cards": ()})

    def snapshot(self, board_id: str, known: Board | None = None) -> Board:
        """The whole board. Raises NotFound."""
        return self._shelf.load(board_id)

    def card(self, board_id: str, card_id: str) -> Card:
        """One card with its comments. Raises NotFound."""
        board = self._shelf.load(board_id)
        found = next((card for card in board.cards if card.id == card_id), None)
        if found is None:
            raise NotFound("card-not-found", card=card_id, board=board.name)
        return found

    def apply(
        self, board_id: str, card_id: str | None, write: Write, key: str, seen: Card | None = None
    ) -> Receipt:
        """Make one change, once per key. Raises NotFound, Conflict, Unsupported for a deletion."""
        if isinstance(write, Delete):
            raise Unsupported("board-cannot", board=board_id, kind=write.kind)

        def change(board: Board, card: Card | None) -> Card:
            return apply_operation(board, card, write, key, self._clock())[0]

        made = None if isinstance(write, Edit) else remote_id(write, key)
        target = None if isinstance(write, Create) else card_id or ""
        card = self._shelf.update(board_id, target, change, key=key, remote_id=made)
        return Receipt(card=card, remote_id=made)

    def find(
        self, board_id: str, card_id: str | None, write: Write, key: str, since: datetime | None = None
    ) -> tuple[Receipt, ...]:
        """What an earlier `apply` with this key left: the shelf remembers keys. Raises NotFound."""
        made = self._shelf.made(board_id, key)
        if made is None:
            return ()
        return (Receipt(card=self.card(board_id, made[0]), remote_id=made[1]),)
