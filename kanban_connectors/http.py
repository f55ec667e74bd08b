"""One way to a vendor's HTTP API: paced, bounded in time, its errors in our words, and no secret in any of them.

Every adapter sends its requests through here. What a request means is the adapter's; that a GET may be tried again
blindly and a write only when it was surely not heard is decided here.
"""

import logging
import random
import re
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import httpx

from core_api.contracts.connector import Rate
from core_api.contracts.ports import Pace
from core_api.contracts.problems import (
    Conflict,
    Forbidden,
    Invalid,
    Malformed,
    NotFound,
    OutcomeUnknown,
    PlanLimit,
    Problem,
    RateLimited,
    TooLarge,
    Transient,
    Unauthorized,
    Unsupported,
)
from core_api.wire.way import ProxyFault

_LOG = logging.getLogger(__name__)

TIMEOUT = httpx.Timeout(20.0, connect=5.0)
"""Seconds."""
_TRIES = 4
_FIRST_PAUSE = 0.5
_LARGEST_BODY = 64 * 1024 * 1024
"""Bytes of an answer that is still read."""
_LONGEST_READING = 120.0
"""Seconds in which an answer has to come to its end once it has begun."""
_OF_THE_WIRE = (b"content-encoding", b"content-length", b"transfer-encoding")
"""Headers of how a body travelled; they are not true of what was read."""
_STRANGE = re.compile(r"[\x00-\x20\x7f?#%\\]")
"""What no path of ours holds: it would end the path, or hide a step up."""
_UNHEARD = (
    httpx.ConnectError,
    httpx.ConnectTimeout,
    httpx.PoolTimeout,
    httpx.ProxyError,
    httpx.UnsupportedProtocol,
    ProxyFault,
)
"""Surely nothing was sent."""

Params = Mapping[str, str | int | float | bool]


@dataclass(frozen=True)
class Lesson:
    """What a reply's headers said of the limit: calls left in a scope, for so many seconds."""

    scope: str
    remaining: int
    seconds: float


@dataclass(frozen=True)
class Scope:
    """A bucket that calls are taken from, and the vendor's published limit of it."""

    name: str
    rates: tuple[Rate, ...]


def no_lessons(_response: httpx.Response) -> tuple[Lesson, ...]:
    """For a vendor whose replies say nothing of limits."""
    return ()


@dataclass(frozen=True)
class Vendor:
    """What differs between vendors: their name, their buckets and how their replies speak of limits."""

    name: str
    """As people know it, e.g. `Trello`."""
    scopes: tuple[Scope, ...]
    """The buckets that each call takes a place in."""
    lessons: Callable[[httpx.Response], tuple[Lesson, ...]] = no_lessons
    refused: Callable[[httpx.Response], Problem | None] = field(default=lambda _response: None)
    """A refusal that this vendor words its own way; None: by the status alone."""


