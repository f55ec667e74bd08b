"""The wire that is none: the port's method is called, with the same problems as over the others."""

import math
from typing import Any, TypeVar

from core_api.contracts.model import Frozen
from core_api.wire.service import Action, Mount, answered

Q = TypeVar("Q", bound=Frozen)
A = TypeVar("A", bound=Frozen)


class InProcess:
    """A `Wire` within this process."""

    def __init__(self, mount: Mount[Any]) -> None:
        """To the port of the mount."""
        self._mount = mount

    def call(self, action: Action[Any, Q, A], request: Q) -> A:
        """What the action answers. Values are frozen, so they are handed over as they are."""
        return answered(self._mount, action, request, math.inf)

    def close(self) -> None:
        """Nothing is open."""
