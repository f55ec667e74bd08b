"""Cuts speech into windows that a recogniser takes one at a time.

A window is a stretch of the recording, with its short pauses, so that times need no mapping. What must never
live here: anything that knows a recogniser.
"""

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from audio2text.sound import Span
from audio2text.voice_activity import FRAME, Speech

_PADDING = 0.1
_LONGEST_PAUSE = 2.0


def windows_of(speech: Speech, duration: float, longest: float = 30.0) -> tuple[Span, ...]:
    """Windows in order, none longer than `longest` seconds, together covering all speech.

    Neighbouring regions share a window while the pause between them is at most 2 s; a region that is too
    long is cut where speech is least probable.
    """
    packed: list[Span] = []
    for region in speech.regions:
        for piece in _cut(region, speech.probabilities, longest - 2 * _PADDING):
            last = packed[-1] if packed else None
            fits = last and piece.end - last.start <= longest - 2 * _PADDING
            if last and fits and piece.start - last.end <= _LONGEST_PAUSE:
                packed[-1] = Span(last.start, piece.end)
            else:
                packed.append(piece)
    return _padded(packed, duration)


def _cut(region: Span, probabilities: NDArray[np.float32], longest: float) -> Iterator[Span]:
    """Pieces of at most `longest` seconds, each cut within the last half of what is allowed."""
    start = region.start
    while region.end - start > longest:
        first, last = round((start + longest / 2) / FRAME), round((start + longest) / FRAME)
        quietest = (first + int(np.argmin(probabilities[first:last]))) * FRAME
        yield Span(start, quietest)
        start = quietest
    yield Span(start, region.end)


def _padded(windows: list[Span], duration: float) -> tuple[Span, ...]:
    """A little silence around each window, never over its neighbours."""
    grown = []
    for place, window in enumerate(windows):
        low = windows[place - 1].end if place else 0.0
        high = windows[place + 1].start if place + 1 < len(windows) else duration
        start = min(window.start, max(low, window.start - _PADDING))
        grown.append(Span(start, max(window.end, min(high, window.end + _PADDING))))
    return tuple(grown)
