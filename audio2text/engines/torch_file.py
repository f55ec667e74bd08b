"""Reads the tensors of a checkpoint in torch's first file format: no torch, and nothing that it says is run.

The format (torch before 1.6): pickles of a magic number, a protocol number, facts about the machine, the
object with its tensors as references into storages, and the storages' keys; then every storage as a count
and its raw numbers. A pickle can name any function of Python; this one may name a dict and the rebuilding of
a tensor, nothing else.
"""

import pickle  # noqa: TID251 - the format is made of pickles; the reader below runs nothing that they name
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

import numpy as np
from numpy.typing import NDArray

_MAGIC = 0x1950A86A20F9469CFC6C
_FLOATS = "FloatStorage"


class TorchFileError(Exception):
    """The file is of another format, or it asks for more than tensors."""


@dataclass(frozen=True)
class _Storage:
    key: str
    kind: str


@dataclass(frozen=True)
class _Tensor:
    storage: _Storage
    offset: int
    shape: tuple[int, ...]


class _Kind:
    """Stands for a class of storages; it is only ever passed on."""

    def __init__(self, name: str) -> None:
        self.name = name


def _tensor(storage: _Storage, offset: int, shape: tuple[int, ...], *_rest: object) -> _Tensor:
    return _Tensor(storage, offset, shape)


class _Reader(pickle.Unpickler):
    """Knows three names and refuses all others."""

    def find_class(self, module: str, name: str) -> Callable[..., object] | _Kind:
        """What a name in the pickle stands for."""
        if (module, name) == ("collections", "OrderedDict"):
            return OrderedDict
        if (module, name) == ("torch._utils", "_rebuild_tensor_v2"):
            return _tensor
        if module == "torch" and name.endswith("Storage"):
            return _Kind(name)
        raise TorchFileError(f"{module}.{name}")

    def persistent_load(self, pid: Any) -> _Storage:
        """A reference to a storage: ('storage', kind, key, device, count, view)."""
        _, kind, key, *_ = pid
        return _Storage(str(key), kind.name if isinstance(kind, _Kind) else "")


def read_tensors(path: Path, section: str) -> dict[str, NDArray[np.float32]]:
    """The float tensors of one section of a checkpoint (such as `model_state`), by name, as arrays.

    Raises TorchFileError; OSError where the file cannot be read.
    """
    with path.open("rb") as handle:
        try:
            if _Reader(handle).load() != _MAGIC:
                raise TorchFileError(path.name)
            _Reader(handle).load()
            _Reader(handle).load()
            tensors = _Reader(handle).load()[section]
            keys = _Reader(handle).load()
        except (pickle.UnpicklingError, EOFError, KeyError, ValueError, TypeError) as error:
            raise TorchFileError(path.name) from error
        wanted = {name: value for name, value in tensors.items() if isinstance(value, _Tensor)}
        storages = _storages(handle, keys, {tensor.storage.key: tensor.storage for tensor in wanted.values()})
    return {name: _array(value, storages) for name, value in wanted.items() if value.storage.kind == _FLOATS}


def _storages(
    handle: IO[bytes], keys: list[str], wanted: dict[str, _Storage]
) -> dict[str, NDArray[np.float32]]:
    """The numbers of the wanted float storages; they lie in the order of the keys."""
    found: dict[str, NDArray[np.float32]] = {}
    for key in keys:
        count = int.from_bytes(handle.read(8), "little")
        numbers = np.frombuffer(handle.read(4 * count), dtype="<f4")
        if len(numbers) != count:
            raise TorchFileError("cut off")
        if key in wanted:
            found[key] = numbers
        if len(found) == len(wanted):
            break
    return found


def _array(tensor: _Tensor, storages: dict[str, NDArray[np.float32]]) -> NDArray[np.float32]:
    count = int(np.prod(tensor.shape))
    flat = storages[tensor.storage.key][tensor.offset : tensor.offset + count]
    return np.ascontiguousarray(flat.reshape(tensor.shape))
