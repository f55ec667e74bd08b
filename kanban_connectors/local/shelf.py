"""Local boards in memory: for development and for tests. Nothing of it outlives the process."""

from collections.abc import Callable
from datetime import UTC, datetime
from threading import RLock

from core_api.contracts.board import Board, BoardSummary, Card
from core_api.contracts.ports import Clock
from core_api.contracts.problems import Conflict, NotFound


def system_clock() -> datetime:
    """Now, in UTC."""
    return datetime.now(UTC)


class MemoryShelf:
    """A `BoardShelf` in memory."""

    def __init__(self, *boards: Board, clock: Clock = system_clock) -> None:
        """The shelf with these boards on it."""
        self._boards = {board.id: board for board in boards}
        self._made: dict[tuple[str, str], tuple[str, str | None]] = {}
        self._clock = clock
        self._lock = RLock()

    def boards(self) -> tuple[BoardSummary, ...]:
        """The boards, by name."""
        found = (
            BoardSummary(
                id=board.id,
                name=board.name,
                cards=sum(not card.archived for card in board.cards),
                url=board.url,
            )
            for board in self._boards.values()
        )
        return tuple(sorted(found, key=lambda board: board.name))

    def load(self, board_id: str) -> Board:
        """The whole board. Raises NotFound."""
        if board_id not in self._boards:
            raise NotFound("board-not-found", board=board_id)
        return self._boards[board_id]

    def create(self, board: Board) -> None:
        """Put a new board on the shelf. Raises Conflict."""
        with self._lock:
            if board.id in self._boards:
                raise Conflict("board-exists", board=board.id)
            self._boards[board.id] = board

    def replace(self, board: Board) -> None:
        """Put the board in the place of the one with its id. Raises NotFound."""
        with self._lock:
            self.load(board.id)
            self._boards[board.id] = board
            self._made = {place: made for place, made in self._made.items() if place[0] != board.id}

    def update(
        self,
        board_id: str,
        card_id: str | None,
        change: Callable[[Board, Card | None], Card],
        *,
        key: str | None = None,
        remote_id: str | None = None,
    ) -> Card:
        """Change one card at once, or make one; a key that was used before changes nothing."""
        with self._lock:
            board = self.load(board_id)
            made = self.made(board_id, key) if key else None
            if made is not None:
                return _card(board, made[0])
            before = None if card_id is None else _card(board, card_id)
            after = change(board, before)
            if after != before:
                after = self._stamped(before, after)
                kept = tuple(after if card.id == after.id else card for card in board.cards)
                cards = kept if before else (*board.cards, after)
                self._boards[board_id] = board.model_copy(update={"cards": cards})
            if key:
                self._made[board_id, key] = (after.id, remote_id)
            return after

    def made(self, board_id: str, key: str) -> tuple[str, str | None] | None:
        """What was stored under the key."""
        return self._made.get((board_id, key))

    def _stamped(self, before: Card | None, after: Card) -> Card:
        revision = int((before and before.revision) or 0) + 1
        return after.model_copy(update={"revision": str(revision), "last_activity": self._clock()})


def _card(board: Board, card_id: str) -> Card:
    found = next((card for card in board.cards if card.id == card_id), None)
    if found is None:
        raise NotFound("card-not-found", card=card_id, board=board.name)
    return found
