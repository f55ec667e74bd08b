"""The suite of all channels on a real Synapse."""

import pytest

from tests.conformance.channel_desk import ChannelDesk
from tests.conformance.channels.matrix import MatrixDesk, matrix, synapse
from tests.conformance.suite.arriving import Answering, Arriving, Inbounds
from tests.conformance.suite.messaging import Failing, Limits, Messaging

__all__ = ["matrix", "synapse"]


@pytest.fixture
def chat(matrix: MatrixDesk) -> ChannelDesk:
    return matrix


class TestMessaging(Messaging):
    """It says what it is told."""


class TestLimits(Limits):
    """Its flags are true."""


class TestFailing(Failing):
    """It says truly what went wrong."""


class TestArriving(Arriving):
    """It brings what people do, once."""


class TestAnswering(Answering):
    """There are no presses, and nothing breaks."""


class TestInbounds(Inbounds):
    """It has no webhook."""
