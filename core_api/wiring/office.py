"""The messengers of one installation, opened at the first use, and how its surfaces come to them.

Those of this process live in the API's event loop while it serves; a command that only sends has a loop of its own.
Only the process with the API receives: two that ask one bot for its news would take them from each other.
"""

import asyncio
from contextlib import ExitStack
from threading import Lock
from typing import TYPE_CHECKING

from core_api.contracts.messages import CHANNELS, ChannelCapabilities, ChannelName, Letter
from core_api.contracts.ports import Notifier
from core_api.settings import Settings
from core_api.web.decide_page import Key, Worded, Wording
from core_api.wire.place import Place
from core_api.wiring.home import api_token
from core_api.wiring.messengers import Lines, lines_of

if TYPE_CHECKING:
    from core_api.web.routes.messengers import Gate
    from notifier.loops import OwnLoop


class Rooms:
    """The event loop that the channels of this process live in: the API's, else one of their own."""

    def __init__(self) -> None:
        """Nothing runs yet."""
        self._lock = Lock()
        self._api: asyncio.AbstractEventLoop | None = None
        self._own: OwnLoop | None = None

    def open(self) -> asyncio.AbstractEventLoop:
        """The loop, running."""
        from notifier.loops import OwnLoop

        with self._lock:
            if self._api is not None:
                return self._api
            self._own = self._own or OwnLoop()
            return self._own.open()

    def move_in(self, loop: asyncio.AbstractEventLoop) -> None:
        """Live in that loop from now on, unless they live in one of their own already."""
        with self._lock:
            self._api = None if self._own else loop

    def close(self) -> None:
        """Live nowhere."""
        with self._lock:
            if self._own is not None:
                self._own.close()
            self._own = self._api = None


class Office:
    """Gives the notifier. Safe to share between threads."""

    def __init__(self, settings: Settings) -> None:
        """Nothing is opened yet."""
        self._settings = settings
        self._rooms = Rooms()
        self._lock = Lock()
        self._open = ExitStack()
        self._lines: Lines | None = None

    @property
    def elsewhere(self) -> bool:
        """Whether a service of their own reaches the messengers."""
        return Place(self._settings.messages_url).remote

    def __call__(self) -> Notifier | None:
        """The messengers; None: none is set up. Raises Missing `service-url`, `service-tls`, `journal-unusable`."""
        lines = self._opened()
        return lines.notifier if lines else None

    def begin(self, loop: asyncio.AbstractEventLoop) -> None:
        """Have the channels of this process live in that loop, and receive."""
        self._rooms.move_in(loop)
        lines = self._opened()
        if lines is not None:
            lines.start()

    def leave(self) -> None:
        """Let nobody wait any more for what comes."""
        if self._lines is not None:
            self._lines.leave()

    def end(self) -> None:
        """Receive nothing more and close what was opened. For any thread but the loop's; twice is once."""
        with self._lock:
            self._open.close()
            self._lines = None

    def admit(self, channel: str, secret: str) -> ChannelName | None:
        """The channel of this process whose webhook has that address; None: none has."""
        name = next((one for one in CHANNELS if one == channel), None)
        lines = self._opened() if name and not self.elsewhere else None
        return name if lines and lines.admits(channel, secret) else None

    def _opened(self) -> Lines | None:
        with self._lock:
            if self._lines is None and self._wanted():
                settings = self._settings
                key = api_token(settings) if settings.public_url else ""
                self._open.callback(self._rooms.close)
                self._lines = lines_of(settings, key, self._open, self._rooms.open)
            return self._lines

    def _wanted(self) -> bool:
        if self._settings.messages_url != "inproc://":
            return True
        from notifier.access import accounts_of
        from notifier.hooks import hooks_at

        return bool(accounts_of(self._settings, hooks_at(None, "")).names)


def gate_of(office: Office) -> "Gate":
    """The way in for messengers' webhooks. Imported here: FastAPI takes a third of a second, and few programs serve."""
    from core_api.web.routes.messengers import Gate

    return Gate(office.admit)


def wording_of() -> Wording:
    """The words of letters on the approval page: those of the messengers."""

    def letter(said: Letter, can: ChannelCapabilities) -> Worded:
        from notifier.wording import compose

        page = compose(said, can)
        rows = tuple(tuple(Key(key.label, key.data, key.url, key.look) for key in row) for row in page.rows)
        return Worded(page.text, rows)

    from notifier.wording import toast_text

    return Wording(letter, toast_text)
