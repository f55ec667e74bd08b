"""The way of an outbound connection: through which proxy, if any. Every HTTP client to the outside asks here.

A proxy that was named for a connector is used always. The environment's (`HTTPS_PROXY`) serves the rest, but never
captures what is on this machine or in the private network.
"""

from typing import TypedDict
from urllib.parse import urlsplit
from urllib.request import getproxies, proxy_bypass

from pydantic import SecretStr
from socksio.exceptions import SOCKSError

from core_api.wire.perimeter import is_private

ProxyFault = SOCKSError
"""What httpx lets through as it is where a proxy speaks another language; nothing was sent then."""


class Way(TypedDict):
    """What `httpx.Client` and `httpx.AsyncClient` are given."""

    proxy: str | None
    trust_env: bool


def way_to(url: str, proxy: SecretStr | None = None) -> Way:
    """The way to an address: `proxy` if one is named, else the environment's unless the address is near."""
    if proxy is not None:
        return Way(proxy=proxy.get_secret_value(), trust_env=False)
    return Way(proxy=None, trust_env=not is_near(url))


def proxy_to(url: str, proxy: SecretStr | None = None) -> str | None:
    """The same for a transport of its own, which does not ask the environment by itself."""
    way = way_to(url, proxy)
    parts = urlsplit(url)
    if not way["trust_env"] or proxy_bypass(parts.hostname or ""):
        return way["proxy"]
    proxies = getproxies()
    return proxies.get(parts.scheme) or proxies.get("all")


def is_near(url: str) -> bool:
    """True when the address says by itself that no proxy belongs in between: a private one, a one-word name."""
    try:
        host = urlsplit(url).hostname or ""
    except ValueError:
        return False
    if host == "localhost" or host.endswith(".localhost"):
        return True
    private = is_private(host)
    return ("." not in host and ":" not in host) if private is None else private
