"""A long transcript in parts that each hold whole topics: cut where the talk turns to something else.

A cut is where the words before and after have least in common, at a change of speakers, as in TextTiling (Hearst,
1997). Only words and sizes are known here: neither prompts nor models.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import ceil, sqrt

from core_api.language.words import stems
from llm_service.window import Line, estimate

_WINDOW = 60
"""Stems on either side of a gap that are compared."""
_SHORTEST, _LONGEST = 0.9, 1.2
"""How much shorter or longer a part may be than if all that is left were cut evenly: they are read at the same time,
and the longest is waited for."""
_LINE = 8
"""Tokens of a line beside its text."""
BEFORE = 300
"""Tokens of the part before that a part is shown."""
_LEAST_BEFORE = 2
"""Lines of the part before where room is short."""


@dataclass(frozen=True)
class Part:
    """A stretch of the transcript that is read at once."""

    lines: tuple[Line, ...]
    before: tuple[Line, ...] = ()
    """The last lines of the part before, to understand by."""

    def halves(self) -> "tuple[Part, ...]":
        """The part in two, for an answer that had no room; nothing when it is too short to be cut."""
        if len(self.lines) < 2:
            return ()
        middle = len(self.lines) // 2
        first, second = self.lines[:middle], self.lines[middle:]
        return Part(first, self.before[-_LEAST_BEFORE:]), Part(second, first[-_LEAST_BEFORE:])


def parts(lines: Sequence[Line], room: int) -> tuple[Part, ...]:
    """The lines in as few parts of at most `room` tokens as their topics allow, in order."""
    costs = [_cost(line) for line in lines]
    cut: list[Part] = []
    start = 0
    while start < len(lines):
        end = _end(start, costs, room)
        if end < len(lines):
            left = sum(costs[start:])
            share = left / ceil(left / room)
            least, most = int(share * _SHORTEST), min(room, int(share * _LONGEST))
            end = _turn(lines, start, (_end(start, costs, least), _end(start, costs, most)))
        cut.append(Part(tuple(lines[start:end]), _last(lines[:start], min(BEFORE, room // 3))))
        start = end
    return tuple(cut)


def _cost(line: Line) -> int:
    return estimate(line.text) + _LINE


def _last(lines: Sequence[Line], room: int) -> tuple[Line, ...]:
    """The last lines, as many as have room."""
    kept: list[Line] = []
    for line in reversed(lines):
        room -= _cost(line)
        if room < 0:
            break
        kept.append(line)
    return tuple(reversed(kept))


def _end(start: int, costs: Sequence[int], room: int) -> int:
    """How far the room reaches; at least one line."""
    end, size = start, 0
    while end < len(costs) and (end == start or size + costs[end] <= room):
        size += costs[end]
        end += 1
    return end


def _turn(lines: Sequence[Line], start: int, span: tuple[int, int]) -> int:
    """The place of the span where the talk turns most: the words before and after have least in common."""
    first, last = span
    bags = [Counter(stems(line.text)) for line in lines[start : last + _WINDOW]]
    gaps = [at for at in range(max(first, start + 1), last + 1) if _changes(lines, at)] or [last]
    likeness = {at: _likeness(bags, at - start) for at in gaps}
    return min(gaps, key=lambda at: (likeness[at], -at))


def _changes(lines: Sequence[Line], at: int) -> bool:
    return at == len(lines) or lines[at - 1].speaker != lines[at].speaker


def _likeness(bags: Sequence[Counter[str]], at: int) -> float:
    """The cosine of the words on either side of a gap."""
    left, right = _gathered(reversed(bags[:at])), _gathered(bags[at:])
    shared = sum(count * right[stem] for stem, count in left.items())
    lengths = sqrt(sum(n * n for n in left.values()) * sum(n * n for n in right.values()))
    return shared / lengths if lengths else 0.0


def _gathered(bags: Iterable[Counter[str]]) -> Counter[str]:
    gathered: Counter[str] = Counter()
    for bag in bags:
        if gathered.total() >= _WINDOW:
            break
        gathered += bag
    return gathered
