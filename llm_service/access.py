"""Who may read a meeting: whether a model's address is inside the perimeter, and the refusal when it is not.

No request is made here; a name is looked up only when it is needed to tell a private address from a public
one.
"""

import ipaddress
from collections.abc import Sequence
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


def permit(models: ModelAccess, urls: Sequence[str], lookup: Lookup = addresses) -> None:
    """Nothing when the meeting may be read at all these URLs (the model's, its proxy's); else Refused.

    The code is `models-forbidden`.
    """
    if models == "none" or (models == "local" and not all(is_local(url, lookup) for url in urls)):
        raise Refused("models-forbidden", models=models)


def _is_address(host: str) -> bool:
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True
