"""A strict double of Trello's API: keeps state, refuses what Trello refuses, and goes wrong on demand.

It takes only what Atlassian's description has: other routes are 404, other parameters 400. It says nothing of whether
Trello really behaves so: that is what the validating mock of the description and the published guides are for.
"""

import base64
import hmac
import json
import re
import threading
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from time import monotonic
from typing import Any
from urllib.parse import parse_qsl, unquote

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Mount, Route, Router

from tests.doubles import trello_cards, trello_others
from tests.doubles.faults import Faults, served
from tests.doubles.trello_world import NOT_FOUND, Key, Refusal, Thing, World

KEY = "0123456789abcdef0123456789abcdef"
TOKEN = "ATTA" + "5ec7e7" * 12
PERSON = "ATTA" + "9e7507" * 12
"""The token of a person who works on the same boards by hand."""
SECRET = "s3cr3t-of-the-power-up"


@dataclass
class Limits:
    """So many calls in so many seconds, of each token and of each key."""

    token: int = 100
    key: int = 300
    seconds: float = 10.0


@dataclass
class _Window:
    began: float
    calls: int = 0


@dataclass
class TrelloDouble:
    """The API as an ASGI application (`faults`), and the world behind it."""

    limits: Limits = field(default_factory=Limits)
    world: World = field(default_factory=World)
    key: str = KEY

    def __post_init__(self) -> None:
        self.me = self.world.add_member("Boardscribe", "boardscribe_bot")
        self.person = self.world.add_member("Anna", "anna")
        self.world.tokens[TOKEN] = Key(self.me)
        self.world.tokens[PERSON] = Key(self.person)
        self._windows: dict[str, _Window] = {}
        self._lock = threading.Lock()
        routes = [*trello_cards.ROUTES, *trello_others.ROUTES, ("GET", "/batch", self._batch)]
        self._routes = [Route(path, self._handler(work), methods=[verb]) for verb, path, work in routes]
        self.faults = Faults(
            Starlette(
                routes=[Mount("/1", app=Router(self._routes, redirect_slashes=False))],
                exception_handlers={404: _unknown, 405: _unknown},
            ),
            busy=_busy,
        )

    @contextmanager
    def served(self) -> Iterator[str]:
        """Over HTTP; gives the address to put into an account."""
        with served(self.faults) as url:
            yield f"{url}/1"

    def delivery(self, hook_id: str, action: Thing) -> tuple[bytes, str]:
        """What a webhook would be sent for an action: the body, and the value of `X-Trello-Webhook`."""
        hook = self.world.hooks[hook_id]
        model = {"id": hook["idModel"], "name": self.world.boards[hook["idModel"]]["name"]}
        body = json.dumps({"action": action, "model": model}, ensure_ascii=False).encode()
        digest = hmac.digest(SECRET.encode(), body + hook["callbackURL"].encode(), "sha1")
        return body, base64.b64encode(digest).decode()

    def _handler(self, work: "Work") -> Callable[[Request], Awaitable[Response]]:
        async def handle(request: Request) -> Response:
            try:
                call = await _call(request)
                headers = self._counted(call)
                if headers["x-rate-limit-api-token-remaining"] == "-1":
                    return _busy(headers)
                self._let_in(call)
                return JSONResponse(work(self.world, call), headers=headers)
            except Refusal as refusal:
                return PlainTextResponse(refusal.words, status_code=refusal.status)

        return handle

    def _let_in(self, call: "Call") -> None:
        if call.key != self.key:
            raise Refusal(401, "invalid key")
        token = self.world.tokens.get(call.token)
        if token is None or (token.expires and token.expires < datetime.now(UTC)):
            raise Refusal(401, "invalid token")
        if call.verb != "GET" and not token.write:
            raise Refusal(401, "unauthorized permission requested")
        call.who = token.member

    def _counted(self, call: "Call") -> dict[str, str]:
        """The headers of the reply; `-1` remaining: refused."""
        headers, now = {}, monotonic()
        for kind, name, most in (
            ("token", call.token, self.limits.token),
            ("key", call.key, self.limits.key),
        ):
            with self._lock:
                window = self._windows.setdefault(f"{kind}:{name}", _Window(now))
                if now - window.began >= self.limits.seconds:
                    window.began, window.calls = now, 0
                window.calls += 1
                left = max(-1, most - window.calls)
            headers[f"x-rate-limit-api-{kind}-interval-ms"] = str(int(self.limits.seconds * 1000))
            headers[f"x-rate-limit-api-{kind}-max"] = str(most)
            headers[f"x-rate-limit-api-{kind}-remaining"] = str(left)
        return headers

    def _batch(self, world: World, call: "Call") -> Any:
        """Several GETs at once."""
        urls = call.text("urls", required=True).split(",")
        if len(urls) > 10:
            raise Refusal(400, "too many urls")
        answers: list[Any] = []
        for url in urls:
            path, _, query = unquote(url).partition("?")
            try:
                answers.append({"200": self._inner(world, call, path, dict(parse_qsl(query)))})
            except Refusal as refusal:
                answers.append({"name": "Error", "message": refusal.words, "statusCode": refusal.status})
        return answers

    def _inner(self, world: World, call: "Call", path: str, query: dict[str, str]) -> Any:
        for verb, pattern, work in [*trello_cards.ROUTES, *trello_others.ROUTES]:
            found = re.fullmatch(re.sub(r"\{(\w+)\}", r"(?P<\1>[^/]+)", pattern), path)
            if verb == "GET" and found:
                return work(world, Call("GET", found.groupdict(), query, call.key, call.token, call.who))
        raise Refusal(*NOT_FOUND)


