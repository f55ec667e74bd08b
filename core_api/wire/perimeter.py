"""Whether a key may travel without encryption: on this machine and in a private network only.

No request is made here; a name is looked up where only its addresses can tell.
"""

import socket
from collections.abc import Callable
from ipaddress import IPv6Address, ip_address
from urllib.parse import urlsplit

from core_api.contracts.problems import Refused, Transient

Lookup = Callable[[str], tuple[str, ...]]
"""Gives the addresses of a host name; none when it has none."""


def addresses(host: str) -> tuple[str, ...]:
    """The addresses of a host name by the system's resolver; empty when it knows none."""
    try:
        found = socket.getaddrinfo(host, None, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        return ()
    return tuple(sorted({str(entry[4][0]) for entry in found}))


def refuse_in_the_clear(url: str, lookup: Lookup = addresses) -> None:
    """Nothing where a key may be sent to this address.

    Raises Refused `address-in-the-clear` for `http://` to anything but loopback and private addresses; Transient
    `address-unknown` while nobody knows where such a name leads.
    """
    parts = urlsplit(url)
    host = parts.hostname or ""
    if parts.scheme == "https" or host == "localhost" or host.endswith(".localhost"):
        return
    found = (host,) if is_private(host) is not None else lookup(host)
    if not found:
        raise Transient("address-unknown", host=host)
    if not all(is_private(address) for address in found):
        raise Refused("address-in-the-clear", host=host)


def is_private(address: str) -> bool | None:
    """True for this machine and private networks; None for what is no address."""
    try:
        parsed = ip_address(address.partition("%")[0])
    except ValueError:
        return None
    mapped = parsed.ipv4_mapped if isinstance(parsed, IPv6Address) else None
    inner = mapped or parsed
    return (inner.is_loopback or inner.is_private) and not inner.is_unspecified
