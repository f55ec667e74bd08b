"""Evidence that must not count as a colleague's word: orders to the program, and words that may be somebody else's.

Whatever the minutes say of it: they may be written by a model that obeyed. Pure; it only takes away.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from core_api.contracts.meeting import Transcript
from core_api.contracts.minutes import Evidence, Veto
from core_api.language.steering import Steering, is_machine, ordering, steered


@dataclass(frozen=True)
class Taint:
    """Which utterances of a meeting try to steer the program."""

    how: Mapping[int, Steering] = field(default_factory=dict)
    """By segment."""
    orders: Mapping[int, tuple[str, ...]] = field(default_factory=dict)
    """By segment, the sentences that are orders."""

    def vetoes(self, evidence: Sequence[Evidence], beside: Sequence[Evidence] = ()) -> tuple[Veto, ...]:
        """Why a change that rests on this evidence must not be made unasked.

        `beside`: what else the same fact rests on.
        """
        if any(self._ordered(one) for one in evidence):
            return ("injected",)
        doubtful = any(one.segment in self.how for one in (*evidence, *beside))
        return ("suspect",) if doubtful else ()

    def _ordered(self, one: Evidence) -> bool:
        """True when the quote lies in the order, and not only in the same utterance."""
        return any(
            one.quote in sentence or sentence in one.quote or _overlap(one.quote, sentence)
            for sentence in self.orders.get(one.segment, ())
        )


def taint_of(transcript: Transcript) -> Taint:
    """What the talk and the names of its voices show."""
    how = steered([segment.text for segment in transcript.segments])
    by_index = {
        segment.index: how[place] for place, segment in enumerate(transcript.segments) if place in how
    }
    machines = {who.number for who in transcript.speakers if who.name and is_machine(who.name)}
    for segment in transcript.segments:
        if segment.speaker in machines:
            by_index.setdefault(segment.index, "suspect")
    texts = {segment.index: segment.text for segment in transcript.segments}
    orders = {
        index: tuple(texts[index][start:end].strip() for start, end in ordering(texts[index]))
        for index, level in by_index.items()
        if level == "order"
    }
    return Taint(by_index, orders)


def _overlap(quote: str, sentence: str) -> bool:
    """True when the quote begins or ends inside the sentence."""
    words = quote.split()
    return any(" ".join(part) in sentence for part in (words[:3], words[-3:]) if len(part) == 3)
