"""Local boards that tell when they are about to write and when they have: one with keys, one that must be looked at.

The plain one keeps no key: what is made bears a mark in its text, as on a vendor's board, and everything else is told
by whether the card shows it.
"""

import os
import re
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Literal

from core_api.contracts.board import AddCheck, Board, Card, Comment, Create
from core_api.contracts.connector import Capabilities, Delete, Edit, Receipt, Write
from core_api.contracts.ports import BoardShelf
from core_api.contracts.problems import NotFound
from core_api.domain.fingerprint import shows
from kanban_connectors.local.connector import LocalConnector
from kanban_connectors.local.writing import apply_operation, remote_id

Boundary = Callable[[str], None]
Kind = Literal["keyed", "plain", "forgetful"]

_MARK = re.compile(r"\s*\[(op_\w+)\]")
_GONE = "\0gone"


def clock() -> datetime:
    return datetime.now(UTC)


class Watched(LocalConnector):
    """The local board with boundaries just before and just after it writes."""

    boundary: Boundary

    def apply(
        self, board_id: str, card_id: str | None, write: Write, key: str, seen: Card | None = None
    ) -> Receipt:
        self.boundary("board-before")
        receipt = self._written(board_id, card_id, write, key)
        self.boundary("board-after")
        return receipt

    def _written(self, board_id: str, card_id: str | None, write: Write, key: str) -> Receipt:
        return super().apply(board_id, card_id, write, key)


class Forgetful(Watched):
    """A board without keys, as the naive one would be: to see that these tests would notice."""

    def _written(self, board_id: str, card_id: str | None, write: Write, key: str) -> Receipt:
        return super()._written(board_id, card_id, write, os.urandom(8).hex())


class Plain(Watched):
    """A board that remembers no keys. What it shows has no marks; what it keeps has."""

    capabilities = Capabilities(hard_delete=True)

    def card(self, board_id: str, card_id: str) -> Card:
        card = super().card(board_id, card_id)
        if card.name == _GONE:
            raise NotFound("card-not-found", card=card_id)
        return _bare(card)

    def snapshot(self, board_id: str, known: Board | None = None) -> Board:
        board = super().snapshot(board_id, known)
        return board.model_copy(
            update={"cards": tuple(_bare(card) for card in board.cards if card.name != _GONE)}
        )

    def find(
        self, board_id: str, card_id: str | None, write: Write, key: str, since: datetime | None = None
    ) -> tuple[Receipt, ...]:
        if isinstance(write, Create):
            cards = (card for card in super().snapshot(board_id).cards if _bears(card.description, key))
            return tuple(Receipt(card=_bare(card), remote_id=card.id) for card in cards)
        shown, kept = self.card(board_id, card_id or ""), super().card(board_id, card_id or "")
        if isinstance(write, Comment):
            found = [one.id for one in kept.comments if _bears(one.text, key)]
        elif isinstance(write, AddCheck):
            items = (item for checklist in kept.checklists for item in checklist.items)
            found = [item.id for item in items if _bears(item.name, key)]
        else:
            return (
                (Receipt(card=shown),) if not isinstance(write, Edit | Delete) and shows(shown, write) else ()
            )
        return tuple(Receipt(card=shown, remote_id=one) for one in found)

    def _written(self, board_id: str, card_id: str | None, write: Write, key: str) -> Receipt:
        fresh, marked = os.urandom(8).hex(), _marked(write, key)

        def change(board: Board, card: Card | None) -> Card:
            if isinstance(marked, Delete):
                return (card or Card(id="", name="", column_id="")).model_copy(update={"name": _GONE})
            return apply_operation(board, card, marked, fresh, clock())[0]

        before = None if card_id is None else super().card(board_id, card_id)
        card = self._shelf.update(board_id, card_id, change)
        if isinstance(write, Delete):
            return Receipt(card=before or card)
        made = None if isinstance(marked, Edit | Delete) else remote_id(marked, fresh)
        return Receipt(card=_bare(card), remote_id=made)


def board_of(kind: Kind, shelf: BoardShelf) -> Watched:
    """The board of a kind over a shelf."""
    return {"keyed": Watched, "plain": Plain, "forgetful": Forgetful}[kind](shelf, clock)


def _marked(write: Write, key: str) -> Write:
    if isinstance(write, Create | Comment):
        return write.model_copy(update={"text": f"{write.text} [{key}]"})
    return (
        write.model_copy(update={"name": f"{write.name} [{key}]"}) if isinstance(write, AddCheck) else write
    )


def _bears(text: str, key: str) -> bool:
    return key in _MARK.findall(text)


def _bare(card: Card) -> Card:
    """The card as people see it."""
    comments = [one.model_copy(update={"text": _MARK.sub("", one.text)}) for one in card.comments]
    checklists = [
        one.model_copy(
            update={
                "items": tuple(
                    item.model_copy(update={"name": _MARK.sub("", item.name)}) for item in one.items
                )
            }
        )
        for one in card.checklists
    ]
    return card.model_copy(
        update={
            "description": _MARK.sub("", card.description),
            "comments": tuple(comments),
            "checklists": tuple(checklists),
        }
    )
