"""Who speaks: the signature for our token, and the proof that a request is the server's own.

BotX signs each request with the bot's secret key (HS256). The older form names the bot in `aud` and the server in
`iss`, the newer one (`version` 2) the other way round.
"""

import hashlib
import hmac
from typing import Any
from uuid import UUID

import jwt
from pydantic import SecretStr

from core_api.contracts.problems import Unauthorized

_LEEWAY = 5.0
"""Seconds by which two clocks may differ."""


def signature(bot: str, secret: SecretStr) -> str:
    """What a token is asked for with: the bot's id under its secret key."""
    signed = hmac.new(secret.get_secret_value().encode(), bot.encode(), hashlib.sha256)
    return signed.hexdigest().upper()


def check(header: str, bot: str, host: str, secret: SecretStr) -> str:
    """The id of the request's own token. Raises Unauthorized `webhook-forged` for what is not from our server.

    Args:
        header: of the request, `authorization`.
        bot: the bot's id.
        host: of the server that may call.
        secret: the bot's key.
    """
    scheme, _space, token = header.strip().rpartition(" ")
    if scheme.lower() not in {"bearer", ""} or not token:
        raise Unauthorized("webhook-forged")
    try:
        claims: dict[str, Any] = jwt.decode(
            token,
            secret.get_secret_value(),
            algorithms=["HS256"],
            leeway=_LEEWAY,
            options={"require": ["exp", "aud", "iss"], "verify_aud": False, "verify_iss": False},
        )
    except jwt.PyJWTError:
        raise Unauthorized("webhook-forged") from None
    if not _names(claims, bot, host):
        raise Unauthorized("webhook-forged")
    jti = claims.get("jti")
    return jti if isinstance(jti, str) and jti else hashlib.sha256(token.encode()).hexdigest()


def _names(claims: dict[str, Any], bot: str, host: str) -> bool:
    """Whether the claims name our bot and our server, each in its place."""
    audience = claims["aud"] if isinstance(claims["aud"], list) else [claims["aud"]]
    if len(audience) != 1:
        return False
    if claims.get("version") == 2:
        return same(claims["iss"], bot) and audience[0] == host
    return same(audience[0], bot) and claims["iss"] == host


def same(one: object, other: str) -> bool:
    """Whether two ids are the same, however they are written."""
    try:
        return UUID(str(one)) == UUID(other)
    except ValueError:
        return False
