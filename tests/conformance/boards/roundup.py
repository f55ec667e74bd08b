"""The suite's board in a tracker of a real Roundup."""

from collections.abc import Iterator

import pytest

from kanban_connectors.pacing import MemoryPace
from tests.conformance.desk import Desk
from tests.roundup.connector import build
from tests.roundup.reading import TRACKER
from tests.roundup.server import ADMIN, ISSUES, KEYWORDS, STATUSES, USERS, RoundupServer


@pytest.fixture(scope="session")
def trackers(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RoundupServer]:
    """One server for all tests; each has a tracker of its own."""
    server = RoundupServer(tmp_path_factory.mktemp("roundup"))
    yield server
    server.stop()


@pytest.fixture
def roundup(trackers: RoundupServer) -> Desk:
    """The suite's board in a tracker of its own."""
    return roundup_desk(trackers.tracker())


def roundup_desk(address: str) -> Desk:
    return Desk(
        build(address, ADMIN, MemoryPace()),
        TRACKER,
        columns=STATUSES,
        cards=ISSUES,
        members=USERS,
        labels=KEYWORDS,
        absent="999999",
    )
