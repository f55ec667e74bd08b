"""A change of a card that is there, as requests. What is made under a key is in `making`."""

import logging
from datetime import timedelta

from core_api.contracts.board import (
    AddLabel,
    Assign,
    Card,
    Check,
    RemoveLabel,
    Unassign,
    Uncheck,
    Withdraw,
)
from core_api.contracts.connector import Delete, Write
from core_api.contracts.problems import Conflict, Internal, NotFound, Problem
from kanban_connectors.checklists import is_our_title
from kanban_connectors.http import Api, absent_is
from kanban_connectors.kaiten.bodies import Body, changes
from kanban_connectors.kaiten.cards import Cards
from kanban_connectors.kaiten.fetching import NAME
from kanban_connectors.kaiten.shapes import RESPONSIBLE, CardShape, ChecklistShape, ItemShape
from kanban_connectors.markers import is_plainly_placed

_LOG = logging.getLogger(__name__)

_TOGETHER = timedelta(minutes=2)
"""A checklist that is hardly older than our item was made for it."""


class Writer:
    """Changes cards. Every method raises as `Connector.apply` says."""

    def __init__(self, api: Api, cards: Cards) -> None:
        """Writes through `api`; `cards` knows what is there."""
        self._api = api
        self._cards = cards

    def change(self, board_id: str, card: CardShape, write: Write) -> None:
        """Do it. That the card does not show it already is the caller's to see."""
        match write:
            case Assign():
                self._assign(board_id, card, write.member_id)
            case Unassign():
                self._send(card, "DELETE", f"/members/{write.member_id}")
            case AddLabel():
                self._send(card, "POST", "/tags", {"name": self._cards.tag_name(board_id, write.label_id)})
            case RemoveLabel():
                self._send(card, "DELETE", f"/tags/{write.label_id}")
            case Check() | Uncheck():
                self._tick(card, write)
            case Withdraw():
                self._withdraw(card, write)
            case Delete():
                self._send(card, "DELETE", "")
            case _:
                self._patch(board_id, card, write)

    def _patch(self, board_id: str, card: CardShape, write: Write) -> None:
        """Several fields in one request."""
        body = changes(write, card)
        column = body.get("column_id")
        if column is not None:
            self._cards.require_column(board_id, str(column))
            if "sort_order" not in body and column != card.column_id:
                body["sort_order"] = self._cards.fetcher.last_place(board_id, str(column)) + 1
        if not body:
            raise Internal("internal")
        self._send(card, "PATCH", "", body)

    def _assign(self, board_id: str, card: CardShape, member_id: str) -> None:
        """The first one on a card also becomes responsible for it, as when people do it by hand."""
        self._cards.require_member(board_id, member_id)
        self._send(card, "POST", "/members", {"user_id": int(member_id)})
        if card.members:
            return
        try:
            self._send(card, "PATCH", f"/members/{member_id}", {"type": RESPONSIBLE})
        except Problem as problem:  # they are on the card, which is what was asked for
            _LOG.warning("%s: card %s has nobody responsible: %s", NAME, card.id, problem.code)

    def _tick(self, card: CardShape, write: Check | Uncheck) -> None:
        found = _line(card, write.item_id)
        if found is None:
            raise NotFound("item-not-found", item=write.item_id, card=card.title)
        path = f"/checklists/{found[0].id}/items/{found[1].id}"
        self._send(card, "PATCH", path, {"checked": write.kind == "check"})

    def _withdraw(self, card: CardShape, write: Withdraw) -> None:
        if write.what == "comment":
            self._send(card, "DELETE", f"/comments/{write.remote_id}")
            return
        found = _line(card, write.remote_id)
        if found is None:
            return
        checklist, item = found
        self._send(card, "DELETE", f"/checklists/{checklist.id}/items/{item.id}")
        if _made_for(checklist, item):
            self._send(card, "DELETE", f"/checklists/{checklist.id}")

    def _send(self, card: CardShape, method: str, under: str, body: Body | None = None) -> None:
        """A request about the card; a 404 means that the card, or what hangs on it, is gone."""
        with absent_is(NotFound("card-not-found", card=str(card.id), board=str(card.board_id))):
            self._api.send(method, f"/cards/{card.id}{under}", body)


def refuse_changed(card: CardShape, seen: Card | None) -> None:
    """Raises Conflict `revision-changed` when the card is not as it was seen: Kaiten itself never compares."""
    now = None if card.version is None else str(card.version)
    if seen is not None and seen.revision is not None and now != seen.revision:
        raise Conflict("revision-changed", vendor=NAME)


def _line(card: CardShape, item_id: str) -> tuple[ChecklistShape, ItemShape] | None:
    return next(
        (
            (checklist, item)
            for checklist in card.checklists
            for item in checklist.items
            if str(item.id) == item_id and not item.deleted
        ),
        None,
    )


def _made_for(checklist: ChecklistShape, item: ItemShape) -> bool:
    """Whether a checklist was made only to hold our item, and holds nothing else."""
    alone = all(one.deleted or one.id == item.id for one in checklist.items)
    if not (alone and is_our_title(checklist.name) and not is_plainly_placed(item.sort_order)):
        return False
    if checklist.created is None or item.created is None:
        return False
    return item.created - checklist.created < _TOGETHER
