"""What the port to messengers does, wherever it is. How it is reached is said in `channels/service.py`."""

from tests.conformance.channels.service import far, notifier
from tests.conformance.suite.notifying import Notifying

__all__ = ["far", "notifier"]


class TestNotifying(Notifying):
    """It asks people and brings what they answer."""
