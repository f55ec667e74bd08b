"""What every channel must do, whichever messenger it is. They are named in `conftest`; the suite knows none."""

from tests.conformance.suite.arriving import Answering, Arriving, Inbounds
from tests.conformance.suite.messaging import Failing, Limits, Messaging


class TestMessaging(Messaging):
    """It says what it is told."""


class TestLimits(Limits):
    """Its flags are true."""


class TestFailing(Failing):
    """It says truly what went wrong."""


class TestArriving(Arriving):
    """It brings what people do, once."""


class TestAnswering(Answering):
    """It answers presses."""


class TestInbounds(Inbounds):
    """Its webhook takes nothing from strangers."""
