"""The `file:` board: an export on disk, read and never written."""

from datetime import datetime
from pathlib import Path

from core_api.contracts.board import Board, BoardSummary, Card
from core_api.contracts.connector import Capabilities, Identity, Receipt, Write
from core_api.contracts.problems import Invalid, NotFound, Refused
from kanban_connectors.file.reading import read_board


def load_board(path: Path) -> Board:
    """The board in a file. Raises NotFound `board-file-missing`, Invalid as `read_board` does."""
    try:
        content = path.read_bytes()
    except FileNotFoundError as error:
        raise NotFound("board-file-missing", source=str(path)) from error
    except OSError as error:
        raise Invalid("board-file-unreadable", source=str(path), reason=error.strerror or "") from error
    return read_board(content, str(path))


class FileConnector:
    """A `Connector` to one file. The board's id is whatever the caller says: there is only the one."""

    capabilities = Capabilities(writable=False)

    def __init__(self, path: Path) -> None:
        """The file is read at each call, so that a newer export counts."""
        self._path = path

    def boards(self) -> tuple[BoardSummary, ...]:
        """The one board."""
        board = load_board(self._path)
        cards = sum(not card.archived for card in board.cards)
        return (BoardSummary(id=board.id, name=board.name, cards=cards, url=board.url),)

    def identify(self) -> Identity:
        """Nobody in particular: a file is only read."""
        return Identity(id="", name=self._path.name)

    def outline(self, board_id: str) -> Board:
        """The board without its cards."""
        return load_board(self._path).model_copy(update={"cards": ()})

    def snapshot(self, board_id: str, known: Board | None = None) -> Board:
        """The board as the file has it now."""
        return load_board(self._path)

    def card(self, board_id: str, card_id: str) -> Card:
        """One card. Raises NotFound."""
        board = load_board(self._path)
        found = next((card for card in board.cards if card.id == card_id), None)
        if found is None:
            raise NotFound("card-not-found", card=card_id, board=board.name)
        return found

    def apply(
        self, board_id: str, card_id: str | None, write: Write, key: str, seen: Card | None = None
    ) -> Receipt:
        """Always refused."""
        raise Refused("board-read-only", board=str(self._path))

    def find(
        self, board_id: str, card_id: str | None, write: Write, key: str, since: datetime | None = None
    ) -> tuple[Receipt, ...]:
        """Never anything: nothing is ever written here."""
        return ()
