"""From Roundup's answers to the neutral board."""

import re
from collections.abc import Iterable
from datetime import UTC, datetime, time
from typing import Any

import httpx

from core_api.contracts.board import Board, Card, CardComment, Column, Label, Member
from core_api.contracts.problems import Conflict, NotFound, Problem
from core_api.language.columns import guess_roles

TRACKER = "tracker"
ISSUE_FIELDS = "title,description,status,assignedto,keyword,due,archived,activity,messages"
_NO_NODE = re.compile(r'"msg": "(?:property )?(status|user|keyword|assignedto)(?: has no node|: ).*?(\w+)')
_LACKING = {
    "status": "column-not-found",
    "user": "member-not-found",
    "assignedto": "member-not-found",
    "keyword": "label-not-found",
}


def problem_of(response: httpx.Response) -> Problem | None:
    """Roundup says 409 or 400 of a link that leads nowhere, which is no conflict."""
    found = _NO_NODE.search(response.text) if response.status_code in (400, 409) else None
    if found:
        return NotFound(_LACKING[found[1]], name=found[2], board=TRACKER)
    if response.status_code == 404:
        return NotFound("card-not-found", card=response.url.path.rsplit("/", 1)[-1], board=TRACKER)
    return Conflict("revision-changed", vendor="Roundup") if response.status_code == 412 else None


def board_of(
    statuses: list[dict[str, Any]], users: Iterable[dict[str, Any]], keywords: Iterable[dict[str, Any]]
) -> Board:
    order = sorted(statuses, key=lambda status: float(status["order"]))
    roles = guess_roles([(status["name"], float(status["order"])) for status in order])
    return Board(
        id=TRACKER,
        name="Tracker",
        columns=tuple(
            Column(id=status["id"], name=status["name"], position=float(status["order"]), role=role)
            for status, role in zip(order, roles, strict=True)
        ),
        members=tuple(
            Member(id=user["id"], name=user["realname"] or user["username"], username=user["username"])
            for user in users
        ),
        labels=tuple(Label(id=keyword["id"], name=keyword["name"]) for keyword in keywords),
    )


def card_of(issue: dict[str, Any], comments: list[CardComment] | None, revision: str | None = None) -> Card:
    """The card of an issue; without comments from a list."""
    return Card(
        id=issue["id"],
        number=int(issue["id"]),
        name=issue["title"],
        description=issue["description"] or "",
        column_id=issue["status"],
        member_ids=(issue["assignedto"],) if issue["assignedto"] else (),
        label_ids=tuple(sorted(issue["keyword"], key=int)),
        due=_due(issue["due"]),
        due_has_time=not issue["due"],
        comments=tuple(comments or ()),
        archived=bool(issue["archived"]),
        last_activity=_moment(issue["activity"]),
        revision=revision,
        detailed=comments is not None or not issue["messages"],
    )


def comment_of(message: dict[str, Any]) -> CardComment:
    author = message["author"]["username"]
    return CardComment(id=message["id"], text=message["content"], author=author, at=_moment(message["date"]))


def patched(card: Card, attributes: dict[str, Any]) -> Card:
    """The card as it was, with the fields that Roundup says it has now; what revision it has is not said."""
    issue = {
        "id": card.id,
        "title": card.name,
        "description": card.description,
        "status": card.column_id,
        "assignedto": card.member_ids[0] if card.member_ids else None,
        "keyword": list(card.label_ids),
        "due": f"{card.due:%Y-%m-%d}.00:00:00" if card.due else None,
        "archived": card.archived,
        "activity": f"{card.last_activity:%Y-%m-%d.%H:%M:%S}",
        "messages": [comment.id for comment in card.comments],
        **attributes,
    }
    return card_of(issue, list(card.comments))


def _due(text: str | None) -> datetime | None:
    """The tracker keeps days."""
    moment = _moment(text) if text else None
    return datetime.combine(moment.date(), time(12), UTC) if moment else None


def _moment(text: str) -> datetime:
    return datetime.strptime(text[:19], "%Y-%m-%d.%H:%M:%S").replace(tzinfo=UTC)
