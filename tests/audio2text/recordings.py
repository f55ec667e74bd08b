"""Files of every kind that the tests make for themselves, and the sample recording in pieces."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import av
import numpy as np
from numpy.typing import NDArray

import core_api
from audio2text.media import decode

RATE = 16_000
SAMPLE = Path(core_api.__file__).parent / "sample" / "standup-en.ogg"
CODECS = {
    "wav": "pcm_s16le",
    "flac": "flac",
    "mp3": "libmp3lame",
    "m4a": "aac",
    "mp4": "aac",
    "ogg": "libopus",
    "opus": "libopus",
    "mkv": "aac",
    "webm": "libopus",
    "mov": "aac",
    "avi": "libmp3lame",
    "aiff": "pcm_s16be",
}

Lanes = NDArray[np.float32]


@dataclass(frozen=True)
class Spoken:
    """A turn of the sample recording as it was made."""

    speaker: str
    start: float
    end: float
    text: str


def spoken() -> list[Spoken]:
    """Who says what and when in the sample recording."""
    found = json.loads(SAMPLE.with_name("standup-en.timings.json").read_text(encoding="utf-8"))
    return [Spoken(turn["speaker"], turn["start"], turn["end"], turn["text"]) for turn in found["turns"]]


def sample(start: float, end: float) -> Lanes:
    """A piece of the sample recording, one dimension."""
    return _whole()[round(start * RATE) : round(end * RATE)].copy()


@cache
def _whole() -> Lanes:
    with decode(SAMPLE, lambda _: None) as sound:
        return sound.read()


def tone(seconds: float, hertz: float = 440.0, level: float = 0.1, rate: int = RATE) -> Lanes:
    """A sine wave."""
    return (level * np.sin(2 * np.pi * hertz * np.arange(round(seconds * rate)) / rate)).astype(np.float32)


def write(
    path: Path, lanes: Sequence[Lanes] | Lanes, *, rate: int = RATE, tracks: bool = False, video: bool = False
) -> Path:
    """A sound file of the kind that the name says: lanes as channels of one track, or each a track of its own."""
    rows = np.atleast_2d(np.asarray(lanes, dtype=np.float32))
    groups = [row[None, :] for row in rows] if tracks else [rows]
    with av.open(str(path), "w") as container:
        streams = [container.add_stream(CODECS[path.suffix[1:]], rate=rate) for _ in groups]
        for stream, group in zip(streams, groups, strict=True):
            stream.layout = {1: "mono", 2: "stereo"}[len(group)]
        if video:
            pictures = _video_stream(container)
            _pictures(container, pictures)
        for stream, group in zip(streams, groups, strict=True):
            _encode(container, stream, group, rate)
    return path


def _encode(container, stream, rows: Lanes, rate: int) -> None:
    step = 1024
    resampler = av.AudioResampler(format=stream.codec_context.format, layout=stream.layout, rate=stream.rate)
    pcm = (np.clip(rows, -1, 1) * 32767).astype(np.int16)
    for first in range(0, pcm.shape[1], step):
        frame = av.AudioFrame.from_ndarray(
            np.ascontiguousarray(pcm[:, first : first + step]), "s16p", stream.layout.name
        )
        frame.sample_rate, frame.pts = rate, first
        for piece in resampler.resample(frame):
            container.mux(stream.encode(piece))
    container.mux(stream.encode(None))


def write_silent_film(path: Path) -> Path:
    """A film without any sound track."""
    with av.open(str(path), "w") as container:
        _pictures(container, _video_stream(container))
    return path


def _video_stream(container):
    stream = container.add_stream("mpeg4", rate=5)
    stream.width, stream.height, stream.pix_fmt = 64, 64, "yuv420p"
    return stream


def _pictures(container, stream) -> None:
    for place in range(5):
        picture = av.VideoFrame.from_ndarray(np.full((64, 64, 3), 128, dtype=np.uint8), format="rgb24")
        picture.pts = place
        container.mux(stream.encode(picture))
    container.mux(stream.encode(None))
