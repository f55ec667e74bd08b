"""People's decisions as a report: right card, right change, what that proves, and whether stated chances are true."""

import statistics
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby

from core_api.contracts.asking import Example
from core_api.contracts.board import OPERATION_KINDS, OperationKind
from core_api.contracts.reliability import Bin, Gravity, GroupReliability, Reliability
from core_api.domain.certificate import DOUBT, Judged, bound, certified, needed

BUDGETS: Mapping[Gravity, float] = {"light": 0.05, "middling": 0.02, "grave": 0.01}
"""The share of wrong automatic changes that may be, by how easily they are taken back."""
_LIGHT = frozenset({"comment", "check", "uncheck", "add_check", "label", "unlabel"})
_MIDDLING = frozenset({"move", "due"})
_BINS = 10


def gravity(kind: OperationKind) -> Gravity:
    """How much a wrong change of this kind costs."""
    return "light" if kind in _LIGHT else "middling" if kind in _MIDDLING else "grave"


def card_was_right(example: Example) -> bool:
    """Whether the card was the one: what was rejected for another reason is about the right card."""
    return example.answer != "other_card" and example.reason != "wrong-card"


def change_was_right(example: Example) -> bool:
    """Whether it could have been done unasked: approved as it stood, and never taken back."""
    return example.answer == "approve" and example.undone_at is None


def report(examples: Iterable[Example], board: str | None = None) -> Reliability:
    """The report on these decisions of people."""
    known = tuple(examples)
    bins = _bins(known)
    seconds = [one.seconds for one in known if one.seconds is not None]
    answers: Counter[str] = Counter(one.answer for one in known)
    answers.update({"undone": sum(one.undone_at is not None for one in known)})
    return Reliability(
        board=board,
        seen=len(known),
        groups=tuple(_group(one, known) for one in BUDGETS),
        bins=bins,
        calibration_error=sum(one.seen * abs(one.stated - one.right) for one in bins) / max(1, len(known)),
        answers=dict(sorted(answers.items())),
        reasons=dict(sorted(Counter(one.reason for one in known if one.reason).items())),
        median_seconds=statistics.median(seconds) if seconds else None,
    )


def _group(which: Gravity, examples: Sequence[Example]) -> GroupReliability:
    mine = [one for one in examples if gravity(one.kind) == which]
    right = sum(map(change_was_right, mine))
    wrong, budget = len(mine) - right, BUDGETS[which]
    proved = certified((Judged(one.confidence, change_was_right(one)) for one in mine), budget)
    return GroupReliability(
        gravity=which,
        kinds=tuple(kind for kind in OPERATION_KINDS if gravity(kind) == which),
        budget=budget,
        seen=len(mine),
        right=right,
        wrong_card=sum(not card_was_right(one) for one in mine),
        wrong_change=sum(card_was_right(one) and not change_was_right(one) for one in mine),
        bound=bound(wrong, len(mine)),
        certified=proved,
        lacking=max(1, needed(wrong, budget, DOUBT / 2) - len(mine)) if proved is None else 0,
    )


def _bins(examples: Sequence[Example]) -> tuple[Bin, ...]:
    ordered = sorted(examples, key=lambda one: one.confidence)
    return tuple(_bin(at, list(some)) for at, some in groupby(ordered, key=_place))


def _place(example: Example) -> int:
    return min(int(example.confidence * _BINS), _BINS - 1)


def _bin(at: int, some: Sequence[Example]) -> Bin:
    return Bin(
        lower=at / _BINS,
        upper=(at + 1) / _BINS,
        seen=len(some),
        stated=statistics.fmean(one.confidence for one in some),
        right=sum(map(card_was_right, some)) / len(some),
    )
