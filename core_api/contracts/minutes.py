"""What a meeting came to: facts with their evidence, decisions, action items, minutes."""

from datetime import date
from typing import Literal

from core_api.contracts.board import CardRef, OperationKind
from core_api.contracts.meeting import PassageKind, PassageLine
from core_api.contracts.model import Frozen, Moment, Seconds


class Evidence(Frozen):
    """The very words and the second they were said: what makes a change checkable."""

    segment: int
    """Index of the segment in the transcript."""
    start: Seconds
    end: Seconds
    speaker: int | None = None
    quote: str
    """Must occur in the segment; code checks it, never a model."""


FactKind = Literal[
    "progress", "done", "blocked", "decision", "commitment", "question", "retraction", "nothing"
]

Veto = Literal[
    "negated",
    "hypothetical",
    "joke",
    "retracted",
    "other_team",
    "question",
    "injected",
    "hedged",
    "conflict",
    "suspect",
]
"""Why a fact must not change a board unasked. `suspect` is said by code alone: words that may be somebody else's."""


QUOTES_DROPPED = "llm-quotes-dropped"
"""The note on minutes whose model put words or ids into its answer that nobody said or gave; they were left out."""


class Request(Frozen):
    """One change that the talk asks for, in the words of the talk: not yet in the ids of a board."""

    kind: OperationKind
    value: str = ""
    """What was named: a column, a person, an item, a label, a title, a comment's text; for `due` an ISO day."""
    outright: bool = False
    """True when it was said plainly, as an order, a promise or an accomplished deed; else it is inferred."""
    evidence: tuple[Evidence, ...] = ()
    """The words that ask for it."""


class Fact(Frozen):
    """One thing the meeting said that the board should know."""

    id: str
    """Short and stable within the meeting: `f1`, `f2`, …"""
    kind: FactKind
    text: str
    """One sentence with its subject restored."""
    mention: str = ""
    """The words that name the card, as they were said; empty when nothing names one."""
    context: str = ""
    """The topic and the turns before, for matching only."""
    speaker: int | None = None
    evidence: tuple[Evidence, ...]
    requests: tuple[Request, ...] = ()
    vetoes: tuple[Veto, ...] = ()
    card_hint: str | None = None
    """A card id that a language model picked from the list it was given; a feature, never the verdict."""


class Topic(Frozen):
    """A stretch of the meeting about one thing."""

    title: str
    text: str
    evidence: tuple[Evidence, ...] = ()


class Resolution(Frozen):
    """A decision that the meeting took."""

    text: str
    evidence: tuple[Evidence, ...]


class ActionItem(Frozen):
    """Who will do what by when. The owner is set only from first person or an explicit name."""

    text: str
    owner: str | None = None
    due: date | None = None
    evidence: tuple[Evidence, ...]


class Remark(Frozen):
    """One thing that a participant said and the board should know."""

    text: str
    fact_id: str
    """The fact that it is; a correction of the fact corrects it too."""
    evidence: tuple[Evidence, ...]


class ParticipantNotes(Frozen):
    """What one participant said and promised."""

    speaker: int | None = None
    """The speaker's number; None for somebody who is named as an owner and was not heard."""
    name: str | None = None
    """None while the speaker is known by the number only."""
    said: tuple[Remark, ...] = ()
    promised: tuple[ActionItem, ...] = ()


OVERVIEW_WORDS = 500
"""The most words of an overview."""


class ModelCall(Frozen):
    """One request to a language model, as it is kept: never a word of what was asked or answered, and no key."""

    digest: str
    """SHA-256 of what was asked, of whom; equal questions have equal ones."""
    model: str
    prompt: str = ""
    """The version of the prompt, or the digest of its instructions."""
    tokens_in: int = 0
    tokens_out: int = 0
    """As the server counted them, else estimated; none for an answer that was kept from before."""
    seconds: float = 0.0
    outcome: str = "ok"
    """`ok`, `kept` (answered by what was kept from before), or the code of the problem."""
    cost: float | None = None
    """By the prices in the settings; None without any."""
    currency: str = ""


class Spent(Frozen):
    """What a meeting has already cost when more is asked about it, so that its limits hold for all of it."""

    tokens: int = 0
    """Read and written together."""
    seconds: float = 0.0
    cost: float = 0.0


class Minutes(Frozen):
    """The minutes of one meeting."""

    overview: str = ""
    """At most 500 words."""
    key_points: tuple[str, ...] = ()
    topics: tuple[Topic, ...] = ()
    decisions: tuple[Resolution, ...] = ()
    action_items: tuple[ActionItem, ...] = ()
    facts: tuple[Fact, ...] = ()
    model: str | None = None
    """The language model that wrote them; None for the extractive fallback."""
    prompt_version: str | None = None
    notes: tuple[str, ...] = ()
    """Codes of what was not available (see `locales`, `degraded-…`)."""
    participants: tuple[ParticipantNotes, ...] = ()
    """Those who spoke, in the order of their numbers, then others who own something. Made of the facts and the action
    items by code."""
    calls: tuple[ModelCall, ...] = ()
    """What was asked of the model."""


class LaterWord(Frozen):
    """What a later meeting decided on the same matter."""

    meeting_id: str
    meeting_title: str
    at: Moment
    text: str
    """The decision as the minutes of that meeting have it."""
    evidence: Evidence


class Citation(Frozen):
    """Where an answer stands: the words of a meeting with their second and speaker, of a card, or of a document."""

    meeting_id: str
    """Empty where it is of no meeting."""
    meeting_title: str
    """The meeting's title; the card's name; the document's title and headings."""
    evidence: Evidence
    kind: PassageKind = "speech"
    passage: str = ""
    """The id of the passage that it was read in."""
    at: Moment | None = None
    """When the meeting was."""
    speaker: str = ""
    """Who said it, by name, where that is known."""
    board: str | None = None
    card: CardRef | None = None
    document: str | None = None
    """The document's id."""
    heading: str = ""
    page: int | None = None
    later: LaterWord | None = None
    """A later decision on the same matter: this one may hold no more."""
    around: tuple[PassageLine, ...] = ()
    """The lines that it stands among."""


class Scope(Frozen):
    """Where an answer was looked for, as far as the question itself, or whoever asked, narrowed it."""

    people: tuple[str, ...] = ()
    """Whose own words were asked for."""
    since: date | None = None
    until: date | None = None
    """The last day of it."""
    board: str | None = None
    meeting: str | None = None
    """A meeting's title."""
    card: CardRef | None = None
    """The card whose changes were asked for."""


class Answer(Frozen):
    """An answer to a question about past meetings. No text means: not found in what was recorded."""

    text: str | None
    citations: tuple[Citation, ...] = ()
    model: str | None = None
    notes: tuple[str, ...] = ()
    calls: tuple[ModelCall, ...] = ()
    scope: Scope = Scope()
    reported: bool = False
    """True when whoever was asked about did not say it: what is quoted is what others said."""
