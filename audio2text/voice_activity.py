"""Where somebody speaks: Silero's network, as it comes with faster-whisper, run over a recording in chunks.

No torch. What must never live here: who speaks, and what is said.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from importlib.util import find_spec
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from audio2text.sound import RATE, Samples, Sound, Span
from core_api.contracts.job import Progress
from core_api.contracts.ports import Report
from core_api.contracts.problems import Missing

if TYPE_CHECKING:
    from onnxruntime import InferenceSession

FRAME = 512 / RATE
"""Seconds of one frame of the network."""

_CONTEXT = 64
_CHUNK = 1024 * FRAME
_INAUDIBLE = 10 ** (-60 / 20)


@dataclass(frozen=True)
class Sensitivity:
    """When a frame's probability is speech, and what is too short to count (seconds)."""

    threshold: float = 0.35
    """Speech begins at this probability and ends 0.15 below it."""
    shortest_speech: float = 0.2
    shortest_silence: float = 0.3
    padding: float = 0.1
    """What is added before and after."""


@dataclass(frozen=True)
class Speech:
    """The stretches with speech in order, none touching another, and the probability of every frame."""

    regions: tuple[Span, ...]
    probabilities: NDArray[np.float32]
    """Shape (frames,), a frame being `FRAME` seconds."""

    @property
    def length(self) -> float:
        """Seconds of speech."""
        return sum(region.length for region in self.regions)


class VoiceActivity:
    """The network, loaded when it is first asked."""

    def listen(self, sound: Sound, report: Report, sensitivity: Sensitivity | None = None) -> Speech:
        """The speech in the mix of all lanes. Raises Missing (`voice-activity-missing`)."""
        parts: list[NDArray[np.float32]] = []
        for start, part in self._probabilities(sound, None):
            parts.append(part)
            report(Progress(stage="listen", done=start, total=sound.duration, unit="seconds"))
        found = np.concatenate(parts)
        return Speech(regions_of(found, sound.duration, sensitivity or Sensitivity()), found)

    def lane(self, sound: Sound, lane: int) -> tuple[Span, ...]:
        """The speech in one lane."""
        found = np.concatenate([part for _, part in self._probabilities(sound, lane)])
        return regions_of(found, sound.duration, Sensitivity())

    @cached_property
    def _session(self) -> "InferenceSession":
        import onnxruntime

        options = onnxruntime.SessionOptions()
        options.inter_op_num_threads = options.intra_op_num_threads = 1
        options.enable_cpu_mem_arena = False
        options.log_severity_level = 4
        return onnxruntime.InferenceSession(
            str(_network_file()), providers=["CPUExecutionProvider"], sess_options=options
        )

    def _probabilities(self, sound: Sound, lane: int | None) -> Iterator[tuple[float, NDArray[np.float32]]]:
        """The probability of speech per frame, chunk by chunk; inaudible chunks are not asked about."""
        state: tuple[Any, Any] = _fresh_state()
        before = np.zeros(_CONTEXT, dtype=np.float32)
        for start, samples in sound.chunks(_CHUNK, lane):
            frames = -(-len(samples) // 512)
            if float(np.abs(samples).max(initial=0.0)) < _INAUDIBLE:
                state, before = _fresh_state(), np.zeros(_CONTEXT, dtype=np.float32)
                yield start, np.zeros(frames, dtype=np.float32)
                continue
            batch = _frames(samples, before, frames)
            found, *state_after = self._session.run(None, {"input": batch, "h": state[0], "c": state[1]})
            state = (state_after[0], state_after[1])
            before = batch[-1, -_CONTEXT:]
            yield start, np.asarray(found, dtype=np.float32).reshape(-1)


def _fresh_state() -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    return np.zeros((1, 1, 128), dtype=np.float32), np.zeros((1, 1, 128), dtype=np.float32)


def _frames(samples: Samples, before: Samples, frames: int) -> Samples:
    """Rows of 512 samples, each led by the 64 before it: shape (frames, 576)."""
    padded = np.zeros(frames * 512, dtype=np.float32)
    padded[: len(samples)] = samples
    rows = padded.reshape(-1, 512)
    lead = np.vstack([before, rows[:-1, -_CONTEXT:]])
    return np.ascontiguousarray(np.hstack([lead, rows]))


def _network_file() -> Path:
    package = find_spec("faster_whisper")
    for folder in (package.submodule_search_locations or ()) if package else ():
        for file in sorted((Path(folder) / "assets").glob("silero_vad*.onnx"), reverse=True):
            return file
    raise Missing("voice-activity-missing")


def regions_of(
    probabilities: Sequence[float] | NDArray[np.float32], duration: float, sensitivity: Sensitivity
) -> tuple[Span, ...]:
    """The stretches of speech in seconds, padded but never overlapping, within 0 … duration."""
    runs = _runs(np.asarray(probabilities), sensitivity.threshold)
    joined: list[list[float]] = []
    for first, last in runs:
        start, end = first * FRAME, last * FRAME
        if joined and start - joined[-1][1] < sensitivity.shortest_silence:
            joined[-1][1] = end
        else:
            joined.append([start, end])
    kept = [Span(start, end) for start, end in joined if end - start >= sensitivity.shortest_speech]
    return _padded(kept, duration, sensitivity.padding)


def _runs(probabilities: NDArray[np.float32], threshold: float) -> list[tuple[int, int]]:
    """Runs of frames that begin at the threshold and go on while they stay less than 0.15 below it."""
    loud = probabilities >= threshold
    alive = probabilities >= max(threshold - 0.15, 0.01)
    edges = np.flatnonzero(np.diff(np.concatenate([[False], alive, [False]]).astype(np.int8)))
    runs = []
    for first, last in zip(edges[::2].tolist(), edges[1::2].tolist(), strict=True):
        begins = np.flatnonzero(loud[first:last])
        if len(begins):
            runs.append((first + int(begins[0]), last))
    return runs


def _padded(regions: list[Span], duration: float, padding: float) -> tuple[Span, ...]:
    """Regions grown on both sides, meeting halfway where the silence between them is short."""
    if not regions:
        return ()
    starts = [0.0, *((a.end + b.start) / 2 for a, b in pairwise(regions))]
    ends = [*starts[1:], duration]
    return tuple(
        Span(max(low, region.start - padding), min(high, region.end + padding))
        for region, low, high in zip(regions, starts, ends, strict=True)
    )
