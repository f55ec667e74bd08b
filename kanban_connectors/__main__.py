"""`python -m kanban_connectors`: the boards as a service of their own.

What must never live here: anything that the actions or the wires could do.
"""

from typing import TYPE_CHECKING, Any

from core_api.wire.command import Program, Told, program

if TYPE_CHECKING:
    from core_api.wire.service import Service
    from core_api.wire.serving import Listen
    from kanban_connectors.environment import Environment


def _environment(given: dict[str, object]) -> "Environment":
    from kanban_connectors.environment import Environment

    return Environment.model_validate(given)


def _service() -> "Service[Any]":
    from kanban_connectors.actions import SERVICE

    return SERVICE


def _run(environment: "Environment", listen: "Listen", told: Told) -> None:
    from core_api.wire.service import Mount
    from core_api.wire.serving import serve
    from kanban_connectors.access import accounts_of
    from kanban_connectors.actions import SERVICE
    from kanban_connectors.doors import account_door
    from kanban_connectors.readiness import Readiness

    accounts = accounts_of(environment)
    door = account_door(accounts)
    mount = Mount(SERVICE, door, Readiness(door, accounts.kinds))
    serve((mount,), listen, lambda ports: told(ports, tuple(accounts.kinds)))


app = program(Program("kanban_connectors", "boards", _environment, _service, _run))

if __name__ == "__main__":
    app()
