"""Kills the product at a numbered boundary of its talk with messengers: as a request comes, or before it is answered.

It stands inside of the doubles' faults and around what they do. Of each request it knows two boundaries: nothing is
done yet, and all is done but the product does not know it.
"""

import threading
from collections.abc import Callable
from dataclasses import dataclass, field

from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send


@dataclass
class Gallows:
    """Counts boundaries from the moment that it is armed."""

    kill: Callable[[], None]
    """Kills the product, and returns when it is gone."""
    passed: list[str] = field(default_factory=list)
    """The boundaries since it was armed, by name."""
    fallen: bool = False
    """Whether it killed since it was armed."""
    _number: int = 0
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def arm(self, number: int) -> None:
        """Kill at the boundary with that number from now on, counted from 1; 0 only counts."""
        with self._lock:
            self.passed, self.fallen, self._number = [], False, number

    def around(self, app: ASGIApp) -> ASGIApp:
        """The app, watched."""

        async def watched(scope: Scope, receive: Receive, send: Send) -> None:
            name = scope["path"].rpartition("/")[2]
            if self._falls(f"{name} comes"):
                await Response(status_code=503)(scope, receive, send)
                return
            heard: list[Message] = []

            async def hear(message: Message) -> None:
                heard.append(message)

            await app(scope, receive, hear)
            self._falls(f"{name} is done")
            for message in heard:
                await send(message)

        return watched

    def _falls(self, boundary: str) -> bool:
        """Pass a boundary; true when the product was killed there."""
        with self._lock:
            self.passed.append(boundary)
            falls = len(self.passed) == self._number
            if falls:
                self.kill()
                self.fallen = True
            return falls
