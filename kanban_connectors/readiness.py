"""How the accounts of the service are: asked of the vendors, and not too often, because anybody may ask for it."""

import logging
import time
from collections.abc import Callable

from core_api.contracts.connector import Identity
from core_api.contracts.problems import Problem
from core_api.wire.lookout import PATIENCE, Lookout
from core_api.wire.service import Condition
from kanban_connectors.actions import Door

_LOG = logging.getLogger(__name__)


class Readiness:
    """One condition an account, in the order of the kinds."""

    def __init__(
        self,
        door: Door,
        kinds: tuple[str, ...],
        seconds: Callable[[], float] = time.monotonic,
        patience: float = PATIENCE,
    ) -> None:
        """`kinds` are those with an account; `seconds` is a clock that only goes forward."""
        self._door = door
        self._kinds = kinds
        self._lookout = Lookout(self._found, _slow, seconds, patience)

    def __call__(self) -> tuple[Condition, ...]:
        """How each account is."""
        if not self._kinds:
            return (Condition(name="accounts", state="down", code="account-none"),)
        return self._lookout(self._kinds)

    def _found(self, kind: str) -> Condition:
        try:
            identity = self._door.vendor(kind, background=True).identify()
        except Problem as problem:
            return _condition(kind, "down", "account-down", **{**problem.params, "problem": problem.code})
        except Exception:
            _LOG.exception("%s could not be asked who we are", kind)
            return _condition(kind, "down", "account-down", problem="internal")
        return _known(kind, identity)


def _slow(kind: str) -> Condition:
    return _condition(kind, "down", "account-slow")


def _known(kind: str, identity: Identity) -> Condition:
    if identity.missing:
        return _condition(kind, "degraded", "account-lacks", rights=", ".join(identity.missing))
    return _condition(kind, "ok", "account-ok", who=identity.name)


def _condition(kind: str, state: str, code: str, **params: str | float) -> Condition:
    return Condition.model_validate(
        {"name": kind, "state": state, "code": code, "params": {"kind": kind, **params}}
    )
