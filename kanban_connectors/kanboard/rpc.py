"""Kanboard's JSON-RPC: many calls in one request, and its errors in our words.

Kanboard answers 200 to what failed: each answer of a request is looked at. What a call means is not known here.
"""

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import httpx

from core_api.contracts.accounts import KanboardAccount
from core_api.contracts.ports import Pace
from core_api.contracts.problems import (
    Forbidden,
    Invalid,
    Malformed,
    OutcomeUnknown,
    Problem,
    Refused,
    Transient,
    Unauthorized,
    Unsupported,
)
from core_api.wire.way import way_to
from kanban_connectors.http import TIMEOUT, Api, Scope, Vendor, decoded
from kanban_connectors.pacing import scope_name

NAME = "Kanboard"
_TRIES = 4
_PAUSE = 0.25
"""Seconds before a reading is tried again; doubled each time."""


@dataclass(frozen=True)
class Call:
    """One procedure and its named arguments."""

    method: str
    params: Mapping[str, object]


def call(method: str, **params: object) -> Call:
    """A call, in the words of Kanboard's own documentation."""
    return Call(method, params)


class Rpc:
    """JSON-RPC under one account. Safe to share between threads."""

    def __init__(self, api: Api, path: str, sleep: Callable[[float], None] = time.sleep) -> None:
        """`path` is that of `jsonrpc.php`, after the base address of `api`."""
        self._api = api
        self._path = path
        self._sleep = sleep

    def close(self) -> None:
        """Let go of the connections; nothing can be asked afterwards."""
        self._api.close()

    def read(self, *calls: Call) -> list[Any]:
        """The results of calls that change nothing, in their order, out of one request.

        One that may not be made (or, for a user's account, is about something that is not there) refuses them all:
        Forbidden. What failed in the server, as on a locked database, is tried again.
        """
        pause = _PAUSE
        for attempt in range(1, _TRIES + 1):
            answers = self._answers(calls, safe=True)  # what fails on the way is tried again there
            try:
                return [_result(answer, safe=True) for answer in answers]
            except Transient:
                if attempt == _TRIES:
                    raise
                self._sleep(pause)
                pause *= 2
        raise AssertionError("the last try raises or returns")

    def write(self, *calls: Call) -> list[Any]:
        """The results of calls, carried out one after the other in one request and never tried again.

        Raises what the first one that failed says when it was the first of all, else OutcomeUnknown: the ones before
        it were carried out. `false` is Kanboard's word for a refusal without a reason.
        """
        try:
            answers = self._answers(calls, safe=False)
        except Refused as problem:
            if len(calls) == 1 or isinstance(problem, Unauthorized):
                raise
            raise OutcomeUnknown("write-unsure", vendor=NAME) from problem
        results: list[Any] = []
        for answer in answers:
            try:
                result = _result(answer, safe=False)
                if result is False or result == 0:
                    raise Invalid("vendor-invalid", vendor=NAME, status="false")
            except Problem as problem:
                if results and not isinstance(problem, OutcomeUnknown):
                    raise OutcomeUnknown("write-unsure", vendor=NAME) from problem
                raise
            results.append(result)
        return results

    def _answers(self, calls: Sequence[Call], *, safe: bool) -> list[dict[str, Any]]:
        """One answer for each call, in their order."""
        asked = [
            {"jsonrpc": "2.0", "id": number, "method": one.method, "params": one.params}
            for number, one in enumerate(calls, start=1)
        ]
        response = self._api.request("POST", self._path, json=asked, reads=safe)
        try:
            said = decoded(NAME, response)
            by_id = {one["id"]: one for one in said} if isinstance(said, list) else {}
            return [by_id[one["id"]] for one in asked]
        except (Malformed, KeyError, TypeError):
            if safe:
                raise Malformed("vendor-answer", vendor=NAME) from None
            raise OutcomeUnknown("write-unsure", vendor=NAME) from None


def _result(answer: dict[str, Any], *, safe: bool) -> Any:
    """What was answered, or the error in our words. `safe` when the call changes nothing."""
    error = answer.get("error")
    if error is None:
        return answer.get("result")
    code = error.get("code") if isinstance(error, dict) else None
    if code == 401:
        raise Unauthorized("vendor-unauthorized", vendor=NAME)
    if code == 403:
        raise Forbidden("vendor-forbidden", vendor=NAME)
    if code == -32601:
        raise Unsupported("vendor-unsupported", vendor=NAME)
    if code in (-32600, -32602, -32700):
        raise Invalid("vendor-invalid", vendor=NAME, status=code)
    # What is left is an exception in the server, often "database is locked": what it said last may be done already.
    if safe:
        raise Transient("vendor-unreachable", vendor=NAME)
    raise OutcomeUnknown("write-unsure", vendor=NAME)


def rpc_of(account: KanboardAccount, pace: Pace) -> Rpc:
    """The way to the server of an account."""
    base, _, path = account.url.rpartition("/")
    scope = Scope(scope_name("kanboard", account.token), ())
    client = httpx.Client(
        base_url=base,
        auth=httpx.BasicAuth(account.user, account.token.get_secret_value()),
        timeout=TIMEOUT,
        follow_redirects=False,
        **way_to(account.url, account.proxy),
    )
    return Rpc(Api(Vendor(NAME, (scope,)), client, pace), path)
