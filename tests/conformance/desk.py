"""The board that the suite talks about, and a desk to work on it by the suite's own names.

A kind of board gives its own ids. Its maker (in `boards/`) puts `BOARD`, or as much of it as that kind can hold, on a
real board and tells which id stands for which name; here, and nowhere in the suite, the one becomes the other.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime

from core_api.contracts.board import (
    Board,
    Card,
    CheckItem,
    Checklist,
    Column,
    Create,
    Label,
    Member,
    Withdraw,
)
from core_api.contracts.connector import Capabilities, Receipt, Write
from core_api.contracts.ports import Connector

BOARD = Board(
    id="demo",
    name="Demo",
    columns=(
        Column(id="todo", name="To do", position=1.0),
        Column(id="doing", name="Doing", position=2.0, role="working"),
        Column(id="done", name="Done", position=3.0, role="done"),
        Column(id="old", name="Old", position=4.0, role="done", closed=True),
    ),
    cards=(
        Card(
            id="pay",
            number=7,
            name="Pay page",
            description="With cards",
            column_id="todo",
            position=10.0,
            member_ids=("anna",),
            label_ids=("bug",),
            due=datetime(2026, 3, 1, 18, 30, tzinfo=UTC),
            checklists=(Checklist(id="steps", name="Steps", items=(CheckItem(id="one", name="One"),)),),
        ),
        Card(id="docs", number=8, name="Docs", column_id="todo", position=30.0),
        Card(id="login", number=9, name="Login", column_id="doing", position=20.0),
    ),
    members=(Member(id="anna", name="Anna"), Member(id="boris", name="Boris")),
    labels=(Label(id="bug", name="Bug"), Label(id="new", name="New")),
)
"""The closed column stands only where columns can be closed (`closed_columns`); likewise for the rest."""

GONE = "gone"
"""The suite's name for what is not there."""

_NEEDS: dict[str, str] = {
    "comment": "comments",
    "check": "checklists",
    "uncheck": "checklists",
    "add_check": "checklists",
    "label": "labels",
    "unlabel": "labels",
    "assign": "members",
    "unassign": "members",
    "due": "due",
    "archive": "archive",
    "restore": "archive",
    "delete": "hard_delete",
    "check_item": "checklists",
}
"""Kind of write (of a withdrawal: what it takes back) → the capability it needs."""


@dataclass
class Desk:
    """A connector to a board that holds `BOARD`, and shorter words for it."""

    connector: Connector
    board_id: str
    columns: Mapping[str, str]
    """The suite's name → the board's id; so are the next."""
    cards: Mapping[str, str]
    members: Mapping[str, str] = field(default_factory=dict)
    labels: Mapping[str, str] = field(default_factory=dict)
    items: Mapping[str, str] = field(default_factory=dict)
    lanes: Mapping[str, str] = field(default_factory=dict)
    """Where there are lanes: `main`, where all cards stand, and `fast`, which is empty."""
    absent: str = GONE
    """An id of the board's own kind that names nothing."""
    deleting: Connector | None = None
    """The same board for an installation that may remove cards for good, where that kind of board can."""

    @property
    def can(self) -> Capabilities:
        return self.connector.capabilities

    def offers(self, write: Write) -> bool:
        """Whether the board can do that kind of thing."""
        need = _NEEDS.get(write.what if isinstance(write, Withdraw) else write.kind)
        return need is None or bool(getattr(self.can, need))

    def apply(self, write: Write, card: str | None = "pay", key: str | None = None) -> Receipt:
        """Do it, with names for ids. `card` is a name or an id; none for `create`."""
        target = None if isinstance(write, Create) or card is None else self._id(self.cards, card)
        key = key or f"op_{write!r}"
        return self.connector.apply(self.board_id, target, self.real(write), key)

    def find(self, write: Write, card: str | None = "pay", key: str = "op_1") -> tuple[Receipt, ...]:
        """What was left under that key."""
        target = None if isinstance(write, Create) or card is None else self._id(self.cards, card)
        return self.connector.find(self.board_id, target, self.real(write), key)

    def do(self, write: Write, card: str | None = "pay", key: str | None = None) -> Card:
        """`apply`, and the card after it by the suite's names."""
        return self.named(self.apply(write, card, key).card)

    def card(self, card: str = "pay") -> Card:
        """The card as it stands now, by the suite's names."""
        return self.named(self.connector.card(self.board_id, self._id(self.cards, card)))

    def board(self) -> Board:
        """The board as it stands now, the cards by the suite's names and in the order of their ids."""
        board = self.connector.snapshot(self.board_id)
        cards = sorted(map(self.named, board.cards), key=lambda card: card.id)
        return board.model_copy(update={"cards": tuple(cards), "cursor": None})

    def real(self, write: Write) -> Write:
        """The same with the board's ids for the suite's names."""
        tables = {
            "column_id": self.columns,
            "lane_id": self.lanes,
            "member_id": self.members,
            "label_id": self.labels,
            "item_id": self.items,
            "remote_id": {},
        }
        said = {name: getattr(write, name) for name in tables if getattr(write, name, None) is not None}
        return write.model_copy(update={name: self._id(tables[name], value) for name, value in said.items()})

    def named(self, card: Card) -> Card:
        """The same with the suite's names for the board's ids; what the suite has no name for keeps its id."""
        columns, lanes, items = _turned(self.columns), _turned(self.lanes), _turned(self.items)
        members, labels = _turned(self.members), _turned(self.labels)
        return card.model_copy(
            update={
                "column_id": columns.get(card.column_id, card.column_id),
                "lane_id": lanes.get(card.lane_id or "", card.lane_id),
                "member_ids": tuple(members.get(one, one) for one in card.member_ids),
                "label_ids": tuple(labels.get(one, one) for one in card.label_ids),
                "checklists": tuple(_renamed(checklist, items) for checklist in card.checklists),
            }
        )

    def _id(self, table: Mapping[str, str], name: str) -> str:
        return self.absent if name == GONE else table.get(name, name)


def _turned(table: Mapping[str, str]) -> dict[str, str]:
    return {real: name for name, real in table.items()}


def _renamed(checklist: Checklist, items: Mapping[str, str]) -> Checklist:
    renamed = tuple(item.model_copy(update={"id": items.get(item.id, item.id)}) for item in checklist.items)
    return checklist.model_copy(update={"items": renamed})


def items_of(card: Card) -> list[tuple[str, bool]]:
    """The names of the checklist items in their order, and whether they are done."""
    return [(item.name, item.done) for checklist in card.checklists for item in checklist.items]


def plain(card: Card) -> Card:
    """The card without what changes by itself."""
    return card.model_copy(update={"revision": None, "last_activity": None})
