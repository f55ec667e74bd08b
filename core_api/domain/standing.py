"""Where the gate stands on one board: what people's decisions taught, what they certify, and what asks again.

Pure: decisions in, limits out, and the same decisions always give the same limits. Every wrong one more can only make
the gate narrower; only a certificate makes it wider, for the board, the model and the prompts that it was earned with.
"""

import math
from collections import defaultdict, deque
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from core_api.contracts.asking import Example
from core_api.contracts.board import OPERATION_KINDS, OperationKind
from core_api.contracts.reliability import Gravity
from core_api.domain.certificate import Judged, certified, least
from core_api.domain.chances import learnt_shift, shipped
from core_api.domain.labels import card_right, change_right, operation_right
from core_api.domain.pools import BUDGETS, budget, gravity

WINDOW = 50
"""So many of the last automatic changes of a kind are looked at."""
ALONE = frozenset({"shadow", "audit", "narrowed", "plain", "sure", "certified"})
"""The rules of what would have been done unasked, had the board not said otherwise, and of what was."""
_NEAR = ALONE | {"card-unsure", "change-unsure"}
"""Those, and what only a lack of confidence kept from it: what a certificate is about."""


@dataclass(frozen=True)
class Under:
    """What a certificate is bound to, and errors are counted for: a change of any of it begins anew."""

    board: str | None
    model: str | None
    prompt_version: str | None


@dataclass(frozen=True)
class Alone:
    """A change that the gate made by itself."""

    kind: OperationKind
    at: datetime
    proposal_id: str
    model: str | None = None
    prompt_version: str | None = None


@dataclass(frozen=True)
class Tally:
    """The last automatic changes of a kind: how many, and how many of them were wrong."""

    seen: int = 0
    wrong: int = 0
    narrowed: bool = False
    """True: there were too many wrong ones, and the kind asks."""


@dataclass(frozen=True)
class Standing:
    """What the gate goes by beside the board's policy. Empty: as shipped."""

    shifts: Mapping[str, float] = field(default_factory=dict)
    """How far the stated log odds are from the truth, by `Chances.card_by` and `operation_by`."""
    certificates: Mapping[Gravity, float] = field(default_factory=dict)
    """The least confidence that is proved to keep the budget, where one is."""
    tallies: Mapping[OperationKind, Tally] = field(default_factory=dict)

    def shift(self, cell: str) -> float:
        """How far the log odds of a cell are moved."""
        return self.shifts.get(cell, 0.0)

    def narrowed(self, kind: OperationKind) -> bool:
        """Whether changes of this kind ask because too many were wrong."""
        return kind in self.tallies and self.tallies[kind].narrowed

    def limit(self, kind: OperationKind, floor: float) -> float:
        """The least confidence for an automatic change; never below the board's own floor."""
        return max(floor, min(shipped_limit(kind), self.certificates.get(gravity(kind), 1.0)))


def shipped_limit(kind: OperationKind) -> float:
    """The least confidence as long as nothing is proved: chances spread evenly above it keep the budget."""
    return round(1.0 - 2.0 * budget(kind), 4)


def standing(examples: Iterable[Example], alone: Iterable[Alone], under: Under) -> Standing:
    """Where the gate stands under these conditions, from all decisions of the workspace and the board's own changes."""
    known = tuple(examples)
    mine = [one for one in known if _is_under(one, under)]
    return Standing(
        shifts=_shifts(known),
        certificates=_certificates(mine) if under.model is not None else {},
        tallies=_tallies(mine, [one for one in alone if _made_under(one, under)]),
    )


def until_open(tally: Tally, allowed: float) -> int:
    """About so many right ones more until a narrowed kind may be automatic again; 0 where it is not narrowed."""
    if not tally.narrowed:
        return 0
    enough = math.ceil(tally.wrong / allowed)
    return max(1, enough - tally.seen) if enough <= WINDOW else WINDOW


def _is_under(example: Example, under: Under) -> bool:
    return (example.board, example.model, example.prompt_version) == (
        under.board,
        under.model,
        under.prompt_version,
    )


def _made_under(change: Alone, under: Under) -> bool:
    return (change.model, change.prompt_version) == (under.model, under.prompt_version)


def _shifts(examples: Iterable[Example]) -> dict[str, float]:
    """The learnt shift of each cell, from decisions on proposals that this table stated the chances of."""
    cells: dict[str, list[tuple[float, bool]]] = defaultdict(list)
    for one in examples:
        if one.chances is None or one.chances.table != shipped().version:
            continue
        right = card_right(one)
        if right is not None:
            cells[one.chances.card_by].append((one.chances.card_shipped, right))
        right = operation_right(one)
        if right is not None:
            cells[one.chances.operation_by].append((one.chances.operation_shipped, right))
    return {cell: learnt_shift(decided) for cell, decided in sorted(cells.items())}


def _certificates(examples: Iterable[Example]) -> dict[Gravity, float]:
    pools: dict[Gravity, list[Judged]] = defaultdict(list)
    for one in examples:
        if certifiable(one):
            pools[gravity(one.kind)].append(Judged(one.confidence, bool(change_right(one))))
    found = {which: certified(pools[which], BUDGETS[which]) for which in BUDGETS if pools[which]}
    return {which: level for which, level in found.items() if level is not None}


def certifiable(example: Example) -> bool:
    """Whether the decision is one that certificates are made of: a person saw it, and no rule but doubt asked."""
    return example.rule in _NEAR and change_right(example) is not None and _is_of_this_table(example)


def _is_of_this_table(example: Example) -> bool:
    return example.chances is not None and example.chances.table == shipped().version


def _tallies(examples: Iterable[Example], alone: Iterable[Alone]) -> dict[OperationKind, Tally]:
    """What became of the last changes that were made, or would have been, unasked. Nobody's objection is a yes."""
    outcomes: dict[OperationKind, dict[str, tuple[datetime, bool]]] = {kind: {} for kind in OPERATION_KINDS}
    for change in alone:
        outcomes[change.kind][change.proposal_id] = (change.at, True)
    for one in examples:
        right = change_right(one)
        if one.rule in ALONE and right is not None:
            outcomes[one.kind][one.proposal_id] = (one.undone_at or one.at, right)
    return {
        kind: _tally((right for _at, right in sorted(some.values(), key=lambda told: told[0])), budget(kind))
        for kind, some in outcomes.items()
        if some
    }


def _tally(rights: Iterable[bool], allowed: float) -> Tally:
    """The window as it stands after all of them: it closes when wrong ones prove too many, and opens at the budget."""
    window: deque[bool] = deque(maxlen=WINDOW)
    narrowed = False
    for right in rights:
        window.append(right)
        wrong = window.count(False)
        narrowed = wrong > allowed * len(window) if narrowed else least(wrong, len(window)) > allowed
    return Tally(len(window), window.count(False), narrowed)
