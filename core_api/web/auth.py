"""The key of the API: a bearer token, compared in constant time. Without it nothing but health is served."""

import secrets
from pathlib import Path

from fastapi import Request

from core_api.contracts.problems import Unauthorized
from core_api.store import private_file
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
    with private_file.alone(path.parent):
        token = (private_file.read(path) or "").encode("ascii", errors="ignore").decode().strip()
        if len(token) < LEAST_KEY_LENGTH:
            token = secrets.token_urlsafe(32)
            private_file.write(path, token)
    return token
