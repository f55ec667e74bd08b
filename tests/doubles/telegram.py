"""A strict double of Telegram's Bot API over real HTTP: keeps state, and refuses what Telegram refuses.

What is there is in `telegram_world`, what the bot may ask in `telegram_methods`, what a request may say in
`telegram_bodies`, the limits in `telegram_pace`, people and their phones in `telegram_people`; what can go wrong is in
`faults`. Stricter than Telegram in one point: a parameter that we have no use for is refused.
"""

import asyncio
import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx
from starlette.applications import Starlette
from starlette.datastructures import UploadFile
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from tests.doubles.faults import Faults, served
from tests.doubles.telegram_bodies import Asked
from tests.doubles.telegram_methods import Methods
from tests.doubles.telegram_pace import Pace, busy
from tests.doubles.telegram_people import Person
from tests.doubles.telegram_world import TOKEN, Chat, Clock, Refusal, Thing, User, World

Post = Callable[[str, dict[str, str], bytes], int]
"""Brings a request to a webhook; gives the status of the answer."""


def over_http(url: str, headers: dict[str, str], body: bytes) -> int:
    """As Telegram does it."""
    try:
        return httpx.post(url, headers=headers, content=body, timeout=10, trust_env=False).status_code
    except httpx.TransportError:
        return 0


