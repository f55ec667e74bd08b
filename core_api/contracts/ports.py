"""What the core asks of the world, as Protocols. Each has an in-memory implementation in the product.

Long calls take a `Report`: they call it often, and let the `Cancelled` that it may raise pass through.
"""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Protocol

from pydantic import Field

from core_api.contracts.board import Board, BoardSummary, Capabilities, Card, Operation, Receipt, Withdraw
from core_api.contracts.job import Progress
from core_api.contracts.matching import CardText, Query, Ranking
from core_api.contracts.meeting import Passage, Transcript
from core_api.contracts.minutes import Answer, Minutes
from core_api.contracts.model import Frozen, Language, ModelAccess, Moment

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


class SummarizeRequest(Frozen):
    """A transcript to be understood, with what helps: the day, and the board's names."""

    transcript: Transcript
    title: str
    started_at: Moment
    board: Board | None = None
    models: ModelAccess = "external"


class Summarizer(Protocol):
    """Writes minutes with facts and their evidence."""

    def summarize(self, request: SummarizeRequest, report: Report) -> Minutes:
        """The minutes. A model that fails is said in `notes`; what is left is extracted without it."""
        ...


class AnswerRequest(Frozen):
    """A question and the passages that may answer it."""

    question: str
    passages: tuple[Passage, ...]
    language: Language
    models: ModelAccess = "external"


class Answerer(Protocol):
    """Answers from passages, with citations, or says that they do not tell."""

    def answer(self, request: AnswerRequest) -> Answer:
        """The answer; `text` is None when the passages do not hold one."""
        ...


class Matcher(Protocol):
    """Finds the cards that texts are about, and the texts that are about cards."""

    def rank(self, queries: tuple[Query, ...], cards: tuple[CardText, ...]) -> Ranking:
        """For each query, in order, the cards ranked."""
        ...

    def rank_reverse(self, cards: tuple[CardText, ...], queries: tuple[Query, ...]) -> Ranking:
        """For each card, in order, the queries ranked (`query_id` is the card's id, `card_id` the query's)."""
        ...


class Connector(Protocol):
    """A kind of kanban board."""

    @property
    def capabilities(self) -> Capabilities:
        """What this kind of board can do."""
        ...

    def boards(self) -> tuple[BoardSummary, ...]:
        """The boards that can be reached. Raises Unavailable, never an empty list for an outage."""
        ...

    def snapshot(self, board_id: str) -> Board:
        """The whole board, archived cards included. Raises NotFound, Unavailable."""
        ...

    def card(self, board_id: str, card_id: str) -> Card:
        """One card as it stands now, with its comments. Raises NotFound, Unavailable."""
        ...

    def apply(self, board_id: str, card_id: str | None, operation: Operation | Withdraw, key: str) -> Receipt:
        """Make one change. `key` is the operation's id and marks what is created.

        Raises NotFound, Conflict, Refused, Unavailable (surely not done), OutcomeUnknown (perhaps done).
        """
        ...

    def find(
        self, board_id: str, card_id: str | None, operation: Operation | Withdraw, key: str
    ) -> Receipt | None:
        """What an earlier `apply` with this key left on the board, read from the board; None: surely nothing."""
        ...


class Embedder(Protocol):
    """Turns texts into vectors of length 1."""

    @property
    def name(self) -> str:
        """Model and version; vectors of different names are never compared."""
        ...

    def embed(self, texts: tuple[str, ...], *, query: bool) -> "list[list[float]]":
        """One vector a text. `query` picks the prefix that the model wants."""
        ...


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
