"""Folders for what is decoded, in the system's temporary folder, and the end of those that a dead process left.

A killed process cannot tidy up after itself, and an hour of sound is more than a hundred megabytes a lane: whoever
decodes next removes what nobody alive made. What must never live here: anything that knows what is in the folders.
"""

import os
import re
import shutil
import socket
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from hashlib import sha256
from pathlib import Path

import psutil  # type: ignore[import-untyped]

_PREFIX = "boardscribe-sound-"
_NAME = re.compile(rf"{_PREFIX}(?P<host>[0-9a-f]{{8}})-(?P<number>\d+)-(?P<began>[\d.]+)-\w+")


@contextmanager
def scratch() -> Iterator[Path]:
    """A folder of this process, removed at the end of the block."""
    sweep()
    process = psutil.Process()
    prefix = f"{_PREFIX}{_host()}-{process.pid}-{_began(process)}-"
    with tempfile.TemporaryDirectory(prefix=prefix) as folder:
        yield Path(folder)


def sweep() -> None:
    """Remove the folders of this user's processes on this machine that are no more."""
    with suppress(OSError):
        for folder in Path(tempfile.gettempdir()).glob(f"{_PREFIX}*"):
            name = _NAME.fullmatch(folder.name)
            if name and name["host"] == _host() and not _lives(int(name["number"]), name["began"]):
                _remove(folder)


def _remove(folder: Path) -> None:
    with suppress(OSError):
        if folder.lstat().st_uid == os.getuid() and not folder.is_symlink():
            shutil.rmtree(folder, ignore_errors=True)


def _lives(number: int, began: str) -> bool:
    try:
        return _began(psutil.Process(number)) == began
    except psutil.NoSuchProcess:
        return False
    except (psutil.Error, OverflowError):
        return True


def _host() -> str:
    """This machine: another one, or a container, may share the folder and number its processes anew."""
    with suppress(OSError):
        return sha256(
            f"{socket.gethostname()}/{Path('/proc/self/ns/pid').stat().st_ino}".encode()
        ).hexdigest()[:8]
    return sha256(socket.gethostname().encode()).hexdigest()[:8]


def _began(process: psutil.Process) -> str:
    """When the process began. Linux counts it from the start of the machine, so setting the clock changes nothing."""
    try:
        stat = Path(f"/proc/{process.pid}/stat").read_text(encoding="utf-8", errors="replace")
        return stat.rpartition(")")[2].split()[19]
    except (OSError, IndexError):
        return f"{process.create_time():.2f}"
