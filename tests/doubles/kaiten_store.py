"""The state behind the double of Kaiten: what is there, and how each thing is shown in an answer."""

import base64
import itertools
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

Row = dict[str, Any]

AVATAR = "data:image/png;base64," + base64.b64encode(b"\x89PNG" + b"\x00" * 9000).decode()
"""Users come with their pictures inside, wherever they are shown."""

LIVE, ARCHIVED, DELETED = 1, 2, 3


@dataclass
class Store:
    """All that one company has."""

    tokens: dict[str, int] = field(default_factory=dict)
    """Key → the user whose it is."""
    users: dict[int, Row] = field(default_factory=dict)
    spaces: dict[int, Row] = field(default_factory=dict)
    boards: dict[int, Row] = field(default_factory=dict)
    columns: dict[int, Row] = field(default_factory=dict)
    lanes: dict[int, Row] = field(default_factory=dict)
    tags: dict[int, Row] = field(default_factory=dict)
    cards: dict[int, Row] = field(default_factory=dict)
    checklists: dict[int, Row] = field(default_factory=dict)
    items: dict[int, Row] = field(default_factory=dict)
    comments: dict[int, Row] = field(default_factory=dict)
    _ids: Iterator[int] = field(default_factory=lambda: itertools.count(101))
    _last: datetime = datetime(2026, 1, 1, tzinfo=UTC)

    def now(self) -> datetime:
        """The present, never twice the same."""
        self._last = max(datetime.now(UTC), self._last + timedelta(milliseconds=1))
        return self._last

    # --- putting things there, for tests ---------------------------------------------------------------------

    def user(self, name: str, *, token: str | None = None) -> int:
        """A new user; with a key of theirs."""
        id_ = next(self._ids)
        self.users[id_] = {"id": id_, "full_name": name, "username": name.lower(), "activated": True}
        if token:
            self.tokens[token] = id_
        return id_

    def space(self, title: str, *users: int) -> int:
        """A new space for these users."""
        id_ = next(self._ids)
        self.spaces[id_] = {"id": id_, "title": title, "archived": False, "users": set(users)}
        return id_

    def board(self, title: str, *spaces: int) -> int:
        """A new board in these spaces, with one lane."""
        id_ = next(self._ids)
        self.boards[id_] = {"id": id_, "title": title, "spaces": spaces, "description": ""}
        self.lane(id_, "Main")
        return id_

    def column(self, board: int, title: str, type_: int, *, under: int | None = None) -> int:
        """A new column at the right end, or a subcolumn."""
        id_ = next(self._ids)
        self.columns[id_] = {
            "id": id_,
            "title": title,
            "type": type_,
            "board_id": board,
            "column_id": under,
            "sort_order": float(id_),
            "col_count": 1,
            "uid": f"u{id_}",
        }
        return id_

    def lane(self, board: int, title: str, condition: int = LIVE) -> int:
        """A new lane at the bottom."""
        id_ = next(self._ids)
        self.lanes[id_] = {
            "id": id_,
            "title": title,
            "board_id": board,
            "condition": condition,
            "sort_order": float(id_),
        }
        return id_

    def tag(self, name: str, *, listed: bool = True) -> int:
        """A new tag; one of the company's own is not in the list of tags."""
        id_ = next(self._ids)
        self.tags[id_] = {"id": id_, "name": name, "color": 4, "archived": False, "listed": listed}
        return id_

    def card(self, board: int, column: int, title: str, **fields: Any) -> int:
        """A new card at the end of its column, as if a person had made it."""
        id_ = next(self._ids)
        at = self.now()
        lane = next(lane["id"] for lane in self.lanes.values() if lane["board_id"] == board)
        self.cards[id_] = {
            "id": id_,
            "title": title,
            "description": None,
            "board_id": board,
            "column_id": column,
            "lane_id": lane,
            "sort_order": self.end_of(column),
            "condition": LIVE,
            "due_date": None,
            "due_date_time_present": False,
            "owner_id": next(iter(self.users), None),
            "members": {},
            "tags": [],
            "external_id": None,
            "version": 1,
            "created": at,
            "updated": at,
            "comment_last_added_at": None,
            **fields,
        }
        return id_

    def checklist(self, card: int, name: str) -> int:
        """A new checklist."""
        id_ = next(self._ids)
        self.checklists[id_] = {
            "id": id_,
            "name": name,
            "card_id": card,
            "sort_order": float(id_),
            "created": self.now(),
        }
        return id_

    def item(self, checklist: int, text: str, by: int, **fields: Any) -> int:
        """A new line of a checklist."""
        id_ = next(self._ids)
        self.items[id_] = {
            "id": id_,
            "text": text,
            "checklist_id": checklist,
            "user_id": by,
            "checked": False,
            "deleted": False,
            "sort_order": 1.0 + max((one["sort_order"] for one in self.items_of(checklist)), default=0.0),
            "created": self.now(),
            **fields,
        }
        return id_

    def comment(self, card: int, text: str, by: int) -> int:
        """A new comment."""
        id_ = next(self._ids)
        at = self.now()
        self.comments[id_] = {"id": id_, "text": text, "card_id": card, "author_id": by, "created": at}
        self.cards[card]["comment_last_added_at"] = at
        self.touch(card, version=False)
        return id_

    def touch(self, card: int, *, version: bool = True) -> None:
        """The card changed."""
        self.cards[card]["updated"] = self.now()
        self.cards[card]["version"] += version

    def end_of(self, column: int) -> float:
        """A place behind all cards of a column."""
        places = (card["sort_order"] for card in self.cards.values() if card["column_id"] == column)
        return 1.0 + max(places, default=0.0)

    # --- showing things ------------------------------------------------------------------------------------------

    def items_of(self, checklist: int) -> list[Row]:
        return [one for one in self.items.values() if one["checklist_id"] == checklist]

    def shown_user(self, id_: int, **more: Any) -> Row:
        return {
            **self.users[id_],
            "email": f"{id_}@example.org",
            "avatar_initials_url": AVATAR,
            "avatar_uploaded_url": AVATAR,
            "virtual": False,
            "lng": "ru",
            **more,
        }

    def shown_column(self, column: Row) -> Row:
        return {**column, "wip_limit": None, "rules": 0, "pause_sla": False, "archive_after_days": 14}

    def shown_board(self, board: Row) -> Row:
        """As in the list of a space's boards: with columns, and without their subcolumns."""
        own = [one for one in self.columns.values() if one["board_id"] == board["id"]]
        return {
            "id": board["id"],
            "title": board["title"],
            "description": board["description"],
            "columns": [self.shown_column(one) for one in own if one["column_id"] is None],
            "lanes": [one for one in self.lanes.values() if one["board_id"] == board["id"]],
            "cell_wip_limits": None,
            "automove_cards": False,
        }

    def shown_tag(self, id_: int) -> Row:
        return {name: value for name, value in self.tags[id_].items() if name != "listed"}

    def shown_checklist(self, checklist: Row, *, items: bool = True) -> Row:
        own = [one for one in self.items_of(checklist["id"]) if not one["deleted"]]
        shown = {**_dated(checklist), "policy_id": None, "checklist_id": None}
        if items:
            return {**shown, "items": [_dated(one) for one in own]}
        return {**shown, "checked_items": sum(one["checked"] for one in own), "total_items": len(own)}

    def shown_comment(self, comment: Row, *, author: bool) -> Row:
        """A list tells the author; what answers a write gives the author's id only."""
        shown = {**_dated(comment), "type": 1, "edited": False, "internal": False, "deleted": False}
        return {**shown, "author": self.shown_user(comment["author_id"])} if author else shown

    def shown_card(self, card: Row, *, listed: bool = False, fields: tuple[str, ...] = ()) -> Row:
        """A card; a list leaves out the description, unless asked for, and the items of checklists."""
        own = [one for one in self.checklists.values() if one["card_id"] == card["id"]]
        column = self.columns[card["column_id"]]
        shown = {
            **_dated(card),
            "archived": card["condition"] == ARCHIVED,
            "state": column["type"],
            "description_filled": bool(card["description"]),
            "members": [
                self.shown_user(user, user_id=user, card_id=card["id"], type=type_)
                for user, type_ in card["members"].items()
            ],
            "tags": [self.shown_tag(id_) for id_ in card["tags"]] or None,
            "tag_ids": card["tags"],
            "checklists": [self.shown_checklist(one, items=not listed) for one in own],
            "comments_total": sum(one["card_id"] == card["id"] for one in self.comments.values()),
            "owner": self.shown_user(card["owner_id"]),
            "column": self.shown_column(column),
            "board": {"id": card["board_id"], "title": self.boards[card["board_id"]]["title"]},
            "properties": None,
            "type_id": 1,
        }
        if listed and "description" not in fields:
            del shown["description"]
        return shown


def _dated(row: Row) -> Row:
    return {
        name: value.isoformat(timespec="milliseconds").replace("+00:00", "Z")
        if isinstance(value, datetime)
        else value
        for name, value in row.items()
    }
