"""How the accounts of the service are: asked of the vendors, and not too often, because anybody may ask for it."""

import logging
import time
from collections.abc import Callable
from concurrent.futures import Future, wait
from threading import Lock, Thread

from core_api.contracts.connector import Identity
from core_api.contracts.problems import Problem
from core_api.wire.service import Condition
from kanban_connectors.actions import Door

_LOG = logging.getLogger(__name__)

_ANSWER_LASTS = 60.0
_PATIENCE = 5.0
"""Seconds: a vendor that takes longer is asked on in the background."""


class Readiness:
    """One condition an account, in the order of the kinds."""

    def __init__(
        self, door: Door, kinds: tuple[str, ...], seconds: Callable[[], float] = time.monotonic
    ) -> None:
        """`kinds` are those with an account; `seconds` is a clock that only goes forward."""
        self._door = door
        self._kinds = kinds
        self._seconds = seconds
        self._lock = Lock()
        self._asked: dict[str, Future[Condition]] = {}
        self._answered: dict[str, float] = {}

    def __call__(self) -> tuple[Condition, ...]:
        """How each account is."""
        if not self._kinds:
            return (Condition(name="accounts", state="down", code="account-none"),)
        asked = [self._ask(kind) for kind in self._kinds]
        wait(asked, timeout=_PATIENCE)
        return tuple(
            future.result() if future.done() else _condition(kind, "down", "account-slow")
            for kind, future in zip(self._kinds, asked, strict=True)
        )

    def _ask(self, kind: str) -> "Future[Condition]":
        with self._lock:
            future = self._asked.get(kind)
            if future is None or (future.done() and self._seconds() - self._answered[kind] >= _ANSWER_LASTS):
                future = self._asked[kind] = Future()
                # A daemon: a vendor that does not answer must not keep the process from ending.
                Thread(target=self._look, args=(kind, future), name="ready", daemon=True).start()
            return future

    def _look(self, kind: str, future: "Future[Condition]") -> None:
        condition = self._found(kind)
        self._answered[kind] = self._seconds()
        future.set_result(condition)

    def _found(self, kind: str) -> Condition:
        try:
            identity = self._door.vendor(kind, background=True).identify()
        except Problem as problem:
            return _condition(kind, "down", "account-down", problem=problem.code)
        except Exception:
            _LOG.exception("%s could not be asked who we are", kind)
            return _condition(kind, "down", "account-down", problem="internal")
        return _known(kind, identity)


def _known(kind: str, identity: Identity) -> Condition:
    if identity.missing:
        return _condition(kind, "degraded", "account-lacks", rights=", ".join(identity.missing))
    return _condition(kind, "ok", "account-ok", who=identity.name)


def _condition(kind: str, state: str, code: str, **params: str) -> Condition:
    return Condition.model_validate(
        {"name": kind, "state": state, "code": code, "params": {"kind": kind, **params}}
    )
