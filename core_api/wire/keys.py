"""The key of a service, compared in constant time, and where a service may listen without one."""

from hmac import compare_digest
from ipaddress import ip_address

LEAST_KEY_LENGTH = 24
"""Characters of a key that is not to be guessed."""


def carried(header: str, key: str) -> bool:
    """True when an `Authorization` header carries the key. Nothing is no key: an empty one is carried by nobody."""
    scheme, _, said = header.partition(" ")
    token = said.strip()
    if not token or not key.strip() or scheme.lower() != "bearer":
        return False
    return compare_digest(token.encode(), key.encode())


def is_loopback(host: str) -> bool:
    """True for a name or an address that only this machine reaches."""
    if host == "localhost":
        return True
    try:
        return ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False
