"""The bot's own reactions under its messages, so that people only have to tap: put and taken away as there is time.

They are a convenience. A homeserver that counts them as messages slows them down, never the messages themselves; one
that is missing after a restart can still be given by hand.
"""

import asyncio
import logging
from contextlib import suppress

from core_api.contracts.problems import Problem, RateLimited, Unavailable
from core_api.contracts.reactions import bare
from notifier.matrix.server import Homeserver
from notifier.matrix.shapes import events_of, text_in
from notifier.receiving import Sleep

_LOG = logging.getLogger(__name__)
_PAUSE = 5.0
_TRIES = 5

Place = tuple[str, str]
"""Room and event."""


class Tender:
    """Tends the reactions of one account, one message after the other. For one event loop."""

    def __init__(self, server: Homeserver, sleep: Sleep) -> None:
        """Nothing is wanted yet."""
        self._server = server
        self._sleep = sleep
        self._wanted: dict[Place, tuple[str, ...]] = {}
        self._tries: dict[Place, int] = {}
        self._task: asyncio.Task[None] | None = None

    def want(self, room: str, event: str, signs: tuple[str, ...]) -> None:
        """From now on exactly these stand under the message, as soon as there is time."""
        self._wanted[room, event] = signs
        self._tries.pop((room, event), None)
        if self._task is None or self._task.done():
            self._task = asyncio.create_task(self._work())

    async def close(self) -> None:
        """Give up what is not done yet."""
        self._wanted.clear()
        if self._task is not None:
            self._task.cancel()
            with suppress(asyncio.CancelledError):
                await self._task
            self._task = None

    async def _work(self) -> None:
        while self._wanted:
            place = next(iter(self._wanted))
            signs = self._wanted.pop(place)
            try:
                await self._tend(place, signs)
                self._tries.pop(place, None)
            except Exception as error:
                await self._later(place, signs, error)

    async def _later(self, place: Place, signs: tuple[str, ...], error: Exception) -> None:
        """Try it again where that may help, unless something else is wanted meanwhile."""
        said = str(error) if isinstance(error, Problem) else type(error).__name__
        _LOG.info("reactions have to wait: %s", said)
        tries = self._tries[place] = self._tries.get(place, 0) + 1
        if not isinstance(error, Unavailable) or (tries >= _TRIES and not isinstance(error, RateLimited)):
            self._tries.pop(place, None)
            return
        self._wanted.setdefault(place, signs)
        await self._sleep(error.retry_after or _PAUSE)

    async def _tend(self, place: Place, signs: tuple[str, ...]) -> None:
        room, event = place
        own = {
            bare(text_in(one.content, "m.relates_to", "key")): one.event_id
            for one in events_of(await self._server.reactions(room, event))
            if one.sender == self._server.me
        }
        for sign in signs:
            if bare(sign) not in own:
                await self._server.react(room, event, sign)
        kept = {bare(sign) for sign in signs}
        for sign, reaction in own.items():
            if sign not in kept:
                await self._server.redact(room, reaction)
