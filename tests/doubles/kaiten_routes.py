"""What each route of the double of Kaiten does to its store; how a request gets here is in `kaiten`."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from tests.doubles.kaiten_rules import Refusal, moment
from tests.doubles.kaiten_store import ARCHIVED, DELETED, LIVE, Row, Store

ORDERS = {"created", "updated", "id", "sort_order", "title"}


@dataclass(frozen=True)
class Call:
    """A request that was let in."""

    user: int
    ids: dict[str, int]
    query: dict[str, Any]
    body: dict[str, Any]


@dataclass
class Office:
    """Does what a call asks for, if the caller may."""

    store: Store

    # --- who and where -----------------------------------------------------------------------------------------

    def me(self, call: Call) -> Row:
        return self.store.shown_user(call.user)

    def spaces(self, call: Call) -> list[Row]:
        own = [space for space in self.store.spaces.values() if call.user in space["users"]]
        return [{name: value for name, value in space.items() if name != "users"} for space in own]

    def space_boards(self, call: Call) -> list[Row]:
        space = self._space(call, call.ids["space"])
        boards = self.store.boards.values()
        return [self.store.shown_board(board) for board in boards if space["id"] in board["spaces"]]

    def space_users(self, call: Call) -> list[Row]:
        space = self._space(call, call.ids["space"])
        return [self.store.shown_user(id_, role=2, access_mod="write") for id_ in sorted(space["users"])]

    def columns(self, call: Call) -> list[Row]:
        board = self._board(call, call.ids["board"])
        own = [one for one in self.store.columns.values() if one["board_id"] == board["id"]]
        return [self.store.shown_column(one) for one in own if one["column_id"] is None]

    def subcolumns(self, call: Call) -> list[Row]:
        column = _found(self.store.columns, call.ids["column"])
        self._board(call, column["board_id"])
        own = [one for one in self.store.columns.values() if one["column_id"] == column["id"]]
        return [self.store.shown_column(one) for one in own]

    def lanes(self, call: Call) -> list[Row]:
        board = self._board(call, call.ids["board"])
        wanted = call.query.get("condition", LIVE)
        own = [lane for lane in self.store.lanes.values() if lane["board_id"] == board["id"]]
        return [lane for lane in own if lane["condition"] == wanted]

    def tags(self, call: Call) -> list[Row]:
        if "space_id" in call.query:
            self._space(call, call.query["space_id"])
        listed = [tag["id"] for tag in self.store.tags.values() if tag["listed"]]
        return [self.store.shown_tag(id_) for id_ in _paged(listed, call.query)]

    # --- cards --------------------------------------------------------------------------------------------------

    def cards(self, call: Call) -> list[Row]:
        query = call.query
        order = query.get("order_by", "created")
        if order not in ORDERS or query.get("order_direction", "desc") not in ("asc", "desc"):
            raise Refusal(400, "order_by is not allowed")
        if "board_id" in query:
            self._board(call, query["board_id"])
        found = [card for card in self.store.cards.values() if self._sees(call, card) and _fits(card, query)]
        found.sort(key=lambda card: (card[order], card["id"]), reverse=query.get("order_direction") != "asc")
        fields = tuple(query.get("additional_card_fields", "").split(","))
        return [self.store.shown_card(card, listed=True, fields=fields) for card in _paged(found, query)]

    def card(self, call: Call) -> Row:
        return self.store.shown_card(self._card(call))

    def create(self, call: Call) -> Row:
        body = dict(call.body)
        board = self._board(call, body["board_id"])
        first = min(one["id"] for one in self.store.columns.values() if one["board_id"] == board["id"])
        column = self._column(board["id"], body.pop("column_id", first))
        responsible = body.pop("responsible_id", None)
        if responsible is not None:
            self._may_join(board["id"], responsible)
        end = self.store.end_of(column)
        place = {1: 0.5, 2: end}.get(body.pop("position", None) or 0, body.pop("sort_order", end))
        body |= _due(body)
        body.pop("text_format_type_id", None)
        id_ = self.store.card(
            board["id"],
            column,
            **{name: value for name, value in body.items() if name != "board_id"},
            owner_id=call.user,
            sort_order=place,
            members={} if responsible is None else {responsible: 2},
        )
        return self.store.shown_card(self.store.cards[id_])

    def change(self, call: Call) -> Row:
        card, body = self._card(call), dict(call.body)
        board = self._board(call, body.get("board_id", card["board_id"]))
        if "column_id" in body:
            body["column_id"] = self._column(board["id"], body["column_id"])
        if "lane_id" in body and _found(self.store.lanes, body["lane_id"], 400)["board_id"] != board["id"]:
            raise Refusal(400, "lane_id belongs to another board")
        if card["condition"] == DELETED:
            raise Refusal(404, "Card not found")
        body.pop("text_format_type_id", None)
        card.update(body | _due(body))
        self.store.touch(card["id"])
        return self.store.shown_card(card)

    def delete(self, call: Call) -> Row:
        card = self._card(call)
        card["condition"] = DELETED
        self.store.touch(card["id"])
        return self.store.shown_card(card)

    # --- what hangs on a card -------------------------------------------------------------------------------------

    def add_member(self, call: Call) -> Row:
        card, user = self._card(call), call.body["user_id"]
        self._may_join(card["board_id"], user)
        card["members"].setdefault(user, 1)
        self.store.touch(card["id"])
        return self.store.shown_user(user, user_id=user, card_id=card["id"], type=card["members"][user])

    def make_responsible(self, call: Call) -> Row:
        card, user = self._card(call), call.ids["user"]
        if user not in card["members"]:
            raise Refusal(404, "Member not found")
        card["members"] = {id_: 2 if id_ == user else 1 for id_ in card["members"]}
        self.store.touch(card["id"])
        return {"card_id": card["id"], "user_id": user, "type": 2}

    def remove_member(self, call: Call) -> Row:
        card, user = self._card(call), call.ids["user"]
        if card["members"].pop(user, None) is None:
            raise Refusal(404, "Member not found")
        self.store.touch(card["id"])
        return {"id": user}

    def add_tag(self, call: Call) -> Row:
        """By name: the first one of that name, or a new one."""
        card, name = self._card(call), call.body["name"]
        same = [tag["id"] for tag in self.store.tags.values() if tag["name"].casefold() == name.casefold()]
        id_ = same[0] if same else self.store.tag(name)
        if id_ not in card["tags"]:
            card["tags"].append(id_)
            self.store.touch(card["id"])
        return self.store.shown_tag(id_)

    def remove_tag(self, call: Call) -> Row:
        """Success, whether it hung there or not: so the real one."""
        card, id_ = self._card(call), call.ids["tag"]
        if id_ in card["tags"]:
            card["tags"].remove(id_)
            self.store.touch(card["id"])
        return {"id": id_}

    def comments(self, call: Call) -> list[Row]:
        card = self._card(call)
        own = [one for one in self.store.comments.values() if one["card_id"] == card["id"]]
        return [self.store.shown_comment(one, author=True) for one in own]

    def add_comment(self, call: Call) -> Row:
        card = self._card(call)
        id_ = self.store.comment(card["id"], call.body["text"], call.user)
        return self.store.shown_comment(self.store.comments[id_], author=False)

    def remove_comment(self, call: Call) -> Row:
        card, comment = self._card(call), _found(self.store.comments, call.ids["comment"])
        if comment["card_id"] != card["id"]:
            raise Refusal(404, "Comment not found")
        if comment["author_id"] != call.user:
            raise Refusal(403, "Forbidden")
        del self.store.comments[comment["id"]]
        self.store.touch(card["id"], version=False)
        return {"id": comment["id"]}

    def add_checklist(self, call: Call) -> Row:
        card = self._card(call)
        id_ = self.store.checklist(card["id"], call.body["name"])
        self.store.touch(card["id"], version=False)
        return self.store.shown_checklist(self.store.checklists[id_])

    def remove_checklist(self, call: Call) -> Row:
        checklist = self._checklist(call)
        del self.store.checklists[checklist["id"]]
        self.store.touch(checklist["card_id"], version=False)
        return {"id": checklist["id"]}

    def add_item(self, call: Call) -> Row:
        checklist = self._checklist(call)
        id_ = self.store.item(checklist["id"], by=call.user, **call.body)
        self.store.touch(checklist["card_id"], version=False)
        return self._shown_item(id_)

    def change_item(self, call: Call) -> Row:
        item = self._item(call)
        item.update(call.body)
        self.store.touch(self._checklist(call)["card_id"], version=False)
        return self._shown_item(item["id"])

    def remove_item(self, call: Call) -> Row:
        item = self._item(call)
        del self.store.items[item["id"]]
        self.store.touch(self._checklist(call)["card_id"], version=False)
        return {"id": item["id"]}

    # --- what is there, and who may see it -------------------------------------------------------------------------

    def _space(self, call: Call, id_: int) -> Row:
        space = _found(self.store.spaces, id_)
        if call.user not in space["users"]:
            raise Refusal(403, "Forbidden")
        return space

    def _board(self, call: Call, id_: int) -> Row:
        board = _found(self.store.boards, id_)
        if not any(call.user in self.store.spaces[space]["users"] for space in board["spaces"]):
            raise Refusal(403, "Forbidden")
        return board

    def _sees(self, call: Call, card: Row) -> bool:
        spaces = self.store.boards[card["board_id"]]["spaces"]
        return any(call.user in self.store.spaces[space]["users"] for space in spaces)

    def _card(self, call: Call) -> Row:
        card = _found(self.store.cards, call.ids["card"])
        self._board(call, card["board_id"])
        return card

    def _column(self, board: int, id_: int) -> int:
        column = _found(self.store.columns, id_, 400)
        if column["board_id"] != board:
            raise Refusal(400, "column_id belongs to another board")
        if any(one["column_id"] == id_ for one in self.store.columns.values()):
            raise Refusal(400, "the column has subcolumns")
        return id_

    def _may_join(self, board: int, user: int) -> None:
        spaces = self.store.boards[board]["spaces"]
        if not any(user in self.store.spaces[space]["users"] for space in spaces):
            raise Refusal(403, "the user has no access to the card")

    def _checklist(self, call: Call) -> Row:
        checklist = _found(self.store.checklists, call.ids["checklist"])
        if checklist["card_id"] != self._card(call)["id"]:
            raise Refusal(404, "Checklist not found")
        return checklist

    def _item(self, call: Call) -> Row:
        item = _found(self.store.items, call.ids["item"])
        if item["checklist_id"] != self._checklist(call)["id"]:
            raise Refusal(404, "Item not found")
        return item

    def _shown_item(self, id_: int) -> Row:
        checklist = self.store.checklists[self.store.items[id_]["checklist_id"]]
        shown: list[Row] = self.store.shown_checklist(checklist)["items"]
        return next(item for item in shown if item["id"] == id_)


ROUTES: dict[str, Callable[[Office, Call], Any]] = {
    "GET /users/current": Office.me,
    "GET /spaces": Office.spaces,
    "GET /spaces/{space}/boards": Office.space_boards,
    "GET /spaces/{space}/users": Office.space_users,
    "GET /boards/{board}/columns": Office.columns,
    "GET /boards/{board}/lanes": Office.lanes,
    "GET /columns/{column}/subcolumns": Office.subcolumns,
    "GET /tags": Office.tags,
    "GET /cards": Office.cards,
    "POST /cards": Office.create,
    "PATCH /cards": Office.cards,
    "GET /cards/{card}": Office.card,
    "PATCH /cards/{card}": Office.change,
    "DELETE /cards/{card}": Office.delete,
    "POST /cards/{card}/members": Office.add_member,
    "PATCH /cards/{card}/members/{user}": Office.make_responsible,
    "DELETE /cards/{card}/members/{user}": Office.remove_member,
    "POST /cards/{card}/tags": Office.add_tag,
    "DELETE /cards/{card}/tags/{tag}": Office.remove_tag,
    "GET /cards/{card}/comments": Office.comments,
    "POST /cards/{card}/comments": Office.add_comment,
    "DELETE /cards/{card}/comments/{comment}": Office.remove_comment,
    "POST /cards/{card}/checklists": Office.add_checklist,
    "DELETE /cards/{card}/checklists/{checklist}": Office.remove_checklist,
    "POST /cards/{card}/checklists/{checklist}/items": Office.add_item,
    "PATCH /cards/{card}/checklists/{checklist}/items/{item}": Office.change_item,
    "DELETE /cards/{card}/checklists/{checklist}/items/{item}": Office.remove_item,
}


def _found(rows: dict[int, Row], id_: int, status: int = 404) -> Row:
    if id_ not in rows:
        raise Refusal(status, "Not found")
    return rows[id_]


def _fits(card: Row, query: dict[str, Any]) -> bool:
    """Whether a card is in the list; without a condition, lists hold live cards only."""
    wanted = query.get("condition", ARCHIVED if query.get("archived") else LIVE)
    same = ("board_id", "column_id", "lane_id", "external_id")
    tags = {int(id_) for id_ in query.get("tag_ids", "").split(",") if id_}
    return (
        card["condition"] == wanted
        and all(card[name] == query[name] for name in same if name in query)
        and ("updated_after" not in query or card["updated"] > query["updated_after"])
        and ("created_after" not in query or card["created"] > query["created_after"])
        and tags <= set(card["tags"])
    )


def _paged(rows: list[Any], query: dict[str, Any]) -> list[Any]:
    start = query.get("offset", 0)
    return rows[start : start + query.get("limit", 100)]


def _due(body: dict[str, Any]) -> dict[str, Any]:
    if "due_date" not in body:
        return {}
    at = None if body["due_date"] is None else moment(body["due_date"])
    return {"due_date": at, "due_date_time_present": body.get("due_date_time_present", False)}
