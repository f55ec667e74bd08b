"""The addresses of our webhooks: who knows one was told it by us, and a stranger's request is never looked at.

They follow from a key of this installation, and the key does not follow from them; a restart changes none.
"""

import hashlib
import hmac
from base64 import urlsafe_b64encode
from collections.abc import Callable

from pydantic import SecretStr

from core_api.contracts.messages import ChannelName
from core_api.contracts.messengers import Hook

Hooks = Callable[[ChannelName], Hook | None]
"""Gives a channel's webhook; None where nobody can reach us."""


def secret_of(key: str, channel: str) -> str:
    """The secret part of a channel's address."""
    return _derived(key, f"messages:{channel}")


def right(key: str, channel: str, secret: str) -> bool:
    """Whether this is the secret part of the channel's address; compared in constant time."""
    return bool(key) and hmac.compare_digest(
        secret.encode("utf-8", "replace"), secret_of(key, channel).encode()
    )


def hooks_at(public_url: str | None, key: str) -> Hooks:
    """The webhooks below an address. Without an address or a key there are none."""

    def hook(channel: ChannelName) -> Hook | None:
        if not public_url or not key:
            return None
        url = f"{public_url}/messages/{channel}/{secret_of(key, channel)}"
        return Hook(url=SecretStr(url), word=SecretStr(_derived(key, f"messages-word:{channel}")))

    return hook


def _derived(key: str, purpose: str) -> str:
    digest = hmac.new(key.encode(), purpose.encode(), hashlib.sha256).digest()
    return urlsafe_b64encode(digest).decode().rstrip("=")
