"""Small rules about turns that every diarizer shares: order, joining, numbering.

What must never live here: sound and words.
"""

from collections.abc import Iterable

from core_api.contracts.meeting import Turn

BRIDGED = 0.3
"""Seconds of silence between two turns of one speaker that make no two turns."""


def joined(turns: Iterable[Turn], gap: float = BRIDGED) -> list[Turn]:
    """The turns in order, those of one speaker joined where at most `gap` seconds and nobody lie between."""
    result: list[Turn] = []
    for turn in sorted(turns, key=lambda item: (item.start, item.end)):
        last = result[-1] if result else None
        if last and last.speaker == turn.speaker and turn.start - last.end <= gap:
            result[-1] = last.model_copy(update={"end": max(last.end, turn.end)})
        else:
            result.append(turn)
    return result


def numbered(turns: Iterable[Turn]) -> tuple[Turn, ...]:
    """The turns joined, with speakers numbered from 1 by first appearance."""
    ordered = joined(turns)
    numbers: dict[int, int] = {}
    for turn in ordered:
        numbers.setdefault(turn.speaker, len(numbers) + 1)
    return tuple(turn.model_copy(update={"speaker": numbers[turn.speaker]}) for turn in ordered)
