"""The names on boards, kept for a minute: a write needs them for its record, and not to decide anything.

Whether a card, a column or a member is still there is for the board to say when it is written to, never for these.
"""

import time
from collections.abc import Callable
from threading import Lock

from core_api.contracts.board import Board, Card
from core_api.contracts.ports import Connector
from core_api.contracts.proposal import Intent

_LASTS = 60.0
"""Seconds."""
_MOST = 100
"""Boards; the one that was read first is forgotten for another."""


class Outlines:
    """Boards without their cards, by reference. Safe to share between threads."""

    def __init__(self, seconds: Callable[[], float] = time.monotonic) -> None:
        """`seconds` is a clock that only goes forward."""
        self._seconds = seconds
        self._lock = Lock()
        self._read: dict[str, tuple[float, Board]] = {}

    def of(self, intent: Intent, connector: Connector, board_id: str, card: Card | None = None) -> Board:
        """The outline of the intent's board; read again when it is old, or cannot name what the card has.

        Raises what `Connector.outline` raises: an outline that cannot be read is never an empty one.
        """
        with self._lock:
            at, board = self._read.get(intent.board, (0.0, None))
        if board is not None and self._seconds() - at < _LASTS and _names(board, _ids(intent, card)):
            return board
        fresh = connector.outline(board_id)
        with self._lock:
            self._read.pop(intent.board, None)
            self._read[intent.board] = self._seconds(), fresh
            for oldest in list(self._read)[:-_MOST]:
                del self._read[oldest]
        return fresh


def _ids(intent: Intent, card: Card | None) -> set[str]:
    said = (getattr(intent.operation, field, None) for field in ("column_id", "member_id", "label_id"))
    there = (card.column_id, *card.member_ids, *card.label_ids) if card else ()
    return {one for one in (*said, *there) if one}


def _names(board: Board, ids: set[str]) -> bool:
    columns = {column.id for column in board.columns}
    return ids <= columns | {member.id for member in board.members} | {label.id for label in board.labels}
