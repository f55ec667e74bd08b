"""What the core asks of the world, as Protocols. Each has an in-memory implementation in the product.

Long calls take a `Report`: they call it often, and let the `Cancelled` that it may raise pass through.
"""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Protocol, TypeVar

from pydantic import Field

from core_api.contracts.answering import AnswerRequest
from core_api.contracts.board import Board, BoardSummary, Card
from core_api.contracts.connector import Capabilities, Identity, Rate, Receipt, Write
from core_api.contracts.job import Progress
from core_api.contracts.judging import Judgements, JudgeRequest
from core_api.contracts.matching import CardText, Match, Query, Ranking
from core_api.contracts.meeting import SoundClip, Speaker, Transcript
from core_api.contracts.messages import (
    Arrivals,
    ChannelName,
    ChannelState,
    FileRef,
    Inbound,
    Letter,
    MessageRef,
    Piece,
    Reply,
    Toast,
)
from core_api.contracts.minutes import Answer, Fact, Minutes, Spent
from core_api.contracts.model import Frozen, Language, ModelAccess, Moment, Tone
from core_api.contracts.pacing import Bucket
from core_api.contracts.search import Entry, Filters, Found, Freshness, Source

Answered = TypeVar("Answered")

Report = Callable[[Progress], None]
"""Tells how far a long call is; raises `Cancelled` when somebody asked to stop."""


class TranscribeRequest(Frozen):
    """A recording to be turned into text. It crosses the port by reference, never as bytes."""

    path: Path
    language: Language | None = None
    """None: find out."""
    speakers: int | None = None
    """How many people speak, where that is known."""
    glossary: dict[str, str] = Field(default_factory=dict)
    """What is heard → what is meant, e.g. {"рум": "RUMA"}; matched on whole words."""


class Transcriber(Protocol):
    """Turns a recording into text with speakers."""

    def transcribe(self, request: TranscribeRequest, report: Report) -> Transcript:
        """The whole recording as a transcript. Raises Invalid, Unsupported, Missing, Cancelled."""
        ...


class Clipper(Protocol):
    """Cuts the sound around a quote out of a recording."""

    def cut(self, path: Path, start: float, end: float) -> SoundClip:
        """The sound around these seconds, 10 to 30 s of it; a person waits for it.

        Raises Missing `no-sound` where there is none, Invalid, Unsupported.
        """
        ...


class SummarizeRequest(Frozen):
    """A transcript to be understood, with what helps: the day, and the board's names."""

    transcript: Transcript
    title: str
    started_at: Moment
    board: Board | None = None
    models: ModelAccess = "external"
    output_language: Language | None = None
    """The language that the minutes' own words are in, whatever was spoken; None: the transcript's. Quotes, and the
    words that name a card, stay as they were said."""
    tone: Tone = "business"
    keep: bool = True
    """Whether answers of a model may be kept, and taken from what was kept before; a dry run leaves nothing."""


class Summarizer(Protocol):
    """Writes minutes with facts and their evidence."""

    def summarize(self, request: SummarizeRequest, report: Report) -> Minutes:
        """The minutes. A model that fails is said in `notes`; what is left is extracted without it."""
        ...


class Answerer(Protocol):
    """Answers from passages, with citations, or says that they do not tell."""

    def answer(self, request: AnswerRequest) -> Answer:
        """The answer; `text` is None when the passages do not hold one."""
        ...


class Judge(Protocol):
    """Says whether quotes support the changes that rest on them, seeing nothing but those."""

    def judge(self, request: JudgeRequest) -> Judgements:
        """The words on the claims; what could not be judged has none, and the notes say why."""
        ...


class Matcher(Protocol):
    """Finds the cards that texts are about, and the texts that are about cards."""

    def rank(
        self, queries: tuple[Query, ...], cards: tuple[CardText, ...], models: ModelAccess = "external"
    ) -> Ranking:
        """For each query, in order, the cards ranked. `models` are the embedding models that may read the texts."""

    def rank_reverse(
        self, cards: tuple[CardText, ...], queries: tuple[Query, ...], models: ModelAccess = "external"
    ) -> Ranking:
        """For each card, in order, the queries ranked (`query_id` is the card's id, `card_id` the query's)."""


class PickRequest(Frozen):
    """Facts, and the cards that each of them may be about."""

    facts: tuple[Fact, ...]
    matches: tuple[Match, ...]
    """The matcher's ranking for each of the facts, by the fact's id."""
    board: Board
    speakers: tuple[Speaker, ...] = ()
    """Whose voices the facts' evidence names."""
    started_at: Moment
    """Of the meeting: days are told in its zone."""
    models: ModelAccess = "external"
    keep: bool = True
    spent: Spent = Spent()
    """What models cost this meeting before; `keep` as for the minutes."""


