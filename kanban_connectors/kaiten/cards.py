"""One card of a board as it stands, and what a write names there: column, member, tag. Nothing is changed here."""

from core_api.contracts.board import Card
from core_api.contracts.problems import Conflict, NotFound
from kanban_connectors.http import absent_is
from kanban_connectors.kaiten.fetching import NAME, Fetcher
from kanban_connectors.kaiten.reading import read_card, read_members, tag_id
from kanban_connectors.kaiten.shapes import DELETED, CardShape
from kanban_connectors.kaiten.snapshot import Snapshots


class Cards:
    """Looks things up on the board. Names that are not there are NotFound, with the port's codes."""

    def __init__(self, fetcher: Fetcher, snapshots: Snapshots, origin: str) -> None:
        """Reads through `fetcher`; `snapshots` knows where a board lies."""
        self.fetcher = fetcher
        self._snapshots = snapshots
        self._origin = origin

    def current(self, board_id: str, card_id: str | None) -> CardShape:
        """The card, with checklists and without comments. Raises NotFound `card-not-found`."""
        missing = NotFound("card-not-found", card=card_id or "", board=board_id)
        if card_id is None or not card_id.isdecimal():
            raise missing
        with absent_is(missing):
            shape = self.fetcher.card(card_id)
        if str(shape.board_id) != board_id or shape.condition == DELETED:
            raise missing
        return shape

    def whole(self, shape: CardShape) -> Card:
        """The neutral card with its comments."""
        with absent_is(NotFound("card-not-found", card=str(shape.id), board=str(shape.board_id))):
            return read_card(shape, self._origin, self.fetcher.comments(shape))

    def without_comments(self, shape: CardShape) -> Card:
        """The neutral card where comments do not matter."""
        return read_card(shape, self._origin, ())

    def require_column(self, board_id: str, column_id: str) -> None:
        """Raises NotFound `column-not-found`, Conflict `column-closed` for one that has subcolumns."""
        with absent_is(NotFound("board-not-found", board=board_id)):
            columns = self.fetcher.columns(board_id)
        for column in columns:
            if str(column.id) == column_id:
                if self.fetcher.subcolumns(column.id):
                    raise Conflict("column-closed", column=column.title)
                return
        under = (one.id for column in columns for one in self.fetcher.subcolumns(column.id))
        if not any(str(id_) == column_id for id_ in under):
            raise NotFound("column-not-found", name=column_id, board=board_id)

    def require_member(self, board_id: str, member_id: str) -> None:
        """Raises NotFound `member-not-found` for somebody who cannot be put on cards of this board."""
        members = read_members(self.fetcher.users(self._snapshots.space_of(board_id)))
        if all(member.id != member_id for member in members):
            raise NotFound("member-not-found", name=member_id, board=board_id)

    def tag_name(self, board_id: str, label_id: str) -> str:
        """The name by which Kaiten hangs the tag on a card.

        Raises NotFound `label-not-found`; Conflict `tag-ambiguous` where another tag has the same name, because
        which of them would be hung nobody can say.
        """
        tags = {tag_id(tag): tag.name for tag in self.fetcher.tags(self._snapshots.space_of(board_id))}
        name = tags.get(int(label_id)) if label_id.isdecimal() else None
        if name is None and label_id.isdecimal():
            card = self.fetcher.tagged(board_id, label_id)
            tagged = {str(tag_id(tag)): tag.name for tag in card.tags} if card else {}
            name = tagged.get(label_id)
        if name is None:
            raise NotFound("label-not-found", name=label_id, board=board_id)
        if any(str(id_) != label_id and other.casefold() == name.casefold() for id_, other in tags.items()):
            raise Conflict("tag-ambiguous", name=name, vendor=NAME)
        return name
