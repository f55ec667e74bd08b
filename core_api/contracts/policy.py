"""What a board allows: the settings that the gate reads, and who changed them."""

from typing import Literal

from pydantic import Field

from core_api.contracts.board import ColumnRole, OperationKind
from core_api.contracts.messages import Address
from core_api.contracts.model import Frozen, ModelAccess, Moment, Probability
from core_api.contracts.proposal import Actor

AUTOMATIC_BY_DEFAULT: frozenset[OperationKind] = frozenset(
    {"comment", "move", "due", "assign", "check", "uncheck", "add_check", "label", "unlabel"}
)
"""The kinds that may be automatic by default; the rest of the union always asks first."""


ALWAYS_ASK: frozenset[OperationKind] = frozenset({"archive", "restore", "unassign", "rename", "describe"})
"""The kinds that no policy can make automatic."""


AskFirst = Literal["leads", "card_owner", "meeting_owner"]


class Asking(Frozen):
    """Who is asked about a board's proposals, and what happens when nobody answers. Silence never decides."""

    first: AskFirst = "leads"
    """Who is asked first: those with the role lead (else all who may decide), whoever the card is assigned to, or
    whoever handed the meeting in. Where those may not decide, the leads."""
    assignee_confirms: frozenset[OperationKind] = frozenset()
    """Kinds that the card's assignee may decide on without any role, being a known person."""
    remind_minutes: int = Field(default=240, ge=0)
    """After so long one reminder is sent, and later the daily digest says what still waits; 0: none."""
    escalate_minutes: int = Field(default=1440, ge=0)
    """After so long all others who may decide are asked too; 0: never."""
    group: Address | None = None
    """A group chat that is told of each meeting too; whoever may decide can press there."""


class BoardPolicy(Frozen):
    """The policy of one board. A new board starts in shadow mode: it says what it would do."""

    mode: Literal["shadow", "live"] = "shadow"
    stopped: bool = False
    """The kill switch: nothing is written, not even what was approved."""
    read_only: bool = False
    automatic: frozenset[OperationKind] = AUTOMATIC_BY_DEFAULT
    off_limits: frozenset[str] = frozenset()
    """Columns whose cards are never changed without asking."""
    threshold: Probability = 0.8
    """Below this confidence nothing happens unasked, whatever decisions proved. Each kind has its own limit above."""
    audited: Probability = 0.05
    """The share of what would have been done unasked that a person is asked about all the same, drawn by lot."""
    changes_per_meeting: int = Field(default=20, ge=0)
    """The cap on automatic changes of one meeting; what is above asks."""
    changes_per_card: int = Field(default=5, ge=0)
    column_roles: dict[str, ColumnRole] = Field(default_factory=dict)
    """Roles set by hand, by column id; they go before guessed ones."""
    leads: frozenset[str] = frozenset()
    """Members (ids) whose plain word may finish a card that is not theirs."""
    stale_label: str | None = None
    """A label of the board (its id or name) that cards without news carry; None: cards are not marked."""
    silent_meetings: int = Field(default=3, ge=0)
    """After so many meetings in a row in which nobody spoke of a card at work it is an alert; 0: never."""
    models: ModelAccess = "external"
    asking: Asking = Asking()


DEFAULT_POLICY = BoardPolicy(mode="live", audited=0.0)
"""What `--dry-run` judges by: a live board with everything at its default, and no lots drawn."""


class PolicyChange(Frozen):
    """What of a board's policy is to be another way; what is None stays."""

    mode: Literal["shadow", "live"] | None = None
    stopped: bool | None = None
    read_only: bool | None = None
    automatic: tuple[OperationKind, ...] | None = None
    """All kinds that may be automatic from now on."""
    off_limits: tuple[str, ...] | None = None
    """All columns that are off limits from now on, by name or id."""
    threshold: Probability | None = None
    audited: Probability | None = None
    changes_per_meeting: int | None = Field(default=None, ge=0)
    changes_per_card: int | None = Field(default=None, ge=0)
    stale_label: str | None = Field(default=None, max_length=200)
    """A label by name or id; an empty text: none."""
    silent_meetings: int | None = Field(default=None, ge=0)
    models: ModelAccess | None = None
    ask_first: AskFirst | None = None
    assignee_confirms: tuple[OperationKind, ...] | None = None
    """All kinds that a card's assignee may decide on from now on."""
    remind_minutes: int | None = Field(default=None, ge=0)
    escalate_minutes: int | None = Field(default=None, ge=0)
    ask_group: str | None = Field(default=None, max_length=200)
    """A group chat as `telegram:-100…`; an empty text: none."""


class RuleChange(Frozen):
    """One change of what a board allows or of what a person may: who, when, from what to what."""

    board: str
    """The board's reference, or `*`."""
    subject: Literal["policy", "grant", "person"]
    person_id: str | None = None
    """With `grant` and `person`: of whom."""
    by: Actor
    at: Moment
    before: dict[str, str]
    """The fields that changed, by name, as JSON text; a field that was not there is left out."""
    after: dict[str, str]
