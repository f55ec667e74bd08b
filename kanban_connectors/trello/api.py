"""The way to Trello: its address, its limits and its refusals, and the credentials that nobody else ever sees.

Key and token are put on a request below everything that logs or raises: in the header, and where a path of the API
wants the token itself, in the path that goes over the wire.
"""

from collections.abc import Callable
from urllib.parse import quote

import httpx

from core_api.contracts.accounts import TrelloAccount
from core_api.contracts.connector import Rate
from core_api.contracts.problems import Forbidden, NotFound, Problem, RateLimited, Transient
from core_api.wire.way import proxy_to
from kanban_connectors.http import TIMEOUT, Lesson, Scope, Vendor, retry_after
from kanban_connectors.pacing import scope_name

NAME = "Trello"
OWN_TOKEN = "/tokens/own"  # noqa: S105 - what stands for the token in a path until the request leaves
_WINDOW = 10.0
"""Seconds that Trello counts in; a refusal says nothing of when to come back."""

RATES = (Rate(calls=100, seconds=_WINDOW), Rate(calls=300, seconds=_WINDOW))
"""What Trello publishes of a token and of a key; we stay at nine tenths of it."""
_TOKEN_RATES = (Rate(calls=90, seconds=_WINDOW),)
_KEY_RATES = (Rate(calls=270, seconds=_WINDOW),)
_MEMBER_RATES = (Rate(calls=90, seconds=900.0),)
"""`/members/` is counted apart."""


def client_of(account: TrelloAccount) -> httpx.Client:
    """A client for the account. Its requests, as it logs them and raises about them, hold no secret."""
    return httpx.Client(
        base_url=account.url.rstrip("/"),
        timeout=TIMEOUT,
        headers={"Accept": "application/json"},
        transport=_Signing(account, httpx.HTTPTransport(proxy=proxy_to(account.url, account.proxy))),
    )


def vendor_of(account: TrelloAccount, *, members: bool = False) -> Vendor:
    """Trello under this account; `members` for the routes that have a limit of their own."""
    token, key = scope_name("trello", account.token, "token"), scope_name("trello", account.key, "key")
    scopes = [Scope(token, _TOKEN_RATES), Scope(key, _KEY_RATES)]
    if members:
        scopes.append(Scope(scope_name("trello", account.token, "members"), _MEMBER_RATES))
    return Vendor(name=NAME, scopes=tuple(scopes), lessons=_lessons(token, key), refused=refusal)


def refusal(response: httpx.Response) -> Problem | None:
    """What Trello words its own way; None: the status says it all."""
    status, words = response.status_code, response.text[:200].lower()
    if status == 429:
        return RateLimited("vendor-busy", retry_after=retry_after(response) or _WINDOW, vendor=NAME)
    if status == 401 and "permission" in words:
        return Forbidden("vendor-forbidden", vendor=NAME)  # the token is good, but not for this
    if status == 400 and words.startswith("invalid id"):
        return NotFound("vendor-not-found", vendor=NAME)
    if status == 449 and response.request.method == "GET":
        return Transient("vendor-unreachable", vendor=NAME)  # «sub-request failed»: too much at once
    return None


class _Signing(httpx.BaseTransport):
    """Puts the credentials on each request, on its way out."""

    def __init__(self, account: TrelloAccount, inner: httpx.BaseTransport) -> None:
        self._account = account
        self._inner = inner

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        key = quote(self._account.key.get_secret_value(), safe="")
        token = quote(self._account.token.get_secret_value(), safe="")
        path = request.url.raw_path
        if OWN_TOKEN.encode() in path:
            path = path.replace(OWN_TOKEN.encode(), f"/tokens/{token}".encode(), 1)
        signed = httpx.Request(
            request.method,
            request.url.copy_with(raw_path=path),
            headers=request.headers,
            stream=request.stream,
            extensions=request.extensions,
        )
        signed.headers["Authorization"] = f'OAuth oauth_consumer_key="{key}", oauth_token="{token}"'
        return self._inner.handle_request(signed)

    def close(self) -> None:
        self._inner.close()


def _lessons(token: str, key: str) -> Callable[[httpx.Response], tuple[Lesson, ...]]:
    """How the replies' headers speak of the limits."""
    heads = {token: "x-rate-limit-api-token-", key: "x-rate-limit-api-key-"}

    def lessons(response: httpx.Response) -> tuple[Lesson, ...]:
        found = []
        for scope, head in heads.items():
            try:
                remaining = int(response.headers[head + "remaining"])
                seconds = float(response.headers[head + "interval-ms"]) / 1000
            except (KeyError, ValueError):
                continue
            found.append(Lesson(scope, remaining, seconds))
        return tuple(found)

    return lessons
