"""A small company on the double of Kaiten, served on loopback, and a connector to it."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from pydantic import SecretStr

from core_api.contracts.accounts import KaitenAccount
from core_api.contracts.ports import Pace
from kanban_connectors.kaiten.connector import KaitenConnector, build
from tests.doubles.faults import Asked, Faults, served
from tests.doubles.kaiten import BASE, Kaiten, busy
from tests.doubles.kaiten_store import Row, Store
from tests.doubles.pace import Unpaced

TOKEN = "kaiten-canary-7c1f93"
"""Looked for wherever it must not be."""


@dataclass
class World:
    """What is there. The bot sees the space `Team` with the board `Demo`."""

    double: Kaiten
    faults: Faults
    connector: KaitenConnector
    url: str
    bot: int
    anna: int
    boris: int
    space: int
    board: int
    todo: int
    doing: int
    done: int
    card: int
    """`Pay page`, in `todo`."""
    slept: list[float] = field(default_factory=list)

    @property
    def store(self) -> Store:
        return self.double.store

    @property
    def ref(self) -> tuple[str, str]:
        """The board's id and the card's, as the port wants them."""
        return str(self.board), str(self.card)

    def row(self) -> Row:
        """The card as Kaiten has it."""
        return self.store.cards[self.card]

    def asked(self) -> list[Asked]:
        """What was asked since the last time."""
        asked, self.faults.asked = self.faults.asked, []
        return asked

    def lines(self) -> list[str]:
        """The same as methods and paths."""
        return [asked.line.replace(BASE, "") for asked in self.asked()]


@contextmanager
def a_world(pace: Pace | None = None, *, allow_delete: bool = False) -> Iterator[World]:
    """A fresh company."""
    double = Kaiten()
    faults = Faults(double, busy)
    store = double.store
    bot = store.user("Boardscribe", token=TOKEN)
    anna, boris = store.user("Anna"), store.user("Boris")
    space = store.space("Team", bot, anna, boris)
    board = store.board("Demo", space)
    todo, doing, done = (store.column(board, name, kind) for name, kind in COLUMNS)
    card = store.card(board, todo, "Pay page", description="With cards", owner_id=anna)
    slept: list[float] = []
    with served(faults) as url:
        account = KaitenAccount(url=url + BASE, token=SecretStr(TOKEN))
        connector = build(account, pace or Unpaced(), allow_delete=allow_delete, sleep=slept.append)
        try:
            yield World(
                double, faults, connector, url, bot, anna, boris, space, board, todo, doing, done, card, slept
            )
        finally:
            connector.close()


COLUMNS = (("To do", 1), ("Doing", 2), ("Shipped?", 3))
"""What is done is said by the type, whatever the name."""


def another(world: World) -> KaitenConnector:
    """A connector of another process: it remembers nothing."""
    account = KaitenAccount(url=world.url + BASE, token=SecretStr(TOKEN))
    return build(account, Unpaced(), allow_delete=False)
