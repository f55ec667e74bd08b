"""Files that people sent, part by part, over one connection that stays open between the parts.

A server that knows no ranges would otherwise be asked for the whole file again with every part. Nothing is kept here
but what was read beyond a part.
"""

import asyncio
import base64
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import AbstractAsyncContextManager, AsyncExitStack
from dataclasses import dataclass, field

import httpx

from core_api.contracts.messages import Piece
from core_api.contracts.problems import Malformed, NotFound, TooLarge, Transient, Unauthorized

PART = 2 * 1024 * 1024
"""Bytes of a part."""

Opened = Callable[[Mapping[str, str]], AbstractAsyncContextManager[httpx.Response]]
"""Asks for the file with these headers."""


@dataclass
class _Reading:
    key: str
    at: int
    """The byte of the file with which `ahead` begins."""
    parts: AsyncIterator[bytes]
    ahead: bytearray = field(default_factory=bytearray)


class Downloads:
    """The file that is being read, for one channel. For one event loop."""

    def __init__(self, vendor: str, largest: int) -> None:
        """`largest`: bytes of a file that is handed over at all."""
        self._vendor = vendor
        self._largest = largest
        self._reading: _Reading | None = None
        self._stack = AsyncExitStack()
        self._lock = asyncio.Lock()

    async def close(self) -> None:
        """Let go of the connection."""
        self._reading = None
        stack, self._stack = self._stack, AsyncExitStack()
        await stack.aclose()

    async def piece(self, key: str, offset: int, opened: Opened) -> Piece:
        """A part from that byte on. Raises NotFound `file-gone`, TooLarge, Transient, Malformed, Unauthorized."""
        async with self._lock:
            try:
                reading = await self._at(key, offset, opened)
                async for part in reading.parts:
                    reading.ahead += part
                    if len(reading.ahead) > PART:
                        break
            except httpx.TransportError:
                await self.close()
                raise Transient("vendor-unreachable", vendor=self._vendor) from None
            except (httpx.DecodingError, httpx.InvalidURL):
                await self.close()
                raise Malformed("vendor-answer", vendor=self._vendor) from None
            except BaseException:
                await self.close()
                raise
            data, last = bytes(reading.ahead[:PART]), len(reading.ahead) <= PART
            del reading.ahead[:PART]
            reading.at += len(data)
            if last:
                await self.close()
            return Piece(data=base64.b64encode(data).decode(), last=last)

    async def _at(self, key: str, offset: int, opened: Opened) -> _Reading:
        reading = self._reading
        if reading is not None and (reading.key, reading.at) == (key, offset):
            return reading
        await self.close()
        headers = {"Range": f"bytes={offset}-"} if offset else {}
        reply = await self._stack.enter_async_context(opened(headers))
        skip = self._before(reply, offset)
        self._reading = _Reading(key, offset, _without(reply.aiter_bytes(), skip))
        return self._reading

    def _before(self, reply: httpx.Response, offset: int) -> int:
        """How many bytes of the reply come before the part."""
        status = reply.status_code
        if status == 206:
            return 0
        if status == 200:
            if int(reply.headers.get("content-length", "0")) > self._largest:
                raise TooLarge("file-too-large")
            return offset
        if status in {204, 400, 404, 410, 416}:
            raise NotFound("file-gone")
        if status in {401, 403}:
            raise Unauthorized("messenger-unauthorized", vendor=self._vendor)
        if status in {408, 429} or status >= 500:
            raise Transient("vendor-unreachable", vendor=self._vendor)
        raise Malformed("vendor-answer", vendor=self._vendor)


async def _without(parts: AsyncIterator[bytes], skip: int) -> AsyncIterator[bytes]:
    async for part in parts:
        yield part[skip:]
        skip = max(0, skip - len(part))
