"""Passages of past meetings as numbered lines, and the way back from a line to its meeting and segment.

Known to the answers with a model and to those without. No text is judged here.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from core_api.contracts.meeting import Passage
from core_api.contracts.minutes import Citation, Evidence
from llm_service.quotes import verbatim

_NAME = re.compile(r"[^\n:]{1,60}:\s+(?=\S)")


@dataclass(frozen=True)
class PassageLine:
    """One segment of a passage."""

    id: str
    """`s1`, `s2`, … over all passages of a question."""
    passage: Passage
    segment: int
    speaker: str
    words: str

    def cite(self, quote: str) -> Citation | None:
        """The citation of these words, as they really stand here; None when they do not.

        A passage knows when it begins and ends, not when each of its lines does: so does the evidence.
        """
        found = verbatim(quote, self.words) or verbatim(_NAME.sub("", quote, count=1), self.words)
        if found is None:
            return None
        evidence = Evidence(
            segment=self.segment, start=self.passage.start, end=self.passage.end, speaker=None, quote=found
        )
        return Citation(
            meeting_id=self.passage.meeting_id, meeting_title=self.passage.meeting_title, evidence=evidence
        )


def lines_of(passages: Sequence[Passage]) -> tuple[PassageLine, ...]:
    """All lines of the passages, in order; a segment that two passages share stands once."""
    lines: list[PassageLine] = []
    known: set[tuple[str, int]] = set()
    for passage in passages:
        for place, raw in enumerate(line for line in passage.text.split("\n") if line.strip()):
            segment = min(passage.first_segment + place, passage.last_segment)
            name = _NAME.match(raw)
            words = raw[name.end() :] if name else raw
            if (passage.meeting_id, segment) in known and place < _count(passage):
                continue
            known.add((passage.meeting_id, segment))
            speaker = name.group().rstrip().rstrip(":") if name else ""
            lines.append(PassageLine(f"s{len(lines) + 1}", passage, segment, speaker, words.strip()))
    return tuple(lines)


def _count(passage: Passage) -> int:
    return passage.last_segment - passage.first_segment + 1
