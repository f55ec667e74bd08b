"""What the Trello double keeps: members, boards, lists, cards and their history, in Trello's own JSON.

Nothing here speaks HTTP. What Trello refuses is raised as `Refusal` with its words.
"""

import itertools
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

Thing = dict[str, Any]

ID = re.compile(r"[0-9a-f]{24}")
STEP = 65536.0
MOST = 16384
LISTED = {
    "createCard",
    "copyCard",
    "updateCard",
    "deleteCard",
    "commentCard",
    "addMemberToCard",
    "removeMemberFromCard",
    "addChecklistToCard",
    "removeChecklistFromCard",
    "updateCheckItemStateOnCard",
}
"""What the history tells when it is read; a webhook hears of the rest too (labels, items that come and go)."""


class Refusal(Exception):  # noqa: N818 - it is an answer
    """An answer that is no success, in Trello's words."""

    def __init__(self, status: int, words: str) -> None:
        super().__init__(words)
        self.status = status
        self.words = words


NOT_FOUND = (404, "The requested resource was not found.")


@dataclass
class Key:
    """A token: whose it is and what it may do."""

    member: str
    write: bool = True
    account: bool = False
    expires: datetime | None = None


@dataclass
class World:
    """All boards of this Trello."""

    members: dict[str, Thing] = field(default_factory=dict)
    tokens: dict[str, Key] = field(default_factory=dict)
    boards: dict[str, Thing] = field(default_factory=dict)
    lists: dict[str, Thing] = field(default_factory=dict)
    labels: dict[str, Thing] = field(default_factory=dict)
    cards: dict[str, Thing] = field(default_factory=dict)
    checklists: dict[str, Thing] = field(default_factory=dict)
    actions: list[Thing] = field(default_factory=list)
    hooks: dict[str, Thing] = field(default_factory=dict)
    keeps_positions: bool = True
    """False: checklist items stand at whole numbers, whatever was asked for."""
    _last_numbers: dict[str, int] = field(default_factory=dict)
    _numbers: Any = field(default_factory=lambda: itertools.count(1))
    _now: datetime = datetime(2000, 1, 1, tzinfo=UTC)

    def now(self) -> str:
        """This moment, later than every moment told before."""
        current = datetime.now(UTC)
        current = current.replace(microsecond=current.microsecond // 1000 * 1000)
        self._now = max(current, self._now + timedelta(milliseconds=1))
        return self._now.isoformat(timespec="milliseconds").replace("+00:00", "Z")

    def new_id(self, at: datetime | None = None) -> str:
        """An id whose first letters are the second it was made in."""
        return f"{int((at or datetime.now(UTC)).timestamp()):08x}{next(self._numbers):016x}"

    # --- seeds -------------------------------------------------------------------------------------------

    def add_member(self, name: str, username: str = "") -> str:
        """A person."""
        made = self.new_id()
        self.members[made] = {"id": made, "fullName": name, "username": username or name.lower()}
        return made

    def add_board(self, name: str, members: Iterable[str]) -> str:
        """A board of these members."""
        made = self.new_id()
        short = f"b{next(self._numbers):07d}"
        self.boards[made] = {
            "id": made,
            "name": name,
            "closed": False,
            "shortLink": short,
            "url": f"https://trello.com/b/{short}/board",
            "idMembers": list(members),
            "organization": {"id": made, "displayName": "Workspace"},
        }
        return made

    def add_list(self, board: str, name: str, pos: float, *, closed: bool = False) -> str:
        """A list of a board."""
        made = self.new_id()
        self.lists[made] = {"id": made, "idBoard": board, "name": name, "pos": pos, "closed": closed}
        return made

    def add_label(self, board: str, name: str, color: str | None = "green") -> str:
        """A label of a board."""
        made = self.new_id()
        self.labels[made] = {"id": made, "idBoard": board, "name": name, "color": color}
        return made

    def add_card(self, idList: str, name: str, *, at: datetime | None = None, **fields: Any) -> Thing:  # noqa: N803
        """A card of a list, at its end unless `pos` says otherwise."""
        board = self.lists[idList]["idBoard"]
        made, short = self.new_id(at), f"c{next(self._numbers):07d}"
        number = int(fields.get("idShort") or 1 + self._last_numbers.get(board, 0))
        self._last_numbers[board] = max(number, self._last_numbers.get(board, 0))
        card = {
            "id": made,
            "idBoard": board,
            "idList": idList,
            "idShort": number,
            "shortLink": short,
            "url": f"https://trello.com/c/{short}/{number}-card",
            "name": name,
            "desc": "",
            "closed": False,
            "pos": fields["pos"] if "pos" in fields else self.end_of(idList),
            "due": None,
            "dueComplete": False,
            "idMembers": [],
            "idLabels": [],
            "dateLastActivity": self.now(),
        }
        self.cards[made] = card | fields
        return self.cards[made]

    def add_checklist(self, card: str, name: str) -> Thing:
        """A checklist on a card."""
        made = self.new_id()
        pos = STEP * (1 + sum(one["idCard"] == card for one in self.checklists.values()))
        board = self.cards[card]["idBoard"]
        self.checklists[made] = {
            "id": made,
            "idCard": card,
            "idBoard": board,
            "name": name,
            "pos": pos,
            "checkItems": [],
        }
        return self.checklists[made]

    def add_item(self, checklist: Thing, name: str, pos: Any = "bottom", state: str = "incomplete") -> Thing:
        """A line of a checklist."""
        others = [item["pos"] for item in checklist["checkItems"]]
        place = self.place(pos, others)
        item = {
            "id": self.new_id(),
            "idChecklist": checklist["id"],
            "name": name,
            "state": state,
            "pos": place if self.keeps_positions else float(round(place)),
        }
        checklist["checkItems"].append(item)
        return item

    # --- looking -----------------------------------------------------------------------------------------

    def find(self, things: dict[str, Thing], one: str) -> Thing:
        """By id or short link. Raises 400 for what is no id, 404 for what is not there."""
        if not ID.fullmatch(one) and not re.fullmatch(r"[0-9A-Za-z]{8}", one):
            raise Refusal(400, "invalid id")
        found = things.get(one) or next(
            (thing for thing in things.values() if thing.get("shortLink") == one), None
        )
        if found is None:
            raise Refusal(*NOT_FOUND)
        return found

    def cards_of(self, board: str) -> list[Thing]:
        """Open and closed."""
        return [card for card in self.cards.values() if card["idBoard"] == board]

    def checklists_of(self, card: str) -> list[Thing]:
        """By position."""
        found = [one for one in self.checklists.values() if one["idCard"] == card]
        return sorted(found, key=lambda one: float(one["pos"]))

    def end_of(self, column: str) -> float:
        """The place behind the last card."""
        return (
            max((card["pos"] for card in self.cards.values() if card["idList"] == column), default=0.0) + STEP
        )

    def place(self, pos: Any, others: Iterable[float]) -> float:
        """`top`, `bottom` or a positive number. Raises 400."""
        others = list(others)
        if pos == "bottom":
            return max(others, default=0.0) + STEP / 4
        if pos == "top":
            return min(others, default=STEP) / 2
        try:
            number = float(pos)
        except (TypeError, ValueError):
            raise Refusal(400, "invalid value for pos") from None
        if isinstance(pos, bool) or number <= 0:
            raise Refusal(400, "invalid value for pos")
        return number

    # --- what happened -----------------------------------------------------------------------------------

    def touch(self, card: Thing) -> None:
        """It changed just now."""
        card["dateLastActivity"] = self.now()

    def happened(self, kind: str, who: str, card: Thing, **data: Any) -> Thing:
        """A line of the history."""
        self.touch(card)
        column = self.lists[card["idList"]]
        action = {
            "id": self.new_id(),
            "type": kind,
            "date": card["dateLastActivity"],
            "idMemberCreator": who,
            "memberCreator": dict(self.members[who]),
            "data": {
                "board": {"id": card["idBoard"], "name": self.boards[card["idBoard"]]["name"]},
                "card": {"id": card["id"], "name": card["name"], "idShort": card["idShort"]},
                "list": {"id": column["id"], "name": column["name"]},
                **data,
            },
        }
        self.actions.append(action)
        return action

    def actions_on(self, **of: str) -> list[Thing]:
        """The history of a card or a board as it can be read, the newest first."""
        ((kind, one),) = of.items()
        found = [action for action in self.actions if action["data"][kind]["id"] == one]
        return [action for action in reversed(found) if action["type"] in LISTED]
