"""The key of the API: a bearer token, compared in constant time. Without it nothing but health is served."""

import fcntl
import os
import secrets
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from fastapi import Request

from core_api.contracts.problems import Unauthorized
from core_api.wire.keys import LEAST_KEY_LENGTH, carried


def require_token(request: Request) -> None:
    """Raises Unauthorized unless the request carries the key."""
    if not carries(request, str(request.app.state.token)):
        raise Unauthorized("unauthorized")


def carries(request: Request, expected: str) -> bool:
    """True when the request carries the key."""
    return carried(request.headers.get("authorization", ""), expected)


def kept_token(path: Path) -> str:
    """The key that is kept in a file which its owner alone can read; made anew where there is none, or half of one."""
    with _alone(path.parent):
        token = _read(path)
        if len(token) < LEAST_KEY_LENGTH:
            token = secrets.token_urlsafe(32)
            _write(path, token)
    return token


def _read(path: Path) -> str:
    try:
        with path.open("rb") as kept:
            with suppress(PermissionError):  # another user's file, which we may read
                os.fchmod(kept.fileno(), 0o600)
            return kept.read().decode("ascii", errors="ignore").strip()
    except FileNotFoundError:
        return ""


def _write(path: Path, token: str) -> None:
    """Whole or not at all, also when the power goes."""
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=".coming-")  # mode 600
    draft = Path(name)
    try:
        with os.fdopen(handle, "w", encoding="ascii") as file:
            file.write(token)
            file.flush()
            os.fsync(file.fileno())
        draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """Keep other processes that ask for the key of the same folder waiting: they must get the same one."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        with suppress(OSError):  # some network folders cannot
            fcntl.flock(handle, fcntl.LOCK_EX)
        yield
        os.fsync(handle)
    finally:
        os.close(handle)
