"""People's decisions as a report: right card, right change, what that proves, and whether stated chances are true."""

import statistics
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import groupby

from core_api.contracts.asking import Example
from core_api.contracts.board import OPERATION_KINDS, OperationKind
from core_api.contracts.policy import ALWAYS_ASK, BoardPolicy
from core_api.contracts.reliability import (
    Bin,
    BoardGate,
    Gravity,
    GroupReliability,
    KindGate,
    LimitReason,
    Reliability,
)
from core_api.domain.certificate import DOUBT, Judged, bound, certified, needed
from core_api.domain.labels import change_right, wrong_card
from core_api.domain.pools import BUDGETS, budget, gravity
from core_api.domain.standing import Standing, Tally, Under, certifiable, shipped_limit, until_open

_BINS = 10


def report(
    examples: Iterable[Example], board: str | None = None, gates: Iterable[BoardGate] = ()
) -> Reliability:
    """The report on these decisions of people, with where the gate of each board stands."""
    known = tuple(examples)
    bins = _bins([one for one in known if change_right(one) is not None])
    seconds = [one.seconds for one in known if one.seconds is not None]
    answers: Counter[str] = Counter(one.answer for one in known if one.channel != "gate")
    answers.update({"undone": sum(one.undone_at is not None for one in known)})
    weighed = sum(one.seen for one in bins)
    return Reliability(
        board=board,
        seen=len(known),
        groups=tuple(_group(one, known) for one in BUDGETS),
        bins=bins,
        calibration_error=sum(one.seen * abs(one.stated - one.right) for one in bins) / max(1, weighed),
        answers=dict(sorted(answers.items())),
        reasons=dict(sorted(Counter(one.reason for one in known if one.reason).items())),
        median_seconds=statistics.median(seconds) if seconds else None,
        gates=tuple(gates),
    )


def board_gate(policy: BoardPolicy, standing: Standing, under: Under, counts: tuple[int, int]) -> BoardGate:
    """Where the gate of one board stands. `counts`: how many changes were made unasked of late, and how many asked."""
    return BoardGate(
        board=under.board or "",
        mode="stopped" if policy.stopped else policy.mode,
        model=under.model,
        prompt_version=under.prompt_version,
        kinds=tuple(_kind(kind, policy, standing) for kind in OPERATION_KINDS),
        alone=counts[0],
        asked=counts[1],
    )


def _kind(kind: OperationKind, policy: BoardPolicy, standing: Standing) -> KindGate:
    tally = standing.tallies.get(kind, Tally())
    limit = standing.limit(kind, policy.threshold)
    return KindGate(
        kind=kind,
        budget=budget(kind),
        shipped=shipped_limit(kind),
        limit=limit,
        why=_why(kind, policy, standing, limit),
        seen=tally.seen,
        wrong=tally.wrong,
        lacking=until_open(tally, budget(kind)),
    )


def _why(kind: OperationKind, policy: BoardPolicy, standing: Standing, limit: float) -> LimitReason:
    if kind in ALWAYS_ASK or kind not in policy.automatic:
        return "asks"
    if standing.narrowed(kind):
        return "narrowed"
    if limit < shipped_limit(kind):
        return "certified"
    return "board" if limit > shipped_limit(kind) else "shipped"


def _group(which: Gravity, examples: Sequence[Example]) -> GroupReliability:
    mine = [one for one in examples if gravity(one.kind) == which]
    told = [one for one in mine if change_right(one) is not None]
    right = sum(bool(change_right(one)) for one in told)
    blamed = sum(map(wrong_card, mine))
    ours = [Judged(one.confidence, bool(change_right(one))) for one in mine if certifiable(one)]
    proved = certified(ours, BUDGETS[which])
    wrong = sum(not one.right for one in ours)
    lacking = max(1, needed(wrong, BUDGETS[which], DOUBT / 2) - len(ours)) if proved is None else 0
    return GroupReliability(
        gravity=which,
        kinds=tuple(kind for kind in OPERATION_KINDS if gravity(kind) == which),
        budget=BUDGETS[which],
        seen=len(mine),
        right=right,
        wrong_card=blamed,
        wrong_change=len(told) - right - blamed,
        nobodys=len(mine) - len(told),
        bound=bound(len(told) - right, len(told)),
        certified=proved,
        lacking=lacking,
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
        right=sum(bool(change_right(one)) for one in some) / len(some),
    )
