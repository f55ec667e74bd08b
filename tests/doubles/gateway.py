"""A real server behind a gateway of ours, so that `Faults` can stand in front of what we did not write."""

import asyncio
from contextlib import suppress
from dataclasses import dataclass

import httpx
from starlette.types import Receive, Scope, Send

_OF_THE_WAY = (b"host", b"connection", b"content-length", b"transfer-encoding", b"content-encoding")


@dataclass
class Gateway:
    """Hands each request on to the server at `url`; one whose client hangs up is not waited for."""

    url: str

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        body = (await receive()).get("body", b"")
        asking = asyncio.create_task(self._ask(scope, body))
        leaving = asyncio.create_task(_left(receive))
        await asyncio.wait({asking, leaving}, return_when=asyncio.FIRST_COMPLETED)
        if not asking.done():
            asking.cancel()
            with suppress(asyncio.CancelledError):
                await asking
            return
        leaving.cancel()
        reply = asking.result()
        heads = [
            (name.lower(), value) for name, value in reply.headers.raw if name.lower() not in _OF_THE_WAY
        ]
        await send({"type": "http.response.start", "status": reply.status_code, "headers": heads})
        await send({"type": "http.response.body", "body": reply.content})

    async def _ask(self, scope: Scope, body: bytes) -> httpx.Response:
        query = scope["query_string"].decode()
        url = f"{self.url}{scope['raw_path'].decode()}{'?' + query if query else ''}"
        heads = [(name, value) for name, value in scope["headers"] if name not in _OF_THE_WAY]
        async with httpx.AsyncClient(trust_env=False, timeout=60) as client:
            return await client.request(scope["method"], url, content=body, headers=heads)


async def _left(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass
