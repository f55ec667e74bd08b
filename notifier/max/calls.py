"""The requests to MAX and what its refusals mean. Two hosts take part: the API, and those that keep files.

The certificate of the setting is trusted for the API's host alone.
"""

import asyncio
import ssl
from collections.abc import Mapping
from contextlib import AbstractAsyncContextManager
from typing import Any, TypeVar
from urllib.parse import urlsplit

import httpx
from pydantic import ValidationError

from core_api.contracts.messengers import MaxAccount
from core_api.contracts.problems import Forbidden, Missing, NotFound, Problem, Transient
from notifier.http import Api, client
from notifier.max.shapes import Done, Message, Refusal, Sent, Shape, Updates, Upload
from notifier.receiving import Sleep

NAME = "MAX"
NEWS_PATIENCE = 25.0
"""Seconds that a question for news is left open; MAX allows 30."""
_NOT_READY = "attachment.not.ready"
_READY_PAUSES = (0.5, 1.0, 2.0, 4.0)
"""Seconds between the tries of a message whose file MAX is still working on."""

Read = TypeVar("Read", bound=Shape)


class Calls:
    """The API under one account. For one event loop."""

    def __init__(self, account: MaxAccount, sleep: Sleep = asyncio.sleep) -> None:
        """Raises Missing `messenger-ca-unreadable`."""
        headers = {"Authorization": account.token.get_secret_value()}
        self._host = urlsplit(account.url).netloc
        self.api = Api(
            NAME, client(account.url, proxy=account.proxy, headers=headers, verify=_trusted(account.ca))
        )
        self._elsewhere = Api(NAME, client(account.url, proxy=account.proxy, based=False))
        self._sleep = sleep

    async def close(self) -> None:
        """Let go of the connections."""
        await self.api.close()
        await self._elsewhere.close()

    async def get(self, path: str, shape: type[Read], params: Mapping[str, Any] | None = None) -> Read:
        """What a GET is answered."""
        reply = await self.api.ask("GET", path, safe=True, params=params)
        if not reply.is_success:
            raise self.api.refused(reply)
        return self._read(reply, shape, safe=True)

    async def news(self, marker: str, kinds: tuple[str, ...]) -> Updates:
        """What came since the marker; waits for the first of it."""
        params = {"limit": 100, "timeout": int(NEWS_PATIENCE), "types": ",".join(kinds)}
        if marker:
            params["marker"] = marker
        reply = await self.api.ask(
            "GET",
            "/updates",
            safe=True,
            params=params,
            timeout=httpx.Timeout(NEWS_PATIENCE + 15.0, connect=5.0),
        )
        if not reply.is_success:
            raise self.api.refused(reply)
        return self._read(reply, Updates, safe=True)

    async def send(self, to: dict[str, int], body: dict[str, Any]) -> Message:
        """Send a message; one whose file is not ready yet is sent again, since MAX did not take it."""
        for pause in (*_READY_PAUSES, None):
            reply = await self.api.ask("POST", "/messages", safe=False, params=to, json=body)
            if reply.is_success:
                return self._read(reply, Sent, safe=False).message
            if pause is None or self._code(reply) != _NOT_READY:
                raise self._closed(reply)
            await self._sleep(pause)
        raise AssertionError("the last try raises or returns")

    async def change(self, method: str, mid: str, body: dict[str, Any] | None = None) -> bool:
        """Change (PUT) or delete (DELETE) a message; False where MAX says that it cannot be.

        Raises NotFound `message-gone`.
        """
        given: dict[str, Any] = {"json": body} if body is not None else {}
        reply = await self.api.ask(method, "/messages", safe=True, params={"message_id": mid}, **given)
        if reply.status_code in {403, 404}:
            raise NotFound("message-gone")
        if not reply.is_success:
            raise self.api.refused(reply)
        return self._read(reply, Done, safe=True).success

    async def answer(self, press: str, text: str) -> bool:
        """Show the presser some words; False where MAX does not take them any more."""
        reply = await self.api.ask(
            "POST", "/answers", safe=True, params={"callback_id": press}, json={"notification": text}
        )
        return reply.is_success

    async def subscriptions(self) -> tuple[str, ...]:
        """The addresses to which MAX brings news now."""
        reply = await self.api.ask("GET", "/subscriptions", safe=True)
        found = self.api.decoded(reply, safe=True).get("subscriptions")
        there = found if isinstance(found, list) else []
        return tuple(str(one["url"]) for one in there if isinstance(one, dict) and one.get("url"))

    async def subscribe(self, url: str, word: str, kinds: tuple[str, ...]) -> None:
        """Have the news brought to the address, with the word."""
        body = {"url": url, "update_types": list(kinds), "secret": word}
        await self._done("POST", json=body)

    async def unsubscribe(self, url: str) -> None:
        """Have no more news brought to the address."""
        await self._done("DELETE", params={"url": url})

    async def _done(self, method: str, **given: Any) -> None:
        reply = await self.api.ask(method, "/subscriptions", safe=True, **given)
        if not reply.is_success or not self._read(reply, Done, safe=True).success:
            raise self.api.refused(reply)

    async def upload(self, kind: str, name: str, content: bytes) -> str:
        """Put a file to MAX; gives its token.

        For sound the token comes with the address, and the address answers no JSON.
        """
        reply = await self.api.ask("POST", "/uploads", safe=True, params={"type": kind})
        if not reply.is_success:
            raise self.api.refused(reply)
        place = self._read(reply, Upload, safe=True)
        put = await self._at(place.url).ask("POST", place.url, safe=True, files={"data": (name, content)})
        if not put.is_success:
            raise self.api.refused(put)
        token = place.token or self._elsewhere.decoded(put, safe=True).get("token")
        if not isinstance(token, str) or not token:
            raise self.api.unreadable(safe=True)
        return token

    def download(self, url: str, headers: Mapping[str, str]) -> AbstractAsyncContextManager[httpx.Response]:
        """Ask for a file, without our token: who keeps files needs none."""
        return self._elsewhere.connections.stream("GET", url, headers=headers)

    def _at(self, url: str) -> Api:
        """The way to an address; our token goes to the API's host alone."""
        return self.api if urlsplit(url).netloc == self._host else self._elsewhere

    def _read(self, reply: httpx.Response, shape: type[Read], *, safe: bool) -> Read:
        try:
            return shape.model_validate(self.api.decoded(reply, safe=safe))
        except ValidationError:
            raise self.api.unreadable(safe=safe) from None

    def _code(self, reply: httpx.Response) -> str:
        try:
            return Refusal.model_validate(self.api.decoded(reply, safe=True)).code
        except (Problem, ValidationError):
            return ""

    def _closed(self, reply: httpx.Response) -> Problem:
        if reply.status_code in {403, 404}:
            return Forbidden("chat-closed")
        if self._code(reply) == _NOT_READY:
            return Transient("vendor-unreachable", vendor=NAME)
        return self.api.refused(reply)


def _trusted(path: str | None) -> ssl.SSLContext | bool:
    """What is trusted everywhere, and the certificate in the file."""
    if path is None:
        return True
    context = httpx.create_ssl_context()
    try:
        context.load_verify_locations(cafile=path)
    except (OSError, ssl.SSLError):
        raise Missing("messenger-ca-unreadable", vendor=NAME) from None
    return context
