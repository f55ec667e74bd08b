"""`python -m notifier`: the messengers as a service of their own.

What must never live here: anything that the actions or the wires could do.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from pydantic import ValidationError

from core_api.contracts.problems import Missing, Problem
from core_api.locales.terminal import say
from core_api.observe.logs import configure

if TYPE_CHECKING:
    from core_api.wire.serving import Listen, Ports
    from notifier.environment import Environment
    from notifier.service import Channels

_ = say()
_MISSING = 3
RENEW = "python -m notifier proto > notifier/notifier.proto"

app = typer.Typer(
    help=_("messages-service-help"),
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)


@app.callback()
def _root() -> None:
    """Messengers as a service of their own."""


@app.command(help=_("messages-serve-help"))
def serve(
    host: Annotated[str | None, typer.Option(help=_("messages-serve-host-option"))] = None,
    port: Annotated[int | None, typer.Option(help=_("messages-serve-port-option"))] = None,
    grpc_port: Annotated[int | None, typer.Option(help=_("messages-serve-grpc-port-option"))] = None,
    tls_cert: Annotated[Path | None, typer.Option(help=_("messages-serve-tls-cert-option"))] = None,
    tls_key: Annotated[Path | None, typer.Option(help=_("messages-serve-tls-key-option"))] = None,
    tls_client_ca: Annotated[Path | None, typer.Option(help=_("messages-serve-tls-client-ca-option"))] = None,
) -> None:
    """Serve until a signal ends it."""
    given = {
        "messages_host": host,
        "messages_port": port,
        "messages_grpc_port": grpc_port,
        "messages_tls_cert": tls_cert,
        "messages_tls_key": tls_key,
        "messages_tls_client_ca": tls_client_ca,
    }
    environment = _environment({name: value for name, value in given.items() if value is not None})
    configure(environment.log_level, environment.secrets(), environment.log_format)
    try:
        _serve(environment)
    except Problem as problem:
        typer.echo(_(f"problem-{problem.code}", **problem.params), err=True)
        typer.echo(_(f"problem-{problem.code}-next", **problem.params), err=True)
        raise typer.Exit(_MISSING if isinstance(problem, Missing) else 1) from problem


@app.command(help=_("messages-proto-help"))
def proto() -> None:
    """Print the messages and actions of the service."""
    from core_api.wire.codec import schema_of
    from notifier.actions import SERVICE

    typer.echo(schema_of(SERVICE).text(RENEW), nl=False)


def _environment(given: dict[str, object]) -> "Environment":
    """The environment under the options. Ends the program where it cannot be used."""
    from notifier.environment import Environment

    try:
        environment = Environment.model_validate(given)
    except ValidationError as error:
        said = error.errors(include_input=False)
        places = "; ".join(": ".join([*map(str, item["loc"]), item["msg"]]) for item in said)
        raise typer.BadParameter(_("messages-environment", detail=places)) from None
    if bool(environment.messages_tls_cert) != bool(environment.messages_tls_key) or (
        environment.messages_tls_client_ca and not environment.messages_tls_cert
    ):
        raise typer.BadParameter(_("messages-serve-tls-both"))
    return environment


def _serve(environment: "Environment") -> None:
    from core_api.wire.service import Mount
    from core_api.wire.serving import serve as run
    from notifier.actions import SERVICE
    from notifier.inbound import routes
    from notifier.readiness import Readiness

    listen = _listen(environment)
    listen.word()
    with _channels(environment) as channels:

        def started(ports: "Ports") -> None:
            channels.start()
            secure = "s" if listen.tls else ""
            http = f"http{secure}://{listen.host}:{ports.http}"
            grpc = f"grpc{secure}://{listen.host}:{ports.grpc}"
            names = ", ".join(channels.names) or _("messages-serving-no-channel")
            typer.echo(_("messages-serving", http=http, grpc=grpc, channels=names), err=True)

        mount = Mount(SERVICE, channels, Readiness(channels), routes(channels, environment.word))
        run((mount,), listen, started)


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


def _listen(environment: "Environment") -> "Listen":
    from core_api.wire.grpc_server import ServerTls
    from core_api.wire.serving import Listen

    tls = None
    if environment.messages_tls_cert and environment.messages_tls_key:
        tls = ServerTls(
            environment.messages_tls_cert, environment.messages_tls_key, environment.messages_tls_client_ca
        )
    return Listen(
        environment.messages_host,
        environment.messages_port,
        environment.messages_grpc_port,
        environment.messages_key,
        tls,
    )


if __name__ == "__main__":
    app()
