"""One way to a messenger's HTTP API: bounded in time and size, its errors in our words, and no secret in any of them.

What a request means is the channel's. Nothing is tried again here: the outbox does that, and knows when it may.
"""

import json
import ssl
from collections.abc import Callable, Mapping
from contextlib import suppress
from typing import Any

import httpx
from pydantic import SecretStr

from core_api.contracts.problems import (
    Forbidden,
    Invalid,
    Malformed,
    OutcomeUnknown,
    Problem,
    RateLimited,
    TooLarge,
    Transient,
    Unauthorized,
)
from core_api.wire.way import ProxyFault, way_to

TIMEOUT = httpx.Timeout(20.0, connect=5.0)
"""Seconds."""
_LARGEST_BODY = 8 * 1024 * 1024
"""Bytes of an answer that is still read."""
_UNHEARD = (
    httpx.ConnectError,
    httpx.ConnectTimeout,
    httpx.PoolTimeout,
    httpx.ProxyError,
    httpx.UnsupportedProtocol,
    ProxyFault,
)
"""Surely nothing was sent."""
_BUSY = 1.0
"""Seconds to wait where a messenger has too much to do and does not say how long."""
_OF_THE_WIRE = (b"content-encoding", b"content-length", b"transfer-encoding")
"""Headers of how a body travelled; they are not true of what was read."""


def client(
    url: str,
    *,
    proxy: SecretStr | None = None,
    headers: Mapping[str, str] | None = None,
    verify: ssl.SSLContext | bool = True,
    based: bool = True,
) -> httpx.AsyncClient:
    """A client that follows no redirect: nobody sends our credentials elsewhere.

    Args:
        url: of the messenger; it says which way leads there.
        proxy: the account's.
        headers: of each request.
        verify: whom to trust.
        based: paths are below that address; else each request names a whole one.
    """
    return httpx.AsyncClient(
        base_url=url.rstrip("/") if based else "",
        **way_to(url, proxy),
        headers=dict(headers or {}),
        verify=verify,
        timeout=TIMEOUT,
        follow_redirects=False,
    )


class Api:
    """A messenger's API under one account. For one event loop."""

    def __init__(
        self,
        vendor: str,
        connections: httpx.AsyncClient,
        pause: Callable[[httpx.Response], float | None] | None = None,
    ) -> None:
        """The API under the account of `connections`.

        Args:
            vendor: as people know it.
            connections: with the base address and the credentials.
            pause: how long to wait after a 429, where the messenger says so its own way.
        """
        self.vendor = vendor
        self.connections = connections
        self._pause = pause or retry_after

    async def close(self) -> None:
        """Let go of the connections."""
        await self.connections.aclose()

    async def ask(self, method: str, path: str, *, safe: bool, **given: Any) -> httpx.Response:
        """A reply of any status but those that say nothing of the request: 401, 429, 3xx and 5xx are raised.

        Args:
            method: the request's.
            path: below the base address, or a whole address.
            safe: doing it twice does no harm; else an answer that does not come is OutcomeUnknown.
            given: what httpx takes: `params`, `json`, `data`, `files`, `content`, `headers`, `timeout`.
        """
        try:
            async with self.connections.stream(method, path, **given) as reply:
                response = await _whole(reply)
        except _UNHEARD:
            raise Transient("vendor-unreachable", vendor=self.vendor) from None
        except httpx.TransportError:
            if safe:
                raise Transient("vendor-unreachable", vendor=self.vendor) from None
            raise OutcomeUnknown("message-unsure", vendor=self.vendor) from None
        except (httpx.DecodingError, httpx.InvalidURL, _TooLong):
            raise self.unreadable(safe=safe) from None
        if (problem := self._passing(response, safe=safe)) is not None:
            raise problem
        return response

    def decoded(self, response: httpx.Response, *, safe: bool) -> dict[str, Any]:
        """The reply's JSON object. Raises as `unreadable` says."""
        try:
            found = json.loads(response.content)
        except (ValueError, RecursionError):
            raise self.unreadable(safe=safe) from None
        if not isinstance(found, dict):
            raise self.unreadable(safe=safe)
        return found

    def unreadable(self, *, safe: bool) -> Problem:
        """What an answer is that is none: after a write nobody knows what became of it."""
        if safe:
            return Malformed("vendor-answer", vendor=self.vendor)
        return OutcomeUnknown("message-unsure", vendor=self.vendor)

    def refused(self, response: httpx.Response) -> Problem:
        """A refusal of which the channel knows nothing better: surely nothing was done."""
        if response.status_code == 403:
            return Forbidden("vendor-forbidden", vendor=self.vendor)
        if response.status_code == 413:
            return TooLarge("message-refused", vendor=self.vendor)
        return Invalid("message-refused", vendor=self.vendor)

    def _passing(self, response: httpx.Response, *, safe: bool) -> Problem | None:
        status = response.status_code
        if status == 401:
            return Unauthorized("messenger-unauthorized", vendor=self.vendor)
        if status == 429:
            return RateLimited("vendor-busy", retry_after=self._pause(response) or _BUSY, vendor=self.vendor)
        if 300 <= status < 400:
            return self.unreadable(safe=safe)
        pause = retry_after(response)
        if status >= 500 and not safe and not (status == 503 and pause is not None):
            return OutcomeUnknown("message-unsure", vendor=self.vendor)
        if status >= 500 or status == 408:
            return Transient("vendor-unreachable", retry_after=pause, vendor=self.vendor)
        return None


class _TooLong(Exception):  # noqa: N818 - said of an answer
    """An answer that is not read to its end."""


async def _whole(reply: httpx.Response) -> httpx.Response:
    content = bytearray()
    async for part in reply.aiter_bytes():
        content += part
        if len(content) > _LARGEST_BODY:
            raise _TooLong
    heads = [(name, value) for name, value in reply.headers.raw if name.lower() not in _OF_THE_WIRE]
    return httpx.Response(reply.status_code, headers=heads, content=bytes(content))


def retry_after(response: httpx.Response) -> float | None:
    """Seconds of a `Retry-After` header; None where there is none that can be read."""
    with suppress(KeyError, ValueError):
        return max(0.0, float(response.headers["retry-after"]))
    return None
