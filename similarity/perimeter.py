"""Whether an embedder may read a text: models may be forbidden altogether, or outside the perimeter.

No request is made here; a name is looked up only when it is needed to tell a private address from a public one.
"""

from urllib.parse import urlsplit

from core_api.contracts.model import ModelAccess
from core_api.contracts.ports import Embedder
from core_api.wire.perimeter import Lookup, addresses, is_private
from similarity.server import ServerEmbedder


def may_read(embedder: Embedder, models: ModelAccess, lookup: Lookup = addresses) -> bool:
    """True where this model is among those that may read a text; one without an address is in this process."""
    if models == "external":
        return True
    places = embedder.addresses if isinstance(embedder, ServerEmbedder) else ()
    return models == "local" and all(_is_inside(place, lookup) for place in places)


def _is_inside(url: str, lookup: Lookup) -> bool:
    """True when every address behind the URL is loopback or private; false in case of doubt."""
    host = urlsplit(url).hostname or ""
    if host == "localhost" or host.endswith(".localhost"):
        return True
    found = (host,) if is_private(host) is not None else lookup(host)
    return bool(host and found) and all(is_private(address) for address in found)
