"""What every writable board must do, whichever keeps it. The boards are named in `conftest`; the suite knows none."""

from tests.conformance.suite.changing import Changing
from tests.conformance.suite.making import Making
from tests.conformance.suite.reading import Reading


class TestReading(Reading):
    """It tells what is there."""


class TestChanging(Changing):
    """It changes what it was told, and nothing else."""


class TestMaking(Making):
    """It makes each thing once, and takes back what is ours."""
