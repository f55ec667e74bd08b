"""`basic`: tells voices apart with what comes with the product, in any language.

Windows of 1.6 s every 0.4 s within speech → voice vectors → NME-SC clustering → a vote per tenth of a
second. No overlapping speech: where two people talk at once, one of them gets the time.
"""

from collections.abc import Iterator
from functools import cached_property
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from audio2text.engines.clustering import MOST_SPEAKERS, Labels, cluster
from audio2text.engines.mel import mel_spectrogram
from audio2text.engines.ports import Voices
from audio2text.engines.voice_encoder import BATCH, FRAMES, Vectors, VoiceEncoder, load_encoder
from audio2text.sound import Sound, Span
from audio2text.turns import numbered
from audio2text.voice_activity import Speech
from core_api.contracts.job import Progress
from core_api.contracts.meeting import Turn
from core_api.contracts.ports import Report

STEP = 0.4
"""Seconds between two windows."""

_MEL_FRAME = 0.01
_WINDOW = FRAMES * _MEL_FRAME
_VOTE = 0.1
_FEWEST_VOTES = 4
"""Tenths of a second that a turn within a region must last; a shorter one is its longer neighbour's."""
_MOST_AT_ONCE = 60.0


class _Windows(NamedTuple):
    """Voice vectors with the stretch that each hears and the region that it lies in."""

    vectors: Vectors
    spans: list[Span]
    regions: list[int]


class BasicDiarizer:
    """The embedded diarizer. The network is loaded when it is first needed."""

    def __init__(self, models_dir: Path) -> None:
        self._models_dir = models_dir

    def diarize(self, sound: Sound, speech: Speech, speakers: int | None, report: Report) -> Voices:
        """The turns, none overlapping another. Raises Missing (`voice-model-…`)."""
        regions = [piece for region in speech.regions for piece in _pieces(region)]
        if not regions:
            return Voices()
        windows = self._encode(sound, regions, report)
        labels = cluster(windows.vectors, speakers, most_for(speech.length))
        return Voices(numbered(_vote(regions, windows, labels)))

    @cached_property
    def _encoder(self) -> VoiceEncoder:
        return load_encoder(self._models_dir)

    def _encode(self, sound: Sound, regions: list[Span], report: Report) -> _Windows:
        """All windows through the network, in batches that reach over regions."""
        vectors: list[Vectors] = []
        spans: list[Span] = []
        owners: list[int] = []
        waiting: list[NDArray[np.float32]] = []
        for number, region in enumerate(regions):
            mel = mel_spectrogram(sound.read(region.start, region.end))
            for first in _firsts(len(mel)):
                waiting.append(_window(mel, first))
                start = region.start + first * _MEL_FRAME
                spans.append(Span(start, min(region.end, start + _WINDOW)))
                owners.append(number)
            if len(waiting) >= BATCH or number == len(regions) - 1:
                report(Progress(stage="diarize", done=region.start, total=sound.duration, unit="seconds"))
                vectors.append(self._encoder.encode(np.stack(waiting)))
                waiting = []
        return _Windows(np.concatenate(vectors), spans, owners)


def most_for(seconds: float) -> int:
    """How many speakers may be counted in so much speech: one for every 5 s, at most twelve."""
    return max(1, min(MOST_SPEAKERS, int(seconds // 5)))


def _pieces(region: Span) -> Iterator[Span]:
    """A region in pieces whose spectrogram is small."""
    start = region.start
    while region.end - start > _MOST_AT_ONCE:
        yield Span(start, start + _MOST_AT_ONCE)
        start += _MOST_AT_ONCE
    yield Span(start, region.end)


def _firsts(frames: int) -> list[int]:
    """The first frame of every window: every 0.4 s, and one that ends with the region."""
    step, last = round(STEP / _MEL_FRAME), max(0, frames - FRAMES)
    firsts = list(range(0, last + 1, step))
    if last - firsts[-1] > step // 2:
        firsts.append(last)
    return firsts


def _window(mel: NDArray[np.float32], first: int) -> NDArray[np.float32]:
    """The 160 frames from the first one; a region that is shorter is repeated."""
    part = mel[first : first + FRAMES]
    if len(part) == FRAMES:
        return part
    return np.concatenate([part] * (FRAMES // len(part) + 1))[:FRAMES]


def _vote(regions: list[Span], windows: _Windows, labels: Labels) -> list[Turn]:
    """In every region each tenth of a second goes to the voice most of its windows have."""
    turns: list[Turn] = []
    places: dict[int, list[int]] = {}
    for place, region_number in enumerate(windows.regions):
        places.setdefault(region_number, []).append(place)
    for number, region in enumerate(regions):
        mine = places[number]
        turns.extend(_region_turns(region, [windows.spans[place] for place in mine], labels[mine]))
    return turns


def _region_turns(region: Span, spans: list[Span], labels: Labels) -> Iterator[Turn]:
    ticks = region.start + _VOTE * (np.arange(max(1, int(np.ceil(region.length / _VOTE)))) + 0.5)
    votes = np.zeros((len(ticks), int(labels.max()) + 1))
    for span, label in zip(spans, labels, strict=True):
        middle = (span.start + span.end) / 2
        inside = (ticks >= span.start) & (ticks < span.end)
        nearness = 1.0 - np.abs(ticks - middle) / (_WINDOW + region.length)
        votes[inside, label] += nearness[inside]
    winners = _steady(votes.argmax(axis=1))
    for first, last in _runs(winners):
        start, end = region.start + first * _VOTE, min(region.end, region.start + last * _VOTE)
        yield Turn(start=start, end=end, speaker=int(winners[first]) + 1)


def _steady(winners: Labels) -> Labels:
    """The winners without runs that are too short to be anybody's turn."""
    steady = winners.copy()
    runs = _runs(steady)
    while len(runs) > 1:
        place = min(range(len(runs)), key=lambda n: runs[n][1] - runs[n][0])
        first, last = runs[place]
        if last - first >= _FEWEST_VOTES:
            break
        beside = [runs[n] for n in (place - 1, place + 1) if 0 <= n < len(runs)]
        longer = max(beside, key=lambda run: run[1] - run[0])
        steady[first:last] = steady[longer[0]]
        runs = _runs(steady)
    return steady


def _runs(winners: Labels) -> list[tuple[int, int]]:
    """Stretches of one winner: (first, past the last)."""
    edges = [0, *(np.flatnonzero(np.diff(winners)) + 1).tolist(), len(winners)]
    return list(pairwise(edges))
