"""The way to the Bot API: address, proxy and timeouts, and the token that nobody else ever sees.

The token is a part of each address there. So python-telegram-bot and httpx are given a stand-in for it, which the
transport exchanges on a request's way out: below everything that logs or raises.
"""

import asyncio
import json
from typing import Any
from urllib.parse import urlsplit

import httpx
from pydantic import SecretStr
from telegram import Bot
from telegram.error import NetworkError, TelegramError
from telegram.request import HTTPXRequest

from core_api.contracts.messengers import TelegramAccount
from core_api.wire.way import ProxyFault, proxy_to

NAME = "Telegram"
PUBLIC = "api.telegram.org"
"""Telegram's own server: it hands over files of up to 20 MB."""
_LIMITS = httpx.Limits(max_connections=64, max_keepalive_connections=8)
"""With each request the pool looks at all that it holds open, for each of them: fifty cost it four times the rest."""
_STAND_IN = "bot0:own"
_UNHEARD = (
    httpx.ConnectError,
    httpx.ConnectTimeout,
    httpx.PoolTimeout,
    httpx.ProxyError,
    httpx.UnsupportedProtocol,
)
"""Surely nothing was sent."""
_OPENING = ("connect_tcp", "setup_socks5_connection", "start_tls")
"""What httpcore calls the steps of opening a connection."""


class Fault(TelegramError):  # noqa: N818 - what it is
    """What stands between us and an answer of Telegram's, told apart more finely than the library does."""

    def __init__(self, *, heard: bool, busy: bool = False, retry_after: float | None = None) -> None:
        """`heard`: perhaps it was carried out; `busy`: too many calls, surely not carried out."""
        super().__init__("busy" if busy else "unanswered" if heard else "unreachable")
        self.heard = heard
        self.busy = busy
        self.retry_after = retry_after


class TokenBot(Bot):
    """The library's bot, with answers as they came where one that is odd must not spoil the others."""

    async def news(self, offset: int | None, kinds: tuple[str, ...], patience: float) -> list[Any]:
        """The updates from that one on, as JSON; waits up to so many seconds for the first."""
        asked = {"offset": offset, "timeout": int(patience), "allowed_updates": list(kinds)}
        found = await self._post("getUpdates", asked, read_timeout=patience + 15.0)
        return found if isinstance(found, list) else []

    async def file_path(self, file_id: str) -> str:
        """Where a file lies: below the address of files, or a path on the disk of a local server."""
        found = await self._post("getFile", {"file_id": file_id})
        return str(found.get("file_path") or "") if isinstance(found, dict) else ""


class Way:
    """The connections to a Bot API server under one account. For one event loop."""

    def __init__(self, account: TelegramAccount) -> None:
        """Nothing is asked yet."""
        self.local = urlsplit(account.url).hostname != PUBLIC
        self.token = account.token
        inner = httpx.AsyncHTTPTransport(proxy=proxy_to(account.url, account.proxy), limits=_LIMITS)
        self._transport = transport = _Signing(account.token, inner)
        self._requests = _Request(transport), _Request(transport)
        base = f"{account.url.rstrip('/')}/"
        # The library appends the token to what it is given; ours is appended by the transport.
        self.bot = TokenBot(
            _STAND_IN.removeprefix("bot"),
            base_url=f"{base}bot",
            base_file_url=f"{base}file/bot",
            get_updates_request=self._requests[0],
            request=self._requests[1],
            local_mode=self.local,
        )
        self.files = httpx.AsyncClient(transport=transport, timeout=httpx.Timeout(30.0, connect=5.0))

    async def settled(self) -> None:
        """Return when no connection is being opened: whoever breaks off an opening leaves a socket behind."""
        while self._transport.opening:
            await self._transport.opened.wait()

    async def close(self) -> None:
        """Close the connections; nothing can be asked afterwards."""
        for request in self._requests:
            await request.shutdown()
        await self.files.aclose()


class _Request(HTTPXRequest):
    """The library's way over httpx, with faults told apart and nothing logged of what cannot be read."""

    def __init__(self, transport: httpx.AsyncBaseTransport) -> None:
        super().__init__(
            read_timeout=15.0,
            write_timeout=15.0,
            connect_timeout=5.0,
            pool_timeout=5.0,
            media_write_timeout=60.0,
            httpx_kwargs={"transport": transport, "trust_env": False},
        )

    async def do_request(self, *args: Any, **named: Any) -> tuple[int, bytes]:
        """The status and the body. Raises Fault where Telegram itself did not answer, or has too much to do."""
        try:
            status, content = await super().do_request(*args, **named)
        except NetworkError as error:
            raise Fault(heard=not isinstance(error.__cause__, _UNHEARD)) from None
        except ProxyFault:
            raise Fault(heard=False) from None
        if status == httpx.codes.TOO_MANY_REQUESTS:
            raise Fault(heard=False, busy=True, retry_after=_pause(content))
        if status == httpx.codes.PROXY_AUTHENTICATION_REQUIRED:
            raise Fault(heard=False)
        if status >= httpx.codes.INTERNAL_SERVER_ERROR:
            raise Fault(heard=True)
        return status, content

    @staticmethod
    def parse_json_payload(payload: bytes) -> Any:
        """The answer; the library would log what it cannot read. Raises TelegramError."""
        try:
            found = json.loads(payload)
        except (ValueError, RecursionError):
            raise TelegramError("Invalid server response") from None
        if not isinstance(found, dict) or ("result" not in found and found.get("ok") is not False):
            raise TelegramError("Invalid server response")
        return found


class _Signing(httpx.AsyncBaseTransport):
    """Puts the token into each request's address, on its way out; knows how many connections are being opened."""

    def __init__(self, token: SecretStr, inner: httpx.AsyncBaseTransport) -> None:
        self._token = token
        self._inner = inner
        self.opening = 0
        self.opened = asyncio.Event()

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        token = f"bot{self._token.get_secret_value()}"
        path = request.url.raw_path.replace(_STAND_IN.encode(), token.encode(), 1)
        signed = httpx.Request(
            request.method,
            request.url.copy_with(raw_path=path),
            headers=request.headers,
            stream=request.stream,
            extensions={**request.extensions, "trace": self._trace},
        )
        return await self._inner.handle_async_request(signed)

    async def aclose(self) -> None:
        await self._inner.aclose()

    async def _trace(self, event: str, _info: dict[str, Any]) -> None:
        _where, step, stage = event.rsplit(".", 2)
        if step in _OPENING:
            self.opening += 1 if stage == "started" else -1
            self.opened.clear() if self.opening else self.opened.set()


def _pause(content: bytes) -> float | None:
    """Seconds that Telegram asks to wait; None where it does not say."""
    try:
        return max(0.0, float(json.loads(content)["parameters"]["retry_after"]))
    except (ValueError, KeyError, TypeError, RecursionError):
        return None
