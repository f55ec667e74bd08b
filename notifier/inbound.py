"""The service's own webhook addresses, beside `/v1`: what messengers bring is handed to their channel.

Nothing of a stranger's request is read: without the secret part of the address there is nothing at this address.
"""

import base64
from typing import TYPE_CHECKING

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.routing import Route

from core_api.contracts.messages import Inbound, Reply
from core_api.contracts.problems import Problem
from core_api.wire.failures import http_status
from notifier.hooks import right

if TYPE_CHECKING:
    from notifier.service import Channels

LARGEST = 4 << 20
"""Bytes of a request; a file may be in it."""


def routes(channels: "Channels", key: str) -> tuple[Route, ...]:
    """The addresses below `/messages`; without a key none of them leads anywhere."""

    async def take(request: Request) -> Response:
        name = next((one for one in channels.names if one == request.path_params["channel"]), None)
        if name is None or not right(key, name, request.path_params["secret"]):
            raise HTTPException(404)
        try:
            inbound = await _inbound(request)
            reply = await run_in_threadpool(channels.deliver, name, inbound)
        except Problem as problem:
            reply = Reply(status=http_status(problem))
        except ClientDisconnect:
            reply = Reply(status=400)  # to nobody
        return Response(reply.body, reply.status, media_type=reply.content_type)

    paths = ("/messages/{channel}/{secret}", "/messages/{channel}/{secret}/{rest:path}")
    return tuple(Route(path, take, methods=["GET", "POST"]) for path in paths)


async def _inbound(request: Request) -> Inbound:
    body = bytearray()
    async for part in request.stream():
        body += part
        if len(body) > LARGEST:
            raise HTTPException(413)
    return Inbound(
        method=request.method,
        headers=dict(request.headers),
        query=dict(request.query_params),
        body=base64.b64encode(body).decode(),
    )
