"""Real servers for the proofs: each gives the suite's board anew as often as it is asked."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime
from pathlib import Path

from core_api.contracts.ports import Connector
from core_api.store.boards import LocalBoards
from core_api.store.database import Database, connect
from tests.conformance.boards.kanboard import kanboard_desk, open_team
from tests.conformance.boards.local import local_desk
from tests.conformance.boards.roundup import roundup_desk
from tests.conformance.desk import BOARD, Desk
from tests.proofs.office import Office
from tests.roundup.server import RoundupServer

MakeDesk = Callable[[], Desk]


@contextmanager
def desks(folder: Path, *names: str) -> Iterator[dict[str, MakeDesk]]:
    """For each name (`local`, `kanboard`, `roundup`) what gives a desk with the suite's board as it first was."""
    with ExitStack() as open_things:
        makers: dict[str, MakeDesk] = {}
        if "local" in names:
            database = open_things.enter_context(fresh_database(folder / "local.db"))
            makers["local"] = lambda: _local(database)
        if "kanboard" in names:
            team = open_things.enter_context(open_team(folder / "kanboard"))
            makers["kanboard"] = lambda: kanboard_desk(team)
        if "roundup" in names:
            server = RoundupServer(folder / "roundup")
            open_things.callback(server.stop)
            makers["roundup"] = lambda: roundup_desk(server.tracker())
        yield makers


@contextmanager
def fresh_database(path: Path) -> Iterator[Database]:
    database = connect(f"sqlite:///{path}")
    database.migrate()
    try:
        yield database
    finally:
        database.dispose()


class Offices:
    """Offices over one store, each with a desk: whoever asks for a board is led to the desk of its reference."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._desks: dict[str, Desk] = {}

    def open(self, name: str, desk: Desk) -> Office:
        ref = f"{name}:{len(self._desks)}"
        self._desks[ref] = desk
        return Office(self._database, ref)

    def connector_for(self, ref: str) -> tuple[Connector, str]:
        desk = self._desks[ref]
        return desk.connector, desk.board_id


def _local(database: Database) -> Desk:
    shelf = LocalBoards(database, lambda: datetime.now(UTC))
    board = BOARD.model_copy(update={"id": f"demo-{len(shelf.boards())}"})
    shelf.create(board)
    return local_desk(shelf, board)
