"""What is said to people in messengers and what they say back, neutral between messengers.

A view holds facts and codes; its words are made where it is shown, in the reader's language.
"""

from typing import Annotated, Literal, get_args

from pydantic import Field

from core_api.contracts.board import OperationKind
from core_api.contracts.model import Frozen, Language, Moment, Probability
from core_api.contracts.proposal import FieldChange, ThreeWay

ChannelName = Literal["telegram", "max", "vk", "express", "matrix", "webhook", "web", "mail", "apprise"]
"""The messengers, a generic signed webhook, the approval page; e-mail and apprise's services only carry notices."""

CHANNELS: tuple[ChannelName, ...] = get_args(ChannelName)

Params = dict[str, str | int | float]


class ChannelCapabilities(Frozen):
    """What a messenger can do. Whoever composes asks these flags, never for a channel by its name."""

    approves: bool
    """Presses come back; without it only notices are sent."""
    buttons: bool = False
    """False: answers come as reactions, or over a link to the approval page."""
    reactions: bool = False
    button_bytes: int = 64
    """The longest data of a button."""
    max_buttons: int = 100
    buttons_per_row: int = 8
    edits: bool = False
    deletes: bool = False
    ack_seconds: float | None = None
    """A press must be answered within so many seconds; None: it cannot be answered at all."""
    toast_limit: int = 200
    """The longest answer to a press, in characters."""
    idempotent_send: bool = False
    """The same key sent twice is one message."""
    signed_inbound: bool = False
    """What comes in by webhook is signed, or carries a shared secret."""
    text_limit: int = 4096
    """UTF-16 code units of a message's text, markup not counted."""
    markup: Literal["html", "markdown", "plain"] = "plain"
    voice: bool = False
    """Sends voice notes."""
    files_in: int = 0
    """Bytes of the largest file that it hands over; 0: none."""


class ChannelState(Frozen):
    """One channel of this installation."""

    name: ChannelName
    capabilities: ChannelCapabilities
    handle: str = ""
    """How people find the bot there: a user name or a link."""


class Address(Frozen):
    """Whom or which chat a message goes to."""

    channel: ChannelName
    user: str = ""
    """The user's id there; the channel finds the private chat. Empty for a group."""
    chat: str = ""
    """The chat's id, where it is known; always for a group."""


class MessageRef(Frozen):
    """A message that was sent. One that had to be cut into several has the id of the one with the buttons."""

    channel: ChannelName
    chat: str
    id: str


# --- what is shown --------------------------------------------------------------------------------------------


class Quote(Frozen):
    """The very words, with who said them and when."""

    text: str
    speaker: str | None = None
    start: float = 0.0
    """Seconds."""
    end: float = 0.0
    timed: bool = True
    """False: the source carries no times."""


class Outcome(Frozen):
    """What became of a question."""

    code: Literal[
        "approved", "edited", "other_card", "noted", "rejected", "applying", "applied", "failed", "unknown",
        "undone", "superseded", "expired", "waiting",
    ]  # fmt: skip
    """The words are in `locales`, `message-outcome-…`. `waiting`: decided, and the board is not reached."""
    by: str = ""
    """Who decided; empty: nobody."""
    at: Moment | None = None
    reason: str = ""
    """A reject's reason, a code of `reason-…`."""
    problem: str = ""
    """The code of the problem that stopped it (`problem-…`)."""


class Step(Frozen):
    """What is asked right now under a question: a field, a value, a card, a reason."""

    code: Literal["field", "value", "card", "search", "reason"]
    field: str = ""
    """With `value`: the field, as in `FieldChange`."""
    found: int | None = None
    """With `card` and `search`: how many cards there were."""
    problem: str = ""
    """Why the last answer could not be used: a problem's code."""
    params: dict[str, str | int | float] = Field(default_factory=dict)


class Question(Frozen):
    """One proposal: what changes, on which card, who said it, why it is asked, and what became of it."""

    kind: Literal["question"] = "question"
    number: int = 0
    """Its place among the meeting's questions, from 1; 0: alone."""
    total: int = 0
    meeting_title: str
    meeting_at: Moment
    board: str
    operation: OperationKind
    card: str | None = None
    """None for a new card."""
    card_number: int | None = None
    card_url: str = ""
    column: str = ""
    changes: tuple[FieldChange, ...] = ()
    meanwhile: tuple[ThreeWay, ...] = ()
    claim: str = ""
    quotes: tuple[Quote, ...] = ()
    confidence: Probability | None = None
    runner_up: str | None = None
    rule: str = ""
    """Why it asks: a code of `rule-…`."""
    vetoes: tuple[str, ...] = ()
    came_back: str = ""
    """The code of the problem for which it came back."""
    step: Step | None = None
    outcome: Outcome | None = None


class DigestLine(Frozen):
    """One proposal in one line."""

    operation: OperationKind
    card: str | None = None
    changes: tuple[FieldChange, ...] = ()
    outcome: Outcome | None = None
    """None: it waits."""


