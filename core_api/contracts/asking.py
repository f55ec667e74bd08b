"""Asking people: letters and where they stand, the tickets of their buttons, what is awaited, what is learnt."""

from typing import Literal

from pydantic import Field

from core_api.contracts.board import OperationKind
from core_api.contracts.messages import Arrival, ChannelName, Letter, MessageRef
from core_api.contracts.model import Frozen, Moment, Probability
from core_api.contracts.proposal import Chances, Choice, Support

LetterState = Literal["planned", "sending", "sent", "unknown", "failed", "withdrawn"]
"""Not begun; being sent; stands there; perhaps stands there; refused for good; taken away."""

LetterPurpose = Literal["digest", "question", "reminder", "daily", "escalation", "notice", "clip"]


class StoredLetter(Frozen):
    """A letter as it shall stand, and where it stands indeed."""

    id: str
    purpose: LetterPurpose
    letter: Letter
    person_id: str | None = None
    """None for a group, and for a stranger who wrote to us."""
    board: str | None = None
    meeting_id: str | None = None
    proposal_id: str | None = None
    version: int | None = None
    """The proposal's, for which it was composed last."""
    told: str = ""
    """What of its subject it was composed for; another value means that it is out of date."""
    shown: str = ""
    """A digest of what was sent last; empty: nothing was."""
    refs: tuple[MessageRef, ...] = ()
    """Where it stands; several when a first sending was in doubt and it was sent again."""
    state: LetterState = "planned"
    error: str | None = None
    created_at: Moment
    due_at: Moment
    """Not before, because of quiet hours."""
    sent_at: Moment | None = None


class Action(Frozen):
    """What one button does."""

    code: Literal[
        "approve", "note", "reject", "edit", "field", "value", "other_card", "card", "search", "back", "listen",
        "undo", "next", "board",
    ]  # fmt: skip
    """`field`: edit that field. `value`: take that value for the field. `card`: take that card. `back`: to the question
    itself. `next`: show the digest's next question. `board`: take that board for the file that was sent."""
    argument: str = ""
    """The reason of `reject` (empty: ask for it), the field, `FIELD=VALUE`, the card's id, the change of `undo` (empty:
    the question's own), `ARRIVAL BOARD`."""

    @property
    def decides(self) -> bool:
        """Whether it settles a proposal, or takes a change back: such a button works once."""
        return self.code in {"approve", "note", "value", "card", "undo"} or (
            self.code == "reject" and bool(self.argument)
        )


class Ticket(Frozen):
    """What the buttons of one composing of a letter stand for. A later composing has another ticket."""

    id: str
    letter_id: str
    actions: tuple[Action, ...]
    """By the number after the dot of a button's data."""
    proposal_id: str | None = None
    version: int | None = None
    board: str | None = None
    person_id: str | None = None
    """Whom it is for; None: whoever may decide (a group)."""
    expires_at: Moment
    used_at: Moment | None = None
    """When one of its deciding buttons was pressed; they are dead then."""


class Awaited(Frozen):
    """A text that somebody shall write in a chat: the value of a field, or words to search a card by."""

    channel: ChannelName
    chat: str
    user: str
    letter_id: str
    proposal_id: str
    version: int
    field: str = ""
    """The field to be edited; empty: a card is searched."""
    expires_at: Moment


class StoredArrival(Frozen):
    """Something that came, and whether it was worked on."""

    id: str
    """Channel and the messenger's id."""
    arrival: Arrival
    received_at: Moment
    verdict: str = ""
    """How it was judged: a code of `toast-…`."""
    ticket_id: str | None = None
    action: Action | None = None
    claims: str | None = None
    """`PROPOSAL:VERSION` when it is the first deciding press on it."""
    done: bool = False


class Example(Frozen):
    """A person's word on a proposal as a labelled example for the gate. No words of the meeting are in it."""

    proposal_id: str
    version: int
    board: str | None
    kind: OperationKind
    confidence: Probability
    rule: str
    """The gate's rule when it asked."""
    vetoes: tuple[str, ...] = ()
    with_runner_up: bool = False
    model: str | None = None
    prompt_version: str | None = None
    chances: Chances | None = None
    """What the confidence was made of; None in examples of older versions."""
    support: Support | None = None
    answer: Choice
    reason: str = ""
    edited: tuple[str, ...] = ()
    """The arguments that an edit changed."""
    chosen_rank: int | None = None
    """With `other_card`: the place of the right card among those that were offered, from 1; None: it was searched."""
    channel: str
    person_id: str | None = None
    seconds: float | None = None
    """From the question to the answer."""
    at: Moment
    undone_at: Moment | None = None
    """When the change was taken back later: a late "no"."""


class LinkCode(Frozen):
    """A one-time code that links a messenger's user to a person."""

    code: str = Field(min_length=1)
    person_id: str
    expires_at: Moment
