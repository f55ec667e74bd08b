"""`channels`: one speaker a lane, where a file really keeps its speakers apart.

Telephone calls and multi-track recordings do; a stereo microphone does not. It costs nothing and does not
err, so it is tried before anything else. What must never live here: telling apart two people who share a
lane.
"""

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from audio2text.engines.ports import Voices
from audio2text.sound import RATE, Samples, Sound, Span
from audio2text.turns import numbered
from audio2text.voice_activity import Speech, VoiceActivity
from core_api.contracts.job import Progress
from core_api.contracts.meeting import Turn
from core_api.contracts.ports import Report

_BLOCK = 0.5
"""Seconds over which lanes are compared."""
_OWNED = 10.0
"""Decibels by which a lane must be louder than all others to own a block."""
_UNLIKE = 0.3
"""Highest cross-correlation of two lanes that hold different sounds."""
_LAG = 320
"""Samples (20 ms) by which one lane may lag behind another."""
_MOST_BLOCKS = 400
_FLOOR = 1e-8
_SHORTEST = 0.2


class _Comparison(NamedTuple):
    """What comparing lanes block by block came to."""

    owned: NDArray[np.int64]
    """Blocks that each lane owns."""
    unlike: int
    """Blocks in which several lanes are loud and unlike each other."""
    blocks: int


class ChannelDiarizer:
    """Speakers by lane; no turns and a note where lanes are not separate."""

    def __init__(self, voice_activity: VoiceActivity) -> None:
        self._voice_activity = voice_activity

    def diarize(self, sound: Sound, speech: Speech, speakers: int | None, report: Report) -> Voices:
        """The turns, which overlap where people do; nothing when the lanes do not keep speakers apart."""
        lanes = separate_lanes(sound, speech)
        if len(lanes) < 2 or speakers not in (None, len(lanes)):
            return Voices(notes=("channels-not-separate",))
        turns: list[Turn] = []
        for place, lane in enumerate(lanes):
            report(Progress(stage="diarize", done=place, total=len(lanes), unit="parts"))
            for region in self._voice_activity.lane(sound, lane):
                turns.extend(_audible(sound, region, lane, lanes))
        return Voices(numbered(turns))


def separate_lanes(sound: Sound, speech: Speech) -> tuple[int, ...]:
    """The lanes with a speaker of their own; fewer than two when the file does not keep its speakers apart.

    Lanes are separate when in most half seconds of speech one of them is 10 dB louder than all others, or
    several are loud and unlike each other (people talking at once), and at least two of them have such time.
    """
    if len(sound.lanes) < 2:
        return ()
    found = _compare(sound, speech)
    if found.owned.sum() < 0.6 * found.blocks or found.owned.sum() + found.unlike < 0.85 * found.blocks:
        return ()
    enough = max(2, round(0.02 * found.blocks))
    return tuple(np.flatnonzero(found.owned >= enough).tolist())


def _compare(sound: Sound, speech: Speech) -> _Comparison:
    owned = np.zeros(len(sound.lanes), dtype=np.int64)
    unlike = blocks = 0
    for span in _sample(speech):
        lanes = [sound.read(span.start, span.end, lane) for lane in range(len(sound.lanes))]
        levels = np.array([10 * np.log10(float(np.mean(np.square(lane))) + _FLOOR) for lane in lanes])
        first, second = np.argsort(levels)[::-1][:2]
        blocks += 1
        if levels[first] - levels[second] >= _OWNED:
            owned[first] += 1
        elif _likeness(lanes[first], lanes[second]) < _UNLIKE:
            unlike += 1
    return _Comparison(owned, unlike, blocks)


def _sample(speech: Speech) -> list[Span]:
    """Half seconds of speech, at most 400, evenly spread."""
    spans = [
        Span(start, start + _BLOCK)
        for region in speech.regions
        for start in np.arange(region.start, region.end - _BLOCK / 2, _BLOCK).tolist()
    ]
    return spans[:: -(-len(spans) // _MOST_BLOCKS) or 1]


def _likeness(one: Samples, other: Samples) -> float:
    """The greatest normalised cross-correlation of two lanes within 20 ms of lag: 1 for the same sound."""
    size = 2 ** int(np.ceil(np.log2(2 * len(one))))
    product = np.fft.irfft(np.fft.rfft(one, size) * np.conj(np.fft.rfft(other, size)), size)
    near = np.concatenate([product[: _LAG + 1], product[-_LAG:]])
    scale = float(np.linalg.norm(one) * np.linalg.norm(other))
    return float(np.abs(near).max()) / scale if scale > 0 else 0.0


def _audible(sound: Sound, region: Span, lane: int, lanes: tuple[int, ...]) -> Iterator[Turn]:
    """A lane's region without the parts in which it only hears another lane: 10 dB below it."""
    step = RATE // 10
    levels = {other: _levels(sound.read(region.start, region.end, other), step) for other in lanes}
    loudest_other = np.max([levels[other] for other in lanes if other != lane], axis=0)
    own = np.concatenate([[False], levels[lane] > loudest_other - _OWNED, [False]])
    edges = np.flatnonzero(np.diff(own.astype(np.int8)))
    for first, last in zip(edges[::2].tolist(), edges[1::2].tolist(), strict=True):
        start, end = region.start + first * 0.1, min(region.end, region.start + last * 0.1)
        if end - start >= _SHORTEST:
            yield Turn(start=start, end=end, speaker=lane + 1)


def _levels(samples: Samples, step: int) -> NDArray[np.float64]:
    """Decibels per tenth of a second."""
    padded = np.pad(samples, (0, -len(samples) % step))
    power = np.mean(np.square(padded.reshape(-1, step), dtype=np.float64), axis=1)
    return np.asarray(10 * np.log10(power + _FLOOR), dtype=np.float64)
