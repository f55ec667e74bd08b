"""The calls of the client-server API that we make, and what each refusal means. The token stands in a header only."""

import json
from contextlib import suppress
from typing import Any, TypeVar
from urllib.parse import quote
from uuid import uuid4

import httpx

from core_api.contracts.messengers import MatrixAccount
from core_api.contracts.problems import Forbidden, Invalid, NotFound, Problem, TooLarge, Unauthorized
from notifier.http import Api, client, retry_after
from notifier.matrix.shapes import (
    NAME,
    Chunk,
    Event,
    EventId,
    Me,
    RoomId,
    Shape,
    Sync,
    Upload,
    events_of,
    shaped,
    text_in,
)

V3 = "/_matrix/client/v3"
V1 = "/_matrix/client/v1"
_WAIT = 25.0
"""Seconds that a `/sync` may wait for news."""
_FILTER = {
    "presence": {"limit": 0, "types": []},
    "account_data": {"limit": 0, "types": []},
    "room": {
        "account_data": {"limit": 0, "types": []},
        "ephemeral": {"limit": 0, "types": []},
        "state": {"limit": 0, "types": []},
        "timeline": {
            "limit": 50,
            "types": [
                "m.room.message", "m.reaction", "m.room.encryption", "m.room.encrypted", "m.room.member",
            ],
        },
    },
}  # fmt: skip
_CLOSED = frozenset({403, 404})

S = TypeVar("S", bound=Shape)


