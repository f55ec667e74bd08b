"""A voice as 256 figures: the network of Resemblyzer (three LSTM layers; GE2E, Wan et al. 2018) in NumPy.

The weights are those of the package `resemblyzer`, read from its file; neither the package nor torch is
imported. What must never live here: deciding whose voice it is.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from threadpoolctl import threadpool_limits

from audio2text.engines.mel import BANDS
from audio2text.engines.torch_file import TorchFileError, read_tensors
from core_api.contracts.problems import Missing

FRAMES = 160
"""Mel frames of one window: 1.6 s."""
FIGURES = 256

BATCH = 64
"""Windows that go through the network together."""

_LAYERS = 3
_FILE = "pretrained.pt"

Vectors = NDArray[np.float32]
"""Rows of length 1, shape (windows, 256)."""


@dataclass(frozen=True)
class _Layer:
    inward: NDArray[np.float32]
    """Transposed, shape (inputs, 4 × 256): input, forget, cell, output gate."""
    again: NDArray[np.float32]
    bias: NDArray[np.float32]


@dataclass(frozen=True)
class VoiceEncoder:
    """The network with its weights."""

    layers: tuple[_Layer, ...]
    weight: NDArray[np.float32]
    bias: NDArray[np.float32]

    def encode(self, windows: NDArray[np.float32]) -> Vectors:
        """The vectors of mel windows of shape (windows, 160, 40).

        On one thread: the products are so small that several would wait for each other, many times longer than
        they work on a busy machine.
        """
        with threadpool_limits(1):
            parts = [self._forward(windows[first : first + BATCH]) for first in range(0, len(windows), BATCH)]
        return np.concatenate(parts) if parts else np.empty((0, FIGURES), dtype=np.float32)

    def _forward(self, windows: NDArray[np.float32]) -> Vectors:
        sequence = np.ascontiguousarray(windows.transpose(1, 0, 2), dtype=np.float32)
        for layer in self.layers:
            sequence = _run(layer, sequence)
        raw = np.maximum(sequence[-1] @ self.weight + self.bias, 0.0)
        length = np.maximum(np.linalg.norm(raw, axis=1, keepdims=True), np.float32(1e-12))
        return np.asarray(raw / length, dtype=np.float32)


def _run(layer: _Layer, sequence: NDArray[np.float32]) -> NDArray[np.float32]:
    """One LSTM layer over (frames, windows, inputs): all hidden states, shape (frames, windows, 256)."""
    frames, windows, _ = sequence.shape
    hidden = np.zeros((windows, FIGURES), dtype=np.float32)
    cell = np.zeros_like(hidden)
    states = np.empty((frames, windows, FIGURES), dtype=np.float32)
    driven = sequence.reshape(frames * windows, -1) @ layer.inward + layer.bias
    driven = driven.reshape(frames, windows, 4 * FIGURES)
    for frame in range(frames):
        gates = driven[frame] + hidden @ layer.again
        let_in, forget, fresh, let_out = np.split(gates, 4, axis=1)
        cell = _sigmoid(forget) * cell + _sigmoid(let_in) * np.tanh(fresh)
        hidden = _sigmoid(let_out) * np.tanh(cell)
        states[frame] = hidden
    return states


def _sigmoid(values: NDArray[np.float32]) -> NDArray[np.float32]:
    half = np.float32(0.5)
    return np.asarray(half * np.tanh(half * values) + half, dtype=np.float32)


def _candidates(models_dir: Path) -> Iterator[Path]:
    """Where the weights may be: the operator's folder first, then the installed package."""
    yield models_dir / "basic" / _FILE
    package = find_spec("resemblyzer")
    for folder in (package.submodule_search_locations or ()) if package else ():
        yield Path(folder) / _FILE


def load_encoder(models_dir: Path) -> VoiceEncoder:
    """The network with the weights of the first file that is there. Raises Missing (`voice-model-…`)."""
    folder = str(models_dir / "basic")
    file = next((path for path in _candidates(models_dir) if path.is_file()), None)
    if file is None:
        raise Missing("voice-model-missing", folder=folder, file=_FILE)
    try:
        state = read_tensors(file, "model_state")
        layers = tuple(_layer(state, number) for number in range(_LAYERS))
        encoder = VoiceEncoder(layers, state["linear.weight"].T.copy(), state["linear.bias"])
    except (TorchFileError, KeyError, ValueError, OSError) as error:
        raise Missing("voice-model-broken", folder=folder, file=str(file)) from error
    if layers[0].inward.shape != (BANDS, 4 * FIGURES):
        raise Missing("voice-model-broken", folder=folder, file=str(file))
    return encoder


def _layer(state: dict[str, NDArray[np.float32]], number: int) -> _Layer:
    return _Layer(
        inward=state[f"lstm.weight_ih_l{number}"].T.copy(),
        again=state[f"lstm.weight_hh_l{number}"].T.copy(),
        bias=state[f"lstm.bias_ih_l{number}"] + state[f"lstm.bias_hh_l{number}"],
    )
