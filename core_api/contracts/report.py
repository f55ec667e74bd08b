"""Everything that came out of one meeting, as surfaces show it."""

from pydantic import Field

from core_api.contracts.job import JobKind, Trouble
from core_api.contracts.meeting import Meeting, Transcript
from core_api.contracts.minutes import Minutes
from core_api.contracts.model import Frozen
from core_api.contracts.proposal import ChangeRecord, Heard, StaleCard, StoredProposal


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
    changes: tuple[ChangeRecord, ...] = ()
    seconds: dict[JobKind, float] = Field(default_factory=dict)
    """How long each kind of work took, where it ran."""
    notes: tuple[str, ...] = ()
    """Codes of what was not available and what was done instead (`degraded-…`)."""
