"""Where messengers bring what people press and write, outside the API and its key: handed to their channel as it is.

The secret part of the address lets in; whether a request is genuine is for the channel to say.
"""

import base64
from collections.abc import Callable
from dataclasses import dataclass
from typing import cast

from fastapi import APIRouter, Request, Response
from starlette.concurrency import run_in_threadpool

from core_api.contracts.messages import ChannelName, Inbound, Reply
from core_api.contracts.problems import NotFound, Problem
from core_api.web.context import Here

router = APIRouter(prefix="/messages", include_in_schema=False)


@dataclass(frozen=True)
class Gate:
    """Who may come in, put together by `wiring`."""

    admit: Callable[[str, str], ChannelName | None]
    """The channel whose address this is, by its name and secret; compared in constant time."""


@router.api_route("/{channel}/{secret}", methods=["GET", "POST"])
@router.api_route("/{channel}/{secret}/{rest:path}", methods=["GET", "POST"])
async def deliver(request: Request, here: Here, channel: str, secret: str) -> Response:
    """One request. What a channel refuses is answered by the status alone: a messenger reads no envelope."""
    gate = cast(Gate, request.app.state.gate)
    name = await run_in_threadpool(gate.admit, channel, secret)
    if name is None:
        raise NotFound("http-404")
    inbound = Inbound(
        method=request.method,
        headers=dict(request.headers),
        query=dict(request.query_params),
        body=base64.b64encode(await request.body()).decode(),
    )
    notifier = here.services.notifier()
    if notifier is None:
        raise NotFound("http-404")
    try:
        reply = await run_in_threadpool(notifier.deliver, name, inbound)
    except Problem as problem:
        reply = Reply(status=problem.status)
    return Response(reply.body, reply.status, media_type=reply.content_type)
