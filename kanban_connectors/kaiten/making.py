"""What is made on a board under a key: cards, comments, checklist items; made once, and found again by the key."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from core_api.contracts.board import AddCheck, Card, Comment, Create
from core_api.contracts.connector import Receipt
from core_api.contracts.problems import Malformed, OutcomeUnknown
from kanban_connectors.checklists import title_for
from kanban_connectors.http import Api, unsure_after_write
from kanban_connectors.kaiten.bodies import creation
from kanban_connectors.kaiten.cards import Cards
from kanban_connectors.kaiten.fetching import NAME, shaped
from kanban_connectors.kaiten.reading import by_place, oldest_first
from kanban_connectors.kaiten.shapes import LIVE, CardShape, ChecklistShape, CommentShape, ItemShape
from kanban_connectors.markers import carries, is_placed, is_plainly_placed, marked, placed
from kanban_connectors.shape import Read


class Maker:
    """Makes things under keys. Every method raises as `Connector.apply` says."""

    def __init__(self, api: Api, cards: Cards, me: Callable[[], str]) -> None:
        """Writes through `api`; `me` gives our own id."""
        self._api = api
        self._cards = cards
        self._me = me

    def create(self, board_id: str, create: Create, key: str) -> Receipt:
        """The card under the key, made unless it is there; asked again afterwards, for keys are not unique there."""
        found = self._cards.fetcher.keyed(key)
        if not found:
            made = self._made(board_id, create, key)
            with unsure_after_write(NAME):
                found = self._cards.fetcher.keyed(key, (LIVE,)) or [made]
        card = found[0]
        if create.label_id is not None:
            self._tag(board_id, card, create.label_id)
        return self._receipt(card.id, card.id)

    def comment(self, card: CardShape, comment: Comment, key: str) -> Receipt:
        """The comment under the key, written unless it is there."""
        ours = self._comments(card, key)
        if not ours:
            path = f"/cards/{card.id}/comments"
            ours = [self._sent(CommentShape, path, {"text": marked(comment.text, key)})]
        return self._receipt(card.id, ours[0].id)

    def item(self, card: CardShape, add: AddCheck, key: str) -> Receipt:
        """The checklist item under the key, added to the first checklist unless it is there."""
        ours = _items(card, key)
        if not ours:
            checklist = next(iter(by_place(card.checklists)), None) or self._checklist(card, add.name)
            last = max((item.sort_order for item in checklist.items), default=0.0)
            path = f"/cards/{card.id}/checklists/{checklist.id}/items"
            body = {"text": add.name, "sort_order": placed(last + 1, key)}
            ours = [self._sent(ItemShape, path, body)]
        return self._receipt(card.id, ours[0].id)

    def created(self, key: str) -> tuple[Receipt, ...]:
        """The cards under the key, the oldest first."""
        found = self._cards.fetcher.keyed(key)
        return tuple(Receipt(card=self._again(card.id), remote_id=str(card.id)) for card in found)

    def commented(
        self, card: CardShape, comment: Comment, key: str, since: datetime | None
    ) -> tuple[Receipt, ...]:
        """The comments under the key; where Kaiten dropped the key, ours with these words since that moment."""
        ours = self._comments(card, key) or [
            one
            for one in oldest_first(self._cards.fetcher.comments(card) if since else ())
            if one.text.strip() == comment.text.strip()
            and _since(one.created, since)
            and str(one.author_id) == self._me()
        ]
        return self._receipts(card, [one.id for one in ours])

    def added(self, card: CardShape, add: AddCheck, key: str, since: datetime | None) -> tuple[Receipt, ...]:
        """The items under the key; where their places were changed, ours with this name since that moment."""
        ours = _items(card, key) or [
            item
            for checklist in card.checklists
            for item in checklist.items
            if not item.deleted
            and is_plainly_placed(item.sort_order)
            and item.text == add.name
            and _since(item.created, since)
            and str(item.user_id) == self._me()
        ]
        return self._receipts(card, sorted(one.id for one in ours))

    def _receipts(self, card: CardShape, ids: list[int]) -> tuple[Receipt, ...]:
        whole = self._cards.whole(card) if ids else None
        return tuple(Receipt(card=whole, remote_id=str(id_)) for id_ in ids if whole)

    def _made(self, board_id: str, create: Create, key: str) -> CardShape:
        self._cards.require_column(board_id, create.column_id)
        if create.member_id is not None:
            self._cards.require_member(board_id, create.member_id)
        if create.label_id is not None:
            self._cards.tag_name(board_id, create.label_id)
        return self._sent(CardShape, "/cards", creation(board_id, create, key))

    def _tag(self, board_id: str, card: CardShape, label_id: str) -> None:
        if label_id not in self._cards.without_comments(card).label_ids:
            name = self._cards.tag_name(board_id, label_id)
            self._api.send("POST", f"/cards/{card.id}/tags", {"name": name})

    def _checklist(self, card: CardShape, name: str) -> ChecklistShape:
        return self._sent(ChecklistShape, f"/cards/{card.id}/checklists", {"name": title_for(name)})

    def _comments(self, card: CardShape, key: str) -> list[CommentShape]:
        return [one for one in oldest_first(self._cards.fetcher.comments(card)) if carries(one.text, key)]

    def _sent(self, kind: type[Read], path: str, body: dict[str, Any]) -> Read:
        """What a POST made. An answer in no known shape says nothing of whether it was made."""
        try:
            return shaped(kind, self._api.send("POST", path, body))
        except Malformed:
            raise OutcomeUnknown("write-unsure", vendor=NAME) from None

    def _receipt(self, card_id: int, made: int) -> Receipt:
        with unsure_after_write(NAME):
            return Receipt(card=self._again(card_id), remote_id=str(made))

    def _again(self, card_id: int) -> Card:
        return self._cards.whole(self._cards.fetcher.card(str(card_id)))


def _items(card: CardShape, key: str) -> list[ItemShape]:
    return [
        item
        for checklist in card.checklists
        for item in checklist.items
        if not item.deleted and is_placed(item.sort_order, key)
    ]


def _since(moment: datetime | None, since: datetime | None) -> bool:
    return moment is not None and since is not None and moment >= since
