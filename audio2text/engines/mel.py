"""Mel spectrograms in NumPy, equal to librosa's defaults for 16 kHz (Slaney's scale and normalisation).

Power, not logarithm; 25 ms Hann windows every 10 ms, the signal padded with zeros so that frames are
centred.
"""

import math
from functools import cache

import numpy as np
from numpy.typing import NDArray

from audio2text.sound import RATE, Samples

HOP = 160
"""Samples between two frames: 10 ms."""
BANDS = 40

_WINDOW = 400
_BREAK_HZ = 1000.0
_HZ_A_MEL = 200.0 / 3
_LOG_STEP = math.log(6.4) / 27.0


def mel_spectrogram(samples: Samples) -> NDArray[np.float32]:
    """Shape (1 + samples // 160, 40)."""
    padded = np.pad(samples, _WINDOW // 2)
    frames = np.lib.stride_tricks.sliding_window_view(padded, _WINDOW)[::HOP]
    spectrum = np.fft.rfft(frames * _hann(), axis=1)
    power = np.square(np.abs(spectrum)).astype(np.float32)
    return power @ _filters().T


@cache
def _hann() -> NDArray[np.float32]:
    """A periodic Hann window."""
    turns = np.arange(_WINDOW) / _WINDOW
    return (0.5 - 0.5 * np.cos(2 * np.pi * turns)).astype(np.float32)


def _mel(hertz: float) -> float:
    if hertz < _BREAK_HZ:
        return hertz / _HZ_A_MEL
    return _BREAK_HZ / _HZ_A_MEL + math.log(hertz / _BREAK_HZ) / _LOG_STEP


def _hertz(mels: NDArray[np.float64]) -> NDArray[np.float64]:
    start = _BREAK_HZ / _HZ_A_MEL
    high = _BREAK_HZ * np.exp(_LOG_STEP * np.maximum(mels - start, 0.0))
    return np.where(mels < start, _HZ_A_MEL * mels, high)


@cache
def _filters() -> NDArray[np.float32]:
    """Triangles of equal area, shape (40, 201)."""
    edges = _hertz(np.linspace(0.0, _mel(RATE / 2), BANDS + 2))
    bins = np.linspace(0.0, RATE / 2, _WINDOW // 2 + 1)
    ramps = edges[:, None] - bins[None, :]
    widths = np.diff(edges)[:, None]
    rising, falling = -ramps[:-2] / widths[:-1], ramps[2:] / widths[1:]
    triangles = np.maximum(0.0, np.minimum(rising, falling))
    return (triangles * (2.0 / (edges[2:] - edges[:-2]))[:, None]).astype(np.float32)
