"""`python -m llm_service`: minutes and answers as a service of its own, and whether its model can be used.

What must never live here: anything that the actions, the wires or the service could do.
"""

import os
import sys
from typing import TYPE_CHECKING, Any

import typer

from core_api.locales.terminal import say
from core_api.wire.command import Program, Told, program

if TYPE_CHECKING:
    from core_api.wire.service import Service
    from core_api.wire.serving import Listen
    from llm_service.environment import Environment

_ = say()


def _environment(given: dict[str, object]) -> "Environment":
    from llm_service.environment import Environment

    return Environment.model_validate(given)


def _service() -> "Service[Any]":
    from llm_service.actions import SERVICE

    return SERVICE


def _run(environment: "Environment", listen: "Listen", told: Told) -> None:
    from threading import Thread

    from core_api.wire.service import Mount
    from core_api.wire.serving import serve
    from llm_service.actions import SERVICE
    from llm_service.readiness import Readiness
    from llm_service.service import build
    from llm_service.terms import terms_of

    url, key, model = environment.llm_url, environment.llm_key, environment.llm_model
    proxy, terms = environment.llm_proxy, terms_of(environment, environment.model_folder)
    language = build(url, key, model, proxy=proxy, terms=terms)
    ready = Readiness(url, key, model, proxy=proxy, resting=language.resting)
    mount = Mount(SERVICE, language, ready)
    Thread(target=language.learn, name="learn", daemon=True).start()
    try:
        serve((mount,), listen, lambda ports: told(ports, (model,) if url and model else ()))
    finally:
        language.close()


app = program(Program("llm_service", "minutes", _environment, _service, _run))


@app.command(help=_("llm-probe-help"))
def probe() -> None:
    """Say whether the model can be used."""
    from llm_service.telling import tell

    raise typer.Exit(tell(os.environ, sys.stdout))


if __name__ == "__main__":
    app()
