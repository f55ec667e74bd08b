"""A proxy's address as a setting: checked where it is read, and shown as stars, as it may hold a password.

Who goes through it is decided in `core_api.wire.way`.
"""

from typing import Annotated
from urllib.parse import unquote, urlsplit

from pydantic import AfterValidator, SecretStr

SCHEMES = ("http", "https", "socks5", "socks5h")


def passwords_in(url: str) -> tuple[str, ...]:
    """The password of an address, as it stands there and as it is meant; none where there is none."""
    try:
        password = urlsplit(url).password
    except ValueError:  # no address at all, which is for others to say
        return ()
    return (password, unquote(password)) if password else ()


def _checked(proxy: SecretStr) -> SecretStr:
    """Refuse what is no proxy's address; the refusal does not quote it."""
    try:
        parts = urlsplit(proxy.get_secret_value())
        right = bool(parts.hostname) and parts.port != 0
    except ValueError:
        right = False
        parts = urlsplit("")
    if not right or parts.scheme not in SCHEMES or parts.path.strip("/") or parts.query or parts.fragment:
        raise ValueError(
            "a proxy such as http://proxy.example.org:3128 or socks5://user:password@proxy.example.org"
        )
    return proxy


ProxyUrl = Annotated[SecretStr, AfterValidator(_checked)]
"""`http://`, `https://` or `socks5://`, with a user and a password where it wants them."""
