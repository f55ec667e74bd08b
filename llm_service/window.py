"""How a model's context is shared out, and lines that fit it.

Only sizes are known here: neither prompts nor models. Tokens are estimated from characters, on the safe side.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from core_api.contracts.meeting import Segment

DEFAULT_CONTEXT = 16384
"""Tokens of context when nobody said how many the model has."""
LONGEST_PART = 5000
"""Tokens of transcript in one part, however large the context is: longer parts lose early facts."""
LONGEST_ANSWER = 8000
ROOMY = 7000
"""Tokens of a context that has room for the full instructions; below it the board and the answer get less too."""
SHORTEST_PART = 300
"""Tokens of transcript below which it is not worth asking."""

_SENTENCE = re.compile(r"(?<=[.!?…])\s+")


@dataclass(frozen=True)
class Line:
    """A segment, or a piece of one that is too long for a part, as it is shown to the model."""

    segment: int
    speaker: int | None
    text: str


@dataclass(frozen=True)
class Budget:
    """How the context of a model is shared out, in tokens."""

    context: int = DEFAULT_CONTEXT

    @property
    def roomy(self) -> bool:
        """True when nothing has to be told in short."""
        return self.context >= ROOMY

    @property
    def answer(self) -> int:
        """Room for the answer."""
        return min(LONGEST_ANSWER, max(256, self.context * (32 if self.roomy else 25) // 100))

    @property
    def listing(self) -> int:
        """Room for the board."""
        return self.context * (20 if self.roomy else 10) // 100

    def transcript(self, fixed: int) -> int:
        """Room for the lines of one part beside `fixed` tokens of instructions and board; 0: too little for any."""
        room = min(LONGEST_PART, self.context - self.answer - fixed)
        return room if room >= SHORTEST_PART else 0


def estimate(text: str) -> int:
    """About how many tokens a text has: 3.6 characters a token in ASCII, 2.2 elsewhere."""
    plain = sum(char.isascii() for char in text)
    return int(plain / 3.6 + (len(text) - plain) / 2.2) + 1


def lines_of(segments: Sequence[Segment], longest: int) -> tuple[Line, ...]:
    """The segments as lines of at most `longest` tokens each, cut between sentences or else between words."""
    return tuple(
        Line(segment.index, segment.speaker, piece)
        for segment in segments
        for piece in _pieces(segment.text, longest)
    )


def _pieces(text: str, longest: int) -> list[str]:
    if estimate(text) <= longest:
        return [text]
    pieces: list[str] = []
    for sentence in _SENTENCE.split(text):
        units = [sentence] if estimate(sentence) <= longest else sentence.split()
        for unit in units:
            if pieces and estimate(f"{pieces[-1]} {unit}") <= longest:
                pieces[-1] = f"{pieces[-1]} {unit}"
            else:
                pieces.append(unit)
    return pieces
