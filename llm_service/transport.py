"""One HTTP exchange with a chat server: time limits, bounded retries, and every failure as a typed problem.

Nothing here knows what is said. Neither the key nor the body of an answer ever gets into a problem or a log.
"""

import math
import random
import ssl
import threading
import time
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from urllib.parse import urlsplit

import httpx
from pydantic import SecretStr

from core_api.contracts.problems import Cancelled, Invalid, Missing, Problem, Refused, Unavailable
from core_api.wire.way import ProxyFault, Way, way_to
from llm_service.access import host_of
from llm_service.sockets import Sockets
from llm_service.turnstile import Turnstile

_LARGEST = 8_000_000
"""Bytes of answer that are read at most."""
_SMALL = 10.0
"""Seconds for a question that needs no thought."""
_SPREAD = 0.1
"""Those who were asked to wait equally long come back spread over this share of it."""


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


@dataclass(frozen=True)
class Address:
    """Where a server is, and the key for it."""

    url: str
    """The base address, as in the settings."""
    key: SecretStr | None = None

    @property
    def host(self) -> str:
        """The host alone, which may be shown."""
        return host_of(self.url)

    def at(self, path: str) -> str:
        """The address of something under the base, or under the server's root when `path` begins with a slash."""
        if path == "chat/completions":
            return endpoint(self.url)
        base = endpoint(self.url).removesuffix("/chat/completions")
        return base.removesuffix("/v1") + path if path.startswith("/") else f"{base}/{path}"


class Sender:
    """Posts to one server. Safe to share between threads."""

    def __init__(
        self,
        to: Address,
        patience: Patience,
        means: Means,
        turnstile: Turnstile,
        tls: ssl.SSLContext | None = None,
    ) -> None:
        self._to = to
        self._patience = patience
        self._means = means
        self._turnstile = turnstile
        self._sockets = Sockets()
        self._aborted = threading.Event()
        headers = {b"Content-Type": b"application/json", b"Accept": b"application/json"}
        secret = to.key.get_secret_value().strip() if to.key is not None else ""
        if secret:
            headers[b"Authorization"] = (
                f"Bearer {secret}".encode()
            )  # bytes: an odd key must not raise, and so be shown
        way = way_to(to.url, means.proxy)
        self._tls = tls or _trust(to.url, way)
        self._client = httpx.Client(headers=headers, verify=self._tls, follow_redirects=False, **way)

    def twin(self) -> "Sender":
        """Another one to the same server, with connections of its own."""
        return Sender(self._to, self._patience, self._means, self._turnstile, self._tls)

    def close(self) -> None:
        """Let go of the connections; nothing is sent afterwards."""
        self._client.close()

    def abort(self) -> None:
        """Break off what is on its way: it raises Cancelled; nothing is sent afterwards."""
        self._aborted.set()
        self._sockets.shut()

    def post(self, path: str, body: bytes, limit: float) -> Response:
        """The answer.

        Raises Unavailable (`llm-unreachable`, `llm-timeout`, `llm-busy`, `llm-resting`), Refused, Missing, Cancelled.
        """
        with self._turnstile.passing(self._aborted.is_set):
            return self._patiently(path, body, limit)

    def ask(self, path: str, body: bytes | None = None) -> Response | None:
        """The answer to a small question, tried once; None when there is none."""
        outcome = self._once(path, body, _SMALL)
        return outcome if isinstance(outcome, Response) else None

    def _patiently(self, path: str, body: bytes, limit: float) -> Response:
        left = self._patience.waiting
        for attempt in range(self._patience.attempts):
            outcome = self._once(path, body, limit)
            if isinstance(outcome, Response):
                return outcome
            wait = self._wait(outcome, attempt)
            last = attempt == self._patience.attempts - 1
            if not isinstance(outcome, Unavailable) or outcome.code == "llm-timeout" or last or wait > left:
                raise outcome
            left -= wait
            self._means.sleep(wait)
        raise Unavailable("llm-unreachable", host=self._to.host)

    def _wait(self, problem: Problem, attempt: int) -> float:
        """Longer each time, and never the same for two who failed together; not before it was asked for."""
        asked = problem.retry_after if isinstance(problem, Unavailable) else None
        backoff = self._patience.first_wait * 2.0**attempt * (0.5 + self._means.jitter() / 2)
        return backoff if asked is None else max(asked, 0.0) * (1 + self._means.jitter() * _SPREAD)

    def _once(self, path: str, body: bytes | None, limit: float) -> Response | Problem:
        """One attempt. Problems are given back, so that none carries the request (and with it the key)."""
        host = self._to.host
        if self._aborted.is_set():
            return Cancelled("cancelled")
        until = self._means.monotonic() + limit
        timeout = httpx.Timeout(limit, connect=min(limit, self._patience.connect))
        try:
            request = self._client.build_request(
                "GET" if body is None else "POST",
                self._to.at(path),
                content=body,
                timeout=timeout,
                extensions={"trace": self._sockets.trace},
            )
            with closing(self._client.send(request, stream=True)) as response:
                data = bytearray()
                for chunk in response.iter_bytes():
                    data += chunk
                    if self._means.monotonic() > until:
                        return Unavailable("llm-timeout", host=host)
                    if len(data) > _LARGEST:
                        return Invalid("llm-bad-answer", host=host)
        except (httpx.ReadTimeout, httpx.WriteTimeout):
            return Unavailable("llm-timeout", host=host)
        except (httpx.HTTPError, httpx.InvalidURL, UnicodeError, ProxyFault):
            return (
                Cancelled("cancelled")
                if self._aborted.is_set()
                else Unavailable("llm-unreachable", host=host)
            )
        return self._judge(response.status_code, response.headers.get("Retry-After"), bytes(data))

    def _judge(self, status: int, retry_after: str | None, data: bytes) -> Response | Problem:
        if status in (200, 400, 413, 422):
            return Response(status, data)
        if status in (401, 403):
            return Refused("llm-unauthorized", host=self._to.host)
        if status == 429:
            return Unavailable("llm-busy", retry_after=seconds(retry_after), host=self._to.host)
        if status >= 500 or status == httpx.codes.PROXY_AUTHENTICATION_REQUIRED:
            return Unavailable("llm-unreachable", retry_after=seconds(retry_after), host=self._to.host)
        return Missing("llm-not-found", host=self._to.host, status=status)


def _trust(url: str, way: Way) -> ssl.SSLContext:
    """The authorities that vouch for the other side; reading them takes a tenth of a second, where any are needed."""
    if url.lower().startswith("http://") and way["proxy"] is None and not way["trust_env"]:
        return ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)  # trusts nobody
    return httpx.create_ssl_context(trust_env=way["trust_env"])


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
