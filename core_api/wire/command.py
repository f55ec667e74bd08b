"""`python -m SERVICE`, the same for each service: `serve` until a signal ends it, `proto` to print its messages.

What must never live here: what a service does, or anything that is loaded before it is needed.
"""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Generic, TypeVar

import typer
from pydantic import BaseModel, ConfigDict, SecretStr, ValidationError

from core_api.contracts.problems import Missing, Problem
from core_api.locales.terminal import say
from core_api.observe.logs import configure

if TYPE_CHECKING:
    from core_api.wire.environment import ServiceEnvironment
    from core_api.wire.service import Service
    from core_api.wire.serving import Listen, Ports

_ = say()
_MISSING = 3


E = TypeVar("E", bound="ServiceEnvironment")

Told = Callable[["Ports", tuple[str, ...]], None]
"""Hears where the service listens, and what it has accounts for."""


@dataclass(frozen=True)
class Program(Generic[E]):
    """What of the command line is a service's own. All of it is loaded only when it is called."""

    package: str
    """Whose `__main__` it is."""
    prefix: str
    """What its settings and its words begin with."""
    environment: Callable[[dict[str, object]], E]
    """The environment under these options. Raises pydantic's ValidationError."""
    service: Callable[[], "Service[Any]"]
    run: Callable[[E, "Listen", Told], None]
    """Serve until a signal ends it; raises what `wire.serving.serve` raises."""


def program(own: Program[E]) -> typer.Typer:
    """The command line."""
    app = typer.Typer(
        help=_(f"{own.prefix}-service-help"),
        no_args_is_help=True,
        add_completion=False,
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
    )
    key = f"BOARDSCRIBE_{own.prefix.upper()}_KEY"

    @app.command(help=_(f"{own.prefix}-serve-help"))
    def serve(
        host: Annotated[str | None, typer.Option(help=_("service-host-option", key=key))] = None,
        port: Annotated[int | None, typer.Option(help=_(f"{own.prefix}-port-option"))] = None,
        grpc_port: Annotated[int | None, typer.Option(help=_("service-grpc-port-option"))] = None,
        tls_cert: Annotated[Path | None, typer.Option(help=_("service-tls-cert-option"))] = None,
        tls_key: Annotated[Path | None, typer.Option(help=_("service-tls-key-option"))] = None,
        tls_client_ca: Annotated[
            Path | None, typer.Option(help=_(f"{own.prefix}-tls-client-ca-option"))
        ] = None,
    ) -> None:
        given = {
            "host": host,
            "port": port,
            "grpc_port": grpc_port,
            "tls_cert": tls_cert,
            "tls_key": tls_key,
            "tls_client_ca": tls_client_ca,
        }
        _serve(own, {f"{own.prefix}_{name}": value for name, value in given.items() if value is not None})

    @app.command(help=_("service-proto-help"))
    def proto() -> None:
        typer.echo(published(own.package, own.service()), nl=False)

    return app


def published(package: str, service: "Service[Any]") -> str:
    """The service's messages and actions as the `.proto` file in its package has them."""
    from core_api.wire.codec import schema_of

    return schema_of(service).text(f"python -m {package} proto > {package}/{package}.proto")


class _Addresses(BaseModel):
    """Where a service listens, as its environment says it without the prefix."""

    model_config = ConfigDict(extra="ignore")

    host: str
    port: int
    grpc_port: int
    key: SecretStr | None = None
    tls_cert: Path | None = None
    tls_key: Path | None = None
    tls_client_ca: Path | None = None

    def listen(self) -> "Listen":
        """The same for the wires. Raises BadParameter where the files of TLS do not fit together."""
        from core_api.wire.grpc_server import ServerTls
        from core_api.wire.serving import Listen

        if bool(self.tls_cert) != bool(self.tls_key) or (self.tls_client_ca and not self.tls_cert):
            raise typer.BadParameter(_("service-tls-both"))
        tls = (
            ServerTls(self.tls_cert, self.tls_key, self.tls_client_ca)
            if self.tls_cert and self.tls_key
            else None
        )
        return Listen(self.host, self.port, self.grpc_port, self.key, tls)


def _serve(own: Program[E], given: dict[str, object]) -> None:
    """Serve with the environment under the options. Ends the program where it cannot be used."""
    environment = _environment(own, given)
    mine = f"{own.prefix}_"
    values = {
        name.removeprefix(mine): value for name, value in vars(environment).items() if name.startswith(mine)
    }
    listen = _Addresses.model_validate(values).listen()
    configure(environment.log_level, environment.secrets(), environment.log_format)

    def told(ports: "Ports", names: tuple[str, ...]) -> None:
        secure = "s" if listen.tls else ""
        http = f"http{secure}://{listen.host}:{ports.http}"
        grpc = f"grpc{secure}://{listen.host}:{ports.grpc}"
        having = ", ".join(names) or _("service-without")
        typer.echo(_(f"{own.prefix}-serving", http=http, grpc=grpc, names=having), err=True)

    try:
        own.run(environment, listen, told)
    except Problem as problem:
        typer.echo(_(f"problem-{problem.code}", **problem.params), err=True)
        typer.echo(_(f"problem-{problem.code}-next", **problem.params), err=True)
        raise typer.Exit(_MISSING if isinstance(problem, Missing) else 1) from problem


def _environment(own: Program[E], given: dict[str, object]) -> E:
    try:
        return own.environment(given)
    except ValidationError as error:
        said = error.errors(include_input=False)
        places = "; ".join(": ".join([*map(str, item["loc"]), item["msg"]]) for item in said)
        raise typer.BadParameter(_("service-environment", detail=places)) from None
