"""Who may read a meeting: whether a model's address is inside the perimeter, and the refusal when it is not.

No request is made here; a name is looked up only when it is needed to tell a private address from a public
one.
"""

import ipaddress
from urllib.parse import urlsplit

from core_api.contracts.model import ModelAccess
from core_api.contracts.problems import Refused
from core_api.wire.perimeter import Lookup, addresses, is_private


def host_of(url: str) -> str:
    """The host that a URL names; empty when it names none."""
    try:
        return urlsplit(url).hostname or ""
    except ValueError:
        return ""


def is_local(url: str, lookup: Lookup = addresses) -> bool:
    """True when every address behind the URL is loopback or private; false in case of doubt."""
    host = host_of(url)
    if not host:
        return False
    if host == "localhost" or host.endswith(".localhost"):
        return True
    found = (host,) if _is_address(host) else lookup(host)
    return bool(found) and all(is_private(address) for address in found)


def is_near(url: str) -> bool:
    """True when the URL says by itself that no proxy belongs in between: a private address, a one-word name."""
    host = host_of(url)
    return is_local(url, lambda _name: ()) or ("." not in host and ":" not in host)


def permit(models: ModelAccess, url: str, lookup: Lookup = addresses) -> None:
    """Nothing when a model at this URL may read the meeting; else Refused (`models-forbidden`)."""
    if models == "none" or (models == "local" and not is_local(url, lookup)):
        raise Refused("models-forbidden", models=models)


def _is_address(host: str) -> bool:
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True
