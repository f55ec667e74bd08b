"""A file that its owner alone can read, written whole or not at all. For secrets: they never go into the database."""

import fcntl
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path


def read(path: Path) -> str | None:
    """The text of the file, closed to others on the way; None where there is none."""
    try:
        with path.open("rb") as kept:
            with suppress(PermissionError):  # another user's file, which we may read
                os.fchmod(kept.fileno(), 0o600)
            return kept.read().decode("utf-8", errors="replace")
    except FileNotFoundError:
        return None


def write(path: Path, text: str) -> None:
    """Whole or not at all, also when the power goes. Mode 600."""
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=".coming-")  # mode 600
    draft = Path(name)
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)


@contextmanager
def alone(folder: Path) -> Iterator[None]:
    """Keep other processes that would write into the same folder waiting."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        with suppress(OSError):  # some network folders cannot
            fcntl.flock(handle, fcntl.LOCK_EX)
        yield
        os.fsync(handle)
    finally:
        os.close(handle)
