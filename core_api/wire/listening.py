"""The socket on which the API and the services take connections."""

import socket

_WAITING_ROOM = 2048
"""How many connections may wait to be taken."""


def listening_on(host: str, port: int) -> socket.socket:
    """A socket that listens; `port` 0 is any free one. Raises OSError."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listening = socket.create_server((host, port), family=family, backlog=_WAITING_ROOM)
    # Connections inherit it. asyncio sets it only on sockets that name their protocol, and each answer took 40 ms more.
    listening.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return listening
