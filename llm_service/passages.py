"""Passages as numbered lines, and the way back from a line to its meeting and second, its card or its document.

Known to the answers with a model and to those without. No text is judged here.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from core_api.contracts.meeting import Passage, PassageLine
from core_api.contracts.minutes import Citation, Evidence
from core_api.language.steering import is_order
from core_api.language.words import fold
from llm_service.quotes import verbatim

_NAME = re.compile(r"[^\n:]{1,60}:\s+(?=\S)")


@dataclass(frozen=True)
class Shown:
    """One line of a passage."""

    id: str
    """`s1`, `s2`, … over all passages of a question."""
    passage: Passage
    line: PassageLine

    @property
    def segment(self) -> int:
        """The index of its segment in the transcript."""
        return self.line.segment

    @property
    def speaker(self) -> str:
        """Who said it; empty where that is not known."""
        return self.line.name

    @property
    def words(self) -> str:
        """What was said."""
        return self.line.words

    def cite(self, quote: str) -> Citation | None:
        """The citation of these words, as they really stand here; None when they do not."""
        found = verbatim(quote, self.words) or verbatim(_NAME.sub("", quote, count=1), self.words)
        if found is None:
            return None
        line = self.line
        return Citation(
            meeting_id=self.passage.meeting_id,
            meeting_title=self.passage.meeting_title,
            evidence=Evidence(
                segment=line.segment, start=line.start, end=line.end, speaker=line.speaker, quote=found
            ),
            kind=self.passage.kind,
            passage=self.passage.id,
            speaker=line.name,
        )

    def said_by(self, names: Sequence[str]) -> bool:
        """Whether one of these people said it; always true where nobody in particular is asked for."""
        return not names or fold(self.speaker) in {fold(name) for name in names}


def lines_of(passages: Sequence[Passage]) -> tuple[Shown, ...]:
    """All lines of the passages, in order; a segment that two passages share stands once.

    What is an order to the program is left out: it answers nothing, and no model need see it.
    """
    lines: list[Shown] = []
    known: set[tuple[str, int]] = set()
    for passage in passages:
        for line in passage.lines or _read(passage):
            place = (passage.meeting_id or passage.id, line.segment)
            if is_order(line.words) or (passage.kind == "speech" and place in known):
                continue
            known.add(place)
            lines.append(Shown(f"s{len(lines) + 1}", passage, line))
    return tuple(lines)


def _read(passage: Passage) -> Iterator[PassageLine]:
    """The lines of a passage that only knows its text: when it begins and ends, not when each of its lines does."""
    for place, raw in enumerate(line for line in passage.text.split("\n") if line.strip()):
        name = _NAME.match(raw) if passage.kind == "speech" else None
        yield PassageLine(
            segment=min(passage.first_segment + place, passage.last_segment),
            start=passage.start,
            end=passage.end,
            name=name.group().rstrip().rstrip(":") if name else "",
            words=(raw[name.end() :] if name else raw).strip(),
        )
