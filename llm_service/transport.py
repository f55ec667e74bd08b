"""One HTTP exchange with a chat server: time limits, bounded retries, and every failure as a typed problem.

Nothing here knows what is said. Neither the key nor the body of an answer ever gets into a problem or a log.
"""

import math
import random
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from urllib.parse import urlsplit

import httpx
from pydantic import SecretStr

from core_api.contracts.problems import Invalid, Missing, Problem, Refused, Unavailable
from core_api.wire.way import ProxyFault, way_to
from llm_service.access import host_of

_LARGEST = 8_000_000
"""Bytes of answer that are read at most."""


@dataclass(frozen=True)
class Patience:
    """How long is waited, in seconds."""

    connect: float = 10.0
    base: float = 60.0
    """For any answer; the rest is added to it."""
    per_thousand_read: float = 10.0
    """For a thousand characters of request."""
    per_thousand_written: float = 120.0
    """For a thousand tokens that may be written."""
    longest: float = 1200.0
    attempts: int = 4
    waiting: float = 60.0
    """All waiting between attempts together."""
    first_wait: float = 1.0

    def limit(self, characters: int, tokens: int) -> float:
        """The time that one request may take."""
        grown = (
            self.base + characters / 1000 * self.per_thousand_read + tokens / 1000 * self.per_thousand_written
        )
        return min(self.longest, grown)


@dataclass(frozen=True)
class Means:
    """What a client needs from outside; tests give their own."""

    proxy: SecretStr | None = None
    """All goes through it."""
    sleep: Callable[[float], None] = time.sleep
    jitter: Callable[[], float] = random.random
    """Between 0 and 1."""
    monotonic: Callable[[], float] = time.monotonic


@dataclass(frozen=True)
class Response:
    """What came back: 200, or a refusal that the caller may understand (400, 413, 422)."""

    status: int
    body: bytes


class Sender:
    """Posts to one server."""

    def __init__(self, url: str, key: SecretStr | None, patience: Patience, means: Means) -> None:
        self._url = endpoint(url)
        self._patience = patience
        self._means = means
        headers = {b"Content-Type": b"application/json", b"Accept": b"application/json"}
        secret = key.get_secret_value().strip() if key is not None else ""
        if secret:
            headers[b"Authorization"] = (
                f"Bearer {secret}".encode()
            )  # bytes: an odd key must not raise, and so be shown
        self._client = httpx.Client(headers=headers, follow_redirects=False, **way_to(url, means.proxy))

    def close(self) -> None:
        """Let go of the connections; nothing is sent afterwards."""
        self._client.close()

    def post(self, body: bytes, limit: float) -> Response:
        """The answer. Raises Unavailable (`llm-unreachable`, `llm-timeout`, `llm-busy`), Refused, Missing."""
        left = self._patience.waiting
        for attempt in range(self._patience.attempts):
            outcome = self._once(body, limit)
            if isinstance(outcome, Response):
                return outcome
            wait = self._wait(outcome, attempt)
            last = attempt == self._patience.attempts - 1
            if not isinstance(outcome, Unavailable) or outcome.code == "llm-timeout" or last or wait > left:
                raise outcome
            left -= wait
            self._means.sleep(wait)
        raise Unavailable("llm-unreachable", host=self._host)

    @property
    def _host(self) -> str:
        return host_of(self._url)

    def _wait(self, problem: Problem, attempt: int) -> float:
        asked = problem.retry_after if isinstance(problem, Unavailable) else None
        backoff = self._patience.first_wait * 2.0**attempt * (0.5 + self._means.jitter() / 2)
        return backoff if asked is None else max(asked, 0.0)

    def _once(self, body: bytes, limit: float) -> Response | Problem:
        """One attempt. Problems are given back, so that none carries the request (and with it the key)."""
        until = self._means.monotonic() + limit
        timeout = httpx.Timeout(limit, connect=min(limit, self._patience.connect))
        try:
            with self._client.stream("POST", self._url, content=body, timeout=timeout) as response:
                data = bytearray()
                for chunk in response.iter_bytes():
                    data += chunk
                    if self._means.monotonic() > until:
                        return Unavailable("llm-timeout", host=self._host)
                    if len(data) > _LARGEST:
                        return Invalid("llm-bad-answer", host=self._host)
        except (httpx.ReadTimeout, httpx.WriteTimeout):
            return Unavailable("llm-timeout", host=self._host)
        except (httpx.HTTPError, httpx.InvalidURL, UnicodeError, ProxyFault):
            return Unavailable("llm-unreachable", host=self._host)
        return self._judge(response.status_code, response.headers.get("Retry-After"), bytes(data))

    def _judge(self, status: int, retry_after: str | None, data: bytes) -> Response | Problem:
        if status in (200, 400, 413, 422):
            return Response(status, data)
        if status in (401, 403):
            return Refused("llm-unauthorized", host=self._host)
        if status == 429:
            return Unavailable("llm-busy", retry_after=seconds(retry_after), host=self._host)
        if status >= 500 or status == httpx.codes.PROXY_AUTHENTICATION_REQUIRED:
            return Unavailable("llm-unreachable", retry_after=seconds(retry_after), host=self._host)
        return Missing("llm-not-found", host=self._host, status=status)


def endpoint(url: str) -> str:
    """The address of chat completions under a base address; without a path `/v1` is meant."""
    base = url.strip().rstrip("/")
    if base.endswith("/chat/completions"):
        return base
    try:
        bare = not urlsplit(base).path
    except ValueError:
        bare = False
    return f"{base}/v1/chat/completions" if bare else f"{base}/chat/completions"


def seconds(header: str | None) -> float | None:
    """What a Retry-After header asks for, in seconds; None when it says nothing that can be read."""
    if not header:
        return None
    try:
        asked = float(header)
    except ValueError:
        try:
            moment = parsedate_to_datetime(header)
        except (ValueError, TypeError, IndexError):
            return None
        asked = (moment.replace(tzinfo=moment.tzinfo or UTC) - datetime.now(UTC)).total_seconds()
    return max(0.0, asked) if math.isfinite(asked) else None
