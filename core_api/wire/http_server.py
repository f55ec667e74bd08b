"""The server's end of HTTP: `POST /v1/{service}/{action}` in the envelope, `/health` and `/ready`.

A service that is alone answers `POST /v1/{action}` too. Nothing of a stranger's request is read before the key.
"""

import math
import time
from collections.abc import Awaitable, Callable
from typing import Any, cast
from urllib.parse import urlsplit

from pydantic import ValidationError
from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from core_api.contracts.envelope import Envelope
from core_api.contracts.model import Frozen
from core_api.contracts.problems import Internal, Invalid, NotFound, Problem, Unauthorized, Unavailable
from core_api.locales import Translate, accepted, translator
from core_api.wire.broken import fits
from core_api.wire.failures import failure, http_status, said_of
from core_api.wire.http_client import DEADLINE
from core_api.wire.keys import carried, is_loopback
from core_api.wire.service import Action, Mount, answered

Endpoint = Callable[[Request], Awaitable[Response]]


class Readiness(Frozen):
    """One line of `/ready`: how a dependency is, and for who has the key, what still works."""

    name: str
    state: str
    detail: str = ""


def http_app(mounts: tuple[Mount[Any], ...], key: str = "") -> Starlette:
    """The services as one application, closed by the key; without one, open to this machine alone."""
    routes: list[BaseRoute] = [
        Route(f"/v1/{mount.service.name}/{action.path}", _endpoint(mount, action, key), methods=["POST"])
        for mount in mounts
        for action in mount.service.actions
    ]
    if len(mounts) == 1:
        routes += [
            Route(f"/v1/{action.path}", _endpoint(mounts[0], action, key), methods=["POST"])
            for action in mounts[0].service.actions
        ]
    routes += [route for mount in mounts for route in mount.routes]
    routes += [Route("/health", _health), Route("/ready", _ready(mounts, key))]
    return Starlette(routes=routes, exception_handlers={HTTPException: _http})


async def _health(_request: Request) -> Response:
    """The process answers."""
    return _json(Envelope(success=True, data="ok"))


def _ready(mounts: tuple[Mount[Any], ...], key: str) -> Endpoint:
    """Each dependency of each service; 503 when there are some and all are down."""

    async def ready(request: Request) -> Response:
        conditions = [one for mount in mounts for one in await run_in_threadpool(mount.ready)]
        known, say = _admitted(request, key), _say(request)
        lines = tuple(
            Readiness(
                name=one.name, state=one.state, detail=say(f"check-{one.code}", **one.params) if known else ""
            )
            for one in conditions
        )
        down = bool(lines) and all(line.state == "down" for line in lines)
        return _json(Envelope(success=not down, data=lines), 503 if down else 200)

    return ready


def _endpoint(mount: Mount[Any], action: Action[Any, Any, Any], key: str) -> Endpoint:
    async def serve(request: Request) -> Response:
        began = time.monotonic()
        try:
            if not _admitted(request, key):
                raise Unauthorized("service-unauthorized", service=mount.service.name)
            body = await _body(request, mount, action)
            data = await run_in_threadpool(_served, mount, action, body, _ends(request, began))
        except Problem as problem:
            return _refusal(request, problem)
        except ClientDisconnect:
            return Response(status_code=400)  # to nobody
        return Response(data, media_type="application/json")

    return serve


def _admitted(request: Request, key: str) -> bool:
    """True with the key. Without one, a browser's page that was led here by a name of its own is a stranger."""
    if key:
        return carried(request.headers.get("authorization", ""), key)
    try:
        return is_loopback(urlsplit(f"//{request.headers.get('host', '')}").hostname or "")
    except ValueError:
        return False


async def _body(request: Request, mount: Mount[Any], action: Action[Any, Any, Any]) -> bytes:
    """The whole body. Only JSON: a browser may not send that to another site without asking it."""
    if request.headers.get("content-type", "").partition(";")[0].strip().lower() != "application/json":
        raise Invalid("service-request", service=mount.service.name, detail="Content-Type: application/json")
    declared = request.headers.get("content-length", "")
    fits(mount.service, action, int(declared) if declared.isdecimal() else 0)
    body = bytearray()
    async for part in request.stream():
        body += part
        fits(mount.service, action, len(body))
    return bytes(body)


def _ends(request: Request, began: float) -> float:
    """The moment until which the caller waits, on this process's clock."""
    try:
        return began + float(request.headers[DEADLINE])
    except (KeyError, ValueError):
        return math.inf


def _served(mount: Mount[Any], action: Action[Any, Any, Any], body: bytes, ends: float) -> bytes:
    try:
        request = action.asks.model_validate_json(body)
    except ValidationError as error:
        raise Invalid("service-request", service=mount.service.name, detail=said_of(error)) from error
    answer: Frozen = answered(mount, action, request, ends - time.monotonic())
    try:
        return b'{"success":true,"data":' + answer.model_dump_json().encode() + b',"error":null}'
    except ValueError as error:
        raise Internal("internal") from error


def _refusal(request: Request, problem: Problem) -> Response:
    headers = {"Connection": "close"}
    if isinstance(problem, Unauthorized):
        headers["WWW-Authenticate"] = "Bearer"
    if isinstance(problem, Unavailable) and problem.retry_after is not None:
        headers["Retry-After"] = str(max(1, math.ceil(problem.retry_after)))
    reply = Envelope[None](success=False, error=failure(problem, _say(request)))
    return _json(reply, http_status(problem), headers)


async def _http(request: Request, error: Exception) -> Response:
    """Starlette's own refusals: an address or a method that is not there."""
    refused = _refusal(request, NotFound("service-action", path=request.url.path))
    refused.status_code = cast(HTTPException, error).status_code
    return refused


def _say(request: Request) -> Translate:
    """The first of the reader's languages that we speak, else English."""
    return translator(accepted(request.headers.get("accept-language", "")))


def _json(reply: Frozen, status: int = 200, headers: dict[str, str] | None = None) -> Response:
    body = reply.model_dump_json(serialize_as_any=True)
    return Response(body, status, headers, media_type="application/json")
