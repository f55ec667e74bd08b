"""The tables. A row leaves the store to the ledger only: what others get are the models of `contracts`.

Columns are what a query asks for; the rest of a model lies in `body` as JSON. Times are in UTC;
a meeting's own zone stays in its body.
"""

from datetime import datetime
from typing import Any

from sqlalchemy import Column as SqlColumn
from sqlalchemy import Index, text
from sqlmodel import Field, SQLModel

from core_api.contracts.board import Board, Card
from core_api.contracts.connector import Identity
from core_api.contracts.history import ForeignChange
from core_api.contracts.job import Progress, Trouble
from core_api.contracts.meeting import Meeting, Transcript
from core_api.contracts.minutes import Minutes
from core_api.contracts.pacing import Bucket
from core_api.contracts.people import Person
from core_api.contracts.policy import BoardPolicy, RuleChange
from core_api.contracts.proposal import (
    ChangeRecord,
    Decision,
    DiscussedCard,
    Heard,
    Intent,
    Proposal,
    StaleCard,
)
from core_api.store.columns import Json, UtcDateTime

SQLModel.metadata.naming_convention = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}


def json_column(annotation: Any, *, nullable: bool = False) -> Any:
    """A column with a model as JSON text."""
    return Field(sa_column=SqlColumn(Json(annotation), nullable=nullable))


def moment_column(*, nullable: bool = False, index: bool = False) -> Any:
    """A column with a moment in UTC."""
    return Field(sa_type=UtcDateTime, nullable=nullable, index=index)


def _of_meeting(*, primary: bool = False) -> Any:
    """A meeting's id, gone with the meeting."""
    return Field(foreign_key="meeting.id", ondelete="CASCADE", primary_key=primary, index=not primary)


class MeetingRow(SQLModel, table=True):
    """A meeting and where its flow stands."""

    __tablename__ = "meeting"
    id: str = Field(primary_key=True)
    key: str = Field(unique=True)
    created_at: datetime = moment_column(index=True)
    stage: str = "received"
    error: str | None = None
    body: Meeting = json_column(Meeting)


class TranscriptRow(SQLModel, table=True):
    """The transcript of a meeting."""

    __tablename__ = "transcript"
    meeting_id: str = _of_meeting(primary=True)
    id: str = Field(unique=True)
    body: Transcript = json_column(Transcript)


class MinutesRow(SQLModel, table=True):
    """The minutes of a meeting."""

    __tablename__ = "minutes"
    meeting_id: str = _of_meeting(primary=True)
    body: Minutes = json_column(Minutes)


class PlanRow(SQLModel, table=True):
    """What a meeting meant for its board, apart from the proposals."""

    __tablename__ = "plan"
    meeting_id: str = _of_meeting(primary=True)
    heard: tuple[Heard, ...] = json_column(tuple[Heard, ...])
    stale: tuple[StaleCard, ...] = json_column(tuple[StaleCard, ...])
    notes: tuple[str, ...] = json_column(tuple[str, ...])
    discussed: tuple[DiscussedCard, ...] = json_column(tuple[DiscussedCard, ...])
    board: str | None = Field(default=None, index=True)
    """The meeting's board: the meetings about one board are compared with each other."""
    started_at: datetime | None = moment_column(nullable=True)
    """When the meeting began."""


class ProposalRow(SQLModel, table=True):
    """The newest version of a proposal and where it stands."""

    __tablename__ = "proposal"
    __table_args__ = (Index(None, "state", "created_at"),)
    id: str = Field(primary_key=True)
    meeting_id: str = _of_meeting()
    board: str | None = None
    version: int
    state: str
    error: str | None = None
    created_at: datetime = moment_column()
    place: int
    """Its place among the proposals that were stored together."""
    body: Proposal = json_column(Proposal)


class DecisionRow(SQLModel, table=True):
    """The first decision on a version of a proposal."""

    __tablename__ = "decision"
    proposal_id: str = Field(foreign_key="proposal.id", ondelete="CASCADE", primary_key=True)
    version: int = Field(primary_key=True)
    body: Decision = json_column(Decision)


class IntentRow(SQLModel, table=True):
    """A board write before, while and after it is tried. It outlives its meeting."""

    __tablename__ = "intent"
    id: str = Field(primary_key=True)
    meeting_id: str = Field(index=True)
    state: str = Field(index=True)
    attempts: int = 0
    error: str | None = None
    created_at: datetime = moment_column()
    place: int
    body: Intent = json_column(Intent)


class ChangeRow(SQLModel, table=True):
    """The audit record of one change. It outlives its meeting."""

    __tablename__ = "change"
    __table_args__ = (Index(None, "board", "card_id"),)
    id: str = Field(primary_key=True)
    meeting_id: str = Field(index=True)
    board: str
    card_id: str
    at: datetime = moment_column(index=True)
    undone_by: str | None = None
    body: ChangeRecord = json_column(ChangeRecord)


class SightingRow(SQLModel, table=True):
    """A watched card as it was seen first and last. It outlives the meeting that named it."""

    __tablename__ = "sighting"
    board: str = Field(primary_key=True)
    card_id: str = Field(primary_key=True)
    first: Card = json_column(Card)
    first_at: datetime = moment_column()
    last: Card = json_column(Card)
    last_at: datetime = moment_column()
    events: int
    gone: bool


