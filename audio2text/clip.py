"""The sound around a quote, short enough for a voice message: Opus in OGG, cut out of any recording that we read.

The recording is sought, never decoded from its beginning: a press waits for this. What must never live here: anything
that listens to what the sound holds.
"""

import io
from collections.abc import Iterable
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from audio2text.media import LONGEST as LONGEST_RECORDING
from audio2text.media import beginning, opened
from core_api.contracts.meeting import SoundClip
from core_api.contracts.problems import Invalid, Missing

if TYPE_CHECKING:
    from av import AudioFrame, AudioResampler, Packet
    from av.audio.stream import AudioStream
    from av.container import InputContainer
    from av.stream import Stream

LONGEST = 30.0
"""Seconds of the longest clip; at `BIT_RATE` that is far below the 1 MiB that messengers take as a voice message."""
SHORTEST = 10.0
"""Seconds that a clip has at least, where the recording has them."""
PADDING = 2.0
"""Seconds before and after the quote."""
RATE = 24_000
BIT_RATE = 20_000

_NO_SOUND = frozenset({"not-media", "no-audio-track"})
_RUN_UP = 1.0
"""Seconds that are decoded before the clip begins, so that the decoder has settled."""
_JUMP = 0.2
"""Seconds by which a track's clock may differ from its samples before they are put where the clock says."""
_LEAST = 0.1
"""Seconds of sound that are worth hearing."""
_TARGET_RMS = 0.1
_PEAK = 0.95
_GREATEST_GAIN = 10.0

Samples = NDArray[np.float32]


def cut(path: Path, start: float, end: float) -> SoundClip:
    """The sound from 2 s before `start` to 2 s after `end` (seconds), 10 to 30 s, all tracks and channels as one.

    Where the file ends the clip is moved, not shortened. Raises Missing `no-sound` for what is no recording or has no
    sound there, Invalid (`media-…`) for a damaged one, Unsupported.
    """
    start = min(max(0.0, start), LONGEST_RECORDING)
    end = min(max(start, end), LONGEST_RECORDING)
    head = beginning(path)
    try:
        heard = _heard(path, head, start, end)
    except Invalid as problem:
        if problem.code in _NO_SOUND:
            raise Missing("no-sound") from problem
        raise
    return SoundClip(seconds=len(heard) / RATE, ogg=_encoded(_levelled(heard)))


def window(start: float, end: float, whole: float | None = None) -> tuple[float, float]:
    """Where the clip around a quote begins and ends, in seconds of a recording that is `whole` seconds long."""
    length = min(max(end - start + 2 * PADDING, SHORTEST), LONGEST)
    begin = min(start - PADDING, (start + end - length) / 2)
    if whole is not None:
        begin = min(begin, whole - length)
    begin = max(0.0, begin)
    return begin, begin + length if whole is None else min(whole, begin + length)


def _heard(path: Path, head: bytes, start: float, end: float) -> Samples:
    """The clip's samples. Where the file ends sooner than it says, they are taken again from further ahead."""
    with ExitStack() as stack:
        container = opened(stack, path, head)
        says = _length(container)
    begin, finish = window(start, end, says if says is not None and end <= says else None)
    sound = _read(path, head, begin, finish)
    there = begin + len(sound) / RATE
    if len(sound) and begin > 0 and there < finish - _JUMP:
        sound = _read(path, head, *window(start, end, there))
    if len(sound) < _LEAST * RATE:
        raise Missing("no-sound")
    return sound


def _read(path: Path, head: bytes, begin: float, finish: float) -> Samples:
    """What is between two seconds; where nobody can seek, the packets before are read and left out."""
    for seeking in (True, False):
        with ExitStack() as stack:
            container = opened(stack, path, head)
            if seeking and not _seek(container, begin - _RUN_UP):
                continue
            tracks = _tracks(container, begin, finish)
            if not seeking or not any(track.late for track in tracks):
                return _mixed(tracks)
    return np.zeros(0, dtype=np.float32)


def _length(container: "InputContainer") -> float | None:
    """Seconds, as the file says; None where it does not."""
    import av

    return container.duration / av.time_base if container.duration else None


def _tracks(container: "InputContainer", begin: float, finish: float) -> "list[_Track]":
    """All tracks between two seconds of the recording, from where the container stands."""
    import av

    origin = (container.start_time or 0) / av.time_base
    tracks = {
        stream.index: _Track(stream, origin + begin, origin + finish) for stream in _decodable(container)
    }
    packets = container.demux(*(track.stream for track in tracks.values()))
    while not all(track.done for track in tracks.values()):
        try:
            packet = next(packets)
        except (StopIteration, EOFError, av.FFmpegError):
            break
        tracks[packet.stream_index].take(packet)
    return list(tracks.values())


def _mixed(tracks: "list[_Track]") -> Samples:
    """The tracks as one; it ends where the last of them ends."""
    lanes = [track.sound() for track in tracks]
    mixed = np.zeros(max(map(len, lanes)), dtype=np.float32)
    for lane in lanes:
        mixed[: len(lane)] += lane / len(lanes)
    return mixed


