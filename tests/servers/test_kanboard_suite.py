"""The suite of all boards on a real Kanboard."""

import pytest

from tests.conformance.boards.kanboard import kanboard, team
from tests.conformance.desk import Desk
from tests.conformance.suite.changing import Changing
from tests.conformance.suite.making import Making
from tests.conformance.suite.reading import Reading

__all__ = ["kanboard", "team"]


@pytest.fixture
def desk(kanboard: Desk) -> Desk:
    return kanboard


class TestReading(Reading):
    """It tells what is there."""


class TestChanging(Changing):
    """It changes what it was told, and nothing else."""


class TestMaking(Making):
    """It makes each thing once, and takes back what is ours."""
