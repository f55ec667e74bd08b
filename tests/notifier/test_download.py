"""Files come in parts from any byte, over one connection, from servers that know ranges and from those that do not."""

import asyncio
import base64
import os
from collections.abc import AsyncIterator, Iterator, Mapping
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from pathlib import Path

import httpx
import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import FileResponse, Response
from starlette.routing import Route

from core_api.contracts.messages import Piece
from core_api.contracts.problems import NotFound, TooLarge, Transient
from notifier.download import PART, Downloads
from tests.doubles.faults import Faults, served

CONTENT = os.urandom(PART * 2 + 12_345)


class Files:
    """A server with one file: `ranges` gives what is asked for, `whole` always all of it."""

    def __init__(self, folder: Path) -> None:
        path = folder / "planning.ogg"
        path.write_bytes(CONTENT)

        async def whole(_request: Request) -> Response:
            return Response(CONTENT)

        async def ranges(_request: Request) -> Response:
            return FileResponse(path)

        routes = [Route("/whole", whole), Route("/ranges", ranges)]
        self.faults = Faults(Starlette(routes=routes))
        self.url = ""


@pytest.fixture
def files(tmp_path: Path) -> Iterator[Files]:
    made = Files(tmp_path)
    with served(made.faults) as url:
        made.url = url
        yield made


class Reader:
    """Asks for parts of a file of that server."""

    def __init__(self, files: Files, name: str, largest: int = 10**9) -> None:
        self.downloads = Downloads("MAX", largest)
        self.connections = httpx.AsyncClient(base_url=files.url)
        self.name = name

    async def piece(self, offset: int) -> Piece:
        def opened(headers: Mapping[str, str]) -> AbstractAsyncContextManager[httpx.Response]:
            return self.connections.stream("GET", f"/{self.name}", headers=headers)

        return await self.downloads.piece(self.name, offset, opened)


@asynccontextmanager
async def reading(files: Files, name: str, largest: int = 10**9) -> AsyncIterator[Reader]:
    reader = Reader(files, name, largest)
    try:
        yield reader
    finally:
        await reader.downloads.close()
        await reader.connections.aclose()


@pytest.mark.parametrize("name", ["whole", "ranges"])
@pytest.mark.parametrize("offset", [0, 1, PART - 1, PART, PART * 2 + 12_344])
def test_a_part_from_any_byte(files: Files, name: str, offset: int) -> None:
    async def story() -> None:
        async with reading(files, name) as reader:
            piece = await reader.piece(offset)
            assert base64.b64decode(piece.data) == CONTENT[offset : offset + PART]
            assert piece.last == (offset + PART >= len(CONTENT))

    asyncio.run(story())


@pytest.mark.parametrize("name", ["whole", "ranges"])
def test_a_file_is_asked_for_once_however_many_parts_it_has(files: Files, name: str) -> None:
    async def story() -> bytes:
        got, last = b"", False
        async with reading(files, name) as reader:
            while not last:
                piece = await reader.piece(len(got))
                got, last = got + base64.b64decode(piece.data), piece.last
        return got

    assert asyncio.run(story()) == CONTENT
    assert len(files.faults.asked) == 1


def test_a_part_that_broke_off_can_be_asked_for_again(files: Files) -> None:
    async def story() -> None:
        async with reading(files, "ranges") as reader:
            files.faults.next("torn")
            with pytest.raises(Transient, match="vendor-unreachable"):
                await reader.piece(PART)
            assert base64.b64decode((await reader.piece(PART)).data) == CONTENT[PART : PART * 2]

    asyncio.run(story())


def test_a_file_that_is_gone_or_too_large_is_said_so(files: Files) -> None:
    async def story() -> None:
        async with reading(files, "absent") as reader:
            with pytest.raises(NotFound, match="file-gone"):
                await reader.piece(0)
        async with reading(files, "whole", largest=1000) as reader:
            with pytest.raises(TooLarge, match="file-too-large"):
                await reader.piece(0)
        async with reading(files, "ranges") as reader:
            with pytest.raises(NotFound, match="file-gone"):
                await reader.piece(len(CONTENT) + 1)

    asyncio.run(story())
