"""`python -m notifier`: the messengers as a service of their own.

What must never live here: anything that the actions, the channels or the wires could do.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from core_api.wire.command import Program, Told, program

if TYPE_CHECKING:
    from core_api.wire.service import Service
    from core_api.wire.serving import Listen, Ports
    from notifier.environment import Environment
    from notifier.service import Channels


def _environment(given: dict[str, object]) -> "Environment":
    from notifier.environment import Environment

    return Environment.model_validate(given)


def _service() -> "Service[Any]":
    from notifier.actions import SERVICE

    return SERVICE


def _run(environment: "Environment", listen: "Listen", told: Told) -> None:
    from core_api.wire.service import Mount
    from core_api.wire.serving import serve
    from notifier.actions import SERVICE
    from notifier.inbound import routes
    from notifier.readiness import Readiness

    listen.word()
    with _channels(environment) as channels:

        def started(ports: "Ports") -> None:
            channels.start()
            told(ports, tuple(channels.names))

        mount = Mount(SERVICE, channels, Readiness(channels), routes(channels, environment.word))
        serve((mount,), listen, started)


@contextmanager
def _channels(environment: "Environment") -> "Iterator[Channels]":
    """The channels that there are accounts for, while the block runs; what nobody fetched stays in the file."""
    from notifier.access import accounts_of, makers_of
    from notifier.hooks import hooks_at
    from notifier.journal import Journal
    from notifier.service import Channels, Words
    from notifier.wording import compose_now, toast_text

    journal = Journal(environment.journal)
    accounts = accounts_of(environment, hooks_at(environment.public_url, environment.word))
    channels = Channels(makers_of(accounts, journal), journal, Words(compose_now, toast_text))
    try:
        yield channels
    finally:
        channels.stop()
        journal.close()


app = program(Program("notifier", "messages", _environment, _service, _run))

if __name__ == "__main__":
    app()