class Api:
    """An API under one account. Safe to share between threads."""

    def __init__(
        self,
        vendor: Vendor,
        client: httpx.Client,
        pace: Pace,
        *,
        patience: float = 60.0,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        """`client` has the base address, the credentials and the timeouts.

        Args:
            vendor: whose API it is.
            client: with `base_url`, the authorization header and `TIMEOUT`; it follows no redirects.
            pace: keeps the calls below the limits.
            patience: the most seconds that one request may wait in all, for its place and between its tries.
            sleep: waits between tries.
        """
        self.vendor = vendor
        self._client = client
        self._pace = pace
        self._patience = patience
        self._sleep = sleep

    def close(self) -> None:
        """Let go of the connections; nothing is asked through this any more."""
        self._client.close()

    def get(self, path: str, params: Params | None = None, headers: Mapping[str, str] | None = None) -> Any:
        """The JSON of a GET. Tried again on what passes. Raises as `Connector` says."""
        return decoded(self.vendor.name, self.request("GET", path, params=params, headers=headers))

    def send(
        self,
        method: str,
        path: str,
        body: Mapping[str, Any] | None = None,
        *,
        params: Params | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> Any:
        """The JSON of a write, None where the answer is empty. An answer that cannot be read is OutcomeUnknown."""
        response = self.request(method, path, params=params, json=body, headers=headers)
        if not response.content:
            return None
        try:
            return decoded(self.vendor.name, response)
        except Malformed as problem:
            raise OutcomeUnknown("write-unsure", vendor=self.vendor.name) from problem

    def request(
        self,
        method: str,
        path: str,
        *,
        params: Params | None = None,
        json: Any = None,
        headers: Mapping[str, str] | None = None,
        reads: bool | None = None,
    ) -> httpx.Response:
        """A reply of 2xx (or 304); everything else as a problem.

        `reads` says that the request changes nothing whatever its method (JSON-RPC); by default a GET and HEAD do not.
        """
        _refuse_strange(self.vendor.name, path)
        safe = method in ("GET", "HEAD") if reads is None else reads
        ends = time.monotonic() + self._patience
        for attempt in range(1, _TRIES + 1):
            self._take(ends)
            try:
                return self._once(method, path, params, json, headers, safe=safe)
            except (RateLimited, Transient) as problem:
                pause = _pause(problem, attempt)
                if attempt == _TRIES or time.monotonic() + pause > ends:
                    raise
                _LOG.info("%s: %s, again in %.1f s", self.vendor.name, problem.code, pause)
                self._sleep(pause)
        raise AssertionError("the last try raises or returns")

    def _take(self, ends: float) -> None:
        for scope in self.vendor.scopes:
            self._pace.take(scope.name, scope.rates, patience=max(0.0, ends - time.monotonic()))

    def _once(
        self,
        method: str,
        path: str,
        params: Params | None,
        json: Any,
        headers: Mapping[str, str] | None,
        *,
        safe: bool,
    ) -> httpx.Response:
        name = self.vendor.name
        response = self._answer(method, path, params, json, headers, safe=safe)
        for lesson in self.vendor.lessons(response):
            self._pace.learn(lesson.scope, lesson.remaining, lesson.seconds)
        if response.is_success or response.status_code == httpx.codes.NOT_MODIFIED:
            return response
        problem = self.vendor.refused(response) or problem_of(name, response, safe=safe)
        if isinstance(problem, RateLimited):
            for scope in self.vendor.scopes:
                self._pace.pause(scope.name, problem.retry_after or _FIRST_PAUSE)
        raise problem

    def _answer(
        self,
        method: str,
        path: str,
        params: Params | None,
        json: Any,
        headers: Mapping[str, str] | None,
        *,
        safe: bool,
    ) -> httpx.Response:
        """A reply of any status. After a write, one that breaks off or cannot be read is OutcomeUnknown."""
        name = self.vendor.name
        try:
            query = dict(params) if params else None
            with self._client.stream(method, path, params=query, json=json, headers=headers) as reply:
                return _whole(reply)
        except _UNHEARD:
            raise Transient("vendor-unreachable", vendor=name) from None
        except httpx.TransportError:
            if safe:
                raise Transient("vendor-unreachable", vendor=name) from None
            raise OutcomeUnknown("write-unsure", vendor=name) from None
        except httpx.InvalidURL:
            raise Malformed("vendor-answer", vendor=name) from None
        except (httpx.DecodingError, _TooLong):
            if safe:
                raise Malformed("vendor-answer", vendor=name) from None
            raise OutcomeUnknown("write-unsure", vendor=name) from None


class _TooLong(Exception):  # noqa: N818 - said of an answer
    """An answer that is not read to its end."""


def _whole(reply: httpx.Response) -> httpx.Response:
    """The reply with its body, read no further than is allowed. Raises _TooLong, and ReadTimeout for a trickle."""
    ends, content = time.monotonic() + _LONGEST_READING, bytearray()
    for part in reply.iter_bytes():
        content += part
        if len(content) > _LARGEST_BODY:
            raise _TooLong
        if time.monotonic() > ends:
            raise httpx.ReadTimeout("too slow", request=reply.request)
    heads = [(name, value) for name, value in reply.headers.raw if name.lower() not in _OF_THE_WIRE]
    return httpx.Response(reply.status_code, headers=heads, content=bytes(content), request=reply.request)


def _refuse_strange(vendor: str, path: str) -> None:
    """An id that somebody typed must not lead to another place of the API, let alone to another host.

    Raises NotFound: nothing there has such an id.
    """
    parts = path.split("/")
    if ":" in parts[0] or any(part in {".", ".."} for part in parts) or _STRANGE.search(path):
        raise NotFound("vendor-not-found", vendor=vendor)


@contextmanager
def unsure_after_write(vendor: str) -> Iterator[None]:
    """What goes wrong after a write must not look as if it had not been done: it is OutcomeUnknown."""
    try:
        yield
    except Problem as problem:
        raise OutcomeUnknown("write-unsure", vendor=vendor) from problem


@contextmanager
def absent_is(problem: NotFound) -> Iterator[None]:
    """A vendor's 404 in the words of what was asked for; what is worded already stays as it is."""
    try:
        yield
    except NotFound as absent:
        if absent.code != "vendor-not-found":
            raise
        raise problem from None


def decoded(vendor: str, response: httpx.Response) -> Any:
    """The JSON of a reply. Raises Malformed `vendor-answer` when it is none, or cut short."""
    try:
        return response.json()
    except (ValueError, RecursionError):
        raise Malformed("vendor-answer", vendor=vendor) from None


_REFUSALS: dict[int, tuple[type[Problem], str]] = {
    401: (Unauthorized, "vendor-unauthorized"),
    402: (PlanLimit, "vendor-plan"),
    403: (Forbidden, "vendor-forbidden"),
    404: (NotFound, "vendor-not-found"),
    405: (Unsupported, "vendor-unsupported"),
    409: (Conflict, "revision-changed"),
    410: (NotFound, "vendor-not-found"),
    412: (Conflict, "revision-changed"),
    413: (TooLarge, "vendor-too-large"),
    414: (TooLarge, "vendor-too-large"),
    431: (TooLarge, "vendor-too-large"),
    501: (Unsupported, "vendor-unsupported"),
}
"""Statuses that say that nothing was done and that trying again would not help: one table for all vendors."""
_PASSES = frozenset({408, *range(500, 600)})
"""Statuses of what may be over the next time."""


def problem_of(vendor: str, response: httpx.Response, *, safe: bool) -> Problem:
    """What a refusal means by its status alone; `safe` when the request changes nothing.

    A write answered with 500, 502, 503 or 504 may have been done: a proxy says nothing of what stands behind it. One
    that is told when to come back was turned away.
    """
    status = response.status_code
    if status in _REFUSALS:
        kind, code = _REFUSALS[status]
        return kind(code, vendor=vendor)
    if status == 429:
        return RateLimited("vendor-busy", retry_after=retry_after(response), vendor=vendor)
    pause = retry_after(response)
    turned_away = (status == 503 and pause is not None) or status == httpx.codes.PROXY_AUTHENTICATION_REQUIRED
    if turned_away or (status in _PASSES and safe):
        return Transient("vendor-unreachable", retry_after=pause, vendor=vendor)
    if status in _PASSES:
        return OutcomeUnknown("write-unsure", vendor=vendor)
    if status >= 400:
        return Invalid("vendor-invalid", vendor=vendor, status=status)
    return Malformed("vendor-answer", vendor=vendor)  # a redirect: nobody sends our credentials elsewhere


def retry_after(response: httpx.Response) -> float | None:
    """Seconds of a `Retry-After` header; None where there is none that can be read."""
    try:
        return max(0.0, float(response.headers["retry-after"]))
    except (KeyError, ValueError):
        return None


def _pause(problem: RateLimited | Transient, attempt: int) -> float:
    """Full jitter above what the vendor asked for; the jitter keeps many workers from coming back at once."""
    jitter = random.uniform(0, _FIRST_PAUSE * 2 ** (attempt - 1))  # noqa: S311 - no secret
    return (problem.retry_after or 0.0) + jitter
