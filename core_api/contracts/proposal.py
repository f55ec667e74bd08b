"""From a fact to a change on the board: proposals, decisions, intents, records."""

from typing import Literal

from pydantic import Field, JsonValue

from core_api.contracts.board import Card, CardRef, Inverse, Operation, Withdraw
from core_api.contracts.connector import Delete
from core_api.contracts.minutes import Evidence, ModelCall, Veto
from core_api.contracts.model import Frozen, Moment, Probability

CardField = Literal[
    "column",
    "due",
    "members",
    "check",
    "checklist",
    "labels",
    "name",
    "description",
    "comments",
    "archived",
    "card",
]


class FieldChange(Frozen):
    """One field before and after, in words that a person reads (names, not ids)."""

    field: CardField
    before: str | None
    after: str | None


class FieldValue(Frozen):
    """One thing on a card before and after, as the board keeps it: ids and raw values, never names."""

    field: str
    """A name of `domain.card_values`: `column`, `due`, `member:ID`, `item:ID`, …"""
    before: JsonValue = None
    """None: it was not there."""
    after: JsonValue = None


class ThreeWay(Frozen):
    """A field that somebody changed after a proposal was made: why it came back, in words that a person reads."""

    field: CardField
    was: str | None
    """As it was when the change was proposed."""
    now: str | None
    """As somebody has set it since."""
    ours: str | None
    """As we would write it."""


Route = Literal["auto", "review"]


Support = Literal["supported", "not_supported", "unclear"]
"""What somebody who sees nothing but the quotes and the change says: do the words ask for it, or show it?"""


class Chances(Frozen):
    """How likely a proposal is right, in its two parts; `confidence` is their product."""

    card: Probability
    """That the card is the one that was meant, as people's decisions have taught it so far."""
    operation: Probability
    """Likewise that this change was meant."""
    table: str
    """The version of the shipped values that both come from."""
    card_by: str
    """How the card was found; cards found alike are learnt about together."""
    card_shipped: Probability
    """The chance before anything was learnt; likewise of the change."""
    operation_by: str
    operation_shipped: Probability


class Verdict(Frozen):
    """What the gate says of a proposal, and by which rule (its text is in `locales`, `rule-…`)."""

    route: Route
    rule: str


ProposalState = Literal[
    "shadow",
    "open",
    "approved",
    "rejected",
    "superseded",
    "expired",
    "applying",
    "applied",
    "failed",
    "unknown",
    "undone",
]


class Proposal(Frozen):
    """One operation on one card, with the words it rests on."""

    id: str
    meeting_id: str
    version: int = 1
    board: str | None = None
    """The board reference, e.g. `local:demo`."""
    fact_id: str
    claim: str
    """The fact in one sentence."""
    operation: Operation
    card: CardRef | None = None
    """None for `create`."""
    runner_up: CardRef | None = None
    changes: tuple[FieldChange, ...] = ()
    evidence: tuple[Evidence, ...]
    vetoes: tuple[Veto, ...] = ()
    confidence: Probability
    chances: Chances | None = None
    """What the confidence is made of; None in proposals of older versions."""
    support: Support | None = None
    """The word of the second, blind check; None: nobody was asked, or could not be."""
    verdict: Verdict
    seen: str | None = None
    """Fingerprint of the fields it touches, as the card was when it was proposed; a later change makes it come back."""
    meanwhile: tuple[ThreeWay, ...] = ()
    """What somebody changed on the card after the version before this one was proposed."""
    model: str | None = None
    prompt_version: str | None = None


class StoredProposal(Frozen):
    """A proposal and where it stands."""

    proposal: Proposal
    state: ProposalState
    created_at: Moment
    error: str | None = None
    """The code of the problem that stopped it, with `failed`, `unknown` or when it came back as `open`."""


class Heard(Frozen):
    """A fact that changes nothing by itself: a note, a question to a person, or nothing."""

    text: str
    outcome: Literal["note", "question", "nothing"]
    reason: str
    """A code; its text is in `locales`, `heard-…`."""
    evidence: tuple[Evidence, ...] = ()


class StaleCard(Frozen):
    """A card in a working or waiting column that this meeting did not mention."""

    card: CardRef
    reason: str
    """A code; its text is in `locales`, `stale-…`."""
    touched_at: Moment | None = None
    """When somebody last did something on the card, as far as the board tells. What we wrote ourselves is no such
    thing: None when we wrote last."""
    silent: int = Field(default=1, ge=1)
    """In how many meetings of the board in a row nobody spoke of it or touched it before them, this one among them."""
    alert: bool = False
    """Whether that is as many as the board's policy puts up with."""


