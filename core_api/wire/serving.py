"""Services as a process: HTTP and gRPC on their ports until a signal, then no new calls and the old ones finished."""

import errno
import signal
import socket
import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import uvicorn
from pydantic import SecretStr

from core_api.contracts.problems import Conflict, Invalid, Missing
from core_api.wire.grpc_server import GrpcServer, ServerTls
from core_api.wire.http_server import http_app
from core_api.wire.keys import LEAST_KEY_LENGTH, is_loopback
from core_api.wire.listening import listening_on
from core_api.wire.service import Mount

_GRACE = 30.0
"""Seconds that running calls get to finish."""


@dataclass(frozen=True)
class Listen:
    """Where services listen, and who may come in."""

    host: str = "127.0.0.1"
    port: int = 0
    """HTTP; 0 is any free one."""
    grpc_port: int = 0
    key: SecretStr | None = None
    tls: ServerTls | None = None

    def word(self) -> str:
        """The key. Raises Invalid `service-open` where strangers could come in, or the key is easily guessed."""
        key = self.key.get_secret_value() if self.key else ""
        if (key or not is_loopback(self.host)) and len(key) < LEAST_KEY_LENGTH:
            raise Invalid("service-open", host=self.host, length=LEAST_KEY_LENGTH)
        return key


@dataclass(frozen=True)
class Ports:
    """Where services listen indeed."""

    http: int
    grpc: int


def serve(mounts: tuple[Mount[Any], ...], listen: Listen, started: Callable[[Ports], None]) -> None:
    """Serve until SIGTERM or Ctrl-C; `started` hears the ports. Raises what `running` raises."""
    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    with running(mounts, listen) as ports:
        started(ports)
        stop.wait()


@contextmanager
def running(mounts: tuple[Mount[Any], ...], listen: Listen, grace: float = _GRACE) -> Iterator[Ports]:
    """Serve while the block runs.

    Raises Invalid `service-open`, `service-address`, Missing `service-tls`, Conflict `service-port-taken`.
    """
    key = listen.word()
    with _socket(listen.host, listen.port) as listening:
        http = uvicorn.Server(_http(mounts, key, listen, grace))
        grpc = GrpcServer(mounts, listen.host, listen.grpc_port, key, listen.tls)
        thread = threading.Thread(target=http.run, kwargs={"sockets": [listening]}, name="http")
        grpc.start()
        thread.start()
        try:
            yield Ports(listening.getsockname()[1], grpc.port)
        finally:
            http.should_exit = True
            grpc.stop(grace)
            thread.join()


def _http(mounts: tuple[Mount[Any], ...], key: str, listen: Listen, grace: float) -> uvicorn.Config:
    tls = listen.tls
    config = uvicorn.Config(
        http_app(mounts, key),
        lifespan="off",
        access_log=False,
        log_config=None,
        server_header=False,
        timeout_graceful_shutdown=int(grace),
        ssl_certfile=tls.cert if tls else None,
        ssl_keyfile=tls.key if tls else None,
        ssl_ca_certs=str(tls.client_ca) if tls and tls.client_ca else None,
        ssl_cert_reqs=ssl.CERT_REQUIRED if tls and tls.client_ca else ssl.CERT_NONE,
    )
    try:
        config.load()
    except OSError as error:  # also when it is no certificate
        raise Missing("service-tls", path=str(tls.cert if tls else "")) from error
    return config


def _socket(host: str, port: int) -> socket.socket:
    try:
        return listening_on(host, port)
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            raise Conflict("service-port-taken", host=host, port=str(port)) from error
        raise Invalid("service-address", host=host, port=str(port), detail=error.strerror or "") from error