class Digest(Frozen):
    """One meeting in one look, or with several meetings all that waits for somebody."""

    kind: Literal["digest"] = "digest"
    occasion: Literal["meeting", "reminder", "daily", "escalation"] = "meeting"
    meeting_title: str = ""
    """Empty: of several meetings."""
    meeting_at: Moment | None = None
    board: str = ""
    overview: str = ""
    asks: tuple[DigestLine, ...] = ()
    """What this reader is asked, decided or not."""
    done: tuple[DigestLine, ...] = ()
    """What was changed by itself."""
    others: int = 0
    """How many questions others are asked."""
    unmentioned: int = 0
    """How many cards at work the meeting did not mention."""
    silent: tuple[str, ...] = ()
    """Those of them that have gone silent for as long as the board's policy puts up with."""


class Item(Frozen):
    """A line of a notice."""

    text: str
    """Verbatim: a card's name, a sentence of an answer."""
    code: str = ""
    """With it the line is `message-item-CODE`, and `text` is one of its parameters."""
    params: dict[str, str | int | float] = Field(default_factory=dict)
    quote: Quote | None = None
    url: str = ""


class Notice(Frozen):
    """Words of ours by code, with lines: answers, lists, greetings, problems."""

    kind: Literal["notice"] = "notice"
    code: str
    """`message-CODE` in `locales`."""
    params: dict[str, str | int | float] = Field(default_factory=dict)
    problem: str = ""
    """A problem's code: its words and next step (`problem-…`, `problem-…-next`, with `params`) come after."""
    items: tuple[Item, ...] = ()


class Clip(Frozen):
    """The sound around a quote, as a voice note."""

    kind: Literal["clip"] = "clip"
    quote: Quote
    seconds: float
    ogg: str
    """Opus in OGG, at most 1 MiB, in Base64."""


View = Annotated[Question | Digest | Notice | Clip, Field(discriminator="kind")]


class Button(Frozen):
    """A button with the words of `button-CODE`, or with verbatim ones."""

    code: str = ""
    text: str = ""
    params: dict[str, str | int | float] = Field(default_factory=dict)
    data: str = ""
    """A ticket: what comes back when it is pressed. ASCII, at most 32 bytes."""
    url: str = ""
    """Instead of data: an address that is opened."""
    look: Literal["plain", "good", "bad"] = "plain"


class ButtonRow(Frozen):
    """Buttons that stand side by side where there is room."""

    buttons: tuple[Button, ...]


class Letter(Frozen):
    """One message to one address, as it shall stand there."""

    key: str = Field(min_length=1, max_length=64)
    """The same key is the same message: where the channel can, it is never sent twice. ASCII."""
    to: Address
    language: Language
    zone: str = "UTC"
    """The reader's zone (IANA)."""
    view: View
    rows: tuple[ButtonRow, ...] = ()
    asks_reply: bool = False
    """The reader shall write an answer: where the channel can, it opens the field for one."""
    silent: bool = False
    """Without a sound."""
    answers: str = ""
    """The id of the message in that chat that it answers."""


class Toast(Frozen):
    """The immediate answer to a press, seen by the presser alone."""

    channel: ChannelName
    press: str
    """The press's id, from `Arrival.press`."""
    chat: str = ""
    language: Language
    code: str
    """`toast-CODE` in `locales`."""
    params: dict[str, str | int | float] = Field(default_factory=dict)
    alert: bool = False
    """To be closed by hand."""


# --- what comes in --------------------------------------------------------------------------------------------


class FileRef(Frozen):
    """A file that somebody sent, still at the messenger."""

    channel: ChannelName
    id: str
    name: str
    size: int | None = None
    """Bytes, where it is known."""


class Arrival(Frozen):
    """A press, a text, a reaction or a file from a messenger. Nothing in it is to be trusted but that it came."""

    id: str
    """Unique within the channel: what comes twice has the same id."""
    channel: ChannelName
    kind: Literal["press", "text", "reaction", "file"]
    at: Moment
    user: str
    """The sender's id there."""
    user_name: str = ""
    language: str = ""
    """The sender's language there, as the messenger says it (`ru`, `en-US`)."""
    chat: str
    group: bool = False
    """Others read the chat."""
    message: str = ""
    """The id of the message whose button was pressed, or that is answered or reacted to."""
    data: str = ""
    """With `press`: the button's data. With `reaction`: the emoji."""
    press: str = ""
    """What an answer to the press must name."""
    text: str = ""
    """With `text` the words; with `file` its caption."""
    file: FileRef | None = None


class Arrivals(Frozen):
    """What came, oldest first, each with its place in the line."""

    items: tuple[Arrival, ...] = ()
    last: int = 0
    """The place of the last one: naming it in the next question says that all up to it are kept."""


class Piece(Frozen):
    """A part of a file."""

    data: str
    """Base64."""
    last: bool
    """Nothing comes after it."""


class Inbound(Frozen):
    """A request of a messenger to our webhook, as it came."""

    method: str = "POST"
    headers: dict[str, str] = Field(default_factory=dict)
    """Names in lower case."""
    query: dict[str, str] = Field(default_factory=dict)
    body: str = ""
    """Base64."""


class Reply(Frozen):
    """What the messenger's request is answered."""

    status: int = 200
    body: str = ""
    content_type: str = "text/plain"
