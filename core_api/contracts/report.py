"""Everything that came out of one meeting, and how the cards of its board fared in it, as surfaces show it."""

from pydantic import Field

from core_api.contracts.job import JobKind, Trouble
from core_api.contracts.meeting import Meeting, Transcript
from core_api.contracts.minutes import Minutes
from core_api.contracts.model import Frozen, Moment
from core_api.contracts.proposal import ChangeRecord, DiscussedCard, Heard, StaleCard, StoredProposal


class MeetingReport(Frozen):
    """One meeting from its transcript to its changes."""

    meeting: Meeting
    owner: str | None = None
    """The name of the person whose meeting it is, where somebody known is."""
    stage: str
    """How far it has come: received, transcribing, summarizing, matching, asking, done, failed, or stopped:
    somebody asked its work to stop, and it goes on when it is asked to."""
    trouble: Trouble | None = None
    """The problem that stopped it, with the stage `failed`."""
    transcript_id: str | None = None
    transcript: Transcript | None = None
    minutes: Minutes | None = None
    proposals: tuple[StoredProposal, ...] = ()
    heard: tuple[Heard, ...] = ()
    stale: tuple[StaleCard, ...] = ()
    discussed: tuple[DiscussedCard, ...] = ()
    """The cards that were spoken of, with and without news."""
    changes: tuple[ChangeRecord, ...] = ()
    seconds: dict[JobKind, float] = Field(default_factory=dict)
    """How long each kind of work took, where it ran."""
    notes: tuple[str, ...] = ()
    """Codes of what was not available and what was done instead (`degraded-…`)."""


class BoardAttention(Frozen):
    """Of which cards the last meeting about a board spoke, and of which it did not."""

    meeting_id: str
    meeting: str
    """Its title."""
    started_at: Moment
    news: tuple[DiscussedCard, ...] = ()
    discussed: tuple[DiscussedCard, ...] = ()
    """Those that were talked about without news."""
    cards: tuple[StaleCard, ...] = ()
    """Those at work or waiting of which nobody spoke, the longest silence first."""
    alert_after: int = 3
    """After so many silent meetings in a row a card is an alert; 0: never."""
