"""Files that people sent, part by part: from Telegram's server, or from a local one's disk.

A path that a server names is read from disk only of a local server, and only inside the folder that it keeps for our
bot, which is named for the token; no path gets into a log or a problem.
"""

import asyncio
import base64
from pathlib import Path, PurePosixPath
from urllib.parse import quote

import httpx

from core_api.contracts.messages import FileRef, Piece
from core_api.contracts.problems import Malformed, NotFound, TooLarge, Transient
from core_api.wire.way import ProxyFault
from notifier.telegram.refusals import told
from notifier.telegram.way import NAME, Way

PUBLIC_LIMIT = 20 * 1000 * 1000
"""Bytes of the largest file that Telegram's own server hands over to a bot."""
LOCAL_LIMIT = 2000 * 1000 * 1000
PART = 2 * 1024 * 1024


async def piece(way: Way, file: FileRef, offset: int) -> Piece:
    """A part of a file from that byte on. Raises as the port says."""
    if file.size is not None and file.size > (LOCAL_LIMIT if way.local else PUBLIC_LIMIT):
        raise TooLarge("file-too-large")
    with told(safe=True):
        path = await way.bot.file_path(file.id)
    inside = _inside(path, way) if path.startswith("/") else path
    if not inside or ".." in PurePosixPath(inside).parts:
        raise Malformed("vendor-answer", vendor=NAME)
    data = await asyncio.to_thread(_read, Path(path), offset) if path.startswith("/") else None
    if data is None:  # a local server on another machine, where a web server has its folder
        data = await _downloaded(way, inside, offset)
    return Piece(data=base64.b64encode(data[:PART]).decode(), last=len(data) <= PART)


def _inside(path: str, way: Way) -> str:
    """The path within our bot's folder; empty when it is not in it, or the server is not a local one."""
    _before, folder, inside = path.partition(f"/{way.token.get_secret_value()}/")
    return inside if folder and way.local else ""


def _read(path: Path, offset: int) -> bytes | None:
    """One byte more than a part, where there is one; None: there is no such file on this machine."""
    if not path.is_file():
        return None
    with path.open("rb") as opened:
        opened.seek(offset)
        return opened.read(PART + 1)


async def _downloaded(way: Way, path: str, offset: int) -> bytes:
    """One byte more than a part, where there is one. A server that knows no ranges sends all from the start."""
    address = f"{way.bot.base_file_url}/{quote(path)}"
    content = bytearray()
    wanted = {"Accept-Encoding": "identity"} | ({"Range": f"bytes={offset}-"} if offset else {})
    try:
        async with way.files.stream("GET", address, headers=wanted) as reply:
            if reply.status_code == httpx.codes.REQUESTED_RANGE_NOT_SATISFIABLE:  # nothing comes after it
                return b""
            skip = _skipped(reply, offset)
            async for part in reply.aiter_bytes():
                content += part[skip:]
                skip = max(0, skip - len(part))
                if len(content) > PART:
                    break
    except (httpx.TransportError, ProxyFault):
        raise Transient("vendor-unreachable", vendor=NAME) from None
    except httpx.DecodingError:
        raise Malformed("vendor-answer", vendor=NAME) from None
    return bytes(content[: PART + 1])


def _skipped(reply: httpx.Response, offset: int) -> int:
    """How many bytes of the reply come before the part. Raises NotFound, Transient, Malformed."""
    if reply.status_code == httpx.codes.PARTIAL_CONTENT:
        return 0
    if reply.status_code == httpx.codes.OK:
        return offset
    if reply.status_code in {404, 410}:
        raise NotFound("file-gone")
    if reply.status_code == 429 or reply.is_server_error:
        raise Transient("vendor-unreachable", vendor=NAME)
    raise Malformed("vendor-answer", vendor=NAME)
