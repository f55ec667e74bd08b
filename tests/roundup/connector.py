"""Roundup as a board, for tests only: a server we did not write, with ETags, once-only addresses and a call limit.

A tracker is one board. Here is what a write means; what Roundup answers is read in `reading`.
"""

from collections.abc import Callable
from datetime import datetime
from typing import Any

import httpx

from core_api.contracts.board import (
    AddLabel,
    Archive,
    Assign,
    Board,
    BoardSummary,
    Card,
    Comment,
    Create,
    Describe,
    Due,
    Move,
    RemoveLabel,
    Rename,
    Restore,
    Unassign,
    Withdraw,
)
from core_api.contracts.connector import Capabilities, Edit, Identity, Rate, Receipt, Write
from core_api.contracts.ports import Pace
from core_api.contracts.problems import Conflict, Invalid, NotFound, OutcomeUnknown, Unsupported
from kanban_connectors.http import TIMEOUT, Api, Lesson, Scope, Vendor
from kanban_connectors.shown import shows
from tests.roundup.reading import ISSUE_FIELDS, TRACKER, board_of, card_of, comment_of, patched, problem_of

_TRIES = 5
_CANNOT = ("check", "uncheck", "add_check", "delete")


def build(
    address: str,
    user: tuple[str, str],
    pace: Pace,
    rates: tuple[Rate, ...] = (),
    heard: Callable[[httpx.Response], None] | None = None,
) -> "RoundupConnector":
    """The connector to a tracker's API at this address; `heard` is told of each reply."""
    origin = "/".join(address.split("/")[:3])
    scope = Scope(address, rates)
    client = httpx.Client(
        base_url=address,
        auth=user,
        timeout=TIMEOUT,
        trust_env=False,
        event_hooks={"response": [heard] if heard else []},
        headers={
            "X-Requested-With": "rest",
            "Origin": origin,
            "Referer": origin,
            "Accept": "application/json",
        },
    )
    vendor = Vendor("Roundup", (scope,), lessons=_lessons(scope.name), refused=problem_of)
    return RoundupConnector(Api(vendor, client, pace), user[0])


def _lessons(scope: str) -> Callable[[httpx.Response], tuple[Lesson, ...]]:
    def read(response: httpx.Response) -> tuple[Lesson, ...]:
        """A place comes back after each part of the period."""
        heads = response.headers
        if heads.get("x-ratelimit-remaining") != "0":
            return ()
        return (Lesson(scope, 0, float(heads["x-ratelimit-limit-period"]) / int(heads["x-ratelimit-limit"])),)

    return read


