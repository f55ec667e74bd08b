"""Whether a chat server answers us, and how its address is shown; no meeting is ever sent from here."""

import re

import httpx
from pydantic import SecretStr

from core_api.wire.way import ProxyFault, way_to

_SECONDS = 3.0


def answers(url: str, key: SecretStr | None = None, proxy: SecretStr | None = None) -> bool:
    """True when the OpenAI-compatible server there lists its models for our key."""
    word = key.get_secret_value() if key else ""
    try:
        reply = httpx.get(
            url.rstrip("/") + "/models",
            headers={"Authorization": f"Bearer {word}"} if word else {},
            timeout=_SECONDS,
            **way_to(url, proxy),
        )
        reply.raise_for_status()
    except (httpx.HTTPError, httpx.InvalidURL, ProxyFault):
        return False
    return True


def host_and_port(url: str) -> str:
    """What of an address may be shown: the rest may hold a secret."""
    return re.split(r"[/?#]", url.split("://", 1)[-1], maxsplit=1)[0].rpartition("@")[2]
