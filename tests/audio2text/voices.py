"""Sound that the tests make themselves: voices that are no one's, and files of every kind."""

import numpy as np
from numpy.typing import NDArray

RATE = 16_000


def synthetic_voice(seed: int, pitch: float, seconds: float) -> NDArray[np.float32]:
    """A buzzing voice with formants and syllables: harmonics of a pitch, shaped, with a little noise."""
    chance = np.random.default_rng(seed)
    time = np.arange(round(seconds * RATE)) / RATE
    glide = pitch * (1 + 0.05 * np.sin(2 * np.pi * 0.7 * time + seed))
    phase = 2 * np.pi * np.cumsum(glide) / RATE
    formants = 400 + 500 * chance.random(3) + np.array([0.0, 900.0, 1900.0])
    wave = np.zeros_like(time)
    for harmonic in range(1, int(4000 / pitch)):
        strength = np.exp(-(((harmonic * pitch - formants) / 180.0) ** 2)).sum() + 0.02
        wave += strength / harmonic**0.5 * np.sin(harmonic * phase)
    wave *= 0.55 + 0.45 * np.sin(2 * np.pi * 3.5 * time)
    wave += 0.01 * chance.standard_normal(len(time))
    return (0.3 * wave / np.abs(wave).max()).astype(np.float32)