def _decodable(container: "InputContainer") -> "list[AudioStream]":
    """The audio tracks of a codec that is known; `opened` says that there is one."""
    return [stream for stream in container.streams.audio if getattr(stream, "codec_context", None)]


def _seek(container: "InputContainer", second: float) -> bool:
    """Go to a moment before that second of the recording; False: the container stands anywhere now."""
    import av

    if second <= 0:
        return True
    sound = _decodable(container)[0]  # by the sound: a picture may begin long before
    moment = (container.start_time or 0) / av.time_base + second
    try:
        container.seek(int(moment / (sound.time_base or 1)), stream=sound, backward=True)
    except av.FFmpegError:
        return False
    return True


@dataclass
class _Track:
    """One audio track between two moments of the container's clock."""

    stream: "AudioStream"
    begin: float
    finish: float
    done: bool = False
    _rate: int = 0
    _samples: Samples = field(default_factory=lambda: np.zeros(0, dtype=np.float32))
    late: bool = True
    """Nothing was heard, or only from after the beginning on: perhaps the seek went too far."""
    _cursor: int | None = None
    _last: int = 0
    _mixers: "dict[tuple[str, str, int], AudioResampler]" = field(default_factory=dict)

    def take(self, packet: "Packet[Stream]") -> None:
        """Decode one packet, unless it is long before; what cannot be decoded is left out."""
        import av

        if packet.pts is not None and packet.pts * packet.time_base < self.begin - _RUN_UP:
            return
        try:
            for frame in self.stream.decode(packet):
                self._frame(frame)
        except (av.FFmpegError, ValueError):
            pass

    def sound(self) -> Samples:
        """What was heard, at the clip's rate, up to the last sample that there was."""
        if not self._last:
            return np.zeros(0, dtype=np.float32)
        return _resampled(self._samples[: self._last], self._rate)

    def _frame(self, frame: "AudioFrame") -> None:
        if not self._rate:
            self._rate = frame.sample_rate
            self._samples = np.zeros(round((self.finish - self.begin) * self._rate), dtype=np.float32)
        clock = None if frame.time is None else round((frame.time - self.begin) * self._rate)
        if self._cursor is None:
            self._cursor = clock if clock is not None else -round(self.begin * self._rate)
            self.late = self._cursor > _JUMP * self._rate
        elif clock is not None and abs(clock - self._cursor) > _JUMP * self._rate:
            self._cursor = clock
        if self._cursor >= len(self._samples):
            self.done = True
            return
        if self._cursor + frame.samples * self._rate // frame.sample_rate + 1 < 0:
            self._cursor += round(frame.samples * self._rate / frame.sample_rate)
            return
        self._put(self._mixed(frame))

    def _put(self, piece: Samples) -> None:
        first = self._cursor or 0
        self._cursor = first + len(piece)
        piece = piece[max(0, -first) : max(0, len(self._samples) - first)]
        first = max(0, first)
        self._samples[first : first + len(piece)] = piece
        self._last = max(self._last, first + len(piece)) if len(piece) else self._last

    def _mixed(self, frame: "AudioFrame") -> Samples:
        """The frame's channels as one, at the track's first rate."""
        from av import AudioResampler

        shape = (frame.format.name, frame.layout.name, frame.sample_rate)
        if shape not in self._mixers:
            self._mixers[shape] = AudioResampler(format="flt", layout="mono", rate=self._rate)
        frame.pts = None
        return _joined(self._mixers[shape].resample(frame))


def _resampled(samples: Samples, rate: int) -> Samples:
    from av import AudioFrame, AudioResampler

    if rate == RATE:
        return samples
    frame = AudioFrame.from_ndarray(samples[None, :], "flt", "mono")
    frame.sample_rate = rate
    resampler = AudioResampler(format="flt", layout="mono", rate=RATE)
    return _joined([*resampler.resample(frame), *resampler.resample(None)])


def _joined(frames: "Iterable[AudioFrame]") -> Samples:
    parts = [np.asarray(frame.to_ndarray(), dtype=np.float32).reshape(-1) for frame in frames]
    return np.concatenate(parts) if parts else np.zeros(0, dtype=np.float32)


def _levelled(samples: Samples) -> Samples:
    """A far voice is brought nearer: towards -20 dBFS, never louder than the format takes."""
    peak = float(np.max(np.abs(samples)))
    loudness = float(np.sqrt(np.mean(np.square(samples, dtype=np.float64))))
    if not peak or not loudness:
        return samples
    gain = min(_GREATEST_GAIN, max(1.0, _TARGET_RMS / loudness), _PEAK / peak)
    return samples * np.float32(gain)


def _encoded(samples: Samples) -> bytes:
    import av

    target = io.BytesIO()
    with av.open(target, "w", format="ogg") as container:
        stream = container.add_stream("libopus", rate=RATE, options={"application": "voip"})
        stream.layout, stream.bit_rate = "mono", BIT_RATE
        frame = av.AudioFrame.from_ndarray(samples[None, :], "flt", "mono")
        frame.sample_rate, frame.pts = RATE, 0
        container.mux(stream.encode(frame))
        container.mux(stream.encode(None))
    return target.getvalue()
