"""Decoded sound as it lies on disk: one raw file a lane, read in stretches.

A lane is a channel of a stereo file or one of several audio tracks. Nothing here holds a whole recording
in memory: a three-hour meeting costs no more of it than a minute. What must never live here: decoding
(`media`) and any judgement about what is heard.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

RATE = 16_000
"""Samples a second of all decoded sound."""

Samples = NDArray[np.float32]
"""Sound as one-dimensional float32 between -1 and 1."""

_FULL_SCALE = 32_768.0
_TARGET_RMS = 10 ** (-20 / 20)
_FLOOR_RMS = 10 ** (-60 / 20)
_GREATEST_GAIN = 10 ** (40 / 20)


@dataclass(frozen=True, order=True)
class Span:
    """A stretch of time in seconds."""

    start: float
    end: float

    @property
    def length(self) -> float:
        """Seconds from start to end."""
        return self.end - self.start


@dataclass(frozen=True)
class Sound:
    """A decoded recording, 16 kHz, signed 16 bit, one headerless little-endian file a lane."""

    lanes: tuple[Path, ...]
    samples: int
    """Samples of the longest lane; shorter ones are silent after their end."""
    gain: float = 1.0
    """What every sample is multiplied with when it is read."""
    notes: tuple[str, ...] = field(default=())
    """Codes of what was wrong with the file (see `locales`, `degraded-…`)."""

    @property
    def duration(self) -> float:
        """Seconds."""
        return self.samples / RATE

    def read(self, start: float = 0.0, end: float | None = None, lane: int | None = None) -> Samples:
        """The samples between two seconds: of one lane, or of all lanes mixed to one."""
        first = max(0, round(start * RATE))
        last = self.samples if end is None else min(self.samples, round(end * RATE))
        count = max(0, last - first)
        chosen = self.lanes if lane is None else (self.lanes[lane],)
        mixed = np.zeros(count, dtype=np.float32)
        for path in chosen:
            part = np.fromfile(path, dtype="<i2", count=count, offset=2 * first)
            mixed[: len(part)] += part
        mixed *= self.gain / (_FULL_SCALE * len(chosen))
        return np.clip(mixed, -1.0, 1.0, out=mixed)

    def chunks(self, seconds: float, lane: int | None = None) -> Iterator[tuple[float, Samples]]:
        """The whole recording in pieces of so many seconds: (start in seconds, samples)."""
        step = round(seconds * RATE)
        for first in range(0, self.samples, step):
            start = first / RATE
            yield start, self.read(start, (first + step) / RATE, lane)


def suitable_gain(sound: Sound) -> float:
    """The gain that brings the recording to -20 dBFS RMS.

    One figure for the whole file, measured over its seconds that are louder than -60 dBFS (a gain per window
    would turn noise into speech), at most +40 dB; 1 for a silent file.
    """
    energy, counted = 0.0, 0
    for _, samples in sound.chunks(60.0):
        whole = len(samples) // RATE * RATE
        blocks = samples[:whole].reshape(-1, RATE) if whole else samples.reshape(1, -1)
        power = np.mean(np.square(blocks, dtype=np.float64), axis=1)
        loud = power[power > _FLOOR_RMS**2]
        energy += float(loud.sum())
        counted += len(loud)
    if not counted:
        return 1.0
    return min(_GREATEST_GAIN, _TARGET_RMS / float(np.sqrt(energy / counted)))
