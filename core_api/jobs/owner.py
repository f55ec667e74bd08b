"""Who holds a lease: a process, named so that another one on the same host can tell whether it still lives.

A dead owner's job is taken over at once instead of when its lease is over.
"""

import os
import socket
from pathlib import Path

import psutil  # type: ignore[import-untyped]

_SEPARATOR = "|"


def this_process() -> str:
    """The name of this process: its host, its number and when it began."""
    return _SEPARATOR.join((_host(), str(os.getpid()), _began(psutil.Process())))


def is_dead(owner: str) -> bool:
    """True when the owner was a process of this host and is no more; false when it lives or nobody here can tell."""
    host, _, process = owner.partition(_SEPARATOR)
    number, _, began = process.partition(_SEPARATOR)
    if host != _host() or not number.isdigit():
        return False
    try:
        found = psutil.Process(int(number))
        return found.status() == psutil.STATUS_ZOMBIE or _began(found) != began
    except psutil.NoSuchProcess:
        return True
    except psutil.Error:
        return False


def _host() -> str:
    """This host since its last start. Containers that share its name see other process numbers and count apart."""
    marks = [socket.gethostname(), str(_inode("/proc/self/ns/pid"))]
    try:
        marks.append(Path("/proc/sys/kernel/random/boot_id").read_text(encoding="ascii").strip())
    except OSError:
        marks.append("")
    return "/".join(marks)


def _inode(path: str) -> int:
    try:
        return Path(path).stat().st_ino
    except OSError:
        return 0


def _began(process: psutil.Process) -> str:
    """When the process began. Linux counts it from the start of the machine, so setting the clock changes nothing."""
    try:
        stat = Path(f"/proc/{process.pid}/stat").read_text(encoding="utf-8", errors="replace")
        return stat.rpartition(")")[2].split()[19]
    except (OSError, IndexError):
        return f"{process.create_time():.2f}"
