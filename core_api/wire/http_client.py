"""The caller's end of HTTP: `POST /v1/{service}/{action}`, JSON in the envelope."""

import time
from typing import Any, TypeVar

import httpx
from pydantic import ValidationError

from core_api.contracts.model import Frozen
from core_api.contracts.problems import Problem, TooLarge, Unauthorized
from core_api.wire.broken import CONNECT_SECONDS, fits, garbled, lost, no_service, unheard, unsayable
from core_api.wire.failures import ToldFailure, made_again
from core_api.wire.place import Place
from core_api.wire.service import LARGEST_ANSWER, Action, Service

Q = TypeVar("Q", bound=Frozen)
A = TypeVar("A", bound=Frozen)

DEADLINE = "X-Boardscribe-Deadline"
"""The header with the seconds that the caller waits."""
_IDLE_SECONDS = 3.0
"""Shorter than the server's: else a write may meet a connection that is just being closed."""
_UNHEARD = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout, httpx.UnsupportedProtocol)


class _Reply(Frozen):
    success: bool
    data: Any = None
    error: ToldFailure | None = None


class HttpWire:
    """A `Wire` over HTTP."""

    def __init__(self, service: Service[Any], place: Place) -> None:
        """Nothing is sent yet. Raises Missing `service-url`, `service-tls`."""
        parts = place.parts()
        self._service = service
        self._client = httpx.Client(
            base_url=place.url,
            headers={"Authorization": place.bearer()} if place.key else {},
            verify=place.tls() if parts.scheme == "https" else False,
            trust_env=False,
            limits=httpx.Limits(keepalive_expiry=_IDLE_SECONDS),
        )

    def call(self, action: Action[Any, Q, A], request: Q) -> A:
        """What the action answers. Raises as `Wire` says."""
        try:
            body = request.model_dump_json().encode()
        except ValueError:
            raise unsayable(self._service) from None
        fits(self._service, action, len(body))
        status, content = self._exchange(action, body)
        return self._answer(action, status, content)

    def close(self) -> None:
        """Let go of the connections."""
        self._client.close()

    def _exchange(self, action: Action[Any, Q, A], body: bytes) -> tuple[int, bytes]:
        """The status and the whole body, within the call's deadline."""
        seconds = action.deadline.seconds(len(body))
        ends, content = time.monotonic() + seconds, bytearray()
        headers = {"Content-Type": "application/json", DEADLINE: f"{seconds:.3f}"}
        timeout = httpx.Timeout(seconds, connect=min(CONNECT_SECONDS, seconds))
        path = f"v1/{self._service.name}/{action.path}"
        try:
            with self._client.stream("POST", path, content=body, headers=headers, timeout=timeout) as reply:
                for part in reply.iter_bytes():
                    content += part
                    if time.monotonic() > ends:
                        raise lost(self._service, action)
                    if len(content) > LARGEST_ANSWER:
                        raise garbled(self._service, action)
                return reply.status_code, bytes(content)
        except _UNHEARD:
            raise unheard(self._service) from None
        except httpx.TransportError:
            raise lost(self._service, action) from None
        except httpx.DecodingError:
            raise garbled(self._service, action) from None

    def _answer(self, action: Action[Any, Q, A], status: int, content: bytes) -> A:
        try:
            reply = _Reply.model_validate_json(content)
        except ValidationError:
            raise self._stranger(action, status) from None
        if reply.error is not None:
            raise made_again(reply.error) or garbled(self._service, action)
        if not (reply.success and status == httpx.codes.OK):
            raise garbled(self._service, action)
        try:
            return action.answers.model_validate(reply.data)
        except ValidationError:
            raise garbled(self._service, action) from None

    def _stranger(self, action: Action[Any, Q, A], status: int) -> Problem:
        """What a status means that came without our envelope: something between us and the service answered."""
        name = self._service.name
        if status in (401, 403, 407):
            return Unauthorized("service-unauthorized", service=name)
        if status == 413:
            return TooLarge("service-too-large", service=name, limit=action.largest >> 20)
        if status in (429, 503):
            return unheard(self._service)
        if status in (502, 504):
            return lost(self._service, action)
        return no_service(self._service) if 300 <= status < 500 else garbled(self._service, action)
