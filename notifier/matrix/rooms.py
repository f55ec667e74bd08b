"""Where a person is reached: the direct room that we share with them, found, made once, and remembered in Matrix.

Rooms with encryption are refused in plain words: what is in them could be read on one device only, and not here.
"""

import asyncio
import logging
from typing import Any

from core_api.contracts.messages import Address
from core_api.contracts.problems import Forbidden
from notifier.matrix.server import Homeserver

_LOG = logging.getLogger(__name__)
_DIRECT = "m.direct"
_THERE = frozenset({"join", "invite"})
_GONE = frozenset({"leave", "ban"})


class DirectRooms:
    """The direct rooms of our account. For one event loop."""

    def __init__(self, server: Homeserver) -> None:
        """Nothing is asked yet."""
        self._server = server
        self._lock = asyncio.Lock()
        self._known: dict[str, list[str]] | None = None

    async def of(self, to: Address) -> str:
        """The room of an address. Raises Forbidden `chat-closed`, `chat-encrypted`."""
        if to.user:
            return await self.direct(to.user)
        await self._refuse_encrypted(to.chat)
        return to.chat

    async def direct(self, user: str, *, wanted: bool = False) -> str:
        """The direct room with a user, made where there is none. Raises as `of`; OutcomeUnknown.

        Somebody who left the last one is not invited anew, unless they have said that this is `wanted`.
        """
        async with self._lock:  # two messages to somebody new make one room
            left = False
            for room in reversed((await self._read()).get(user, [])):
                membership = await self._membership(room, user)
                if membership in _THERE:
                    await self._refuse_encrypted(room)
                    return room
                left = left or membership in _GONE
            if left and not wanted:
                raise Forbidden("chat-closed")
            room = await self._forgotten(user) or await self._server.create(_private(user))
            await self._remember(user, room)
            await self._refuse_encrypted(room)  # a server may make every room so
            return room

    async def remember(self, user: str, room: str) -> None:
        """The room is the direct one with this user from now on."""
        async with self._lock:
            await self._remember(user, room)

    async def is_direct(self, room: str) -> bool:
        """Whether nobody but one person and we are meant to be in it."""
        async with self._lock:
            return any(room in rooms for rooms in (await self._read()).values())

    async def _read(self) -> dict[str, list[str]]:
        if self._known is None:
            found = await self._server.account_data(_DIRECT)
            self._known = {user: _texts(rooms) for user, rooms in found.items()}
        return self._known

    async def _remember(self, user: str, room: str) -> None:
        known = await self._read()
        rooms = [one for one in known.get(user, []) if one != room]
        changed = {**known, user: [*rooms, room]}
        await self._server.keep_account_data(_DIRECT, changed)
        self._known = changed

    async def _membership(self, room: str, user: str) -> str:
        found = await self._server.state(room, "m.room.member", user) or {}
        return str(found.get("membership", ""))

    async def _forgotten(self, user: str) -> str | None:
        """A room with this user alone that was made for them while its answer was lost."""
        known = {room for rooms in (await self._read()).values() for room in rooms}
        for room in await self._server.joined():
            if room in known:
                continue
            if await self._server.members(room) == {self._server.me, user}:
                made = await self._server.state(room, "m.room.member", user) or {}
                if made.get("is_direct") is True or made.get("membership") == "join":
                    return room
        return None

    async def _refuse_encrypted(self, room: str) -> None:
        if await self._server.state(room, "m.room.encryption") is not None:
            raise Forbidden("chat-encrypted")


def _private(user: str) -> dict[str, Any]:
    """A room for two: the other may take our messages away, but nobody else is let in."""
    return {
        "preset": "private_chat",
        "is_direct": True,
        "invite": [user],
        "power_level_content_override": {"redact": 0, "invite": 50},
    }


def _texts(rooms: object) -> list[str]:
    return [one for one in rooms if isinstance(one, str)] if isinstance(rooms, list) else []
