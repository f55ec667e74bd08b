"""Does the audit add up? Our changes and the others', replayed over a card as it was first seen, give it as it is.

Pure. Where they do not, something was written that has no record, or a record tells what never was.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from pydantic import JsonValue

from core_api.contracts.history import ForeignChange, Sighting
from core_api.contracts.proposal import ChangeRecord, FieldValue
from core_api.domain.card_values import WHOLE, values_of


@dataclass(frozen=True)
class Gap:
    """A value that the records do not explain."""

    field: str
    told: JsonValue
    """What the records give."""
    found: JsonValue
    """What the card had."""
    change: str | None = None
    """The change of ours before which it was so; None: at the end, or before a change of somebody else."""


@dataclass(frozen=True)
class Step:
    """What one change did, ours or another's."""

    sequence: int
    values: tuple[FieldValue, ...]
    change: str | None = None
    """The id of our record."""
    created: bool = False
    """The card began with it: there was nothing before."""


def replayed(
    sighting: Sighting, records: Iterable[ChangeRecord], foreign: Iterable[ForeignChange]
) -> tuple[Gap, ...]:
    """What does not add up: a step that begins where the one before did not end, or an end that is not the last look.

    Only values that we wrote since the first look are held against the last. Empty: all is explained.
    """
    state = values_of(sighting.first) | {WHOLE: True}
    gaps: list[Gap] = []
    wrote: set[str] = set()
    for step in _steps((one for one in records if one.at >= sighting.first_at), foreign):
        for value in step.values:
            if not step.created and state.get(value.field) != value.before:
                gaps.append(Gap(value.field, state.get(value.field), value.before, step.change))
            state[value.field] = value.after
            if step.change is not None:
                wrote.add(value.field)
    last = values_of(sighting.last)
    gaps += [
        Gap(field, state.get(field), last.get(field))
        for field in sorted(wrote)
        if state.get(field) != last.get(field)
    ]
    return tuple(gaps)


def _steps(records: Iterable[ChangeRecord], foreign: Iterable[ForeignChange]) -> list[Step]:
    """All that has a place in the history, in its order. Records of older versions have none."""
    ours = [
        Step(record.sequence, record.values, record.id, record.operation.kind == "create")
        for record in records
        if record.sequence is not None
    ]
    theirs = [
        Step(one.sequence, (FieldValue(field=one.field, before=one.before, after=one.after),))
        for one in foreign
    ]
    return sorted((*ours, *theirs), key=lambda step: step.sequence)