class DiscussedCard(Frozen):
    """A card that a meeting spoke of."""

    card: CardRef
    news: bool
    """Whether something new was said of it, or it was only talked about."""
    evidence: tuple[Evidence, ...] = ()
    """Where it was spoken of first."""


class Plan(Frozen):
    """All that one meeting means for its board."""

    proposals: tuple[Proposal, ...] = ()
    heard: tuple[Heard, ...] = ()
    stale: tuple[StaleCard, ...] = ()
    calls: tuple[ModelCall, ...] = ()
    """What was asked of a language model after the minutes."""
    discussed: tuple[DiscussedCard, ...] = ()


class Actor(Frozen):
    """Who decided: a person, or the gate by itself."""

    name: str
    kind: Literal["person", "gate"] = "person"
    channel: Literal[
        "cli", "dashboard", "api", "telegram", "max", "vk", "express", "matrix", "webhook", "web", "gate"
    ] = "cli"
    person_id: str | None = None
    """The known person it is (`contracts.people`); None: nobody that is known, or the gate."""


Choice = Literal["approve", "edit", "other_card", "note", "reject"]

REASONS = ("wrong-card", "wrong-change", "not-said", "already-done", "not-needed")
"""Why a proposal is rejected, for the gate to learn from: asked on every surface, in words by `reason-CODE`."""


def reasons_for(proposal: Proposal) -> tuple[str, ...]:
    """The reasons that can be given for rejecting it: there is no wrong card where there is none."""
    return tuple(reason for reason in REASONS if reason != "wrong-card" or proposal.card is not None)


class Decision(Frozen):
    """A person's (or the gate's) word on one version of a proposal. The first one wins everywhere."""

    proposal_id: str
    version: int
    answer: Choice
    by: Actor
    at: Moment
    operation: Operation | None = None
    """With `edit`: the operation to apply instead."""
    card_id: str | None = None
    """With `other_card`: the right card."""
    reason: str = ""
    """With `reject`: one of `REASONS`, or in words; empty: none was given."""


IntentState = Literal["planned", "sending", "applied", "failed", "unknown"]

Written = Operation | Withdraw | Delete
"""All that may be written to a board: what may be proposed, what an undo says, and what only people say."""

NO_MEETING = ""
"""The meeting of what a person did on a board without one."""


class Intent(Frozen):
    """A board write that is stored before it is tried."""

    id: str
    """The operation's id: a digest of meeting, proposal, version, kind and patch."""
    proposal_id: str | None
    """None for an undo, and for what no meeting asked for."""
    undoes: str | None = None
    """The change that this one takes back."""
    meeting_id: str
    board: str
    card_id: str | None
    operation: Written
    before: str | None = None
    """A fingerprint of the fields the operation touches, as they were when it was proposed (None: not checked)."""
    guards: Written | None = None
    """The operation whose fields `before` is of, where those are others: a new card is guarded as a whole."""
    by: Actor | None = None
    """Who decided; None: the proposal's decision tells."""
    rule: str | None = None
    """Why it is done where neither a proposal nor an undo says so (its text is in `locales`, `rule-…`)."""
    created_at: Moment | None = None
    """When it was planned; known once it is stored."""
    seen: Card | None = None
    """The card as it was read just before the write, without its comments but the one that is taken back: what the
    record and its undo go by, also when the process died between the write and the record."""
    state: IntentState = "planned"
    attempts: int = 0
    error: str | None = None


class ChangeRecord(Frozen):
    """The one audit record of one change on a board."""

    id: str
    """Same as the intent's id."""
    meeting_id: str
    proposal_id: str | None
    board: str
    card: CardRef
    operation: Written
    changes: tuple[FieldChange, ...]
    evidence: tuple[Evidence, ...] = ()
    by: Actor
    rule: str
    confidence: Probability | None = None
    model: str | None = None
    prompt_version: str | None = None
    at: Moment
    inverse: Inverse | None = None
    """What takes it back; None when nothing does."""
    after: str | None = None
    """Fingerprint of the touched fields after the write: an undo asks when they have changed since."""
    undoes: str | None = None
    undone_by: str | None = None
    claim: str = ""
    """The fact that it rests on, in one sentence."""
    meeting_title: str = ""
    speakers: dict[int, str] = Field(default_factory=dict)
    """Who is quoted: the names, by number, as they were known then."""
    decided_at: Moment | None = None
    values: tuple[FieldValue, ...] = ()
    """What it changed in the board's own values: with the changes of others it gives the card as it stands."""
    sequence: int | None = None
    """Its place among all that happened to the card, ours and others'; None in records of older versions."""
    revision_before: str | None = None
    revision_after: str | None = None
    """The card's revision just before the write and just after it, where the board has such a thing."""
