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
    """The share in which the card was right."""


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
