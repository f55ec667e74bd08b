"""The key of the API: a bearer token, compared in constant time. Without it nothing but health is served."""

from hmac import compare_digest

from fastapi import Request

from core_api.contracts.problems import Problem


class Unauthorized(Problem):
    """No key, or a wrong one."""

    status = 401


def require_token(request: Request) -> None:
    """Raises Unauthorized unless the request carries the key."""
    if not carries(request, str(request.app.state.token)):
        raise Unauthorized("unauthorized")


def carries(request: Request, expected: str) -> bool:
    """True when the request carries the key."""
    scheme, _, token = request.headers.get("authorization", "").partition(" ")
    return scheme.lower() == "bearer" and compare_digest(token.strip().encode(), expected.encode())
