"""The methods of VK's API and what its errors mean. The key goes in the body of a request, never in its address."""

from collections.abc import Mapping
from contextlib import AbstractAsyncContextManager
from typing import Any, TypeVar

import httpx
from pydantic import TypeAdapter, ValidationError

from core_api.contracts.messengers import VkAccount
from core_api.contracts.problems import (
    Forbidden,
    Invalid,
    NotFound,
    OutcomeUnknown,
    Problem,
    RateLimited,
    TooLarge,
    Transient,
    Unauthorized,
)
from notifier.http import Api, client
from notifier.vk.shapes import News

NAME = "VK"
VERSION = "5.199"
PATIENCE = 25
"""Seconds that a question for news is left open."""
PARAMETER = 100
TOO_OLD = 909
NOT_FOR_ALL = 924
_FORBIDDING = frozenset({7, 15, 18, 203, 900, 901, 902, 917, 925, 932, 936, 945, 946, 950, 962, 983})
"""Nobody may write there: blocked, never allowed, left, not a member."""
_KEYS = frozenset({5, 27, 28, 1051, 1116})
_BUSY = {6: 1.0, 9: 60.0, 14: 60.0, 29: 600.0}
"""Errors of too many calls → the seconds to wait, which VK does not say."""
_LONG = frozenset({910, 914})
_PASSES = frozenset({1, 10, 13, 603})

Read = TypeVar("Read")


class VkError(Exception):
    """VK's own number for what went wrong; it becomes a problem before it gets out of the channel."""

    def __init__(self, code: int) -> None:
        super().__init__(str(code))
        self.code = code


class Calls:
    """The API under a community's key. For one event loop."""

    def __init__(self, account: VkAccount) -> None:
        """Nothing is asked yet."""
        self._token = account.token
        self.group = account.group
        self.api = Api(NAME, client(account.url, proxy=account.proxy))
        self._elsewhere = Api(NAME, client(account.url, proxy=account.proxy, based=False))

    async def close(self) -> None:
        """Let go of the connections."""
        await self.api.close()
        await self._elsewhere.close()

    async def call(self, method: str, shape: type[Read], *, safe: bool, **given: Any) -> Read:
        """What a method answers. Raises VkError, and what `Api.ask` raises."""
        form = {name: value for name, value in given.items() if value is not None}
        form |= {"access_token": self._token.get_secret_value(), "v": VERSION}
        reply = await self.api.ask("POST", f"/method/{method}", safe=safe, data=form)
        if not reply.is_success:
            raise self.api.refused(reply)
        found = self.api.decoded(reply, safe=safe)
        if isinstance(error := found.get("error"), dict):
            raise VkError(error["error_code"] if isinstance(error.get("error_code"), int) else 0)
        try:
            return TypeAdapter(shape).validate_python(found.get("response"))
        except ValidationError:
            raise self.api.unreadable(safe=safe) from None

    async def asked(self, method: str, shape: type[Read], *, safe: bool = True, **given: Any) -> Read:
        """The same, with VK's errors as problems."""
        try:
            return await self.call(method, shape, safe=safe, **given)
        except VkError as error:
            raise problem_of(error.code, safe=safe) from None

    async def news(self, server: str, key: str, ts: str) -> News:
        """What came after `ts`; waits for the first of it."""
        params = {"act": "a_check", "key": key, "ts": ts, "wait": PATIENCE}
        timeout = httpx.Timeout(PATIENCE + 15.0, connect=5.0)
        reply = await self._elsewhere.ask("GET", server, safe=True, params=params, timeout=timeout)
        if not reply.is_success:
            raise self.api.refused(reply)
        try:
            return News.model_validate(self.api.decoded(reply, safe=True))
        except ValidationError:
            raise self.api.unreadable(safe=True) from None

    async def voice(self, peer: str, content: bytes) -> str:
        """Put a voice note to VK; gives what a message names it by."""
        place = await self.asked(
            "docs.getMessagesUploadServer", dict[str, Any], type="audio_message", peer_id=peer
        )
        url = place.get("upload_url")
        if not isinstance(url, str):
            raise self.api.unreadable(safe=True)
        put = await self._elsewhere.ask(
            "POST", url, safe=True, files={"file": ("voice.ogg", content, "audio/ogg")}
        )
        file = self.api.decoded(put, safe=True).get("file")
        saved = await self.asked("docs.save", dict[str, Any], file=file)
        note = saved.get("audio_message")
        if not isinstance(note, dict) or not {"id", "owner_id"} <= note.keys():
            raise self.api.unreadable(safe=True)
        key = f"_{note['access_key']}" if note.get("access_key") else ""
        return f"doc{note['owner_id']}_{note['id']}{key}"

    def download(self, url: str, headers: Mapping[str, str]) -> AbstractAsyncContextManager[httpx.Response]:
        """Ask for a file."""
        return self._elsewhere.connections.stream("GET", url, headers=headers, follow_redirects=True)


def problem_of(code: int, *, safe: bool, gone: bool = False) -> Problem:
    """The problem of VK's error; `gone`: the request was about a message that may not be there any more."""
    if code in _BUSY:
        return RateLimited("vendor-busy", retry_after=_BUSY[code], vendor=NAME)
    if gone and code in {PARAMETER, TOO_OLD, *_FORBIDDING}:
        return NotFound("message-gone")
    if code in _FORBIDDING:
        return Forbidden("chat-closed")
    if code in _PASSES and not safe:
        return OutcomeUnknown("message-unsure", vendor=NAME)
    kinds: tuple[tuple[frozenset[int], type[Problem], str], ...] = (
        (_KEYS, Unauthorized, "messenger-unauthorized"),
        (_LONG, TooLarge, "message-refused"),
        (_PASSES, Transient, "vendor-unreachable"),
    )
    kind, words = next(
        ((kind, words) for codes, kind, words in kinds if code in codes), (Invalid, "message-refused")
    )
    return kind(words, vendor=NAME)
