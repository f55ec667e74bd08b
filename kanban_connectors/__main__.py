"""`python -m kanban_connectors`: the boards as a service of their own.

What must never live here: anything that the actions or the wires could do.
"""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from pydantic import ValidationError

from core_api.contracts.problems import Missing, Problem
from core_api.locales.terminal import say
from core_api.observe.logs import configure

if TYPE_CHECKING:
    from core_api.wire.serving import Listen, Ports
    from kanban_connectors.environment import Environment

_ = say()
_MISSING = 3
RENEW = "python -m kanban_connectors proto > kanban_connectors/kanban_connectors.proto"

app = typer.Typer(
    help=_("boards-service-help"),
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)


@app.callback()
def _root() -> None:
    """Kanban boards as a service of their own."""


@app.command(help=_("boards-serve-help"))
def serve(
    host: Annotated[str | None, typer.Option(help=_("boards-serve-host-option"))] = None,
    port: Annotated[int | None, typer.Option(help=_("boards-serve-port-option"))] = None,
    grpc_port: Annotated[int | None, typer.Option(help=_("boards-serve-grpc-port-option"))] = None,
    tls_cert: Annotated[Path | None, typer.Option(help=_("boards-serve-tls-cert-option"))] = None,
    tls_key: Annotated[Path | None, typer.Option(help=_("boards-serve-tls-key-option"))] = None,
    tls_client_ca: Annotated[Path | None, typer.Option(help=_("boards-serve-tls-client-ca-option"))] = None,
) -> None:
    """Serve until a signal ends it."""
    given = {
        "boards_host": host,
        "boards_port": port,
        "boards_grpc_port": grpc_port,
        "boards_tls_cert": tls_cert,
        "boards_tls_key": tls_key,
        "boards_tls_client_ca": tls_client_ca,
    }
    environment = _environment({name: value for name, value in given.items() if value is not None})
    configure(environment.log_level, environment.secrets(), environment.log_format)
    try:
        _serve(environment)
    except Problem as problem:
        typer.echo(_(f"problem-{problem.code}", **problem.params), err=True)
        typer.echo(_(f"problem-{problem.code}-next", **problem.params), err=True)
        raise typer.Exit(_MISSING if isinstance(problem, Missing) else 1) from problem


@app.command(help=_("boards-proto-help"))
def proto() -> None:
    """Print the messages and actions of the service."""
    from core_api.wire.codec import schema_of
    from kanban_connectors.actions import SERVICE

    typer.echo(schema_of(SERVICE).text(RENEW), nl=False)


def _environment(given: dict[str, object]) -> "Environment":
    """The environment under the options. Ends the program where it cannot be used."""
    from kanban_connectors.environment import Environment

    try:
        environment = Environment.model_validate(given)
    except ValidationError as error:
        places = "; ".join(f"{item['loc'][0]}: {item['msg']}" for item in error.errors(include_input=False))
        raise typer.BadParameter(_("boards-environment", detail=places)) from None
    if bool(environment.boards_tls_cert) != bool(environment.boards_tls_key) or (
        environment.boards_tls_client_ca and not environment.boards_tls_cert
    ):
        raise typer.BadParameter(_("boards-serve-tls-both"))
    return environment


def _serve(environment: "Environment") -> None:
    from core_api.wire.service import Mount
    from core_api.wire.serving import serve as run
    from kanban_connectors.access import accounts_of
    from kanban_connectors.actions import SERVICE
    from kanban_connectors.doors import account_door
    from kanban_connectors.readiness import Readiness

    accounts = accounts_of(environment)
    door = account_door(accounts)
    listen = _listen(environment)

    def started(ports: "Ports") -> None:
        secure = "s" if listen.tls else ""
        http = f"http{secure}://{listen.host}:{ports.http}"
        grpc = f"grpc{secure}://{listen.host}:{ports.grpc}"
        names = ", ".join(accounts.kinds) or _("boards-serving-no-account")
        typer.echo(_("boards-serving", http=http, grpc=grpc, kinds=names), err=True)

    run((Mount(SERVICE, door, Readiness(door, accounts.kinds)),), listen, started)


def _listen(environment: "Environment") -> "Listen":
    from core_api.wire.grpc_server import ServerTls
    from core_api.wire.serving import Listen

    tls = None
    if environment.boards_tls_cert and environment.boards_tls_key:
        tls = ServerTls(
            environment.boards_tls_cert, environment.boards_tls_key, environment.boards_tls_client_ca
        )
    return Listen(
        environment.boards_host,
        environment.boards_port,
        environment.boards_grpc_port,
        environment.boards_key,
        tls,
    )


if __name__ == "__main__":
    app()
