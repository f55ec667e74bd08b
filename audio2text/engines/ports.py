"""What a recogniser and a diarizer must offer, and what they hand over.

What must never live here: any engine.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

from audio2text.sound import Sound, Span
from audio2text.voice_activity import Speech
from core_api.contracts.meeting import Turn, Word
from core_api.contracts.model import Language
from core_api.contracts.ports import Report


class Recognizer(Protocol):
    """Turns speech into words."""

    @property
    def longest(self) -> float:
        """Seconds of the longest window that it takes."""
        ...

    @property
    def notes(self) -> tuple[str, ...]:
        """Codes of what a reader of its words must know (see `locales`, `degraded-…`)."""
        ...

    def check(self, language: Language | None) -> None:
        """Say early and cheaply what stands in the way: Missing, or Unsupported for the language."""
        ...

    def language(self, sound: Sound, windows: Sequence[Span], asked: Language | None) -> Language:
        """The language to recognise in: the asked one, else what is heard. Raises Unsupported."""
        ...

    def recognize(
        self, sound: Sound, windows: Sequence[Span], language: Language, report: Report
    ) -> Iterator[Word]:
        """The words in order, in seconds of the recording; `report` is called before every window."""
        ...


@dataclass(frozen=True)
class Voices:
    """Who spoke when. Numbers by first appearance, from 1; no turns where voices were not told apart."""

    turns: tuple[Turn, ...] = ()
    notes: tuple[str, ...] = ()


class Diarizer(Protocol):
    """Tells voices apart."""

    def diarize(self, sound: Sound, speech: Speech, speakers: int | None, report: Report) -> Voices:
        """The turns of all speakers in order. `speakers` is how many there are, where that is known."""
        ...