class ForeignChangeRow(SQLModel, table=True):
    """What somebody changed on a watched card, between two looks."""

    __tablename__ = "foreign_change"
    board: str = Field(primary_key=True)
    card_id: str = Field(primary_key=True)
    sequence: int = Field(primary_key=True)
    field: str
    observed_at: datetime = moment_column()
    body: ForeignChange = json_column(ForeignChange)


class BoardCopyRow(SQLModel, table=True):
    """A vendor's board as it was read last, without its cards: where the next reading goes on. Only a copy."""

    __tablename__ = "board_copy"
    board: str = Field(primary_key=True)
    read_at: datetime = moment_column()
    body: Board = json_column(Board)


class CardCopyRow(SQLModel, table=True):
    """A card of such a board."""

    __tablename__ = "card_copy"
    board: str = Field(foreign_key="board_copy.board", ondelete="CASCADE", primary_key=True)
    card_id: str = Field(primary_key=True)
    place: int
    body: Card = json_column(Card)


class BoardEventRow(SQLModel, table=True):
    """A vendor's event that was taken, so that it is taken once."""

    __tablename__ = "board_event"
    board: str = Field(primary_key=True)
    id: str = Field(primary_key=True)
    at: datetime = moment_column(index=True)


class BoardSelfRow(SQLModel, table=True):
    """Who we are on a kind of board, as it told when it was asked last."""

    __tablename__ = "board_self"
    kind: str = Field(primary_key=True)
    asked_at: datetime = moment_column()
    body: Identity = json_column(Identity)


class BoardPolicyRow(SQLModel, table=True):
    """What a board allows, by its reference."""

    __tablename__ = "board_policy"
    board: str = Field(primary_key=True)
    name: str | None = None
    """What the board is called where it lies, as it was last seen."""
    body: BoardPolicy = json_column(BoardPolicy)


class PersonRow(SQLModel, table=True):
    """Somebody who may decide; the identities lie beside."""

    __tablename__ = "person"
    id: str = Field(primary_key=True)
    name: str
    body: Person = json_column(Person)


class IdentityRow(SQLModel, table=True):
    """Who a person is somewhere else. One identity belongs to one person."""

    __tablename__ = "identity"
    kind: str = Field(primary_key=True)
    place: str = Field(primary_key=True)
    id: str = Field(primary_key=True)
    person_id: str = Field(foreign_key="person.id", ondelete="CASCADE", index=True)


class GrantRow(SQLModel, table=True):
    """The role of a person on a board."""

    __tablename__ = "grant"
    person_id: str = Field(foreign_key="person.id", ondelete="CASCADE", primary_key=True)
    board: str = Field(primary_key=True)
    role: str


class RuleChangeRow(SQLModel, table=True):
    """A change of a policy, of a person or of a role. Nothing ever changes it."""

    __tablename__ = "rule_change"
    place: int | None = Field(default=None, primary_key=True)
    board: str = Field(index=True)
    at: datetime = moment_column()
    body: RuleChange = json_column(RuleChange)


class LocalBoardRow(SQLModel, table=True):
    """A local board without its cards."""

    __tablename__ = "local_board"
    id: str = Field(primary_key=True)
    name: str
    body: Board = json_column(Board)


class LocalCardRow(SQLModel, table=True):
    """A card of a local board."""

    __tablename__ = "local_card"
    board_id: str = Field(foreign_key="local_board.id", ondelete="CASCADE", primary_key=True)
    id: str = Field(primary_key=True)
    place: int
    revision: int
    archived: bool
    body: Card = json_column(Card)


class LocalKeyRow(SQLModel, table=True):
    """The key under which a change of a local board was made, so that it is made once."""

    __tablename__ = "local_key"
    board_id: str = Field(foreign_key="local_board.id", ondelete="CASCADE", primary_key=True)
    key: str = Field(primary_key=True)
    card_id: str
    remote_id: str | None = None


class JobRow(SQLModel, table=True):
    """A row of the ledger of long work."""

    __tablename__ = "job"
    __table_args__ = (
        Index(None, "state", "kind"),
        Index(
            "uq_job_running_meeting",
            "kind",
            "meeting_id",
            unique=True,
            sqlite_where=text("state = 'running'"),
            postgresql_where=text("state = 'running'"),
        ),
    )
    id: str = Field(primary_key=True)
    kind: str
    key: str = Field(unique=True)
    meeting_id: str | None = Field(default=None, index=True)
    args: dict[str, str] = json_column(dict[str, str])
    state: str = "queued"
    priority: int = 0
    run_after: datetime = moment_column()
    attempt: int = 0
    max_attempts: int = 3
    fence: int = 0
    owner: str | None = None
    lease_until: datetime | None = moment_column(nullable=True)
    again: bool = False
    """Asked for once more while it was running."""
    progress: Progress | None = json_column(Progress, nullable=True)
    trouble: Trouble | None = json_column(Trouble, nullable=True)
    result: str | None = None
    cancel_requested: bool = False
    created_at: datetime = moment_column()
    started_at: datetime | None = moment_column(nullable=True)
    finished_at: datetime | None = moment_column(nullable=True)


class PaceBucketRow(SQLModel, table=True):
    """How many calls were made to a vendor lately, by the limit's name (which holds a digest of the credential)."""

    __tablename__ = "pace_bucket"
    scope: str = Field(primary_key=True)
    body: Bucket = json_column(Bucket)
