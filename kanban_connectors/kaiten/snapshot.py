"""Whole boards: where one lies, its outline, and its cards at once or going on from an earlier reading."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from pydantic import ValidationError

from core_api.contracts.board import Board, BoardSummary, Card
from core_api.contracts.model import Frozen, Moment
from core_api.contracts.problems import Forbidden, NotFound
from kanban_connectors.kaiten.fetching import Fetcher
from kanban_connectors.kaiten.reading import (
    read_card,
    read_columns,
    read_labels,
    read_lanes,
    read_members,
)
from kanban_connectors.kaiten.shapes import ARCHIVED, DELETED, LIVE, BoardShape, ColumnShape, SpaceShape

_OVERLAP = timedelta(seconds=60)
"""A reading goes on from a little earlier: what was being written then may not have been visible yet."""
_WHOLE_AGAIN = timedelta(hours=24)
"""A card that went to another board shows in no list of changes of this one, so from time to time all is read."""


class _Cursor(Frozen):
    """Where a reading goes on."""

    space_id: int
    at: Moment
    """When the last reading began; the server's time, like the next."""
    whole_at: Moment
    """When the last whole reading began."""


@dataclass(frozen=True)
class Place:
    """A board and the space in which it lies."""

    space_id: int
    board: BoardShape


class Snapshots:
    """Reads whole boards. Remembers in which space a board lies, and nothing else."""

    def __init__(self, fetcher: Fetcher, origin: str) -> None:
        """Reads through `fetcher`; `origin` begins the addresses that people open."""
        self._fetcher = fetcher
        self._origin = origin
        self._homes: dict[str, int] = {}

    def summaries(self) -> tuple[BoardSummary, ...]:
        """The boards of all spaces; one that lies in several is named once, with all of them."""
        found: dict[int, BoardSummary] = {}
        for space in self._spaces():
            for board in self._boards(space.id):
                before = found.get(board.id)
                found[board.id] = BoardSummary(
                    id=str(board.id),
                    name=board.title,
                    url=before.url if before else self._url(space.id),
                    place=f"{before.place}, {space.title}" if before else space.title,
                )
        return tuple(found.values())

    def space_of(self, board_id: str) -> int:
        """The space of a board. Raises NotFound `board-not-found`."""
        return self._homes.get(board_id) or self._place(board_id).space_id

    def outline(self, board_id: str) -> Board:
        """The board without its cards. Raises NotFound `board-not-found`."""
        place = self._place(board_id)
        return self._outline(place, [self._with_subcolumns(column) for column in self._columns(place)])

    def snapshot(self, board_id: str, known: Board | None) -> Board:
        """The board with all its cards. Raises NotFound `board-not-found`."""
        cursor = _cursor_of(known) if known is not None and known.id == board_id else None
        place = self._place(board_id, cursor.space_id if cursor else None)
        if known is None or cursor is None or cursor.at - cursor.whole_at > _WHOLE_AGAIN:
            known, cards, began = None, *self._whole(board_id)
            whole_at = began
        else:
            cards, began = self._changed(board_id, known, cursor)
            whole_at = cursor.whole_at
        outline = self._outline(place, self._columns_of(place, cards, known))
        following = _Cursor(space_id=place.space_id, at=began, whole_at=whole_at)
        return outline.model_copy(update={"cards": cards, "cursor": following.model_dump_json()})

    def _whole(self, board_id: str) -> tuple[tuple[Card, ...], datetime]:
        live, began = self._cards(board_id, LIVE)
        archived, _ = self._cards(board_id, ARCHIVED)
        return _in_order([*archived, *live]), began

    def _changed(self, board_id: str, known: Board, cursor: _Cursor) -> tuple[tuple[Card, ...], datetime]:
        since = cursor.at - _OVERLAP
        live, began = self._cards(board_id, LIVE, since)
        archived, _ = self._cards(board_id, ARCHIVED, since)
        deleted, _ = self._cards(board_id, DELETED, since)
        gone = {card.id for card in deleted}
        left = [card for card in known.cards if card.id not in gone]
        return _in_order([*left, *archived, *live]), began

    def _cards(
        self, board_id: str, condition: int, since: datetime | None = None
    ) -> tuple[list[Card], datetime]:
        filters: dict[str, str | int] = {"board_id": int(board_id), "condition": condition}
        if since is not None:
            filters["updated_after"] = since.strftime("%Y-%m-%dT%H:%M:%SZ")
        found, began = self._fetcher.cards(filters)
        return [read_card(card, self._origin) for card in found if card.board_id == int(board_id)], began

    def _outline(self, place: Place, columns: Iterable[ColumnShape]) -> Board:
        lanes = place.board.lanes
        return Board(
            id=str(place.board.id),
            name=place.board.title,
            url=self._url(place.space_id),
            columns=read_columns(columns),
            lanes=read_lanes(self._fetcher.lanes(str(place.board.id)) if lanes is None else lanes),
            members=read_members(self._fetcher.users(place.space_id)),
            labels=read_labels(self._fetcher.tags(place.space_id)),
        )

    def _columns(self, place: Place) -> list[ColumnShape]:
        columns = place.board.columns
        if columns is None:
            return self._fetcher.columns(str(place.board.id))
        return [column for column in columns if column.column_id is None]

    def _columns_of(self, place: Place, cards: Iterable[Card], known: Board | None) -> list[ColumnShape]:
        """The columns with their subcolumns, asked for only where there can be some.

        Cards of a column with subcolumns stand in these, so a column in which a card stands has none; what has none
        in `known` is taken to have none still, unless a card stands in a column that nobody told of.
        """
        columns = self._columns(place)
        used = {card.column_id for card in cards}
        plain = {column.id for column in known.columns if not column.closed} if known else set()
        needed = [column for column in columns if str(column.id) not in used | plain]
        told = {column.id: self._with_subcolumns(column) for column in needed}
        seen = {str(one.id) for column in told.values() for one in (column.subcolumns or ())}
        if used - seen - {str(column.id) for column in columns}:
            return [told.get(column.id) or self._with_subcolumns(column) for column in columns]
        return [told.get(column.id, column) for column in columns]

    def _with_subcolumns(self, column: ColumnShape) -> ColumnShape:
        if column.subcolumns is not None:
            return column
        return column.model_copy(update={"subcolumns": self._fetcher.subcolumns(column.id)})

    def _place(self, board_id: str, hint: int | None = None) -> Place:
        """Where the board lies: first where it lay before, then in each space until it is found."""
        if not board_id.isdecimal():
            raise NotFound("board-not-found", board=board_id)
        home = self._homes.get(board_id) or hint
        places = self._in_space(board_id, home) if home else None
        for space in [] if places else self._spaces():
            if space.boards is None or int(board_id) in {board.id for board in space.boards}:
                places = self._in_space(board_id, space.id)
                if places:
                    break
        if places is None:
            self._homes.pop(board_id, None)
            raise NotFound("board-not-found", board=board_id)
        self._homes[board_id] = places.space_id
        return places

    def _in_space(self, board_id: str, space_id: int) -> Place | None:
        found = next((board for board in self._boards(space_id) if board.id == int(board_id)), None)
        return Place(space_id, found) if found else None

    def _spaces(self) -> list[SpaceShape]:
        return [space for space in self._fetcher.spaces() if not space.archived]

    def _boards(self, space_id: int) -> list[BoardShape]:
        """The boards of a space; none of one that we may only see from outside."""
        try:
            return self._fetcher.boards(space_id)
        except (Forbidden, NotFound):
            return []

    def _url(self, space_id: int) -> str:
        return f"{self._origin}/space/{space_id}/boards"


def _cursor_of(known: Board) -> _Cursor | None:
    """Where the reading went on; None where that cannot be read: all is read then."""
    try:
        return _Cursor.model_validate_json(known.cursor or "")
    except ValidationError:
        return None


def _in_order(cards: Iterable[Card]) -> tuple[Card, ...]:
    """Each card once, the later word on it last said; by id, which is their age."""
    by_id = {card.id: card for card in cards}
    return tuple(sorted(by_id.values(), key=lambda card: int(card.id)))