@dataclass
class Call:
    """One request, as the routes see it. What is asked for and never looked at is refused."""

    verb: str
    path: dict[str, str]
    values: dict[str, Any]
    key: str
    token: str
    who: str = ""

    def only(self, *names: str) -> None:
        """Raises 400 for a parameter that the route does not have."""
        for name in self.values:
            if name not in names:
                raise Refusal(400, f"invalid parameter {name}")

    def text(self, name: str, *, required: bool = False, most: int = 16384, least: int = 0) -> str:
        """A text; empty where there is none. Raises 400."""
        value = self.values.get(name)
        if value is None and not required:
            return ""
        if not isinstance(value, str) or not (
            max(least, int(required)) <= len(value.encode("utf-16-le")) // 2 <= most
        ):
            raise Refusal(400, f"invalid value for {name}")
        return value

    def flag(self, name: str) -> bool:
        """True or false. Raises 400."""
        value = self.values.get(name)
        if value in (None, False, "false"):
            return False
        if value in (True, "true"):
            return True
        raise Refusal(400, f"invalid value for {name}")

    def number(self, name: str, default: int, most: int) -> int:
        """A number from 0. Raises 400."""
        value = str(self.values.get(name, default))
        if not value.isdigit() or int(value) > most:
            raise Refusal(400, f"invalid value for {name}")
        return int(value)

    def moment(self, name: str) -> str | None:
        """A moment as Trello tells it; null or empty clears. Raises 400."""
        value = self.values.get(name)
        if value in (None, "", "null"):
            return None
        try:
            moment = datetime.fromisoformat(str(value).replace("Z", "+00:00"))
        except ValueError:
            raise Refusal(400, f"invalid value for {name}") from None
        aware = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
        return aware.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")

    def ids(self, name: str, known: dict[str, Any]) -> list[str]:
        """A list of ids, or with commas. Raises 400 for one that is not known."""
        value = self.values.get(name) or []
        found = value.split(",") if isinstance(value, str) else value
        if not isinstance(found, list) or any(one not in known for one in found):
            raise Refusal(400, f"invalid value for {name}")
        return list(dict.fromkeys(found))


Work = Callable[[World, Call], Any]


async def _call(request: Request) -> Call:
    values: dict[str, Any] = dict(request.query_params)
    body = await request.body()
    if body:
        if not request.headers.get("content-type", "").startswith("application/json"):
            raise Refusal(400, "invalid content type")
        try:
            said = json.loads(body)
        except ValueError:
            raise Refusal(400, "Invalid JSON") from None
        values |= said if isinstance(said, dict) else {}
    parts = dict(re.findall(r'(oauth_\w+)="([^"]*)"', request.headers.get("authorization", "")))
    key = unquote(parts.get("oauth_consumer_key", "")) or values.pop("key", "")
    token = unquote(parts.get("oauth_token", "")) or values.pop("token", "")
    path = {name: str(value) for name, value in request.path_params.items()}
    return Call(request.method, path, values, key, token)


def _busy(headers: dict[str, str] | None = None) -> Response:
    if headers is None:
        headers = {
            "x-rate-limit-api-token-interval-ms": "10000",
            "x-rate-limit-api-token-max": "100",
            "x-rate-limit-api-token-remaining": "0",
        }
    told = {name: "0" if value == "-1" else value for name, value in headers.items()}
    body = {"error": "API_TOKEN_LIMIT_EXCEEDED", "message": "Rate limit exceeded"}
    return JSONResponse(body, status_code=429, headers=told)


async def _unknown(request: Request, _error: Exception) -> Response:
    return PlainTextResponse(f"Cannot {request.method} {request.url.path}", status_code=404)
