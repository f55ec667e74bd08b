"""The server's end of gRPC: several services on one port, the standard health service beside them."""

import math
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import grpc
from grpc_health.v1 import health, health_pb2, health_pb2_grpc

from core_api.contracts.problems import Conflict, Internal, Invalid, Missing, Problem, Unauthorized
from core_api.wire.broken import fits
from core_api.wire.codec import schema_of
from core_api.wire.failures import grpc_code, said_of, told
from core_api.wire.grpc_client import LARGEST_METADATA, PROBLEM, SCHEMA
from core_api.wire.keys import carried
from core_api.wire.service import LARGEST_ANSWER, Action, Mount, answered

_HEALTH = "/grpc.health.v1.Health/"
_THREADS = 32


@dataclass(frozen=True)
class ServerTls:
    """The server's certificate and its key; with `client_ca` a caller must show a certificate signed there."""

    cert: Path
    key: Path
    client_ca: Path | None = None


class GrpcServer:
    """Listens at once, answers from `start` on."""

    def __init__(
        self,
        mounts: tuple[Mount[Any], ...],
        host: str,
        port: int,
        key: str = "",
        tls: ServerTls | None = None,
    ) -> None:
        """`port` 0 is any free one. Raises Conflict `service-port-taken`, Missing `service-tls`."""
        largest = max(action.largest for mount in mounts for action in mount.service.actions)
        self._health = health.HealthServicer()
        self._server = grpc.server(
            ThreadPoolExecutor(_THREADS, thread_name_prefix="grpc"),
            interceptors=(_Entrance(mounts, key),),
            options=(
                ("grpc.so_reuseport", 0),  # else two servers share a port and nobody is told
                ("grpc.max_receive_message_length", largest),
                ("grpc.max_send_message_length", LARGEST_ANSWER),
                ("grpc.max_metadata_size", LARGEST_METADATA),
            ),
        )
        health_pb2_grpc.add_HealthServicer_to_server(self._health, self._server)
        self._names = ["", *(mount.service.full_name for mount in mounts)]
        for mount in mounts:
            self._server.add_generic_rpc_handlers((_handlers(mount),))
        self.port = self._listen(f"[{host}]" if ":" in host else host, port, tls)

    def start(self) -> None:
        """Answer from now on."""
        for name in self._names:
            self._health.set(name, health_pb2.HealthCheckResponse.SERVING)
        self._server.start()

    def stop(self, grace: float) -> None:
        """Take no more calls, let those that run finish within so many seconds, and say so to health checks."""
        self._health.enter_graceful_shutdown()
        self._server.stop(grace).wait()

    def _listen(self, host: str, port: int, tls: ServerTls | None) -> int:
        address = f"{host}:{port}"
        try:
            if tls is None:
                return int(self._server.add_insecure_port(address))
            return int(self._server.add_secure_port(address, _credentials(tls)))
        except RuntimeError as error:
            raise Conflict("service-port-taken", host=host, port=str(port)) from error


def _credentials(tls: ServerTls) -> Any:
    paths = [tls.key, tls.cert, *([tls.client_ca] if tls.client_ca else [])]
    try:
        key, cert, *client_ca = (path.read_bytes() for path in paths)
    except OSError as error:
        raise Missing("service-tls", path=str(error.filename)) from error
    return grpc.ssl_server_credentials(
        [(key, cert)], client_ca[0] if client_ca else None, require_client_auth=bool(client_ca)
    )


def _handlers(mount: Mount[Any]) -> Any:
    methods = {
        action.rpc: grpc.unary_unary_rpc_method_handler(_method(mount, action))
        for action in mount.service.actions
    }
    return grpc.method_handlers_generic_handler(mount.service.full_name, methods)


def _method(mount: Mount[Any], action: Action[Any, Any, Any]) -> Callable[[bytes, Any], bytes]:
    """The method as gRPC calls it: bytes in, bytes out, a problem in the trailing metadata."""

    def serve(data: bytes, context: Any) -> bytes:
        try:
            return _served(mount, action, data, context)
        except Problem as problem:
            _tell(mount, problem, context)
            raise AssertionError("a call that was aborted goes no further") from problem

    return serve


def _served(mount: Mount[Any], action: Action[Any, Any, Any], data: bytes, context: Any) -> bytes:
    service, schema = mount.service, schema_of(mount.service)
    theirs = dict(context.invocation_metadata()).get(SCHEMA, schema.digest)
    if theirs != schema.digest:
        raise Missing("service-versions", service=service.name)
    fits(service, action, len(data))
    try:
        request = schema.unpacked(action.asks, data)
    except ValueError as error:
        raise Invalid("service-request", service=service.name, detail=said_of(error)) from error
    left = context.time_remaining()
    answer = answered(mount, action, request, math.inf if left is None else left)
    try:
        return schema.packed(answer)
    except ValueError as error:
        raise Internal("internal") from error


def _tell(mount: Mount[Any], problem: Problem, context: Any) -> None:
    """End the call with the problem."""
    context.set_trailing_metadata(((PROBLEM, schema_of(mount.service).packed(told(problem))),))
    context.abort(getattr(grpc.StatusCode, grpc_code(problem)), problem.code)


class _Entrance(grpc.ServerInterceptor):  # type: ignore[misc] # the library has no types
    """Turns away who has no key before a request is read. Health is in the open."""

    def __init__(self, mounts: tuple[Mount[Any], ...], key: str) -> None:
        self._mount = mounts[0]
        self._key = key

    def intercept_service(self, continuation: Callable[[Any], Any], details: Any) -> Any:
        """The handler of the call, or one that refuses."""
        said = str(dict(details.invocation_metadata).get("authorization", ""))
        if not self._key or details.method.startswith(_HEALTH) or carried(said, self._key):
            return continuation(details)

        def refuse(_data: bytes, context: Any) -> bytes:
            name = details.method.strip("/").split("/")[0].rpartition(".")[2]
            _tell(self._mount, Unauthorized("service-unauthorized", service=name), context)
            return b""

        return grpc.unary_unary_rpc_method_handler(refuse)
