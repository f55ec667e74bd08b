"""A proxy on loopback before a real server, so that faults can stand between it and us."""

import httpx
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send

_HOPS = {"connection", "content-length", "host", "keep-alive", "transfer-encoding"}
"""Headers of one leg of the way."""


def forward(base: str) -> ASGIApp:
    """An app that asks the server at this address and gives its answer. What it began it brings to an end."""
    client = httpx.AsyncClient(base_url=base, timeout=120, trust_env=False)

    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        request = Request(scope, receive)
        heads = {name: value for name, value in request.headers.items() if name not in _HOPS}
        target = scope["path"] + (f"?{query}" if (query := scope["query_string"].decode()) else "")
        answer = await client.request(request.method, target, headers=heads, content=await request.body())
        kept = {
            name: value for name, value in answer.headers.items() if name not in {*_HOPS, "content-encoding"}
        }
        await Response(answer.content, answer.status_code, kept)(scope, receive, send)

    return app
