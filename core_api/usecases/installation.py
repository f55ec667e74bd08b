"""What the verbs work with: the store, the services and the boards of one installation, put together by `wiring`."""

from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import tzinfo
from pathlib import Path

from core_api.changes.outlines import Outlines
from core_api.changes.site import ConnectorFor, Site
from core_api.contracts.accounts import Account, VendorKind
from core_api.contracts.board import BoardSummary
from core_api.contracts.meeting import Meeting, Transcript
from core_api.contracts.model import Language, MinutesLanguage, ModelAccess, Tone
from core_api.contracts.ports import (
    Answerer,
    Blobs,
    BoardShelf,
    Clipper,
    Clock,
    Connector,
    Index,
    Judge,
    Matcher,
    Notifier,
    Picker,
    Summarizer,
    Transcriber,
)
from core_api.contracts.problems import Problem
from core_api.contracts.reliability import BoardGate
from core_api.store.database import Database
from core_api.usecases.looks import Seen


@dataclass(frozen=True)
class Services:
    """The services, each built at its first use: a command that needs no speech loads none."""

    transcriber: Callable[[str | None], Transcriber]
    """By the speech model that a meeting names; None: the installation's."""
    summarizer: Callable[[], Summarizer]
    answerer: Callable[[], Answerer]
    picker: Callable[[], Picker]
    judge: Callable[[], Judge]
    matcher: Callable[[], Matcher]
    clipper: Callable[[], Clipper]
    notifier: Callable[[], Notifier | None] = lambda: None
    """None: no messenger is set up."""


@dataclass(frozen=True)
class Keyring:
    """The accounts under which vendors' boards are reached. What is in them never leaves it."""

    kinds: Callable[[], tuple[VendorKind, ...]]
    """The kinds that there is an account for now."""
    elsewhere: bool
    """Whether the service that reaches the boards has the accounts, and this process none."""
    from_settings: frozenset[VendorKind]
    """Those whose account comes from the environment, which goes before what is kept."""
    attempt: Callable[[Account], Connector]
    """A connector under an account that is not kept, to see whether it works."""
    keep: Callable[[VendorKind, Account | None], None]
    """Keep the account from now on; None forgets the kind's."""
    path: Path
    """The file that they are kept in."""


@dataclass(frozen=True)
class Manner:
    """How minutes are written."""

    language: MinutesLanguage = "meeting"
    tone: Tone = "business"
    template: Path | None = None
    """The people's own template."""

    def language_of(self, meeting: Meeting, transcript: Transcript) -> Language:
        """The language of a meeting's minutes: as was asked for with it, else as is set, else the one spoken."""
        wanted = meeting.minutes_language or self.language
        return transcript.language if wanted == "meeting" else wanted


@dataclass(frozen=True)
class Installation:
    """One installation of Boardscribe."""

    database: Database
    blobs: Blobs
    index: Index
    """All that may be found."""
    shelf: BoardShelf
    services: Services
    connector_for: ConnectorFor
    """For what a person waits for: it goes first where a vendor limits the calls."""
    background_connector_for: ConnectorFor
    """The same boards for what nobody waits for: snapshots, sweeps, what a webhook brings."""
    keyring: Keyring
    clock: Clock
    zone: tzinfo
    """Where the people are, for meetings that come without a zone."""
    models: ModelAccess = "external"
    """The most that any meeting here may allow."""
    embeds: bool = False
    """Whether an embedder reads what can be found."""
    language: Language = "en"
    """The language of messages to people of whom no other is known."""
    manner: Manner = Manner()
    """How minutes are written where a meeting does not say otherwise."""
    public_url: str | None = None
    """Where people reach the API from outside, for links to the approval page."""
    glossary: dict[str, str] = field(default_factory=dict)
    outlines: Outlines = field(default_factory=Outlines)
    """The names on boards, for a minute."""
    boards_seen: Seen[dict[VendorKind, tuple[BoardSummary, ...] | Problem]] = field(default_factory=Seen)
    """The boards that the vendors showed lately."""
    gates_seen: Seen[tuple[BoardGate, ...]] = field(default_factory=Seen)
    """Where the gates stood lately."""
    resources: ExitStack = field(default_factory=ExitStack)
    """What is open and must be closed in the end."""

    def site(self) -> Site:
        """What the write path works with."""
        return Site(self.database, self.connector_for, self.clock, outlines=self.outlines)

    def close(self) -> None:
        """Close the database and whatever else was opened for this installation."""
        self.resources.close()