class Picker(Protocol):
    """Picks the card that a fact is about among those that fit, or says that none is meant."""

    def pick(self, request: PickRequest) -> Ranking:
        """The matches with the model's picks; without any where no model may be or can be asked (said in `notes`)."""
        ...


class Connector(Protocol):
    """A kind of kanban board, reached under one account.

    Every call may raise Unauthorized, Forbidden, PlanLimit, RateLimited, Transient, Unavailable, Malformed; an
    outage is never an empty list. A write may also raise OutcomeUnknown: it is perhaps done, and `find` tells.
    """

    @property
    def capabilities(self) -> Capabilities:
        """What this kind of board can do."""
        ...

    def identify(self) -> Identity:
        """Who the board says we are. Asked of the board each time; never a guess from the credentials."""
        ...

    def boards(self) -> tuple[BoardSummary, ...]:
        """The boards that can be reached."""
        ...

    def outline(self, board_id: str) -> Board:
        """The board without its cards: columns, lanes, members, labels. Raises NotFound `board-not-found`."""
        ...

    def snapshot(self, board_id: str, known: Board | None = None) -> Board:
        """The whole board, archived cards included, read page by page. Raises NotFound `board-not-found`.

        Cards may come without checklists and comments (`Card.detailed` is then False). Where the board can tell what
        changed, a reading goes on from `known`, an earlier snapshot, and costs a handful of calls.
        """
        ...

    def card(self, board_id: str, card_id: str) -> Card:
        """One card as it stands now, with everything. Raises NotFound `card-not-found`."""
        ...

    def apply(
        self, board_id: str, card_id: str | None, write: Write, key: str, seen: Card | None = None
    ) -> Receipt:
        """Make one change. `key` is the operation's id and marks what is created.

        Raises NotFound with the code of what the board lacks (`card-not-found`, `column-not-found`,
        `member-not-found`, `label-not-found`, `item-not-found`), Conflict `column-closed`, Conflict
        `revision-changed` when the board itself says that the card is not as in `seen` any more; Invalid, TooLarge
        before anything is sent where the text is too long; OutcomeUnknown (perhaps done).

        Args:
            board_id: the board.
            card_id: the card; None for `create`.
            write: what to do.
            key: the operation's id: what is made under a key is made once.
            seen: the card as it was read just before, for boards that can hold a write against it.
        """
        ...

    def find(
        self, board_id: str, card_id: str | None, write: Write, key: str, since: datetime | None = None
    ) -> tuple[Receipt, ...]:
        """All that earlier writes with this key left on the board, read from the board, the oldest first.

        Empty: surely nothing. For a change of fields: one receipt when the card shows the change. `since` is a moment
        before the first try, so that not all cards need to be looked at.
        """
        ...


class Notifier(Protocol):
    """The messengers of this installation.

    Every call may raise Unauthorized, RateLimited, Transient, Malformed and Missing `channel-missing`. What was
    refused for good is Forbidden `chat-closed` (blocked, left, never begun) or NotFound `message-gone`.
    """

    def channels(self) -> tuple[ChannelState, ...]:
        """The channels that are set up, and what each can do. Asks nobody."""
        ...

    def identify(self, channel: ChannelName) -> ChannelState:
        """The channel with its handle, asked of the messenger."""
        ...

    def send(self, letter: Letter) -> MessageRef:
        """Send it; waits for its turn below the messenger's limits. OutcomeUnknown: perhaps it was sent."""
        ...

    def update(self, ref: MessageRef, letter: Letter) -> None:
        """Make the message say this. Nothing happens where the channel cannot, or where it says it already."""
        ...

    def withdraw(self, ref: MessageRef) -> None:
        """Delete the message, or take its buttons and words away where it cannot be deleted any more."""
        ...

    def acknowledge(self, toasts: tuple[Toast, ...]) -> None:
        """Answer presses, all at once. One that cannot be answered any more is passed over."""
        ...

    def receive(self, after: int, patience: float) -> Arrivals:
        """What came after that place in the line, and confirm all up to it, which is forgotten then.

        Waits up to `patience` seconds for the first one; nothing is lost until it is confirmed.
        """
        ...

    def fetch(self, file: FileRef, offset: int) -> Piece:
        """A part of a file from that byte on. Raises NotFound `file-gone`, TooLarge `file-too-large`."""
        ...

    def deliver(self, channel: ChannelName, request: Inbound) -> Reply:
        """A request of a messenger to our webhook; what it brings is kept before it is answered.

        Raises Unauthorized `webhook-forged`, Invalid `webhook-unreadable`.
        """
        ...


