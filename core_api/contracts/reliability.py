"""How often the product was right, as people's decisions say."""

from typing import Literal

from core_api.contracts.board import OperationKind
from core_api.contracts.model import Frozen, Probability

Gravity = Literal["light", "middling", "grave"]
"""How much a wrong change costs whoever must take it back."""


class GroupReliability(Frozen):
    """What is known of the changes that are equally easy to take back; they are pooled, because labels are few."""

    gravity: Gravity
    kinds: tuple[OperationKind, ...]
    budget: Probability
    """The share of wrong automatic changes that may be."""
    seen: int
    """Proposals that people decided on."""
    right: int
    wrong_card: int
    wrong_change: int
    nobodys: int = 0
    """Rejected because it was done already: right, and of no use as proof."""
    bound: Probability
    """Not more than this share of all is wrong, but in one case of ten."""
    certified: Probability | None
    """The least confidence from which on the budget is proved to be kept; None: it is not proved yet."""
    lacking: int
    """About so many more right decisions, and no wrong one, are needed until something is proved; 0: it is."""


class Bin(Frozen):
    """Proposals of about the same stated confidence in the card."""

    lower: Probability
    upper: Probability
    seen: int
    stated: Probability
    """The mean confidence."""
    right: Probability
    """The share that was approved as it stood and never taken back."""


LimitReason = Literal["shipped", "board", "certified", "narrowed", "asks"]
"""As shipped; tightened by the board's policy; loosened by proof; closed by errors; never automatic on this board."""


class KindGate(Frozen):
    """From which confidence on changes of one kind are made unasked on one board, and why."""

    kind: OperationKind
    budget: Probability
    """The share of wrong automatic changes that may be."""
    shipped: Probability
    """The limit as long as nothing is proved."""
    limit: Probability
    """The limit in force, unless `why` says that none is."""
    why: LimitReason
    seen: int
    """The last automatic changes, and those that would have been; at most fifty."""
    wrong: int
    """How many of them people refused or took back."""
    lacking: int
    """With `narrowed`: about so many right ones more until the kind is automatic again."""


class BoardGate(Frozen):
    """Where the gate of one board stands."""

    board: str
    mode: Literal["shadow", "live", "stopped"]
    model: str | None
    """What wrote the facts of the last meeting; certificates are bound to it and to its prompts."""
    prompt_version: str | None
    kinds: tuple[KindGate, ...]
    alone: int
    """Of the last changes: made unasked."""
    asked: int
    """Of the last changes: decided by people."""


class Reliability(Frozen):
    """The whole report, of one board or of all."""

    board: str | None
    seen: int
    groups: tuple[GroupReliability, ...]
    bins: tuple[Bin, ...]
    calibration_error: Probability
    """The mean distance between stated and true, weighted by how many stand in each bin."""
    answers: dict[str, int]
    """How often each answer was given; `undone`: a change that was applied and taken back later."""
    reasons: dict[str, int]
    """Why people rejected, by reason."""
    median_seconds: float | None
    """From the question to the answer."""
    gates: tuple[BoardGate, ...] = ()
    """Where the gate of each board stands."""