class RoundupConnector:
    """A `Connector` to one tracker."""

    capabilities = Capabilities(
        checklists=False,
        several_members=False,
        due_time=False,
        positions=False,
        revisions=True,
        etag=True,
        native_key=True,
        body="plain",
    )

    def __init__(self, api: Api, user: str) -> None:
        self._api = api
        self._user = user
        self._id: str | None = None

    def identify(self) -> Identity:
        (me,) = self._list("user", {"username:": self._user}, "username,realname,roles")
        return Identity(
            id=me["id"], name=me["realname"], username=me["username"], rights=(str(me.get("roles")),)
        )

    def boards(self) -> tuple[BoardSummary, ...]:
        return (BoardSummary(id=TRACKER, name="Tracker"),)

    def outline(self, board_id: str) -> Board:
        self._ours(board_id)
        return board_of(
            self._list("status", {}, "name,order"),
            self._list("user", {}, "username,realname"),
            self._list("keyword", {}, "name"),
        )

    def snapshot(self, board_id: str, known: Board | None = None) -> Board:
        board = self.outline(board_id)
        issues = self._list("issue", {}, ISSUE_FIELDS)
        return board.model_copy(update={"cards": tuple(card_of(issue, None) for issue in issues)})

    def card(self, board_id: str, card_id: str) -> Card:
        self._ours(board_id)
        if not card_id.isdecimal():
            raise NotFound("card-not-found", card=card_id, board=board_id)
        data = self._api.get(f"issue/{card_id}", {"@verbose": 0, "@fields": ISSUE_FIELDS})["data"]
        issue = {**data["attributes"], "id": data["id"]}
        texts: list[dict[str, Any]] = []
        if issue["messages"]:
            texts = self._list("msg", {"id": issue["messages"]}, "content,author,date", verbose=3)
        return card_of(issue, [comment_of(one) for one in texts], data["@etag"])

    def apply(
        self, board_id: str, card_id: str | None, write: Write, key: str, seen: Card | None = None
    ) -> Receipt:
        self._ours(board_id)
        if write.kind in _CANNOT or (isinstance(write, Withdraw) and write.what == "check_item"):
            raise Unsupported("board-cannot", board=board_id, kind=write.kind)
        if isinstance(write, Create):
            return self._created(write, key)
        card = seen if seen and seen.revision else self.card(board_id, card_id or "")
        if isinstance(write, Comment):
            return self._commented(board_id, card, write, key)
        if shows(card, write):
            return Receipt(card=card)
        answer = self._patch(card, _fields(card, write))
        return Receipt(card=patched(card, answer) if seen else self.card(board_id, card.id))

    def find(
        self, board_id: str, card_id: str | None, write: Write, key: str, since: datetime | None = None
    ) -> tuple[Receipt, ...]:
        self._ours(board_id)
        if isinstance(write, Create):
            found = self._list("issue", {"reference:": key}, "title")
            return tuple(
                Receipt(card=self.card(board_id, issue["id"]), remote_id=issue["id"]) for issue in found
            )
        card = self.card(board_id, card_id or "")
        if isinstance(write, Comment):
            made = {one["id"] for one in self._list("msg", {"messageid:": key}, "date")}
            return tuple(
                Receipt(card=card, remote_id=comment.id) for comment in card.comments if comment.id in made
            )
        return (Receipt(card=card),) if shows(card, write) else ()

    def _created(self, write: Create, key: str) -> Receipt:
        found = self.find(TRACKER, None, write, key)
        if found:
            return found[0]
        said = {
            "title": write.name,
            "status": write.column_id,
            "description": write.text,
            "assignedto": write.member_id,
            "keyword": [write.label_id] if write.label_id else None,
            "due": write.date.isoformat() if write.date else None,
            "reference": key,
        }
        made = self._once("issue", {name: value for name, value in said.items() if value})
        (receipt,) = (one for one in self.find(TRACKER, None, write, key) if made in (None, one.remote_id))
        return receipt

    def _commented(self, board_id: str, card: Card, write: Comment, key: str) -> Receipt:
        """A message is made once, then hung on the issue; a change in between is no reason not to."""
        made = [one["id"] for one in self._list("msg", {"messageid:": key}, "date")]
        if not made:
            body = {"content": write.text, "author": self._author(), "date": ".", "messageid": key}
            told = self._once("msg", body)
            made = [told or self._list("msg", {"messageid:": key}, "date")[0]["id"]]
        if made[0] not in {comment.id for comment in card.comments}:
            card = self._hung(board_id, card, made[0])
        return Receipt(card=self.card(board_id, card.id), remote_id=made[0])

    def _author(self) -> str:
        """Our own id; asked for once, because calls are few."""
        self._id = self._id or self.identify().id
        return self._id

    def _hung(self, board_id: str, card: Card, message: str) -> Card:
        for attempt in range(_TRIES):
            try:
                self._patch(card, {"@op": "add", "messages": [message]})
                return card
            except Conflict:
                if attempt == _TRIES - 1:
                    raise
                card = self.card(board_id, card.id)
        raise AssertionError("the last try raises or returns")

    def _once(self, kind: str, body: dict[str, Any]) -> str | None:
        """Made under an address that works once; None where a try that seemed lost had made it."""
        address = str(self._api.send("POST", f"{kind}/@poe", {})["data"]["link"]).partition("/rest/data/")[2]
        try:
            return str(self._api.send("POST", address, body)["data"]["id"])
        except OutcomeUnknown:
            try:
                return str(self._api.send("POST", address, body)["data"]["id"])
            except Invalid:
                return None

    def _patch(self, card: Card, fields: dict[str, Any]) -> dict[str, Any]:
        answer = self._api.send(
            "PATCH", f"issue/{card.id}", fields, headers={"If-Match": card.revision or ""}
        )
        attributes: dict[str, Any] = answer["data"]["attribute"]
        return attributes

    def _list(
        self, kind: str, where: dict[str, str | list[str]], fields: str, *, verbose: int = 0
    ) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = []
        params = {**where, "@verbose": verbose, "@fields": fields, "@sort": "id", "@page_size": 500}
        while True:
            data = self._api.get(kind, {**params, "@page_index": len(found) // 500 + 1})["data"]
            found += data["collection"]
            if len(found) >= data["@total_size"]:
                return found

    def _ours(self, board_id: str) -> None:
        if board_id != TRACKER:
            raise NotFound("board-not-found", board=board_id)


def _fields(card: Card, write: Write) -> dict[str, Any]:  # noqa: C901, PLR0911 - a table
    match write:
        case Move():
            return {"status": write.column_id}
        case Due():
            return {"due": write.date.isoformat() if write.date else ""}
        case Assign():
            return {"assignedto": write.member_id}
        case Unassign():
            return {"assignedto": ""}
        case AddLabel():
            return {"@op": "add", "keyword": [write.label_id]}
        case RemoveLabel():
            return {"@op": "remove", "keyword": [write.label_id]}
        case Rename():
            return {"title": write.name}
        case Describe():
            return {"description": write.onto(card.description)}
        case Archive() | Restore():
            return {"archived": write.kind == "archive"}
        case Withdraw():
            return {"@op": "remove", "messages": [write.remote_id]}
        case Edit():
            said = {
                "title": write.name,
                "description": write.description,
                "status": write.column_id,
                "archived": write.archived,
                "due": None if write.due is None else write.due.date.isoformat() if write.due.date else "",
            }
            return {name: value for name, value in said.items() if value is not None}
        case _:
            raise Unsupported("board-cannot", board=TRACKER, kind=write.kind)
