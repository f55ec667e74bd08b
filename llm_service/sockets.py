"""The open connections of a client, so that another thread can break off what waits on them.

Closing a client from outside does not wake up who reads from it; shutting its sockets down does.
"""

import contextlib
import socket
import threading
from typing import Any

_OPENED = ("connect_tcp.complete", "start_tls.complete")


class Sockets:
    """What a client has open."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._open: list[socket.socket] = []
        self._shut = False

    def trace(self, event: str, about: dict[str, Any]) -> None:
        """Hears what an HTTP client does (its `trace` extension), and remembers what it opens."""
        if not event.endswith(_OPENED):
            return
        opened = about["return_value"].get_extra_info("socket")
        if not isinstance(opened, socket.socket):
            return
        with self._lock:
            self._open = [one for one in self._open if one.fileno() >= 0]
            self._open.append(opened)
            late = self._shut
        if late:
            _shut(opened)

    def shut(self) -> None:
        """Break all of it off, and whatever is opened later."""
        with self._lock:
            self._shut = True
            opened = list(self._open)
        for one in opened:
            _shut(one)


def _shut(opened: socket.socket) -> None:
    with contextlib.suppress(OSError):
        socket.socket.shutdown(
            opened, socket.SHUT_RDWR
        )  # below TLS: its own shutdown would wait for the other side
