"""What boards showed us: cards as they were seen, and what others changed on them.

Only cards that a proposal named or that we wrote to are watched. Of comments only our own are kept.
"""

from typing import Literal

from pydantic import JsonValue

from core_api.contracts.board import Card, CardRef
from core_api.contracts.meeting import Speaker
from core_api.contracts.model import Frozen, Moment
from core_api.contracts.proposal import ChangeRecord, FieldChange

Observed = Literal["write", "snapshot", "webhook"]
"""How a change of somebody else was found: before or after a write of ours, reading the board, at a board's hint."""


class Sighting(Frozen):
    """A watched card as it was seen first and last."""

    board: str
    card_id: str
    first: Card
    first_at: Moment
    last: Card
    last_at: Moment
    """When the reading that gave `last` began."""
    events: int = 0
    """How many changes of the card, ours and others', have a place in its history so far."""
    gone: bool = False
    """True once the board does not have the card any more."""


class ForeignChange(Frozen):
    """One thing on a card that somebody changed on the board, between two looks of ours."""

    board: str
    card: CardRef
    field: str
    """A name of `domain.card_values`, as in `FieldValue`."""
    before: JsonValue = None
    after: JsonValue = None
    words: FieldChange
    """The same in the names that people read on the board."""
    observed_at: Moment
    how: Observed
    sequence: int
    """Its place among all that happened to the card."""


class HistoryEntry(Frozen):
    """One line of a card's history: a change of ours, or one that somebody made on the board."""

    change: ChangeRecord | None = None
    foreign: ForeignChange | None = None

    @property
    def at(self) -> Moment:
        """When it was made, or when it was found."""
        if self.change is not None:
            return self.change.at
        if self.foreign is None:
            raise ValueError("a line of a history tells something")
        return self.foreign.observed_at


class Occasion(Frozen):
    """The meeting that a change came from, as far as it is still there."""

    id: str
    title: str
    started_at: Moment | None = None
    speakers: tuple[Speaker, ...] = ()
    timed: bool = True
    """False when its quotes have no seconds."""


class CardHistory(Frozen):
    """Why a card is as it is: all that we changed on it and all that we saw others change, the newest first."""

    board: str
    card: CardRef
    number: int | None = None
    entries: tuple[HistoryEntry, ...] = ()
    meetings: tuple[Occasion, ...] = ()
