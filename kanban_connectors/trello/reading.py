"""From Trello's shapes to neutral cards and boards, and what to ask for to get them. The wire is in `api`."""

from collections.abc import Iterable, Iterator
from datetime import datetime

from core_api.contracts.board import Board, BoardSummary, Card
from core_api.contracts.connector import Identity
from core_api.contracts.problems import Malformed
from kanban_connectors.file.reading import Parts, card_of, outline_of
from kanban_connectors.http import Api, Params
from kanban_connectors.trello.api import NAME
from kanban_connectors.trello.shapes import (
    MeShape,
    OutlineShape,
    PermissionShape,
    PlacedShape,
    SummaryShape,
    TokenShape,
    shaped,
    shaped_all,
)

SLIM = "closed,dateLastActivity,due,dueComplete,idBoard,idLabels,idList,idMembers,idShort,name,pos,url"
"""The fields of a card but its description."""
FULL = f"{SLIM},desc"
_PAGE = 500
"""Cards a page: with their descriptions a full page stays far below what we read of one answer."""
_SLIM_PAGE = 1000
"""The most that Trello gives."""
_BATCH = 10
"""The most that Trello answers at once."""
BATCHED = 10 * _BATCH
"""So many changed cards are fetched one by one; above it the whole board is read anew."""

NEEDED = ("read", "write")
_OUTLINE: Params = {
    "fields": "name,url",
    "lists": "all",
    "members": "all",
    "member_fields": "fullName,username",
    "labels": "all",
    "labels_limit": 1000,
}
_WHOLE: Params = {
    "fields": FULL,
    "checklists": "all",
    "actions": "commentCard",
    "actions_limit": 1000,
    "list": True,
}


def outline(api: Api, board_id: str) -> Board:
    """The board without its cards, in one call."""
    return outline_of(shaped(OutlineShape, api.get(f"/boards/{board_id}", _OUTLINE)))


def whole_card(api: Api, card_id: str) -> PlacedShape:
    """A card with its checklists, its comments and its column, in one call."""
    return shaped(PlacedShape, api.get(f"/cards/{card_id}", _WHOLE))


def pages(api: Api, board_id: str, fields: str, *, since: str | None = None) -> Iterator[list[PlacedShape]]:
    """All cards of a board, archived ones too, by pages from the newest to the oldest; `since`: only newer ones.

    A page is a range of ids, within which Trello orders as it likes: the next one goes on before the smallest id.
    """
    limit = _PAGE if fields == FULL else _SLIM_PAGE
    params: dict[str, str | int] = {"filter": "all", "fields": fields, "limit": limit}
    if since:
        params["since"] = since
    before = ""
    while True:
        page = shaped_all(PlacedShape, api.get(f"/boards/{board_id}/cards", params))
        yield page
        if len(page) < limit:
            return
        oldest = min(card.id for card in page)
        if before and oldest >= before:
            raise Malformed("vendor-answer", vendor=NAME)  # it would never end
        params["before"] = before = oldest


def some_cards(api: Api, card_ids: Iterable[str]) -> dict[str, PlacedShape]:
    """These cards, ten to a call; those that are gone meanwhile are left out."""
    ids, found = list(card_ids), {}
    for start in range(0, len(ids), _BATCH):
        paths = (f"/cards/{one}?fields={FULL.replace(',', '%2C')}" for one in ids[start : start + _BATCH])
        answers = api.get("/batch", {"urls": ",".join(paths)})
        for answer in _answers(answers):
            if "200" in answer:
                card = shaped(PlacedShape, answer["200"])
                found[card.id] = card
            elif answer.get("statusCode") != 404 and "404" not in answer:
                raise Malformed("vendor-answer", vendor=NAME)
    return found


def _answers(raw: object) -> list[dict[str, object]]:
    if not isinstance(raw, list) or not all(isinstance(one, dict) for one in raw):
        raise Malformed("vendor-answer", vendor=NAME)
    return raw


def read_whole(shape: PlacedShape) -> Card:
    """A card that was asked for with everything."""
    closed = {shape.column.id} if shape.column and shape.column.closed else set()
    return _revised(card_of(shape, 1, closed, Parts(shape.checklists, shape.actions)))


def read_listed(shape: PlacedShape, closed: set[str]) -> Card:
    """A card out of a list; `closed` are the columns that are closed."""
    return _revised(card_of(shape, 1, closed, Parts())).model_copy(update={"detailed": False})


def _revised(card: Card) -> Card:
    moment = card.last_activity
    return card.model_copy(update={"revision": moment.isoformat() if moment else None})


def closed_columns(board: Board) -> set[str]:
    """The columns whose cards count as archived."""
    return {column.id for column in board.columns if column.closed}


def cursor_of(cards: Iterable[Card]) -> str | None:
    """The moment of the newest change that was seen; None: nothing to go on from."""
    moments: list[datetime] = [card.last_activity for card in cards if card.last_activity]
    return max(moments).isoformat() if moments else None


def summaries(raw: object) -> tuple[BoardSummary, ...]:
    """The boards that can be reached, by name."""
    found = (
        BoardSummary(id=one.id, name=one.name, url=one.url, place=one.organization.displayName)
        for one in shaped_all(SummaryShape, raw)
    )
    return tuple(sorted(found, key=lambda board: board.name))


def identity_of(me: MeShape, token: TokenShape) -> Identity:
    """Who we are, and what the token may do: for boards it must read and write, for the member only read."""
    rights = _rights(token.permissions)
    return Identity(
        id=me.id,
        name=me.fullName or me.username or me.id,
        username=me.username,
        rights=rights,
        missing=tuple(right for right in NEEDED if right not in rights),
        excess=tuple(right for right in rights if right not in NEEDED),
        expires_at=token.dateExpires,
    )


def _rights(permissions: Iterable[PermissionShape]) -> tuple[str, ...]:
    """In the words in which a token is asked for: `read`, `write`, `account`."""
    found = set()
    for one in permissions:
        if one.modelType == "Board" and one.read:
            found.add("read")
        if one.modelType == "Board" and one.write:
            found.add("write")
        if one.modelType == "Member" and one.write:
            found.add("account")
    return tuple(right for right in (*NEEDED, "account") if right in found)
