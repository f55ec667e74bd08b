"""Decodes any common sound or video file into `Sound`, streaming, through PyAV.

Local files only: playlists and every format that could lead to another file or to the network are refused
before they are parsed. What must never live here: anything that listens to what the sound holds.
"""

import errno
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from audio2text.integrity import breaks_off
from audio2text.lanes import LaneWriter, TrackDecoder
from audio2text.scratch import scratch
from audio2text.sound import RATE, Sound, suitable_gain
from core_api.contracts.job import Progress
from core_api.contracts.ports import Report
from core_api.contracts.problems import Invalid, Problem, Unavailable, Unsupported

if TYPE_CHECKING:
    from av.container import InputContainer

LONGEST = 24 * 3600.0
"""Seconds of the longest recording that is taken."""

FORMATS = (
    "wav,w64,mp3,ogg,flac,aac,aiff,caf,au,amr,asf,mov,mp4,m4a,3gp,3g2,mj2,matroska,webm,avi,flv,mpegts,mpeg,"
    "ac3,eac3,dts,ape,wv,tta,mpc,mpc8,tak,mxf"
)
"""The demuxers that may run. None of them follows a reference to another file."""

_PLAYLIST_HEADS = (b"#EXTM3U", b"ffconcat", b"<MPD", b"[playlist]", b"<?xml")
_BEGINNINGS = (b"RIFF", b"OggS", b"fLaC", b"\x1aE\xdf\xa3", b"FORM")
_MIN_SAMPLES = RATE // 10
_REPORT_EVERY = 30.0
_LEAST_OF_BROKEN = 1.0
"""Seconds of sound that a damaged file must have: any noise looks a little like MP3."""


@contextmanager
def decode(path: Path, report: Report, longest: float = LONGEST) -> Iterator[Sound]:
    """The recording at 16 kHz with every channel and track as a lane, brought to -20 dBFS RMS.

    The files behind it live in the system's temporary folder until the block is left. Raises Invalid
    (`media-…`, `no-audio-track`), Unsupported (`media-playlist`), Unavailable (`disk-full`), and whatever
    `report` raises.
    """
    head = beginning(path)
    with scratch() as folder:
        try:
            sound = _decode_into(folder, path, head, report, longest)
        except OSError as error:
            raise _as_problem(error, path, head) from error
        yield replace(sound, gain=suitable_gain(sound))


def beginning(path: Path) -> bytes:
    """The first bytes of the file; refuses what is no readable, non-empty file and what is a playlist."""
    if not path.is_file():
        raise Invalid("media-not-found", file=path.name)
    try:
        with path.open("rb") as handle:
            head = handle.read(4096)
    except OSError as error:
        raise Invalid("media-unreadable", file=path.name) from error
    if not head:
        raise Invalid("media-empty", file=path.name)
    if head.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(_PLAYLIST_HEADS):
        raise Unsupported("media-playlist", file=path.name)
    return head


def opened(stack: ExitStack, path: Path, head: bytes) -> "InputContainer":
    """The container, closed with the stack, with at least one audio track that can be decoded.

    Raises Invalid (`media-…`, `not-media`, `no-audio-track`), Unsupported (`media-codec-unknown`).
    """
    import av

    try:
        options = {"protocol_whitelist": "file", "format_whitelist": FORMATS}
        container = av.open(f"file:{path.resolve()}", options=options, metadata_errors="ignore")
        stack.enter_context(container)
    except (av.FFmpegError, ValueError) as error:
        raise _as_problem(error, path, head) from error
    if not container.streams.audio:
        raise Invalid("no-audio-track", file=path.name)
    if all(stream.codec_context is None for stream in container.streams.audio):
        raise Unsupported("media-codec-unknown", file=path.name)
    return container


def _decode_into(folder: Path, path: Path, head: bytes, report: Report, longest: float) -> Sound:
    import av

    with ExitStack() as stack:
        container = opened(stack, path, head)
        declared = (container.duration or 0) / av.time_base
        if declared > longest:
            raise Invalid("media-too-long", file=path.name, hours=round(longest / 3600))
        film = bool(container.streams.video)
        writers, broken = _run(stack, container, folder, report, declared, longest)
        seconds = max((writer.samples for writer in writers), default=0) / RATE
        if (broken or not declared) and seconds < _LEAST_OF_BROKEN and not film:
            raise _undecodable(path, head)
        return _finished(writers, declared, broken, path, longest)


def _run(
    stack: ExitStack,
    container: "InputContainer",
    folder: Path,
    report: Report,
    declared: float,
    longest: float,
) -> tuple[list[LaneWriter], bool]:
    """Every audio track into its lanes; True when parts of the file could not be decoded."""
    import av

    clock = ((container.start_time or 0) / av.time_base, declared or longest)
    tracks = {stream.index: TrackDecoder(stream, folder, stack, clock) for stream in container.streams.audio}
    broken, told = False, 0.0
    packets = container.demux(*container.streams.audio)
    while True:
        try:
            packet = next(packets)
        except (StopIteration, EOFError):
            break
        except av.FFmpegError:
            broken = True
            break
        track = tracks[packet.stream_index]
        broken = not track.take(packet) or broken
        if track.seconds > longest:
            break
        if track.seconds - told >= _REPORT_EVERY:
            told = track.seconds
            report(Progress(stage="decode", done=told, total=declared or None, unit="seconds"))
    for track in tracks.values():
        track.finish()
    return [writer for track in tracks.values() for writer in track.writers], broken


def _finished(writers: list[LaneWriter], declared: float, broken: bool, path: Path, longest: float) -> Sound:
    samples = max((writer.samples for writer in writers), default=0)
    if samples < _MIN_SAMPLES:
        raise Invalid("media-no-sound-in-it", file=path.name)
    if samples > longest * RATE:
        raise Invalid("media-too-long", file=path.name, hours=round(longest / 3600))
    notes = []
    if broken:
        notes.append("audio-damaged")
    elif declared - samples / RATE > max(2.0, 0.05 * declared) or breaks_off(path):
        notes.append("audio-cut-off")
    return Sound(tuple(writer.path for writer in writers if writer.samples), samples, notes=tuple(notes))


def _as_problem(error: Exception, path: Path, head: bytes) -> Problem:
    """What FFmpeg or the disk said, as a problem that a person understands."""
    if isinstance(error, OSError) and error.errno == errno.ENOSPC:
        return Unavailable("disk-full", file=path.name)
    return _undecodable(path, head)


def _undecodable(path: Path, head: bytes) -> Invalid:
    """A file that begins as a recording does breaks off; any other is none."""
    known = head[4:8] == b"ftyp" or head[:4] in _BEGINNINGS
    return Invalid("media-cut-off" if known else "not-media", file=path.name)