class Pace(Protocol):
    """Keeps calls below a vendor's limits: one bucket a scope, shared by all who call under the same credential."""

    def take(self, scope: str, rates: tuple[Rate, ...], *, patience: float) -> None:
        """Wait for a place for one call.

        Raises RateLimited when that would take longer than `patience` seconds.
        """
        ...

    def learn(self, scope: str, remaining: int, seconds: float) -> None:
        """The vendor said that so many calls are left in the next seconds."""
        ...

    def pause(self, scope: str, seconds: float) -> None:
        """The vendor refused a call: nobody calls in this scope for so many seconds."""
        ...


class Buckets(Protocol):
    """Keeps the buckets of a `Pace` for all who call under the same credentials."""

    def change(self, scope: str, rule: Callable[[Bucket, float], tuple[Bucket, Answered]]) -> Answered:
        """Put a bucket through a rule as one short transaction; gives what the rule answered.

        The rule gets the bucket (an empty one at first) and the present moment on the keeper's clock, and gives the
        bucket to keep with its answer. Nobody else changes the bucket meanwhile. Raises Unavailable.
        """
        ...


class Embedder(Protocol):
    """Turns texts into vectors of length 1."""

    @property
    def name(self) -> str:
        """Model and version; vectors of different names are never compared."""

    def embed(self, texts: tuple[str, ...], *, query: bool) -> "list[list[float]]":
        """One vector a text. `query` picks the prefix that the model wants."""


class Index(Protocol):
    """Keeps what may be found, and finds it by the words and, where an embedder knows the language, the meaning."""

    def put(self, source: Source, entries: tuple[Entry, ...]) -> None:
        """Make these the entries of the source, in the place of all earlier ones."""

    def drop(self, source_id: str) -> None:
        """Forget the source and its entries; nothing happens where there is none."""

    def search(self, question: str, filters: Filters, limit: int) -> tuple[Found, ...]:
        """The entries that fit best, best first; equal ones stand by id. Empty when nothing has to do with it."""

    def learn(self, after: int, limit: int, models: Callable[[Entry], ModelAccess]) -> int | None:
        """Have the embedder read the next entries that it has not read.

        `models` tells which models may read an entry; one that the embedder may not is passed over.

        Starts after a place (0: at the first one) and gives the place to go on after; None: all is read, or there is
        no embedder. Raises what the embedder raises.
        """

    def freshness(self) -> Freshness:
        """How far what is found is up to date."""


class Blobs(Protocol):
    """Keeps files by the SHA-256 of their content."""

    def put(self, path: Path) -> str:
        """Copy a file in; gives its digest (hex)."""
        ...

    def path(self, digest: str) -> Path:
        """Where the content can be read. Raises NotFound."""
        ...


class Clock(Protocol):
    """Tells the time."""

    def __call__(self) -> datetime:
        """Now, in UTC."""
        ...


class BoardShelf(Protocol):
    """Keeps whole boards for the `local` connector, which may not know any database."""

    def boards(self) -> tuple[BoardSummary, ...]:
        """The stored boards, by name."""
        ...

    def load(self, board_id: str) -> Board:
        """The whole board with the comments of its cards. Raises NotFound `board-not-found`."""
        ...

    def create(self, board: Board) -> None:
        """Put a new board on the shelf. Raises Conflict `board-exists`."""
        ...

    def replace(self, board: Board) -> None:
        """Put the board in the place of the stored one with its id; its keys are forgotten. Raises NotFound."""
        ...

    def update(
        self,
        board_id: str,
        card_id: str | None,
        change: Callable[[Board, Card | None], Card],
        *,
        key: str | None = None,
        remote_id: str | None = None,
    ) -> Card:
        """Read, change and store one card as a single transaction; gives the card as it is stored.

        `change` gets the board and the card (None with `card_id` None: it then makes a new one) and gives the card
        to store; its revision and last activity are set here. `key` and `remote_id` are remembered with it: a key
        that was used before changes nothing and gives its card as it stands. What `change` raises passes through
        and nothing is stored. Raises NotFound `board-not-found`, `card-not-found`.
        """
        ...

    def made(self, board_id: str, key: str) -> tuple[str, str | None] | None:
        """The card and the remote id that were stored under the key; None: nothing ever was."""
        ...
