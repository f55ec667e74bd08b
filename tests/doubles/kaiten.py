"""A strict double of Kaiten's API over real HTTP: it keeps state and refuses what the vendor refuses.

What is there is in `kaiten_store`, what each route does in `kaiten_routes`, what a request may say in `kaiten_rules`,
what can go wrong in `faults`.
"""

import json
import math
import re
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from http import HTTPStatus
from threading import RLock
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.types import Receive, Scope, Send

from tests.doubles.kaiten_routes import ROUTES, Call, Office
from tests.doubles.kaiten_rules import Refusal, checked_body, checked_query
from tests.doubles.kaiten_store import Store

BASE = "/api/latest"


@dataclass
class Limit:
    """So many calls of one key in each second of the clock; None: no limit."""

    calls: int | None = None
    clock: Callable[[], float] = time.time
    refused: int = 0
    _used: dict[tuple[str, int], int] = field(default_factory=dict)

    def headers(self, key: str) -> dict[str, str]:
        """Count a call. Raises Refusal 429 when it is one too many."""
        if self.calls is None:
            return {}
        second = math.floor(self.clock())
        used = self._used[key, second] = self._used.get((key, second), 0) + 1
        headers = {
            "X-RateLimit-Limit": str(self.calls),
            "X-RateLimit-Remaining": str(max(0, self.calls - used)),
            "X-RateLimit-Reset": str(second + 1),
        }
        if used > self.calls:
            self.refused += 1
            raise Busy(headers)
        return headers


@dataclass
class Busy(Exception):  # noqa: N818 - what Kaiten is
    """One call too many."""

    headers: dict[str, str]


def busy() -> Response:
    """Kaiten's 429, for `Faults`."""
    return JSONResponse({"message": "Too many requests"}, 429, {"Retry-After": "1"})


@dataclass
class Kaiten:
    """The double: an ASGI application."""

    store: Store = field(default_factory=Store)
    limit: Limit = field(default_factory=Limit)
    forbidden: set[str] = field(default_factory=set)
    """Routes that this user may not call, and …"""
    unpaid: set[str] = field(default_factory=lambda: {"PATCH /cards"})
    """… those that the company's tariff does not have."""
    _lock: RLock = field(default_factory=RLock)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        request = Request(scope, receive)
        body = await request.body()
        with self._lock:
            response = self._answer(request, body)
        await response(scope, receive, send)

    def _answer(self, request: Request, body: bytes) -> Response:
        headers: dict[str, str] = {}
        try:
            key = request.headers.get("authorization", "").removeprefix("Bearer ")
            user = self._user(key)
            headers = self.limit.headers(key)
            answer = self._called(request, user, body)
        except Busy as refusal:
            return JSONResponse(
                {"message": "Too many requests"}, 429, {**refusal.headers, "Retry-After": "1"}
            )
        except Refusal as refusal:
            return JSONResponse({"message": refusal.message}, refusal.status, headers)
        return JSONResponse(answer, headers=headers)

    def _called(self, request: Request, user: int, body: bytes) -> Any:
        route, ids = _route(request.method, request.url.path)
        if route in self.unpaid:
            raise Refusal(402, "Feature is not supported by tariff")
        if route in self.forbidden:
            raise Refusal(403, "Forbidden")
        query = checked_query(route, dict(request.query_params))
        call = Call(user, ids, query, checked_body(route, _json(request, body)))
        return ROUTES[route](Office(self.store), call)

    def _user(self, key: str) -> int:
        if key not in self.store.tokens:
            raise Refusal(401, "Invalid token")
        return self.store.tokens[key]


def _route(method: str, path: str) -> tuple[str, dict[str, int]]:
    """The route of a request and the ids in its path. Raises Refusal 400, 404, 405."""
    if not path.startswith(BASE + "/"):
        raise Refusal(404, "Not found")
    there = False
    for route in ROUTES:
        verb, _, template = route.partition(" ")
        found = re.fullmatch(re.sub(r"{(\w+)}", r"(?P<\1>[^/]+)", template), path.removeprefix(BASE))
        if found:
            there = True
            if verb == method:
                return route, {name: _number(name, text) for name, text in found.groupdict().items()}
    raise Refusal(405 if there else 404, HTTPStatus(405 if there else 404).phrase)


def _number(name: str, text: str) -> int:
    if not text.isdecimal():
        raise Refusal(400, f"{name} must be an integer")
    return int(text)


def _json(request: Request, body: bytes) -> Any:
    if not body:
        return {}
    if not request.headers.get("content-type", "").startswith("application/json"):
        raise Refusal(400, "the body must be JSON")
    try:
        return json.loads(body)
    except ValueError:
        raise Refusal(400, "the body must be JSON") from None
