"""A real proxy on loopback that speaks HTTP and SOCKS5, counts what goes through it, and may want a password.

It connects to where it is told and carries bytes; nothing in them is read but the first line.
"""

import base64
import socket
import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from urllib.parse import urlsplit


@dataclass
class Proxy:
    """What it wants and what it saw."""

    user: str = ""
    word: str = ""
    refuses: bool = False
    """It turns everybody away."""
    went: list[str] = field(default_factory=list)
    """Where connections went, `host:port`."""
    turned_away: int = 0
    port: int = 0

    def url(self, scheme: str = "http") -> str:
        """Its address, with what it wants."""
        who = f"{self.user}:{self.word}@" if self.user else ""
        return f"{scheme}://{who}127.0.0.1:{self.port}"


class _Server(socketserver.ThreadingTCPServer):
    daemon_threads = True
    proxy: Proxy


class _Caller(socketserver.StreamRequestHandler):
    """One connection to the proxy."""

    server: _Server

    def handle(self) -> None:
        """By the first byte: SOCKS5, or HTTP."""
        with suppress(OSError):
            first = self.rfile.read(1)
            if first == b"\x05":
                self._socks()
            elif first:
                self._http(first)

    def _socks(self) -> None:
        proxy = self.server.proxy
        methods = self.rfile.read(self.rfile.read(1)[0])
        wanted = 2 if proxy.user else 0
        if wanted not in methods or proxy.refuses:
            proxy.turned_away += 1
            self.wfile.write(b"\x05\xff")
            return
        self.wfile.write(bytes([5, wanted]))
        if proxy.user:
            self.rfile.read(1)
            user, word = (self.rfile.read(self.rfile.read(1)[0]).decode() for _ in range(2))
            right = (user, word) == (proxy.user, proxy.word)
            self.wfile.write(b"\x01\x00" if right else b"\x01\x01")
            if not right:
                proxy.turned_away += 1
                return
        kind = self.rfile.read(4)[3]
        if kind == 3:
            host = self.rfile.read(self.rfile.read(1)[0]).decode()
        else:
            family, size = (socket.AF_INET, 4) if kind == 1 else (socket.AF_INET6, 16)
            host = socket.inet_ntop(family, self.rfile.read(size))
        port = int.from_bytes(self.rfile.read(2))
        with self._connected(host, port) as far:
            self.wfile.write(b"\x05\x00\x00\x01" + b"\x00" * 6)
            self._carry(far)

    def _http(self, first: bytes) -> None:
        proxy = self.server.proxy
        line = first + self.rfile.readline()
        heads = list(iter(self.rfile.readline, b"\r\n"))
        login = base64.b64encode(f"{proxy.user}:{proxy.word}".encode())
        if proxy.refuses or (proxy.user and not any(login in head for head in heads)):
            proxy.turned_away += 1
            self.wfile.write(b"HTTP/1.1 407 Proxy Authentication Required\r\nContent-Length: 0\r\n\r\n")
            return
        method, target, version = line.split(b" ", 2)
        if method == b"CONNECT":
            host, _, port = target.decode().rpartition(":")
            with self._connected(host, int(port)) as far:
                self.wfile.write(b"HTTP/1.1 200 Connected\r\n\r\n")
                self._carry(far)
            return
        parts = urlsplit(target.decode())
        path = parts._replace(scheme="", netloc="").geturl() or "/"
        kept = [head for head in heads if not head.lower().startswith((b"proxy-", b"connection:"))]
        with self._connected(parts.hostname or "", parts.port or 80) as far:
            far.sendall(
                b" ".join([method, path.encode(), version]) + b"".join(kept) + b"Connection: close\r\n\r\n"
            )
            self._carry(far)

    def _connected(self, host: str, port: int) -> socket.socket:
        self.server.proxy.went.append(f"{host}:{port}")
        return socket.create_connection((host, port), timeout=30)

    def _carry(self, far: socket.socket) -> None:
        """Both ways, until the far side has said all."""

        def onward() -> None:
            with suppress(OSError, ValueError):  # the caller's end may be closed while it is read
                while part := self.rfile.read1(65536):
                    far.sendall(part)

        threading.Thread(target=onward, daemon=True).start()
        with suppress(OSError):
            while part := far.recv(65536):
                self.connection.sendall(part)


@contextmanager
def running(user: str = "", word: str = "", *, refuses: bool = False) -> Iterator[Proxy]:
    """A proxy on a free port, until the end."""
    proxy = Proxy(user, word, refuses)
    with _Server(("127.0.0.1", 0), _Caller) as server:
        server.proxy, proxy.port = proxy, server.server_address[1]
        thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
        thread.start()
        try:
            yield proxy
        finally:
            server.shutdown()
            thread.join(timeout=30)
