"""Which card a fact is about, and which facts a card got."""

from typing import Literal

from core_api.contracts.minutes import ModelCall
from core_api.contracts.model import Frozen, Probability

Naming = Literal["number", "title"]
"""How a card was plainly named: by its number (or its address), or by its whole title."""


class CardText(Frozen):
    """What a matcher sees of a card."""

    id: str
    number: int | None = None
    name: str
    description: str = ""
    history: tuple[str, ...] = ()
    """Passages that people approved for this card before."""
    open: bool = True
    """False for archived cards and those in a done column."""
    working: bool = False
    """True for cards in a working or waiting column: those are spoken of most."""
    members: tuple[str, ...] = ()
    """Ids of the board's members who have the card."""
    links: tuple[str, ...] = ()
    """Addresses that stand for the card: its own, and those in its description."""
    idle_days: float | None = None
    """Days since anything happened on the card; None where the board does not tell."""
    history_days: tuple[float, ...] = ()
    """How many days ago each passage of `history` was approved; empty: not known."""


class Query(Frozen):
    """What a matcher sees of a fact."""

    id: str
    text: str
    mention: str = ""
    context: str = ""
    members: tuple[str, ...] = ()
    """Ids of the board's members who said it or are named in it."""


class Candidate(Frozen):
    """A card and how well it fits, best first in its list."""

    card_id: str
    score: Probability
    """Fused from all scorers; only comparable within one query."""
    named: Naming | None = None


class Pick(Frozen):
    """A language model's answer to which of the candidates is meant."""

    card_id: str | None = None
    """None: none of them."""
    rival_id: str | None = None
    """Another candidate that the words fit as well; None: there is no such doubt."""


class Match(Frozen):
    """The ranked cards for one fact."""

    query_id: str
    candidates: tuple[Candidate, ...] = ()
    confidence: Probability = 0.0
    """The probability that the first candidate is the right card; 0 when there is none."""
    picks: tuple[Pick, ...] = ()
    """What a language model picked among the candidates, once for each time that it was asked, each time in another
    order. A feature, never the verdict."""

    @property
    def best(self) -> Candidate | None:
        """The first candidate, if there is any."""
        return self.candidates[0] if self.candidates else None

    @property
    def runner_up(self) -> Candidate | None:
        """The second candidate, if there is any."""
        return self.candidates[1] if len(self.candidates) > 1 else None


class Vector(Frozen):
    """One text in the space of an embedding model, at length 1."""

    values: tuple[float, ...] = ()


class Vectors(Frozen):
    """Texts as an embedding model sees them, in their order."""

    model: str
    """Model and version; vectors of different ones are never compared."""
    vectors: tuple[Vector, ...] = ()


class Ranking(Frozen):
    """All matches of one call, and what was not available for them."""

    matches: tuple[Match, ...] = ()
    notes: tuple[str, ...] = ()
    calls: tuple[ModelCall, ...] = ()
    """What was asked of a language model for the picks."""
