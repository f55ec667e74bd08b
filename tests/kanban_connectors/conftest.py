"""A Trello of our own with the suite's board, and a connector to it that does not wait."""

from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field

import pytest

from core_api.contracts.board import Card
from core_api.contracts.connector import Receipt, Write
from kanban_connectors.trello.connector import TrelloConnector
from tests.doubles.faults import Faults
from tests.doubles.pace import Unpaced
from tests.doubles.trello import TrelloDouble
from tests.doubles.trello_board import Names, account_at, put_board
from tests.doubles.trello_world import Thing, World


@dataclass
class Trello:
    """The double, the board on it, and a connector."""

    double: TrelloDouble
    names: Names
    url: str
    waited: list[float] = field(default_factory=list)
    """The pauses between tries, which nobody waits for."""

    def __post_init__(self) -> None:
        self.connector = TrelloConnector(account_at(self.url), Unpaced(), sleep=self.waited.append)

    @property
    def world(self) -> World:
        return self.double.world

    @property
    def faults(self) -> Faults:
        return self.double.faults

    @property
    def pay(self) -> Thing:
        """The suite's first card, as Trello has it."""
        return self.world.cards[self.names.cards["pay"]]

    def apply(self, write: Write, key: str = "op_1", card: str | None = "pay") -> Receipt:
        target = self.names.cards[card] if card else None
        return self.connector.apply(self.names.board, target, write, key)

    def read(self, card: str = "pay") -> Card:
        return self.connector.card(self.names.board, self.names.cards[card])

    def asked(self) -> list[str]:
        """What was asked since the last look."""
        lines = [asked.line for asked in self.faults.asked]
        self.faults.asked.clear()
        return lines


@pytest.fixture
def trello() -> Iterator[Trello]:
    from tests.conformance.desk import (
        BOARD,  # not above: the suite's own conftest must be the first to load it
    )

    double = TrelloDouble()
    double.limits.token = double.limits.key = 100_000
    names = put_board(double, BOARD)
    with double.served() as url:
        trello = Trello(double, names, url)
        with closing(trello.connector):
            yield trello
