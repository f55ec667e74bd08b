"""What an earlier write left on a board: looked for by the mark of its key, never by chance.

Nothing here writes. Cards and comments bear the mark in their text, checklist items in their position.
"""

from collections.abc import Iterator
from datetime import datetime

from core_api.contracts.board import AddCheck, Create
from kanban_connectors.http import Api, Params
from kanban_connectors.markers import carries, is_marked, is_placed, is_plainly_placed
from kanban_connectors.trello.reading import FULL, pages
from kanban_connectors.trello.shapes import MadeShape, PlacedShape, shaped_all
from kanban_connectors.trello.writing import made_at

_SKEW = 600.0
"""Seconds that Trello's clock and ours may differ by."""


def since_id(moment: datetime) -> str:
    """The smallest id that a thing made at that moment may have."""
    return f"{max(0, int(moment.timestamp() - _SKEW)):08x}" + "0" * 16


def made_cards(api: Api, board_id: str, key: str, since: datetime | None) -> list[str]:
    """The cards that bear the mark of the key, the oldest first, archived ones too."""
    after = since_id(since) if since else None
    found = [
        card.id
        for page in pages(api, board_id, FULL, since=after)
        for card in page
        if carries(card.desc, key)
    ]
    return sorted(found)


def is_copy(api: Api, card_id: str) -> bool:
    """Whether a person copied the card from another one, and its mark with it."""
    history = api.get(f"/cards/{card_id}/actions", {"filter": "copyCard"})
    return bool(shaped_all(MadeShape, history))


def bared_cards(api: Api, board_id: str, write: Create, me: str, since: datetime) -> Iterator[str]:
    """Cards that we made since then, so named and in that column: a person may have edited the mark away.

    The history remembers how a card was made, whatever became of it; whether a mark is gone, the caller must see.
    """
    params: Params = {"filter": "createCard", "since": since_id(since), "limit": 1000}
    for made in reversed(shaped_all(MadeShape, api.get(f"/boards/{board_id}/actions", params))):
        data = made.data
        if made.idMemberCreator == me and (data.card.name, data.column.id) == (write.name, write.column_id):
            yield data.card.id


def is_bare(card: PlacedShape) -> bool:
    """Whether the card bears no mark at all: then it may be anybody's."""
    return not is_marked(card.desc)


def made_comments(card: PlacedShape, key: str) -> list[str]:
    """The comments that bear the mark of the key, the oldest first, also those of a token that we had before."""
    found = [one.id for one in card.actions if carries(one.data.text, key)]
    return sorted(found)


def made_items(card: PlacedShape, write: AddCheck, key: str, since: datetime | None) -> list[str]:
    """The checklist items in a place that bears the mark of the key, the oldest first.

    Where Trello kept no such place, an item so named that was made since then counts, unless it has a mark of its own.
    """
    items = [item for checklist in card.checklists for item in checklist.checkItems]
    found = [item.id for item in items if is_placed(item.pos, key)]
    if not found and since is not None:
        found = [
            item.id
            for item in items
            if item.name == write.name
            and is_plainly_placed(item.pos)
            and made_at(item.id) >= since.timestamp() - _SKEW
        ]
    return sorted(found)
