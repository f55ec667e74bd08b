"""Servers that break off, lie or are not there."""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field


@dataclass
class Cable:
    """A way to a port on this machine that can be cut."""

    port: int
    ends: list[socket.socket] = field(default_factory=list)

    def cut(self) -> None:
        """Break every connection, both ways."""
        for end in self.ends:
            with suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)


@contextmanager
def cable(port: int) -> Iterator[Cable]:
    """A cable to the port; what is sent into its end comes out there."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        laid = Cable(listening.getsockname()[1])
        threads = [threading.Thread(target=_accept, args=(listening, laid, port))]
        threads[0].start()
        try:
            yield laid
        finally:
            with suppress(OSError):
                listening.shutdown(socket.SHUT_RDWR)
            laid.cut()
            threads[0].join()


def _accept(listening: socket.socket, laid: Cable, port: int) -> None:
    pumps = []
    with suppress(OSError):
        while True:
            near, _address = listening.accept()
            far = socket.create_connection(("127.0.0.1", port))
            laid.ends += [near, far]
            pumps += [threading.Thread(target=_pump, args=ends) for ends in ((near, far), (far, near))]
            for pump in pumps[-2:]:
                pump.start()
    laid.cut()
    for pump in pumps:
        pump.join()
    for end in laid.ends:
        end.close()


def _pump(source: socket.socket, target: socket.socket) -> None:
    with suppress(OSError):
        while data := source.recv(65536):
            target.sendall(data)
    with suppress(OSError):
        target.shutdown(socket.SHUT_RDWR)


@contextmanager
def answering(reply: bytes) -> Iterator[int]:
    """A port where each connection gets these bytes after its request's head, and then ends."""
    with socket.create_server(("127.0.0.1", 0)) as listening:

        def serve() -> None:
            with suppress(OSError):
                while True:
                    connection, _address = listening.accept()
                    with connection, suppress(OSError):
                        _read_request(connection)
                        connection.sendall(reply)
                        connection.shutdown(socket.SHUT_WR)
                        while connection.recv(65536):
                            pass

        thread = threading.Thread(target=serve)
        thread.start()
        try:
            yield listening.getsockname()[1]
        finally:
            with suppress(OSError):
                listening.shutdown(socket.SHUT_RDWR)
            thread.join()


def _read_request(connection: socket.socket) -> None:
    seen = b""
    while b"\r\n\r\n" not in seen:
        part = connection.recv(65536)
        if not part:
            return
        seen += part


def nobody() -> int:
    """A port where nobody listens."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        return int(listening.getsockname()[1])
