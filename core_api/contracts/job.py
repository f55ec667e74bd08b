"""Long work: jobs, their progress and their outcome."""

from typing import Literal

from pydantic import Field

from core_api.contracts.model import Frozen, Moment

JobKind = Literal[
    "advance",
    "transcribe",
    "summarize",
    "propose",
    "apply",
    "sweep",
    "notice",
    "deliver",
    "answer",
    "errand",
    "index",
]
JobState = Literal["queued", "running", "done", "failed", "cancelled"]


class Progress(Frozen):
    """How far a job is. `unit` says what is counted: audio seconds, parts, cards."""

    stage: str
    done: float = 0.0
    total: float | None = None
    unit: Literal["seconds", "parts", "items"] = "items"


class Trouble(Frozen):
    """A problem that stopped a job, as it is stored and told again later."""

    code: str
    kind: str
    """The problem's class in `problems`."""
    params: dict[str, str | int | float] = Field(default_factory=dict)


class Job(Frozen):
    """A row of the ledger."""

    id: str
    kind: JobKind
    key: str
    """Unique: submitting the same key again gives the same job."""
    meeting_id: str | None = None
    args: dict[str, str] = Field(default_factory=dict)
    state: JobState = "queued"
    attempt: int = 0
    max_attempts: int = 3
    fence: int = 0
    """Grows with every claim; whoever holds an old one must stop."""
    progress: Progress | None = None
    trouble: Trouble | None = None
    """The problem of the last attempt, to be told in words."""
    result: str | None = None
    """The id of what the job made."""
    cancel_requested: bool = False
    created_at: Moment
    started_at: Moment | None = None
    """When the last attempt began."""
    finished_at: Moment | None = None

    @property
    def error(self) -> str | None:
        """The code of the problem, if there is one."""
        return self.trouble.code if self.trouble else None
