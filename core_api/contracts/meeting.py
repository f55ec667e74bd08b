"""What was said, by whom, when: meetings, recordings and transcripts."""

from typing import Literal

from pydantic import Field

from core_api.contracts.model import (
    Frozen,
    Language,
    MinutesLanguage,
    ModelAccess,
    Moment,
    Probability,
    Seconds,
)


class Word(Frozen):
    """One recognised word."""

    text: str
    start: Seconds
    end: Seconds
    probability: Probability | None = None
    """The recogniser's own probability, where it gives one."""


class Speaker(Frozen):
    """A voice of the meeting: a number by first appearance, and a name once it is known."""

    number: int = Field(ge=1)
    name: str | None = None


class Turn(Frozen):
    """A stretch of time in which one speaker talks (diarization). Turns may overlap unless said otherwise."""

    start: Seconds
    end: Seconds
    speaker: int = Field(ge=1)


class Segment(Frozen):
    """One utterance. Its index is its 0-based place in the transcript (for VTT: the cue's, before any merging)."""

    index: int = Field(ge=0)
    start: Seconds
    end: Seconds
    speaker: int | None = None
    """The number of the speaker, None where nobody could be told."""
    text: str
    original: str | None = None
    """What the recogniser wrote, where the glossary changed it."""
    words: tuple[Word, ...] = ()


class Transcript(Frozen):
    """A meeting as text with speakers."""

    language: Language
    speakers: tuple[Speaker, ...] = ()
    segments: tuple[Segment, ...] = ()
    timed: bool = True
    """False when the source carries no times (plain text, Word); starts and ends are then 0."""
    notes: tuple[str, ...] = ()
    """Codes of what was not available while it was made (see `locales`, `degraded-…`)."""

    @property
    def duration(self) -> float:
        """Seconds to the end of the last segment; 0 for an empty transcript."""
        return max((segment.end for segment in self.segments), default=0.0)

    def name_of(self, speaker: int | None) -> str | None:
        """The known name of a speaker's number, else None."""
        return next((who.name for who in self.speakers if who.number == speaker), None)


class SoundClip(Frozen):
    """A short piece of a recording."""

    seconds: float
    ogg: bytes
    """Opus in OGG, mono, at most 1 MiB."""


class Meeting(Frozen):
    """One meeting as it was handed in."""

    id: str
    title: str
    started_at: Moment
    """With the zone of the people who met: relative dates are resolved in it."""
    language: Language | None = None
    """None until the transcript tells."""
    board: str | None = None
    """A board reference such as `local:demo`; None when the meeting has no board."""
    models: ModelAccess = "external"
    minutes_language: MinutesLanguage | None = None
    """The language of the minutes that was asked for with this meeting; None: the installation's setting."""
    asr_model: str | None = None
    """The speech model that was named for this meeting; None: the installation's."""
    source: str
    """The user's name of the file it came from."""
    blob: str
    """The digest (SHA-256, hex) under which the blob store keeps the file."""
    owner_id: str | None = None
    """The known person who handed it in, or whose meeting it is."""


PassageKind = Literal["speech", "card", "document"]
"""What a passage is of: a meeting's talk, a board's card, a curated document."""


class PassageLine(Frozen):
    """One segment of a passage, or one line of a card or of a document's part."""

    segment: int = Field(ge=0)
    """Its index in the transcript; of a card or a document the number of the line, or of the part."""
    start: Seconds = 0.0
    end: Seconds = 0.0
    speaker: int | None = None
    name: str = ""
    """Who said it, where that is known."""
    words: str


class Passage(Frozen):
    """Some neighbouring segments of a stored meeting, a card, a part of a document: what answers are read from."""

    id: str
    meeting_id: str
    """Empty where it is of no meeting."""
    meeting_title: str
    """The meeting's title; the card's name; the document's title and the headings above the part."""
    started_at: Moment
    """When the meeting began; when the card changed or the document was handed in last."""
    first_segment: int
    last_segment: int
    start: Seconds
    end: Seconds
    text: str
    """One line a segment, `Name: words`."""
    score: float = 0.0
    kind: PassageKind = "speech"
    lines: tuple[PassageLine, ...] = ()
    """The same lines, each with its own seconds and speaker, where they are known."""
    notes: tuple[str, ...] = ()
    """What the minutes say of it, in their own words: to understand it by, never to be quoted."""
    focus: tuple[int, ...] = ()
    """The segments that the search pointed at, where it pointed at single ones."""
    superseded: bool = False
    """Whether a later meeting decided on the same matter."""
    board: str | None = None
    """Whose people may read it, by the board's reference."""
