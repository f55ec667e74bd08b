"""The suite's board on the double of Trello."""

from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from functools import partial

import pytest
from pydantic import SecretStr

from core_api.contracts.accounts import TrelloAccount
from core_api.contracts.connector import Rate
from kanban_connectors.trello.connector import TrelloConnector
from tests.conformance.desk import BOARD, Desk
from tests.doubles.trello import KEY, TOKEN, TrelloDouble


class Unpaced:
    """A `Pace` that never waits: the suite asks more than a vendor lets through in ten seconds."""

    def take(self, scope: str, rates: tuple[Rate, ...], *, patience: float) -> None:
        """At once."""

    def learn(self, scope: str, remaining: int, seconds: float) -> None:
        """Nothing is learnt."""

    def pause(self, scope: str, seconds: float) -> None:
        """Nobody waits."""


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


def put_board(double: TrelloDouble) -> Names:
    """`BOARD` on the double."""
    world = double.world
    members = {"anna": double.person, "boris": world.add_member("Boris")}
    board = world.add_board(BOARD.name, [double.me, *members.values()])
    columns = {
        one.id: world.add_list(board, one.name, one.position, closed=one.closed) for one in BOARD.columns
    }
    labels = {one.id: world.add_label(board, one.name) for one in BOARD.labels}
    cards, items = {}, {}
    for one in BOARD.cards:
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
    return Names(board, columns, cards, members, labels, items)


@pytest.fixture
def trello() -> Iterator[Desk]:
    """A Trello of our own."""
    double = TrelloDouble()
    double.limits.token = double.limits.key = 100_000
    names = put_board(double)
    with double.served() as url:
        connect = partial(TrelloConnector, account_at(url), Unpaced())
        with closing(connect()) as connector, closing(connect(allow_delete=True)) as deleting:
            yield Desk(
                connector,
                names.board,
                names.columns,
                names.cards,
                names.members,
                names.labels,
                names.items,
                absent=double.world.new_id(),
                deleting=deleting,
            )
