"""The answers of the API that have no model in `contracts`, as far as the pages read them.

What a newer API adds is read past. No behaviour here.
"""

from datetime import date as Day  # noqa: N812 - as in the contracts

from pydantic import BaseModel, ConfigDict, Field

from core_api.contracts.board import Board, BoardSummary, CardRef
from core_api.contracts.health import DependencyState
from core_api.contracts.job import Trouble
from core_api.contracts.meeting import Meeting, Transcript
from core_api.contracts.model import Moment
from core_api.contracts.policy import BoardPolicy
from core_api.contracts.proposal import ChangeRecord, StoredProposal


class Shape(BaseModel):
    """A value read from JSON; fields that it does not know are left alone."""

    model_config = ConfigDict(frozen=True, extra="ignore")


class Waiting(Shape):
    """A proposal in the queue, with its meeting and the speakers' names (no segments)."""

    stored: StoredProposal
    meeting: Meeting
    transcript: Transcript


class BoardLine(Shape):
    """A board that is kept here."""

    ref: str
    board: BoardSummary
    policy: BoardPolicy


class BoardView(Shape):
    """A board as it stands now."""

    board: Board
    policy: BoardPolicy


class SpokenOf(Shape):
    """A card that a meeting spoke of."""

    card: CardRef


class Silent(Shape):
    """A card at work of which a meeting did not speak."""

    card: CardRef
    reason: str
    touched_at: Moment | None = None
    silent: int = 1
    alert: bool = False


class StaleView(Shape):
    """Of which cards the last meeting spoke, and which it left unmentioned."""

    meeting: str
    started_at: Moment | None = None
    news: tuple[SpokenOf, ...] = ()
    discussed: tuple[SpokenOf, ...] = ()
    cards: tuple[Silent, ...]
    alert_after: int = 0


class MeetingLine(Shape):
    """A meeting and how far it has come."""

    meeting: Meeting
    stage: str


class Quote(Shape):
    """Words with the second and the speaker's name, as `process --json` gives them."""

    start: float = 0.0
    speaker: str = ""
    quote: str = ""


class Said(Shape):
    """A decision, an action item or something that was only heard."""

    text: str
    owner: str | None = None
    due: Day | None = None
    outcome: str = ""
    reason: str = ""
    evidence: tuple[Quote, ...] = ()


class Overview(Shape):
    """The minutes in short."""

    overview: str = ""
    key_points: tuple[str, ...] = ()


class Standing(Shape):
    """Where a proposal stands."""

    state: str
    error: str | None = None


class ProposalLine(Shape):
    """A proposal in short."""

    id: str
    operation: str
    card: CardRef | None = None


class MeetingPage(Shape):
    """What came out of a meeting."""

    summary: Overview = Overview()
    decisions: tuple[Said, ...] = ()
    action_items: tuple[Said, ...] = ()
    heard: tuple[Said, ...] = ()
    degraded: tuple[str, ...] = ()
    proposals: tuple[ProposalLine, ...] = ()
    owner: str | None = None
    """Whose meeting it is, where somebody known is."""
    stage: str = ""
    trouble: Trouble | None = None
    speakers: dict[int, str] = Field(default_factory=dict)
    """Number → name as it is shown."""
    states: dict[str, Standing] = Field(default_factory=dict)
    """Proposal → where it stands."""
    changes: tuple[ChangeRecord, ...] = ()


class Refusal(Shape):
    """Why one change of a meeting could not be taken back."""

    code: str
    message: str


class Undone(Shape):
    """What taking back a whole meeting came to."""

    undone: tuple[ChangeRecord, ...]
    refused: tuple[Refusal, ...]


class Dependency(Shape):
    """One line of `/ready`."""

    name: str
    state: DependencyState
    detail: str
