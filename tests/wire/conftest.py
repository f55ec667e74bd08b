"""One wire after the other to the same port."""

from collections.abc import Iterator

import pytest

from core_api.wire.service import Wire
from tests.wire.echo import WIRES, Echo, wired


@pytest.fixture
def port() -> Echo:
    return Echo()


@pytest.fixture(params=WIRES)
def wire(request: pytest.FixtureRequest, port: Echo) -> Iterator[Wire]:
    with wired(request.param, port) as wire:
        yield wire
