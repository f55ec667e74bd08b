"""The boards that the suite runs on: a maker each, in a file of its own under `boards/`.

A maker is a fixture that gives a `Desk`. To add a kind of board, import its maker here and name it in `BOARDS`.
"""

import pytest

pytest.register_assert_rewrite("tests.conformance.desk", "tests.conformance.suite")

from tests.conformance.boards.kaiten import kaiten  # noqa: E402
from tests.conformance.boards.local import memory, sqlite  # noqa: E402
from tests.conformance.boards.remote import in_process, over_grpc, over_http  # noqa: E402
from tests.conformance.boards.roundup import roundup, trackers  # noqa: E402
from tests.conformance.boards.trello import trello  # noqa: E402
from tests.conformance.desk import Desk  # noqa: E402

__all__ = [
    "in_process",
    "kaiten",
    "memory",
    "over_grpc",
    "over_http",
    "roundup",
    "sqlite",
    "trackers",
    "trello",
]

BOARDS = ("memory", "sqlite", "in_process", "over_http", "over_grpc", "trello", "kaiten", "roundup")


@pytest.fixture(params=BOARDS)
def desk(request: pytest.FixtureRequest) -> Desk:
    """The suite's board on each kind of board in turn."""
    made: Desk = request.getfixturevalue(request.param)
    return made
