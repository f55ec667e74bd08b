"""Writes one audio track of a container as lanes: resampled, in step with the track's own clock.

What must never live here: opening files that a user named (`media`) and reading lanes back (`sound`).
"""

from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from audio2text.sound import RATE

if TYPE_CHECKING:
    from av import AudioFrame, AudioResampler, Packet
    from av.audio.stream import AudioStream
    from av.stream import Stream

_MOST_LANES = 8
_BLOCK = RATE // 2
"""Samples that leave the resampler at once: a frame of its own for each 26 ms of MP3 would cost more than decoding."""
_SMALLEST_GAP = 0.2
"""Seconds by which the clock may run ahead of the samples before silence is put in between."""


class LaneWriter:
    """A raw 16-bit file that grows; silence is written as a hole."""

    def __init__(self, path: Path, stack: ExitStack) -> None:
        self.path = path
        self.samples = 0
        self._file = stack.enter_context(path.open("wb"))

    def add(self, values: NDArray[np.int16]) -> None:
        """Append samples."""
        self._file.write(values.astype("<i2", copy=False).tobytes())
        self.samples += len(values)

    def silence(self, count: int) -> None:
        """Append so many samples of silence."""
        self._file.seek(2 * count, 1)
        self.samples += count

    def finish(self) -> None:
        """Make the file as long as what was appended."""
        self._file.truncate(2 * self.samples)
        self._file.flush()


class TrackDecoder:
    """Decodes the packets of one audio track; each of up to eight channels becomes a lane."""

    def __init__(
        self, stream: "AudioStream", folder: Path, stack: ExitStack, clock: tuple[float, float]
    ) -> None:
        """`clock` is the second at which the container's time begins, and its length in seconds."""
        self._stream, self._folder, self._stack = stream, folder, stack
        self._origin, self._limit = clock
        self._resampler: AudioResampler | None = None
        self._shape: tuple[str, str, int] | None = None
        self._taken = 0.0
        self.writers: list[LaneWriter] = []

    @property
    def seconds(self) -> float:
        """How much is decoded."""
        return self._taken

    def take(self, packet: "Packet[Stream]") -> bool:
        """Decode one packet; False when it was damaged (what cannot be decoded is left out)."""
        import av

        try:
            for frame in self._stream.decode(packet):
                self._frame(frame)
        except (av.FFmpegError, ValueError):
            return packet.size == 0
        return True

    def finish(self) -> None:
        """Write what the resampler still holds."""
        self._resample(None)
        for writer in self.writers:
            writer.finish()

    def _frame(self, frame: "AudioFrame") -> None:
        shape = (frame.format.name, frame.layout.name, frame.sample_rate)
        if shape != self._shape:
            self._begin(frame)
            self._shape = shape
        self._keep_time(frame)
        self._taken += frame.samples / frame.sample_rate
        frame.pts = None
        self._resample(frame)

    def _begin(self, frame: "AudioFrame") -> None:
        from av import AudioResampler

        self._resample(None)
        channels = frame.layout.nb_channels
        layout = frame.layout if channels <= _MOST_LANES else "mono"
        self._resampler = AudioResampler(format="s16p", layout=layout, rate=RATE, frame_size=_BLOCK)
        if not self.writers:
            count = channels if channels <= _MOST_LANES else 1
            names = [f"{self._stream.index}-{number}.s16" for number in range(count)]
            self.writers = [LaneWriter(self._folder / name, self._stack) for name in names]

    def _resample(self, frame: "AudioFrame | None") -> None:
        """Append what comes out of the resampler; None empties it.

        A track that changes its channels in the middle is spread over the lanes that it began with.
        """
        if self._resampler is None:
            return
        for piece in self._resampler.resample(frame):
            rows = np.asarray(piece.to_ndarray(), dtype=np.int16)
            for number, writer in enumerate(self.writers):
                writer.add(rows[min(number, len(rows) - 1)])

    def _keep_time(self, frame: "AudioFrame") -> None:
        """Fill gaps that the track's clock shows, such as a microphone that was off, with silence."""
        if frame.time is None:
            return
        ahead = min(frame.time - self._origin, self._limit) - self._taken
        if ahead > _SMALLEST_GAP:
            self._begin(frame)
            for writer in self.writers:
                writer.silence(round(ahead * RATE))
            self._taken += ahead
