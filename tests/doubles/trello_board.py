"""A neutral board put on the double of Trello, and an account that reaches it."""

from dataclasses import dataclass

from pydantic import SecretStr

from core_api.contracts.accounts import TrelloAccount
from core_api.contracts.board import Board
from tests.doubles.trello import KEY, TOKEN, TrelloDouble


def account_at(url: str) -> TrelloAccount:
    """Our account there."""
    return TrelloAccount(url=url, key=SecretStr(KEY), token=SecretStr(TOKEN))


@dataclass(frozen=True)
class Names:
    """Which id stands for which of the suite's names."""

    board: str
    columns: dict[str, str]
    cards: dict[str, str]
    members: dict[str, str]
    labels: dict[str, str]
    items: dict[str, str]


def put_board(double: TrelloDouble, board: Board) -> Names:
    """The board on the double, whose person is `anna`; others of its members are made."""
    world = double.world
    others = {one.id: world.add_member(one.name) for one in board.members if one.id != "anna"}
    members = {"anna": double.person, **others}
    made_board = world.add_board(board.name, [double.me, *members.values()])
    columns = {
        one.id: world.add_list(made_board, one.name, one.position, closed=one.closed) for one in board.columns
    }
    labels = {one.id: world.add_label(made_board, one.name) for one in board.labels}
    cards, items = {}, {}
    for one in board.cards:
        made = world.add_card(
            columns[one.column_id],
            one.name,
            idShort=one.number,
            desc=one.description,
            pos=one.position,
            due=one.due and one.due.isoformat(timespec="milliseconds").replace("+00:00", "Z"),
            idMembers=[members[member] for member in one.member_ids],
            idLabels=[labels[label] for label in one.label_ids],
        )
        cards[one.id] = made["id"]
        for checklist in one.checklists:
            held = world.add_checklist(made["id"], checklist.name)
            items |= {item.id: world.add_item(held, item.name)["id"] for item in checklist.items}
    return Names(made_board, columns, cards, members, labels, items)
