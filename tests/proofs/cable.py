"""A line to a double that can be cut: nobody answers at its end, or nothing that is said is carried. Then it is mended.

It carries bytes and reads none. What is underway when the line is cut is lost, as it is on a real one.
"""

import asyncio
import threading
from collections.abc import Coroutine, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from typing import Any, Literal
from urllib.parse import urlsplit

Cut = Literal["refused", "silent"]
"""Connections are refused; or they are taken, and whatever is said is swallowed."""


@dataclass
class Cable:
    """Safe to cut from any thread."""

    far: int
    """The port that it leads to."""
    port: int = 0
    how: Cut | None = None
    """How it is cut."""
    _loop: asyncio.AbstractEventLoop = field(default_factory=asyncio.new_event_loop)
    _server: asyncio.Server | None = None
    _ends: set[asyncio.StreamWriter] = field(default_factory=set)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def cut(self, how: Cut) -> None:
        """From now on nothing gets through."""
        self.how = how
        if how == "refused":
            self.do(self._close())

    def mend(self) -> None:
        """Carry again, on new connections."""
        self.do(self._close())
        self.how = None
        self.do(self.open())

    def do(self, work: Coroutine[Any, Any, None]) -> None:
        """Do it in the loop that carries."""
        asyncio.run_coroutine_threadsafe(work, self._loop).result(30)

    async def open(self) -> None:
        """Listen, at the same port as before."""
        self._server = await asyncio.start_server(self._carry, "127.0.0.1", self.port)
        self.port = self._server.sockets[0].getsockname()[1]

    def run(self) -> None:
        """Carry until `stop`."""
        self._loop.run_forever()
        self._loop.close()

    def stop(self) -> None:
        """Carry nothing more."""
        self.do(self._close())
        self._loop.call_soon_threadsafe(self._loop.stop)

    async def _close(self) -> None:
        if self._server is not None:
            self._server.close()
        for end in self._ends:
            end.transport.abort()

    async def _carry(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """One connection, both ways, until one side ends it."""
        ends = {writer}
        self._ends.add(writer)
        try:
            with suppress(OSError):
                far_reader, far_writer = await asyncio.open_connection("127.0.0.1", self.far)
                ends.add(far_writer)
                self._ends.add(far_writer)
                ways = (self._onward(reader, far_writer), self._onward(far_reader, writer))
                await asyncio.wait(
                    [asyncio.ensure_future(way) for way in ways], return_when="FIRST_COMPLETED"
                )
        finally:
            for end in ends:
                end.transport.abort()
            self._ends -= ends

    async def _onward(self, source: asyncio.StreamReader, target: asyncio.StreamWriter) -> None:
        with suppress(OSError):
            while part := await source.read(1 << 16):
                if self.how is None:
                    target.write(part)
                    await target.drain()


@contextmanager
def cable(url: str) -> Iterator[Cable]:
    """A line to the double at that address, until the end."""
    line = Cable(urlsplit(url).port or 0)
    thread = threading.Thread(target=line.run, daemon=True)
    thread.start()
    line.do(line.open())
    try:
        yield line
    finally:
        line.stop()
        thread.join(30)
