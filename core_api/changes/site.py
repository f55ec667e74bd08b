"""What the write path works with, and what it has in its hands while it writes."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime

from core_api.changes.outlines import Outlines
from core_api.contracts.board import Board, Card
from core_api.contracts.ports import Clock, Connector
from core_api.contracts.proposal import Intent
from core_api.store import intents
from core_api.store.database import Database

ConnectorFor = Callable[[str], tuple[Connector, str]]
"""A board reference such as `local:demo` → its connector and the board's id there."""

Boundary = Callable[[str], None]
"""Told the name of each point where a crash would leave another state behind. Does nothing in production."""


def nowhere(_name: str) -> None:
    """The boundary of production."""


@dataclass(frozen=True)
class Site:
    """The store, the boards and the time."""

    database: Database
    connector_for: ConnectorFor
    clock: Clock
    boundary: Boundary = nowhere
    outlines: Outlines = field(default_factory=Outlines)

    def intent(self, intent_id: str) -> Intent:
        """The intent as it stands. Raises NotFound."""
        with self.database.reading() as session:
            return intents.get(session, intent_id)


@dataclass(frozen=True)
class Write:
    """One write: the intent, where it goes, and the board as it was read for it."""

    intent: Intent
    connector: Connector
    board_id: str
    board: Board
    card: Card | None = None
    """The card as it stands now; None for a new one."""
    at: datetime | None = None
    """When the reading of the card began."""

    def read_again(self, card: Card, board: Board, at: datetime) -> "Write":
        """The same write with the card as it stands now, and the board's names for what is on it.

        `at` is when the card's reading began.
        """
        return replace(self, card=card, board=board, at=at)