@dataclass
class TelegramDouble:
    """The API as an ASGI application (`faults`), and the world behind it."""

    clock: Clock = field(default_factory=Clock)
    token: str = TOKEN
    post: Post = over_http
    pause: float = 0.05
    """Seconds until what a webhook did not take is brought again; Telegram waits longer."""
    ranges: bool = True
    """Whether parts of files can be asked for."""
    local_web: bool = False
    """Whether a local server's folder is also served over HTTP."""
    brought: list[tuple[int, int]] = field(default_factory=list)
    """Each try to bring an update to the webhook, and the status."""
    conflicts: int = 0
    """How often somebody was told that another one asks for news too."""

    def __post_init__(self) -> None:
        self.world = World(self.clock)
        self.pace = Pace(self.clock)
        self.methods = Methods(self.world, self.pace)
        self._asking: object | None = None
        self._bringing = False
        routes = [
            Route("/bot{token}/{method}", self._call, methods=["GET", "POST"]),
            Route("/file/bot{token}/{path:path}", self._file, methods=["GET"]),
        ]
        app = Starlette(routes=routes, exception_handlers={404: _unknown, 405: _unknown})
        self.faults = Faults(app, busy=lambda: _refused(busy(1.0)))

    @contextmanager
    def served(self) -> Iterator[str]:
        """Over HTTP; gives the address to put into an account."""
        bringing = threading.Thread(target=self._bring, daemon=True)
        with served(self.faults) as url:
            bringing.start()
            try:
                yield url
            finally:
                self.close()
                bringing.join(timeout=30)

    def close(self) -> None:
        """Bring nothing any more, and let nobody wait for news."""
        with self.world.lock:
            self.world.closed = True
            self.world.changed()
            self.world.lock.wait_for(lambda: not self._bringing, timeout=30)

    def person(self, user_id: int, name: str, language: str = "ru", *, is_bot: bool = False) -> Person:
        """Somebody who has Telegram and has not written to the bot yet."""
        with self.world.lock:
            user = self.world.users.setdefault(user_id, User(user_id, name, language, is_bot))
            self.world.chats.setdefault(user_id, Chat(user_id, "private", name))
            return Person(self, user)

    def group(self, chat_id: int, title: str, kind: str = "supergroup") -> str:
        """A group that the bot was added to; its id. A `channel` likewise."""
        with self.world.lock:
            self.world.chats[chat_id] = Chat(chat_id, kind, title)
            return str(chat_id)

    def migrate(self, chat: str, to: int) -> str:
        """A group becomes a supergroup under a new id, which is given."""
        with self.world.lock:
            old = self.world.chats[int(chat)]
            old.moved_to = to
            return self.group(to, old.title)

    def local_server(self, folder: Path) -> None:
        """Be a local Bot API server: files of any size, as paths on the disk."""
        self.methods.local = str(folder / self.token)
        for file in self.world.files.values():
            path = folder / self.token / file.path
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(file.content)

    def until(self, true: Callable[[], bool], seconds: float = 20.0) -> None:
        """Wait for something to become true; asserts that it did."""
        with self.world.lock:
            assert self.world.lock.wait_for(true, timeout=seconds), "it did not come to that"

    def again(self) -> None:
        """Bring all that was ever brought once more, as if no answer of ours had been heard."""
        with self.world.lock:
            self.world.news |= self.world.told
            self.world.changed()

    @property
    def unconfirmed(self) -> int:
        """How many updates nobody has confirmed yet."""
        with self.world.lock:
            return len(self.world.news)

    async def _call(self, request: Request) -> Response:
        try:
            self._let_in(request.path_params["token"])
            asked = await _asked(request)
            method = request.path_params["method"]
            if method == "getUpdates":
                return _result(await self._updates(asked, request))
            with self.world.lock:
                return _result(self.methods.call(method, asked))
        except Refusal as refusal:
            return _refused(refusal)

    def _let_in(self, token: str) -> None:
        if token != self.token:
            raise Refusal(401, "Unauthorized") if ":" in token else Refusal(404, "Not Found")

    async def _updates(self, asked: Asked, request: Request) -> list[Thing]:
        """Wait for news. Whoever asks later ends the question of whoever asked before."""
        loop, woken, me = asyncio.get_running_loop(), asyncio.Event(), object()
        with self.world.lock:
            self.methods.confirmed(asked)
            self._asking = me
            self.world.changed()
            forget = self.world.wake_with(lambda: loop.call_soon_threadsafe(woken.set))
        ends, gone = loop.time() + asked.number("timeout", 0), asyncio.ensure_future(request.receive())
        try:
            while True:
                woken.clear()
                with self.world.lock:
                    found = [*self.world.news.values()][: asked.number("limit", 100)]
                    self._check_alone(me)
                    if found or self.world.closed or loop.time() >= ends:
                        return found
                waiting = asyncio.ensure_future(woken.wait())
                done, _ = await asyncio.wait(
                    {waiting, gone}, timeout=ends - loop.time(), return_when=asyncio.FIRST_COMPLETED
                )
                waiting.cancel()
                if gone in done:
                    return []
        finally:
            gone.cancel()
            with self.world.lock:
                forget()

    def _check_alone(self, me: object) -> None:
        if self._asking is not me:
            self.conflicts += 1
            words = "terminated by other getUpdates request; make sure that only one bot instance is running"
            raise Refusal(409, f"Conflict: {words}")
        if self.world.hook.url:
            raise Refusal(409, "Conflict: terminated by setWebhook request")

    async def _file(self, request: Request) -> Response:
        try:
            self._let_in(request.path_params["token"])
        except Refusal as refusal:
            return _refused(refusal)
        path = request.path_params["path"]
        with self.world.lock:
            file = next((one for one in self.world.files.values() if one.path == path), None)
        if file is None or (self.methods.local and not self.local_web):
            return _refused(Refusal(404, "Not Found"))
        wanted = request.headers.get("range", "") if self.ranges else ""
        if not wanted:
            return Response(file.content, media_type="application/octet-stream")
        begin = int(wanted.removeprefix("bytes=").partition("-")[0])
        if begin >= len(file.content):
            return Response(status_code=416)
        span = f"bytes {begin}-{len(file.content) - 1}/{len(file.content)}"
        return Response(file.content[begin:], 206, {"Content-Range": span})

    def _bring(self) -> None:
        """Bring the news to the webhook, one after the other; what was not taken, again."""
        while True:
            with self.world.lock:
                self.world.lock.wait_for(
                    lambda: self.world.closed or (self.world.hook.url and self.world.news)
                )
                if self.world.closed:
                    return
                hook, number = self.world.hook, min(self.world.news)
                self._bringing = True
                body = json.dumps(self.world.news[number], ensure_ascii=False).encode()
            headers = {"Content-Type": "application/json"}
            if hook.secret:
                headers["X-Telegram-Bot-Api-Secret-Token"] = hook.secret
            status = self.post(hook.url, headers, body)
            with self.world.lock:
                self._bringing = False
                self.brought.append((number, status))
                taken = 200 <= status < 300
                if taken:
                    self.world.news.pop(number, None)
                self.world.changed()
                if not taken:
                    self.world.lock.wait_for(lambda: self.world.closed, timeout=self.pause)


async def _asked(request: Request) -> Asked:
    values: dict[str, Any] = dict(request.query_params)
    files: dict[str, bytes] = {}
    kind = request.headers.get("content-type", "")
    if kind.startswith("application/json"):
        values |= json.loads(await request.body())
    elif kind.startswith(("application/x-www-form-urlencoded", "multipart/form-data")):
        async with request.form() as form:
            for name, value in form.items():
                if isinstance(value, UploadFile):
                    files[name] = await value.read()
                else:
                    values[name] = value
    return Asked(values, files)


def _result(result: Any) -> Response:
    return JSONResponse({"ok": True, "result": result})


def _refused(refusal: Refusal) -> Response:
    body: Thing = {"ok": False, "error_code": refusal.status, "description": refusal.words}
    if refusal.parameters:
        body["parameters"] = refusal.parameters
    return JSONResponse(body, status_code=refusal.status)


async def _unknown(_request: Request, _error: Exception) -> Response:
    return _refused(Refusal(404, "Not Found"))
