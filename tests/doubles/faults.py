"""Faults on demand around any double of a vendor's API, and that double served over real HTTP on loopback.

`Faults` is the outermost ASGI middleware. It knows no vendor: how a vendor words its 429 is handed to it.
"""

import asyncio
import random
import socket
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, Literal
from urllib.parse import parse_qsl

import uvicorn
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

Kind = Literal["unheard", "lost", "busy", "before", "after", "cut", "torn", "page", "slow", "late"]
"""What can go wrong, and whether the request was carried out:

    unheard  no   the connection is cut before anything is done
    lost     yes  the connection is cut instead of a reply
    busy     no   429, worded as the vendor words it
    before   no   `status` (5xx)
    after    yes  `status` (5xx): the proxy gave up, the server did not
    cut      yes  the reply's JSON ends in the middle, of a piece
    torn     yes  the connection is cut in the middle of the body
    page     yes  200 and a page of HTML
    slow     yes  carried out after `seconds`
    late     yes  carried out at once and answered after `seconds`
"""


@dataclass(frozen=True)
class Fault:
    """One thing that goes wrong."""

    kind: Kind
    status: int = 503
    seconds: float = 0.0


@dataclass(frozen=True)
class Asked:
    """A request as it reached the double."""

    method: str
    path: str
    query: dict[str, str]
    body: bytes
    headers: dict[str, str]

    @property
    def line(self) -> str:
        """Method and path, e.g. `POST /cards`."""
        return f"{self.method} {self.path}"

    @property
    def writes(self) -> bool:
        """Whether it is no mere reading by its method."""
        return self.method not in {"GET", "HEAD"}


When = Callable[[Asked], bool]


def everything(_asked: Asked) -> bool:
    """Each request."""
    return True


def writes(asked: Asked) -> bool:
    """Each request that is no mere reading by its method."""
    return asked.writes


def busy_by_status() -> Response:
    """A 429 that says nothing more."""
    return PlainTextResponse("Too Many Requests", status_code=429)


def _never(_asked: Asked) -> Fault | None:
    return None


@dataclass
class Faults:
    """The middleware: `Faults(app)` serves as `app` does until it is told otherwise. Keeps all that was asked."""

    app: ASGIApp
    busy: Callable[[], Response] = busy_by_status
    asked: list[Asked] = field(default_factory=list)
    _planned: list[tuple[When, Fault]] = field(default_factory=list)
    _storm: Callable[[Asked], Fault | None] = _never
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def next(
        self,
        kind: Kind,
        when: When = everything,
        *,
        times: int = 1,
        status: int = 503,
        seconds: float = 0.0,
    ) -> None:
        """The next `times` requests that fit `when` go wrong this way; plans are used up in the order they came."""
        with self._lock:
            self._planned += [(when, Fault(kind, status, seconds))] * times

    def storm(self, faults: Sequence[Fault], share: float, *, seed: int, when: When = everything) -> None:
        """From now on such a share of the requests that fit `when` goes wrong, each in one of these ways."""
        dice = random.Random(seed)

        def drawn(asked: Asked) -> Fault | None:
            return dice.choice(faults) if when(asked) and dice.random() < share else None

        with self._lock:
            self._storm = drawn

    def calm(self) -> None:
        """Nothing goes wrong any more."""
        with self._lock:
            self._planned.clear()
            self._storm = _never

    @property
    def unused(self) -> int:
        """How many planned faults nobody has met yet: a test that planned them may want none left."""
        with self._lock:
            return len(self._planned)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request, rightly or wrongly."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        body = await _body(receive)
        asked = _asked(scope, body)
        fault = self._drawn(asked)
        if fault is None:
            await self.app(scope, _replay(body, receive), send)
        elif fault.kind == "unheard":
            await _hang_up(send)
        elif fault.kind == "busy":
            await self.busy()(scope, receive, send)
        elif fault.kind == "before":
            await _gateway(fault.status)(scope, receive, send)
        else:
            await self._carried_out(fault, scope, _replay(body, receive), send)

    def _drawn(self, asked: Asked) -> Fault | None:
        with self._lock:
            self.asked.append(asked)
            for place, (when, fault) in enumerate(self._planned):
                if when(asked):
                    del self._planned[place]
                    return fault
            return self._storm(asked)

    async def _carried_out(self, fault: Fault, scope: Scope, receive: Receive, send: Send) -> None:
        if fault.kind == "slow":
            await asyncio.sleep(fault.seconds)
            await self.app(scope, receive, send)
            return
        heard: list[Message] = []

        async def hear(message: Message) -> None:
            heard.append(message)

        await self.app(scope, receive, hear)
        content = b"".join(message.get("body", b"") for message in heard)
        if fault.kind == "late":
            await asyncio.sleep(fault.seconds)
            for message in heard:
                await send(message)
        elif fault.kind == "lost":
            await _hang_up(send)
        elif fault.kind == "torn":
            await send(heard[0])
            await send(
                {"type": "http.response.body", "body": content[: len(content) // 2], "more_body": True}
            )
            await _hang_up(send, gently=True)
        elif fault.kind == "cut":
            await Response(content[: len(content) // 2], media_type="application/json")(scope, receive, send)
        elif fault.kind == "page":
            await Response("<html><body>Maintenance</body></html>", media_type="text/html")(
                scope, receive, send
            )
        else:
            await _gateway(fault.status)(scope, receive, send)


def _gateway(status: int) -> Response:
    return JSONResponse({"message": "upstream"}, status_code=status)


async def _body(receive: Receive) -> bytes:
    parts = []
    while (message := await receive())["type"] == "http.request":
        parts.append(message.get("body", b""))
        if not message.get("more_body"):
            break
    return b"".join(parts)


def _replay(body: bytes, receive: Receive) -> Receive:
    """The body once more, for the app; then whatever comes after it."""
    left: list[Message] = [{"type": "http.request", "body": body, "more_body": False}]

    async def again() -> Message:
        return left.pop() if left else await receive()

    return again


def _asked(scope: Scope, body: bytes) -> Asked:
    return Asked(
        method=scope["method"],
        path=scope["path"],
        query=dict(parse_qsl(scope["query_string"].decode(), keep_blank_values=True)),
        body=body,
        headers={name.decode().lower(): value.decode("latin-1") for name, value in scope["headers"]},
    )


async def _hang_up(send: Send, *, gently: bool = False) -> None:
    """Cut the connection; gently: after what was written. ASGI has no word for it, so uvicorn's cycle is asked."""
    cycle: Any = send.__self__  # type: ignore[attr-defined]
    if gently:
        cycle.transport.close()
    else:
        cycle.transport.abort()
    while (await cycle.receive())["type"] != "http.disconnect":
        pass


@contextmanager
def served(app: ASGIApp) -> Iterator[str]:
    """The app on a free port of loopback, in a thread of its own; gives the base address without a slash at the end."""
    config = uvicorn.Config(app, http="h11", ws="none", lifespan="off", log_level="critical", log_config=None)
    server = uvicorn.Server(config)
    # With the protocol named asyncio turns Nagle's algorithm off; without, each answer waits 40 ms.
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP) as listening:
        listening.bind(("127.0.0.1", 0))
        listening.listen(128)  # whoever connects before the thread runs waits in the queue
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
        thread.start()
        try:
            yield f"http://127.0.0.1:{listening.getsockname()[1]}"
        finally:
            server.should_exit = True
            thread.join(timeout=30)
