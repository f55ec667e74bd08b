"""Dense vectors from a server that speaks the OpenAI way of `/v1/embeddings`.

Every failure is a typed problem; neither the key nor the texts ever get into one. What the server answers is checked:
as many vectors as texts, in their order, all of one length, finite and not zero.
"""

import json
import math
import random
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from http import HTTPStatus
from urllib.parse import urlsplit

import httpx
import numpy as np
from pydantic import BaseModel, ConfigDict, SecretStr, ValidationError

from core_api.contracts.problems import Malformed, Missing, Problem, Refused, Unavailable
from core_api.wire.way import ProxyFault, way_to
from similarity.prefixes import prefixes

_BATCH = 64
_BATCH_CHARACTERS = 60_000
_LARGEST = 64 << 20
"""Bytes of answer that are read at most."""
_ATTEMPTS = 4
_TIMEOUT = httpx.Timeout(120.0, connect=10.0)
_LONGEST_WAIT = 30.0


class _Row(BaseModel):
    model_config = ConfigDict(extra="ignore")
    index: int
    embedding: list[float]


class _Answer(BaseModel):
    model_config = ConfigDict(extra="ignore")
    data: list[_Row]


@dataclass(frozen=True)
class Means:
    """What the client needs from outside; tests give their own."""

    proxy: SecretStr | None = None
    sleep: Callable[[float], None] = time.sleep
    jitter: Callable[[], float] = random.random


class ServerEmbedder:
    """An `Embedder` over HTTP. Safe to share between threads."""

    def __init__(
        self, url: str, model: str, key: SecretStr | None = None, means: Means | None = None
    ) -> None:
        """`url` is the base address, with or without `/v1`. Nothing is sent yet."""
        self._url = endpoint(url)
        self._model = model
        self._means = means or Means()
        self._prefixes = prefixes(model)
        secret = key.get_secret_value().strip() if key is not None else ""
        headers = {b"Authorization": f"Bearer {secret}".encode()} if secret else {}
        way = way_to(self._url, self._means.proxy)
        self._client = httpx.Client(headers=headers, timeout=_TIMEOUT, follow_redirects=False, **way)

    @property
    def addresses(self) -> tuple[str, ...]:
        """Where the texts are sent, the proxy's address included."""
        proxy = self._means.proxy
        return (self._url,) if proxy is None else (self._url, proxy.get_secret_value())

    @property
    def name(self) -> str:
        """The model and the host that serves it."""
        return f"{self._model}@{self._host}"

    def embed(self, texts: tuple[str, ...], *, query: bool) -> list[list[float]]:
        """One vector of length 1 a text.

        Raises Unavailable `embedder-unreachable` or `embedder-busy`, Refused `embedder-unauthorized`, Missing
        `embedder-not-served`, Malformed `embedder-bad-answer`.
        """
        prefix = self._prefixes.query if query else self._prefixes.passage
        vectors: list[list[float]] = []
        for batch in _batches([prefix + text for text in texts]):
            vectors.extend(self._vectors(batch))
        if len({len(vector) for vector in vectors}) > 1:
            raise Malformed("embedder-bad-answer", host=self._host)
        return vectors

    @property
    def _host(self) -> str:
        return urlsplit(self._url).hostname or ""

    def _vectors(self, texts: Sequence[str]) -> list[list[float]]:
        asked = {"model": self._model, "input": list(texts), "encoding_format": "float"}
        body = json.dumps(asked, ensure_ascii=False, sort_keys=True).encode()
        try:
            rows = sorted(_Answer.model_validate_json(self._post(body)).data, key=lambda row: row.index)
        except ValidationError:
            raise Malformed("embedder-bad-answer", host=self._host) from None
        whole = [row.index for row in rows] == list(range(len(texts)))
        unit = [_unit(row.embedding) for row in rows] if whole else []
        if not whole or any(vector is None for vector in unit):
            raise Malformed("embedder-bad-answer", host=self._host)
        return [vector for vector in unit if vector is not None]

    def _post(self, body: bytes) -> bytes:
        for attempt in range(_ATTEMPTS):
            outcome = self._once(body)
            if isinstance(outcome, bytes):
                return outcome
            if not isinstance(outcome, Unavailable) or attempt == _ATTEMPTS - 1:
                raise outcome
            backoff = 2.0**attempt * (0.5 + self._means.jitter() / 2)
            wait = outcome.retry_after if outcome.retry_after is not None else backoff
            if wait > _LONGEST_WAIT:
                raise outcome
            self._means.sleep(wait)
        raise Unavailable("embedder-unreachable", host=self._host)

    def _once(self, body: bytes) -> bytes | Problem:
        """One attempt. Problems are given back, so that none carries the request."""
        headers = {"Content-Type": "application/json", "Accept": "application/json"}
        try:
            with self._client.stream("POST", self._url, content=body, headers=headers) as response:
                data = bytearray()
                for chunk in response.iter_bytes():
                    data += chunk
                    if len(data) > _LARGEST:
                        return Malformed("embedder-bad-answer", host=self._host)
        except (httpx.HTTPError, httpx.InvalidURL, UnicodeError, ProxyFault):
            return Unavailable("embedder-unreachable", host=self._host)
        return self._judge(response, bytes(data))

    def _judge(self, response: httpx.Response, data: bytes) -> bytes | Problem:
        status = response.status_code
        if status == HTTPStatus.OK:
            return data
        if status in (HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN):
            return Refused("embedder-unauthorized", host=self._host)
        if status == HTTPStatus.TOO_MANY_REQUESTS:
            return Unavailable("embedder-busy", retry_after=_seconds(response), host=self._host)
        if status >= HTTPStatus.INTERNAL_SERVER_ERROR:
            return Unavailable("embedder-unreachable", retry_after=_seconds(response), host=self._host)
        return Missing("embedder-not-served", host=self._host, model=self._model, status=status)


def endpoint(url: str) -> str:
    """The address of embeddings under a base address; without a path `/v1` is meant."""
    base = url.strip().rstrip("/")
    if base.endswith("/embeddings"):
        return base
    return f"{base}/embeddings" if urlsplit(base).path else f"{base}/v1/embeddings"


def _batches(texts: Sequence[str]) -> Iterator[list[str]]:
    """The texts in batches of at most 64 texts and about 60,000 characters."""
    batch: list[str] = []
    size = 0
    for text in texts:
        if batch and (len(batch) == _BATCH or size + len(text) > _BATCH_CHARACTERS):
            yield batch
            batch, size = [], 0
        batch.append(text)
        size += len(text)
    if batch:
        yield batch


def _unit(vector: list[float]) -> list[float] | None:
    """The vector at length 1; None for one that has no direction."""
    numbers = np.asarray(vector, dtype=np.float64)
    length = float(np.linalg.norm(numbers)) if len(vector) else 0.0
    if not math.isfinite(length) or length < 1e-12:
        return None
    return [float(number) for number in numbers / length]


def _seconds(response: httpx.Response) -> float | None:
    """What `Retry-After` says in seconds; None for a date or nothing."""
    said = response.headers.get("Retry-After", "")
    return float(said) if said.isdigit() else None
