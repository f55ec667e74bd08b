"""What happens before a byte of a request's body is read: the key, and how much may come.

FastAPI receives a whole form before it asks any dependency, so a stranger could fill the disk; here he cannot.
"""

from fastapi import Request
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from core_api.contracts.problems import Unauthorized
from core_api.web.auth import carries
from core_api.web.failures import answer

CLOSED = "/api/"
"""What lies under it is closed."""
LARGEST_FILE = 4 << 30
"""Bytes of a recording that is handed in."""
LARGEST_DOCUMENT = 50 << 20
"""Bytes of a document."""
_LARGEST_REQUEST = 1 << 20
"""Bytes of any other request, and of an upload beside its file."""
_TOO_LARGE = 413


class Entrance:
    """Turns away strangers, and requests that are too large, in the envelope."""

    def __init__(self, app: ASGIApp, token: str) -> None:
        self._app = app
        self._token = token

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, or answer 401 or 413."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        request = Request(scope)
        limit = _LARGEST_REQUEST + _largest_file(request.url.path)
        declared = request.headers.get("content-length", "")
        close = {"Connection": "close"}
        if request.url.path.startswith(CLOSED) and not carries(request, self._token):
            headers = close | {"WWW-Authenticate": "Bearer"}
            refusal = answer(request, "unauthorized", Unauthorized.status, {}, headers=headers)
            await refusal(scope, receive, send)
        elif declared.isdecimal() and int(declared) > limit:
            await answer(request, "http-413", _TOO_LARGE, {}, headers=close)(scope, receive, send)
        else:
            await self._app(scope, counted(receive, limit), send)


def _largest_file(path: str) -> int:
    """How many bytes of a file are taken there."""
    return {"/api/v1/meetings": LARGEST_FILE, "/api/v1/documents": LARGEST_DOCUMENT}.get(path, 0)


def counted(receive: Receive, limit: int) -> Receive:
    """The same channel, which breaks off when more comes than the limit: a declared length proves nothing."""
    came = 0

    async def next_part() -> Message:
        nonlocal came
        message = await receive()
        came += len(message.get("body", b""))
        if came > limit:
            raise HTTPException(_TOO_LARGE)
        return message

    return next_part
