"""The boards and the channels that the suites run on: a maker each, in a file of its own under `boards/`, `channels/`.

A maker is a fixture that gives a `Desk`, or a `ChannelDesk`. To add one, import it here and name it in the table.
"""

import pytest

pytest.register_assert_rewrite(
    "tests.conformance.desk", "tests.conformance.channel_desk", "tests.conformance.suite"
)

from tests.conformance.boards.kaiten import kaiten  # noqa: E402
from tests.conformance.boards.local import memory, sqlite  # noqa: E402
from tests.conformance.boards.remote import in_process, over_grpc, over_http  # noqa: E402
from tests.conformance.boards.roundup import roundup, trackers  # noqa: E402
from tests.conformance.boards.trello import trello  # noqa: E402
from tests.conformance.channel_desk import ChannelDesk  # noqa: E402
from tests.conformance.channels.express import express  # noqa: E402
from tests.conformance.channels.mail import mail_channel  # noqa: E402
from tests.conformance.channels.max import max_asking, max_brought  # noqa: E402
from tests.conformance.channels.memory import memory_channel, plain_channel  # noqa: E402
from tests.conformance.channels.telegram import telegram_polling, telegram_webhook  # noqa: E402
from tests.conformance.channels.vk import vk_asking, vk_brought  # noqa: E402
from tests.conformance.channels.webhook import bridge  # noqa: E402
from tests.conformance.desk import Desk  # noqa: E402

__all__ = [
    "bridge",
    "express",
    "in_process",
    "kaiten",
    "mail_channel",
    "max_asking",
    "max_brought",
    "memory",
    "memory_channel",
    "over_grpc",
    "over_http",
    "plain_channel",
    "roundup",
    "sqlite",
    "telegram_polling",
    "telegram_webhook",
    "trackers",
    "trello",
    "vk_asking",
    "vk_brought",
]

BOARDS = ("memory", "sqlite", "in_process", "over_http", "over_grpc", "trello", "kaiten", "roundup")

CHANNELS = (
    "memory_channel",
    "plain_channel",
    "telegram_polling",
    "telegram_webhook",
    "max_asking",
    "max_brought",
    "vk_asking",
    "vk_brought",
    "express",
    "bridge",
    "mail_channel",
)


@pytest.fixture(params=BOARDS)
def desk(request: pytest.FixtureRequest) -> Desk:
    """The suite's board on each kind of board in turn."""
    made: Desk = request.getfixturevalue(request.param)
    return made


@pytest.fixture(params=CHANNELS)
def chat(request: pytest.FixtureRequest) -> ChannelDesk:
    """Each channel in turn, started, with a person at the other side."""
    made: ChannelDesk = request.getfixturevalue(request.param)
    return made
