"""What channels share on the way in: the loop that never ends by itself, webhooks' bodies, what came before.

What is in a body is each channel's own.
"""

import asyncio
import base64
import binascii
import hmac
import json
import logging
from collections import OrderedDict
from collections.abc import Awaitable, Callable
from contextlib import suppress
from typing import Any

from core_api.contracts.messages import Arrival, Inbound
from core_api.contracts.problems import Invalid, Problem, RateLimited, Unauthorized
from notifier.channel import Keep

_LOG = logging.getLogger(__name__)
_LONGEST_PAUSE = 60.0
_REMEMBERED = 10_000

Sleep = Callable[[float], Awaitable[None]]


class Loop:
    """Does one thing over and over in the event loop; what goes wrong is logged and tried again with growing pauses."""

    def __init__(self, vendor: str, sleep: Sleep = asyncio.sleep) -> None:
        """Nothing is done yet."""
        self._vendor = vendor
        self._sleep = sleep
        self._task: asyncio.Task[None] | None = None

    def start(self, once: Callable[[], Awaitable[bool]]) -> None:
        """Begin; `once` says whether it shall be done again."""
        self._task = asyncio.create_task(self._forever(once))

    async def stop(self) -> None:
        """End, also in the middle of waiting."""
        if self._task is not None:
            self._task.cancel()
            with suppress(asyncio.CancelledError):
                await self._task
            self._task = None

    async def _forever(self, once: Callable[[], Awaitable[bool]]) -> None:
        failures = 0
        while True:
            try:
                if not await once():
                    return
                failures = 0
            except Exception as error:  # a full disk of ours included: nothing was confirmed
                failures += 1
                await self._sleep(self._told_pause(error, failures))

    def _told_pause(self, error: Exception, failures: int) -> float:
        """Say what went wrong, in our own words; gives the seconds to wait."""
        pause = min(_LONGEST_PAUSE, 2.0 ** (min(failures, 10) - 1))
        if isinstance(error, RateLimited):
            pause = max(pause, error.retry_after or 0.0)
        said = str(error) if isinstance(error, Problem) else type(error).__name__
        _LOG.warning("%s brings no news: %s; again in %.0f s", self._vendor, said, pause)
        return pause


class Seen:
    """What came before, by its id: what a messenger brings again is kept once while it is remembered here.

    The core takes an id once anyway; this spares it the work.
    """

    def __init__(self, most: int = _REMEMBERED) -> None:
        """Remembers so many at most."""
        self._most = most
        self._ids: OrderedDict[str, None] = OrderedDict()

    def __contains__(self, one: str) -> bool:
        """Whether it came before."""
        return one in self._ids

    def add(self, one: str) -> None:
        """Remember it."""
        self._ids[one] = None
        self._ids.move_to_end(one)
        while len(self._ids) > self._most:
            self._ids.popitem(last=False)

    async def keep_new(self, arrivals: tuple[Arrival, ...], keep: Keep) -> None:
        """Keep those that did not come before; they are remembered only when they are kept."""
        fresh = tuple(one for one in arrivals if one.id not in self)
        if fresh:
            await keep(fresh)
        for one in fresh:
            self.add(one.id)


def body_of(request: Inbound, vendor: str) -> bytes:
    """The request's body as it came. Raises Invalid `webhook-unreadable`."""
    try:
        return base64.b64decode(request.body, validate=True)
    except (binascii.Error, ValueError):
        raise Invalid("webhook-unreadable", vendor=vendor) from None


def object_of(body: bytes, vendor: str) -> dict[str, Any]:
    """The body's JSON object. Raises Invalid `webhook-unreadable`."""
    try:
        found = json.loads(body)
    except (ValueError, RecursionError):
        raise Invalid("webhook-unreadable", vendor=vendor) from None
    if not isinstance(found, dict):
        raise Invalid("webhook-unreadable", vendor=vendor)
    return found


def check_word(given: object, expected: str) -> None:
    """Compare a shared secret in constant time. Raises Unauthorized `webhook-forged`."""
    word = given if isinstance(given, str) else ""
    if not expected or not hmac.compare_digest(word.encode("utf-8", "replace"), expected.encode()):
        raise Unauthorized("webhook-forged")
