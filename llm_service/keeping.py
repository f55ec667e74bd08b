"""Small files that their owner alone can read, written whole or not at all.

A disk that is full or may not be written is no reason to fail: then nothing is kept, and nothing is found.
"""

import logging
import os
import tempfile
from pathlib import Path

_log = logging.getLogger(__name__)


def read(path: Path) -> bytes | None:
    """What the file holds; None where there is none that can be read."""
    try:
        return path.read_bytes()
    except OSError:
        return None


def write(path: Path, data: bytes) -> None:
    """Put the data there, mode 600, in a folder of mode 700."""
    draft: Path | None = None
    try:
        _make(path.parent)
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=".coming-")  # mode 600
        draft = Path(name)
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        draft.replace(path)
    except OSError as error:
        _log.info("nothing is kept in %s: %s", path.parent, error.strerror)
        if draft is not None:
            remove(draft)


def _make(folder: Path) -> None:
    """The folder and those above it that are not there, each for its owner alone."""
    if not folder.is_dir():
        _make(folder.parent)
        folder.mkdir(mode=0o700, exist_ok=True)


def remove(path: Path) -> None:
    """Take the file away, if it is there."""
    try:
        path.unlink(missing_ok=True)
    except OSError as error:
        _log.info("%s cannot be removed: %s", path, error.strerror)
