"""The suite's board on the double of Trello."""

from collections.abc import Iterator
from contextlib import closing
from functools import partial

import pytest

from kanban_connectors.trello.connector import TrelloConnector
from tests.conformance.desk import BOARD, Desk
from tests.doubles.pace import Unpaced
from tests.doubles.trello import TrelloDouble
from tests.doubles.trello_board import account_at, put_board


@pytest.fixture
def trello() -> Iterator[Desk]:
    """A Trello of our own."""
    double = TrelloDouble()
    double.limits.token = double.limits.key = 100_000
    names = put_board(double, BOARD)
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
