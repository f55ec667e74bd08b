"""What comes in, taken from the messengers' line: kept first, answered next, and only then asked for what follows.

Asking for what follows tells the line that all before it is kept. Where we stand in it need not be remembered: what
comes twice is kept once.
"""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Event

from core_api.contracts.messages import Arrival, Toast
from core_api.contracts.ports import Notifier
from core_api.contracts.problems import Problem
from core_api.usecases.installation import Installation
from core_api.usecases.messenger.arriving import take
from core_api.usecases.messenger.readers import PAGE

_LOG = logging.getLogger(__name__)
PATIENCE = 20.0
"""Seconds that a question for what came is held open."""
_LONGEST_WAIT = 1.0


class Calm:
    """Says whether anybody waits for the answer to a press, so that work begins when nobody does. For any threads."""

    def __init__(self) -> None:
        """Nobody waits."""
        self._calm = Event()
        self._calm.set()

    def wait(self) -> None:
        """Return when nobody waits for an answer; soon in any case, so that work is never held up for good."""
        self._calm.wait(_LONGEST_WAIT)

    @contextmanager
    def broken(self) -> Iterator[None]:
        """Somebody waits while the block runs."""
        self._calm.clear()
        try:
            yield
        finally:
            self._calm.set()


class Reception:
    """One place in the line. For one thread."""

    def __init__(self, installation: Installation, notifier: Notifier, calm: Calm | None = None) -> None:
        """At the beginning of all that nobody confirmed."""
        self._installation = installation
        self._notifier = notifier
        self._calm = calm or Calm()
        self._after = 0

    def take(self, patience: float = PATIENCE) -> None:
        """Take what comes next, if anything does. Raises what the port raises, and nothing is lost."""
        came = self._notifier.receive(self._after, patience)
        if not came.items:
            return
        with self._calm.broken():
            toasts = self._kept(tuple(one for one in came.items if _from_a_messenger(one)))
            self._after = came.last
            if toasts:
                self._answer(toasts)

    def _kept(self, came: tuple[Arrival, ...]) -> tuple[Toast, ...]:
        """All in one transaction; where one of them breaks us, each alone, so that it does not hold up the others."""
        try:
            return take(self._installation, came)
        except Problem:
            raise
        except Exception:
            if len(came) == 1:
                _LOG.exception("what came as %s on %s was given up", came[0].id, came[0].channel)
                return ()
        return tuple(toast for one in came for toast in self._kept((one,)))

    def _answer(self, toasts: tuple[Toast, ...]) -> None:
        """The press counts also where its answer does not get through."""
        try:
            self._notifier.acknowledge(toasts)
        except Problem as problem:
            _LOG.warning("presses could not be answered: %s", problem)


def _from_a_messenger(arrival: Arrival) -> bool:
    """The page is no messenger: whoever said so would speak in the name of anybody."""
    if arrival.channel == PAGE.name:
        _LOG.warning("a messenger brought what only the approval page may bring; it was thrown away")
    return arrival.channel != PAGE.name
