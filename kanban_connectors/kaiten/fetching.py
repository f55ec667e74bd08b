"""All that we ask Kaiten for: one GET a method, its answer in a shape. Nothing is changed here."""

from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

import httpx

from core_api.contracts.problems import Malformed, Unauthorized
from kanban_connectors import shape
from kanban_connectors.http import Api, Params, decoded
from kanban_connectors.kaiten.shapes import (
    ARCHIVED,
    LIVE,
    BoardShape,
    CardShape,
    ColumnShape,
    CommentShape,
    LaneShape,
    SpaceShape,
    TagShape,
    UserShape,
)
from kanban_connectors.shape import Read

NAME = "Kaiten"
PAGE = 100
"""Kaiten gives no longer pages."""
_MOST_PAGES = 1000
_STEP_BACK = 20
"""Cards; more than leave a list while one page of it is read."""


class Fetcher:
    """The reading side of Kaiten's API. Every method raises as `Connector` says."""

    def __init__(self, api: Api) -> None:
        """Reads through `api`."""
        self._api = api

    def me(self) -> UserShape:
        """The user whose key it is. An answer as nobody raises Unauthorized."""
        raw = self._api.get("/users/current")
        if isinstance(raw, dict) and not raw.get("id"):
            raise Unauthorized("vendor-unauthorized", vendor=NAME)
        return shaped(UserShape, raw)

    def spaces(self) -> list[SpaceShape]:
        """The spaces that we see."""
        return self._list(SpaceShape, "/spaces")

    def boards(self, space_id: int) -> list[BoardShape]:
        """The boards of a space."""
        return self._list(BoardShape, f"/spaces/{space_id}/boards")

    def columns(self, board_id: str) -> list[ColumnShape]:
        """The columns of a board, without their subcolumns."""
        found = self._list(ColumnShape, f"/boards/{board_id}/columns")
        return [column for column in found if column.column_id is None]

    def subcolumns(self, column_id: int) -> tuple[ColumnShape, ...]:
        """The subcolumns of a column."""
        return tuple(self._list(ColumnShape, f"/columns/{column_id}/subcolumns"))

    def lanes(self, board_id: str) -> list[LaneShape]:
        """The live lanes of a board."""
        return self._list(LaneShape, f"/boards/{board_id}/lanes", {"condition": LIVE})

    def users(self, space_id: int) -> list[UserShape]:
        """The people who can be put on cards of a space."""
        return self._list(UserShape, f"/spaces/{space_id}/users", {"include_inherited_access": True})

    def tags(self, space_id: int) -> list[TagShape]:
        """The tags of a space."""
        found: list[TagShape] = []
        for number in range(_MOST_PAGES):
            page = self._list(
                TagShape, "/tags", {"space_id": space_id, "limit": PAGE, "offset": number * PAGE}
            )
            found += page
            if len(page) < PAGE:
                break
        return found

    def card(self, card_id: str) -> CardShape:
        """One card with its checklists."""
        return shaped(CardShape, self._api.get(f"/cards/{card_id}"))

    def comments(self, card: CardShape) -> list[CommentShape]:
        """The comments of a card. Asked for each time: the count on the card may lag behind."""
        return self._list(CommentShape, f"/cards/{card.id}/comments")

    def keyed(self, key: str, conditions: tuple[int, ...] = (LIVE, ARCHIVED)) -> list[CardShape]:
        """All cards, on whichever board they are by now, that were made under a key: the oldest first."""
        found: dict[int, CardShape] = {}
        for condition in conditions:
            listed = self._list(
                CardShape, "/cards", {"external_id": key, "condition": condition, "limit": PAGE}
            )
            found.update({card.id: card for card in listed if card.external_id == key})
        return [card for _, card in sorted(found.items())]

    def tagged(self, board_id: str, tag: str) -> CardShape | None:
        """A card of the board that carries the tag: lists of tags may leave out the company's own."""
        found = self._list(CardShape, "/cards", {"board_id": int(board_id), "tag_ids": tag, "limit": 1})
        return found[0] if found else None

    def last_place(self, board_id: str, column_id: str) -> float:
        """The place of the last card of a column; 0 where it is empty."""
        params: Params = {"board_id": int(board_id), "column_id": int(column_id), "condition": LIVE}
        ordered: Params = {"order_by": "sort_order", "order_direction": "desc", "limit": 1}
        found = self._list(CardShape, "/cards", {**params, **ordered})
        return max((card.sort_order for card in found), default=0.0)

    def cards(self, filters: Params) -> tuple[list[CardShape], datetime]:
        """All cards that fit, each once, with their descriptions; and the server's time when reading began.

        Each page begins with a card that was read already. Where it does not, cards have left the list meanwhile
        and others would be passed over, so the reading goes back a little.
        """
        found: dict[int, CardShape] = {}
        began: datetime | None = None
        offset = 0
        for _ in range(_MOST_PAGES):
            page, at = self._page(filters, offset)
            began = began or at
            if offset and not (page and page[0].id in found):
                offset = max(0, offset - _STEP_BACK)
                continue
            found.update({card.id: card for card in page})
            if len(page) < PAGE:
                return list(found.values()), began
            offset += PAGE - 1
        raise Malformed("vendor-answer", vendor=NAME)

    def _page(self, filters: Params, offset: int) -> tuple[list[CardShape], datetime]:
        params: Params = {
            **filters,
            "additional_card_fields": "description",
            "order_by": "created",
            "order_direction": "asc",
            "limit": PAGE,
            "offset": offset,
        }
        response = self._api.request("GET", "/cards", params=params)
        return shape.all_shaped(NAME, CardShape, decoded(NAME, response)), told_at(response)

    def _list(self, kind: type[Read], path: str, params: Params | None = None) -> list[Read]:
        return shape.all_shaped(NAME, kind, self._api.get(path, params))


def shaped(kind: type[Read], raw: object) -> Read:
    """An answer in its shape. Raises Malformed `vendor-answer`."""
    return shape.shaped(NAME, kind, raw)


def told_at(response: httpx.Response) -> datetime:
    """The server's clock when it answered, else ours."""
    try:
        moment = parsedate_to_datetime(response.headers["date"])
    except (KeyError, ValueError):
        return datetime.now(UTC)
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
