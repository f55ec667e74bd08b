"""The talk cut into sentences that remember where they were said.

What a recogniser wrote without punctuation stays one sentence an utterance. Nothing is judged here.
"""

import re
from dataclasses import dataclass

from core_api.contracts.meeting import Segment, Transcript
from core_api.contracts.minutes import Evidence

_END = re.compile(r"(?<=[.!?…])[\"'”»)]*\s+(?=[\"'“«(—–-]*[^\W\da-zа-яё_]|[\"“«]|\.\.\.|\d)")
_WORDED_QUESTION = re.compile(
    r"\b(?:when|what|who|how|where|why) (?:are|is|do|does|did|will|should|can) (?:we|you|it|they|i)\b|"
    r"^(?:is|are|was|were|has|have|does|did|should)\b|"
    r"\b(?:can|could|will|would) (?:you|we|i)\b|^(?:(?:and|so|ok|okay|but|well|right)\W+)*(?:what|who|"
    r"when|where|how|why|which|should|does|did)\b|"
    r"\b(?:where are we|how long|what's (?:the )?(?:status|up|new))$|^(?:(?:а|ну|так|и)\s+)*(?:кто|что|"
    r"где|когда|как|почему|сколько|зачем)\b|"
    r"\b(?:что|где|когда|как|который|слышно|начни|кто)$"
)
_SPACES = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence: its place in the meeting, who said it, and its words."""

    place: int
    """0-based among all sentences of the meeting."""
    segment: Segment
    text: str
    """As it stands in the segment, whole."""
    low: str
    """In lower case, with ё as е and plain apostrophes: what the patterns read; as long as `text`."""
    opens: bool
    """True for the first sentence of its utterance."""

    @property
    def speaker(self) -> int | None:
        """The number of the voice."""
        return self.segment.speaker

    @property
    def asks(self) -> bool:
        """True when it ends with a question mark or, without any punctuation, is worded as a question."""
        if any(mark in self.text for mark in ".?!"):
            return self.text.rstrip("\"'”») ").endswith("?")
        return self.asks_before(len(self.low))

    def asks_before(self, stop: int) -> bool:
        """True when the words before a place are worded as a question, whatever follows them."""
        return bool(_WORDED_QUESTION.search(self.low[:stop]))

    def evidence(self) -> Evidence:
        """The sentence as a quote."""
        return quote(self.segment, self.text)


def sentences_of(transcript: Transcript) -> tuple[Sentence, ...]:
    """All sentences of the meeting, in order."""
    found: list[Sentence] = []
    for segment in transcript.segments:
        parts = [part for part in cut(segment.text) if any(char.isalnum() for char in part)]
        for number, part in enumerate(parts):
            found.append(Sentence(len(found), segment, part, lower(part), number == 0))
    return tuple(found)


def cut(text: str) -> list[str]:
    """The sentences of one utterance."""
    return [part.strip() for part in _END.split(text) if part.strip()]


def lower(text: str) -> str:
    """Lower case of the same length, ё as е, curly apostrophes and quotes made plain."""
    small = "".join(char.lower() if len(char.lower()) == 1 else char for char in text)
    return small.replace("ё", "е").replace("’", "'").replace("ʼ", "'")


def quote(segment: Segment, text: str) -> Evidence:
    """Words of a segment as evidence."""
    return Evidence(
        segment=segment.index, start=segment.start, end=segment.end, speaker=segment.speaker, quote=text
    )


def squeezed(text: str) -> str:
    """The text on one line."""
    return _SPACES.sub(" ", text).strip()
