"""What is said between the core and a kind of board: what it can do, who we are there, what is written, and its answer.

The board itself and the operations that may be proposed are in `board`.
"""

from typing import Annotated, Literal

from pydantic import Field

from core_api.contracts.board import Card, Due, Proposable, Withdraw
from core_api.contracts.model import Frozen, Moment


class Edit(Frozen):
    """Several fields of one card in one request; a field that is None stays as it is. No proposal can say it."""

    kind: Literal["edit"] = "edit"
    name: str | None = Field(default=None, min_length=1)
    description: str | None = None
    """The whole new text; an empty one clears it."""
    column_id: str | None = None
    lane_id: str | None = None
    position: float | None = None
    """The place in the column; None with a column: at its end."""
    due: Due | None = None
    """`Due(date=None)` clears it."""
    archived: bool | None = None


class Delete(Frozen):
    """Remove a card for good. Only a person says it, where the installation allows it; nothing takes it back."""

    kind: Literal["delete"] = "delete"


Write = Annotated[Proposable | Withdraw | Edit | Delete, Field(discriminator="kind")]
"""All that a connector may be told to do: what may be proposed, what an undo says, and what only people say."""


class Receipt(Frozen):
    """What a board says after a write."""

    card: Card
    """The card as it stands after the write (for `create`, the new one; for `delete`, as it was)."""
    remote_id: str | None = None
    """The id of what was made: a card, a comment, a checklist item; None for a change of a field."""


class Identity(Frozen):
    """Who the board says we are, and what the credentials may do as far as it tells."""

    id: str
    name: str
    username: str = ""
    rights: tuple[str, ...] = ()
    """In the vendor's words (`read`, `write`, `account`, …)."""
    missing: tuple[str, ...] = ()
    """Rights that we need and do not have."""
    excess: tuple[str, ...] = ()
    """Rights that we have and do not need."""
    expires_at: Moment | None = None


class TextLimits(Frozen):
    """The longest texts that the board takes, in characters; None: no limit is known."""

    name: int | None = None
    description: int | None = None
    comment: int | None = None
    item: int | None = None


class Rate(Frozen):
    """So many calls in so many seconds."""

    calls: int = Field(ge=1)
    seconds: float = Field(gt=0)


class Capabilities(Frozen):
    """What a kind of board can do; what is false is neither proposed nor tried."""

    writable: bool = True
    comments: bool = True
    checklists: bool = True
    labels: bool = True
    members: bool = True
    several_members: bool = True
    """False: a card has one assignee, and assigning another replaces the first."""
    due: bool = True
    due_time: bool = True
    """False: a due date is a day without a time."""
    archive: bool = True
    positions: bool = True
    """False: a card has no place within its column."""
    lanes: bool = False
    closed_columns: bool = False
    """True where a column can be closed, so that it takes no card."""
    revisions: bool = False
    """True when cards carry a revision that changes with each change."""
    etag: bool = False
    """True when the board itself refuses a write to a card that changed since it was read."""
    native_key: bool = False
    """True when a field of the board's own carries our key and can be searched by it."""
    incremental: bool = False
    """True when a second reading of a board costs less than the first."""
    hard_delete: bool = False
    webhooks: Literal["none", "unsigned", "signed"] = "none"
    body: Literal["plain", "markdown", "html"] = "plain"
    """The dialect of descriptions and comments."""
    limits: TextLimits = TextLimits()
    rates: tuple[Rate, ...] = ()
    """What the vendor publishes; replies may teach more."""
