"""What boards tell by themselves: webhooks and their hints. A hint is never believed, only looked into."""

from pydantic import Field

from core_api.contracts.accounts import VendorKind
from core_api.contracts.model import Frozen, Moment


class Hint(Frozen):
    """Something changed on a board: read this card again."""

    event_id: str = Field(min_length=1)
    """The vendor's id of the event, or a digest of what came; the same one is taken once."""
    card_id: str | None = None
    """None: it is about no card."""
    author_id: str | None = None
    """Who did it, by the board's id; None where it does not tell."""


class Hook(Frozen):
    """A registered webhook, and how it fares: one that the vendor switched off is otherwise seen nowhere."""

    id: str
    kind: VendorKind
    board_id: str
    url: str
    active: bool = True
    failures: int = 0
    """Deliveries that failed in a row."""
    failing_since: Moment | None = None
