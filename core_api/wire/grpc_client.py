"""The caller's end of gRPC: real protobuf messages, the call's deadline, problems in the trailing metadata."""

from typing import Any, TypeVar

import grpc
from google.protobuf.message import DecodeError
from grpc_health.v1 import health_pb2

from core_api.contracts.model import Frozen
from core_api.contracts.problems import Problem, Unauthorized
from core_api.wire.broken import CONNECT_SECONDS, fits, garbled, lost, no_service, unheard, unsayable
from core_api.wire.codec import schema_of
from core_api.wire.failures import ToldProblem, made_again
from core_api.wire.place import Place
from core_api.wire.service import LARGEST_ANSWER, Action, Service

Q = TypeVar("Q", bound=Frozen)
A = TypeVar("A", bound=Frozen)

PROBLEM = "boardscribe-problem-bin"
"""The trailing metadata with a ToldProblem."""
SCHEMA = "boardscribe-schema"
"""The metadata with the digest of the caller's messages."""
LARGEST_METADATA = 64 << 10
_OPTIONS = (
    ("grpc.max_send_message_length", LARGEST_ANSWER),
    ("grpc.max_receive_message_length", LARGEST_ANSWER),
    ("grpc.max_metadata_size", LARGEST_METADATA),
    ("grpc.enable_retries", 0),
    ("grpc.enable_http_proxy", 0),
    ("grpc.use_local_subchannel_pool", 1),
    ("grpc.initial_reconnect_backoff_ms", 200),
    ("grpc.min_reconnect_backoff_ms", 200),
    ("grpc.max_reconnect_backoff_ms", 2000),
)
_STATUS = grpc.StatusCode


class GrpcWire:
    """A `Wire` over gRPC."""

    def __init__(self, service: Service[Any], place: Place) -> None:
        """Nothing is sent yet. Raises Missing `service-url`, `service-tls`."""
        parts = place.parts()
        host = f"[{parts.hostname}]" if ":" in (parts.hostname or "") else parts.hostname
        target = f"{host}:{parts.port}"
        self._service = service
        self._schema = schema_of(service)
        key = (("authorization", place.bearer()),) if place.key else ()
        self._metadata = ((SCHEMA, self._schema.digest), *key)
        if parts.scheme == "grpcs":
            credentials = grpc.ssl_channel_credentials(
                place.pem(place.ca), place.pem(place.cert_key), place.pem(place.cert)
            )
            self._channel = grpc.secure_channel(target, credentials, options=_OPTIONS)
        else:
            self._channel = grpc.insecure_channel(target, options=_OPTIONS)
        self._healthy = self._channel.unary_unary("/grpc.health.v1.Health/Check")

    def call(self, action: Action[Any, Q, A], request: Q) -> A:
        """What the action answers. Raises as `Wire` says."""
        try:
            data = self._schema.packed(request)
        except ValueError:
            raise unsayable(self._service) from None
        fits(self._service, action, len(data))
        seconds = action.deadline.seconds(len(data))
        if action.writes:
            self._reach(min(CONNECT_SECONDS, seconds))
        method = self._channel.unary_unary(f"/{self._service.full_name}/{action.rpc}")
        try:
            answer = method(data, timeout=seconds, metadata=self._metadata)
        except grpc.RpcError as error:
            raise self._problem(action, error) from None
        try:
            return self._schema.unpacked(action.answers, answer)
        except ValueError:
            raise garbled(self._service, action) from None

    def close(self) -> None:
        """Let go of the connections."""
        self._channel.close()

    def _reach(self, seconds: float) -> None:
        """Ask whether the service takes calls, before a write is sent: what fails until then was surely not heard."""
        asked = health_pb2.HealthCheckRequest(service=self._service.full_name).SerializeToString()
        try:
            answer = health_pb2.HealthCheckResponse.FromString(self._healthy(asked, timeout=seconds))
        except grpc.RpcError as error:
            strange = error.code() in (_STATUS.UNIMPLEMENTED, _STATUS.NOT_FOUND)
            raise (no_service if strange else unheard)(self._service) from None
        except DecodeError:
            raise no_service(self._service) from None
        if answer.status != health_pb2.HealthCheckResponse.SERVING:
            raise unheard(self._service)

    def _problem(self, action: Action[Any, Any, Any], error: Any) -> Problem:
        """What a failed call means: the problem that was told, else what the status alone allows to say."""
        for name, value in error.trailing_metadata() or ():
            if name == PROBLEM:
                return self._told(value) or garbled(self._service, action)
        match error.code():
            case _STATUS.UNAVAILABLE | _STATUS.DEADLINE_EXCEEDED | _STATUS.CANCELLED | _STATUS.ABORTED:
                return lost(self._service, action)
            case _STATUS.UNAUTHENTICATED | _STATUS.PERMISSION_DENIED:
                return Unauthorized("service-unauthorized", service=self._service.name)
            case _STATUS.UNIMPLEMENTED:
                return no_service(self._service)
            case _:
                return garbled(self._service, action)

    def _told(self, value: bytes) -> Problem | None:
        try:
            return made_again(self._schema.unpacked(ToldProblem, value))
        except ValueError:
            return None
