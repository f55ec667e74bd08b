"""The tables of what is said in messengers: letters, the tickets of their buttons, what comes in, what is learnt.

As in `tables`: columns are what a query asks for, the rest lies in `body` as JSON, times are in UTC.
"""

from datetime import datetime

from sqlalchemy import Index, text
from sqlmodel import Field, SQLModel

from core_api.contracts.asking import Action, Example, Ticket
from core_api.contracts.messages import Arrival, Letter, MessageRef
from core_api.store.tables import json_column, moment_column


class LetterRow(SQLModel, table=True):
    """A message as it shall stand, and where it stands."""

    __tablename__ = "letter"
    __table_args__ = (
        Index(None, "state", "due_at"),
        Index(None, "proposal_id", "version"),
    )
    id: str = Field(primary_key=True)
    purpose: str
    channel: str
    person_id: str | None = Field(default=None, index=True)
    board: str | None = None
    meeting_id: str | None = Field(default=None, index=True)
    proposal_id: str | None = None
    version: int | None = None
    told: str = ""
    shown: str = ""
    state: str = "planned"
    error: str | None = None
    open: bool = True
    """False: nothing of its subject can change any more that it would have to say."""
    created_at: datetime = moment_column()
    due_at: datetime = moment_column()
    sent_at: datetime | None = moment_column(nullable=True)
    refs: tuple[MessageRef, ...] = json_column(tuple[MessageRef, ...])
    body: Letter = json_column(Letter)


class LetterPlaceRow(SQLModel, table=True):
    """Where a letter stands, to find it by what was pressed."""

    __tablename__ = "letter_place"
    channel: str = Field(primary_key=True)
    chat: str = Field(primary_key=True)
    message: str = Field(primary_key=True)
    letter_id: str = Field(foreign_key="letter.id", ondelete="CASCADE", index=True)


class TicketRow(SQLModel, table=True):
    """What the buttons of one composing of a letter stand for."""

    __tablename__ = "ticket"
    id: str = Field(primary_key=True)
    letter_id: str = Field(foreign_key="letter.id", ondelete="CASCADE", index=True)
    proposal_id: str | None = None
    used_at: datetime | None = moment_column(nullable=True)
    expires_at: datetime = moment_column(index=True)
    body: Ticket = json_column(Ticket)


class AskedRow(SQLModel, table=True):
    """That somebody is asked about a version of a proposal, and what became of asking."""

    __tablename__ = "asked"
    proposal_id: str = Field(foreign_key="proposal.id", ondelete="CASCADE", primary_key=True)
    version: int = Field(primary_key=True)
    at: datetime = moment_column()
    reminded_at: datetime | None = moment_column(nullable=True)
    escalated_at: datetime | None = moment_column(nullable=True)


class ArrivalRow(SQLModel, table=True):
    """A press, a text, a reaction or a file that came."""

    __tablename__ = "arrival"
    __table_args__ = (
        Index(
            "uq_arrival_claims",
            "claims",
            unique=True,
            sqlite_where=text("claims IS NOT NULL"),
            postgresql_where=text("claims IS NOT NULL"),
        ),
        Index(None, "done", "received_at"),
        Index(None, "writer", "received_at"),
    )
    id: str = Field(primary_key=True)
    received_at: datetime = moment_column()
    writer: str = ""
    """Who wrote to us, where what came counts as something that they asked for; empty: it does not."""
    verdict: str = ""
    ticket_id: str | None = None
    claims: str | None = None
    done: bool = False
    action: Action | None = json_column(Action, nullable=True)
    body: Arrival = json_column(Arrival)


class AwaitedRow(SQLModel, table=True):
    """A text that somebody shall write in a chat."""

    __tablename__ = "awaited"
    channel: str = Field(primary_key=True)
    chat: str = Field(primary_key=True)
    user: str = Field(primary_key=True)
    letter_id: str = Field(foreign_key="letter.id", ondelete="CASCADE", index=True)
    proposal_id: str
    version: int
    field: str
    expires_at: datetime = moment_column()


class LinkCodeRow(SQLModel, table=True):
    """A one-time code that links a messenger's user to a person, by its digest."""

    __tablename__ = "link_code"
    digest: str = Field(primary_key=True)
    person_id: str = Field(foreign_key="person.id", ondelete="CASCADE", index=True)
    expires_at: datetime = moment_column()


class LinkTryRow(SQLModel, table=True):
    """A wrong code that somebody tried."""

    __tablename__ = "link_try"
    place: int | None = Field(default=None, primary_key=True)
    who: str = Field(index=True)
    at: datetime = moment_column(index=True)


class ExampleRow(SQLModel, table=True):
    """A labelled example for the gate. It outlives its meeting: no words of it are in it."""

    __tablename__ = "example"
    proposal_id: str = Field(primary_key=True)
    version: int = Field(primary_key=True)
    board: str | None = Field(default=None, index=True)
    at: datetime = moment_column(index=True)
    body: Example = json_column(Example)
