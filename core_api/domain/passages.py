"""How what was said is cut into passages that are found: neighbouring segments, whole ones.

Nothing here searches; the lines of a passage are what answers are quoted from.
"""

from collections.abc import Sequence

from core_api.contracts.meeting import Meeting, Segment, Transcript
from core_api.contracts.search import Entry

ENOUGH_WORDS = 150
MOST_WORDS = 300

Window = tuple[Segment, ...]
"""Neighbouring segments that are found together."""


def windows(transcript: Transcript) -> tuple[Window, ...]:
    """Neighbouring segments, 150 to 300 words together; a segment that is longer stands alone."""
    cut: list[list[Segment]] = []
    size = 0
    for segment in transcript.segments:
        words = len(segment.text.split())
        if not words:
            continue
        if not cut or size >= ENOUGH_WORDS or size + words > MOST_WORDS:
            cut.append([])
            size = 0
        cut[-1].append(segment)
        size += words
    if len(cut) > 1 and size < ENOUGH_WORDS and _words(cut[-2]) + size <= MOST_WORDS:
        cut[-2:] = [cut[-2] + cut[-1]]
    return tuple(map(tuple, cut))


def speech(
    meeting: Meeting, transcript: Transcript, cut: Sequence[Window] | None = None
) -> tuple[Entry, ...]:
    """What was said, as entries in order. `cut` are its passages where they are known, else `windows` cuts them."""
    return tuple(
        _entry(meeting, transcript, number, window)
        for number, window in enumerate(windows(transcript) if cut is None else cut)
    )


def source_of(meeting_id: str) -> str:
    """The id of a meeting's talk as a source of entries."""
    return f"speech:{meeting_id}"


def _entry(meeting: Meeting, transcript: Transcript, number: int, window: Window) -> Entry:
    names = (transcript.name_of(segment.speaker) for segment in window)
    return Entry(
        id=f"{meeting.id}:{window[0].index}-{window[-1].index}",
        kind="speech",
        source=source_of(meeting.id),
        number=number,
        title=meeting.title,
        text="\n".join(_line(transcript, segment) for segment in window),
        meeting_id=meeting.id,
        board=meeting.board,
        people=tuple(dict.fromkeys(name for name in names if name)),
        at=meeting.started_at,
        first_segment=window[0].index,
        last_segment=window[-1].index,
        start=min(segment.start for segment in window),
        end=max(segment.end for segment in window),
    )


def _words(segments: list[Segment]) -> int:
    return sum(len(segment.text.split()) for segment in segments)


def _line(transcript: Transcript, segment: Segment) -> str:
    name = transcript.name_of(segment.speaker)
    said = " ".join(segment.text.split())
    return f"{name}: {said}" if name else said