class Homeserver:
    """A homeserver, as the bot's account sees it. For one event loop."""

    def __init__(self, account: MatrixAccount) -> None:
        """Nothing is asked yet."""
        self.me = account.user
        token = account.token.get_secret_value()
        headers = {"Authorization": f"Bearer {token}"}
        self.api = Api(NAME, client(account.url, proxy=account.proxy, headers=headers), pause=_pause)

    async def close(self) -> None:
        """Let go of the connections."""
        await self.api.close()

    # --- who, and what is new ---------------------------------------------------------------------------------

    async def whoami(self) -> str:
        """The user whose token it is."""
        return (await self._read(Me, f"{V3}/account/whoami")).user_id

    async def sync(self, since: str, *, patient: bool) -> Sync:
        """What is new; without `since` only where the news begin. Raises NotFound `message-gone` for a lost place."""
        params = {"filter": json.dumps(_FILTER), "timeout": str(int(_WAIT * 1000) if patient else 0)}
        if since:
            params["since"] = since
        timeout = httpx.Timeout(_WAIT + 20.0, connect=5.0)
        response = await self.api.ask("GET", f"{V3}/sync", safe=True, params=params, timeout=timeout)
        if since and response.status_code == 400:
            raise NotFound("message-gone")
        return self._shaped(Sync, response)

    async def before(self, room: str, start: str, until: str) -> Chunk:
        """A page of what happened before, the newest first."""
        params = {"dir": "b", "from": start, "to": until, "limit": "100"}
        return await self._read(Chunk, f"{V3}/rooms/{quoted(room)}/messages", params)

    # --- messages ---------------------------------------------------------------------------------------------

    async def send(self, room: str, kind: str, content: dict[str, Any], transaction: str) -> str:
        """Put an event into a room; gives its id. The same transaction is the same event.

        Raises Forbidden `chat-closed`, TooLarge `message-refused`, OutcomeUnknown; and as `Api.ask` does.
        """
        path = f"{V3}/rooms/{quoted(room)}/send/{kind}/{quoted(transaction)}"
        response = await self.api.ask("PUT", path, safe=False, json=content)
        if response.status_code in _CLOSED:
            raise Forbidden("chat-closed")
        self._refuse(response)
        return shaped(EventId, self.api.decoded(response, safe=False)).event_id

    async def edit(self, room: str, content: dict[str, Any]) -> None:
        """Replace a message; doing so twice does no harm. Raises as `send`, Transient where nothing came back."""
        path = f"{V3}/rooms/{quoted(room)}/send/m.room.message/{uuid4().hex}"
        response = await self.api.ask("PUT", path, safe=True, json=content)
        if response.status_code in _CLOSED:
            raise Forbidden("chat-closed")
        self._refuse(response)

    async def react(self, room: str, event: str, sign: str) -> None:
        """Put a reaction under a message, if it is not there already."""
        relation = {"rel_type": "m.annotation", "event_id": event, "key": sign}
        path = f"{V3}/rooms/{quoted(room)}/send/m.reaction/{uuid4().hex}"
        response = await self.api.ask("PUT", path, safe=True, json={"m.relates_to": relation})
        if errcode(response) != "M_DUPLICATE_ANNOTATION":
            self._refuse(response)

    async def redact(self, room: str, event: str) -> bool:
        """Take an event away; False where we may not. One that is gone is passed over."""
        path = f"{V3}/rooms/{quoted(room)}/redact/{quoted(event)}/{uuid4().hex}"
        response = await self.api.ask("PUT", path, safe=True, json={})
        if response.status_code == 403:
            return False
        if response.status_code != 404:
            self._refuse(response)
        return True

    async def event(self, room: str, event: str) -> Event:
        """An event. Raises NotFound `message-gone` when it is not there, or was taken away."""
        response = await self.api.ask("GET", f"{V3}/rooms/{quoted(room)}/event/{quoted(event)}", safe=True)
        if response.status_code in _CLOSED:
            raise NotFound("message-gone")
        found = self._shaped(Event, response)
        if "redacted_because" in found.unsigned or not found.content:
            raise NotFound("message-gone")
        return found

    async def reactions(self, room: str, event: str) -> tuple[Any, ...]:
        """The reactions under a message, other people's too; none where the server cannot tell."""
        path = f"{V1}/rooms/{quoted(room)}/relations/{quoted(event)}/m.annotation/m.reaction"
        response = await self.api.ask("GET", path, safe=True, params={"limit": "100"})
        return () if response.status_code in _CLOSED else self._shaped(Chunk, response).chunk

    async def upload(self, name: str, kind: str, data: bytes) -> str:
        """Upload a file; gives its `mxc://` address."""
        response = await self.api.ask(
            "POST",
            "/_matrix/media/v3/upload",
            safe=True,
            params={"filename": name},
            content=data,
            headers={"Content-Type": kind},
        )
        return self._shaped(Upload, response).content_uri

    # --- rooms ------------------------------------------------------------------------------------------------

    async def state(self, room: str, kind: str, key: str = "") -> dict[str, Any] | None:
        """The content of a room's state; None where there is none, or where we may not see it."""
        path = f"{V3}/rooms/{quoted(room)}/state/{kind}/{quoted(key)}"
        return await self._found(path)

    async def joined(self) -> tuple[str, ...]:
        """The rooms that we are in."""
        found = await self._found(f"{V3}/joined_rooms") or {}
        return tuple(room for room in found.get("joined_rooms", ()) if isinstance(room, str))

    async def members(self, room: str) -> frozenset[str]:
        """Who is in a room, or invited."""
        found = await self._found(f"{V3}/rooms/{quoted(room)}/members") or {}
        events = events_of(tuple(found.get("chunk", ())))
        there = [one for one in events if text_in(one.content, "membership") in {"join", "invite"}]
        return frozenset(one.state_key or "" for one in there)

    async def create(self, body: dict[str, Any]) -> str:
        """Make a room; gives its id. Raises Forbidden `chat-closed` when nobody may be invited so."""
        response = await self.api.ask("POST", f"{V3}/createRoom", safe=False, json=body)
        if response.status_code in {400, 403, 404}:
            raise Forbidden("chat-closed")
        self._refuse(response)
        return shaped(RoomId, self.api.decoded(response, safe=False)).room_id

    async def join(self, room: str) -> None:
        """Enter a room that we are invited to."""
        self._refuse(await self.api.ask("POST", f"{V3}/rooms/{quoted(room)}/join", safe=True, json={}))

    async def leave(self, room: str, reason: str) -> None:
        """Leave a room, or decline an invitation to it."""
        path = f"{V3}/rooms/{quoted(room)}/leave"
        self._refuse(await self.api.ask("POST", path, safe=True, json={"reason": reason}))

    async def account_data(self, kind: str) -> dict[str, Any]:
        """What is kept with our account under that name; empty when nothing is."""
        return await self._found(f"{V3}/user/{quoted(self.me)}/account_data/{kind}") or {}

    async def keep_account_data(self, kind: str, content: dict[str, Any]) -> None:
        """Keep something with our account."""
        path = f"{V3}/user/{quoted(self.me)}/account_data/{kind}"
        self._refuse(await self.api.ask("PUT", path, safe=True, json=content))

    async def display_name(self, user: str) -> str:
        """A user's name; empty where none is told."""
        found = await self._found(f"{V3}/profile/{quoted(user)}/displayname") or {}
        return text_of(found, "displayname")

    # --- answers ----------------------------------------------------------------------------------------------

    async def _found(self, path: str) -> dict[str, Any] | None:
        response = await self.api.ask("GET", path, safe=True)
        if response.status_code in _CLOSED:
            return None
        self._refuse(response)
        return self.api.decoded(response, safe=True)

    async def _read(self, shape: type[S], path: str, params: dict[str, str] | None = None) -> S:
        return self._shaped(shape, await self.api.ask("GET", path, safe=True, params=params))

    def _shaped(self, shape: type[S], response: httpx.Response) -> S:
        self._refuse(response)
        return shaped(shape, self.api.decoded(response, safe=True))

    def _refuse(self, response: httpx.Response) -> None:
        if response.status_code >= 400:
            raise self._refusal(response)

    def _refusal(self, response: httpx.Response) -> Problem:
        code = errcode(response)
        if code in {"M_USER_DEACTIVATED", "M_UNKNOWN_TOKEN", "M_MISSING_TOKEN"}:
            return Unauthorized("messenger-unauthorized", vendor=NAME)
        if code == "M_TOO_LARGE":
            return TooLarge("message-refused", vendor=NAME)
        if response.status_code == 404:
            return Invalid("message-refused", vendor=NAME)
        return self.api.refused(response)


def quoted(part: str) -> str:
    """A part of a path."""
    return quote(part, safe="")


def text_of(found: dict[str, Any], name: str) -> str:
    """A text in an answer; empty where there is none."""
    value = found.get(name)
    return value if isinstance(value, str) else ""


def errcode(response: httpx.Response) -> str:
    """The server's own word for a refusal; empty where it gives none."""
    return text_of(_body(response), "errcode") if response.status_code >= 400 else ""


def _pause(response: httpx.Response) -> float | None:
    """Seconds to wait, as the server says it: `retry_after_ms`, or by the header."""
    found = _body(response).get("retry_after_ms")
    if isinstance(found, int | float) and not isinstance(found, bool) and found >= 0:
        return found / 1000
    return retry_after(response)


def _body(response: httpx.Response) -> dict[str, Any]:
    with suppress(ValueError, RecursionError):
        found = json.loads(response.content)
        return found if isinstance(found, dict) else {}
    return {}
