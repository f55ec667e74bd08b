"""`python -m similarity`: the matcher as a service of its own, and rankings for whole files.

What must never live here: anything that the actions, the wires or the matcher could do.
"""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from core_api.contracts.problems import Problem
from core_api.locales.terminal import say
from core_api.wire.command import Program, Told, program

if TYPE_CHECKING:
    from core_api.wire.service import Service
    from core_api.wire.serving import Listen
    from similarity.environment import Environment

_ = say()


def _environment(given: dict[str, object]) -> "Environment":
    from similarity.environment import Environment

    return Environment.model_validate(given)


def _service() -> "Service[Any]":
    from similarity.actions import SERVICE

    return SERVICE


def _run(environment: "Environment", listen: "Listen", told: Told) -> None:
    from core_api.wire.service import Mount
    from core_api.wire.serving import serve
    from similarity.actions import SERVICE
    from similarity.readiness import Readiness
    from similarity.service import build

    model, folder, url = environment.embed_model, environment.models_folder, environment.embed_url
    matcher = build(model, folder, url=url, key=environment.embed_key)
    mount = Mount(SERVICE, matcher, Readiness(model, folder, url))
    serve((mount,), listen, lambda ports: told(ports, (model,) if model else ()))


app = program(Program("similarity", "matching", _environment, _service, _run))


@app.command(help=_("rank-help"))
def rank(
    cards: Annotated[Path, typer.Option(help=_("rank-cards-option"))],
    queries: Annotated[Path, typer.Option(help=_("rank-queries-option"))],
    model: Annotated[str | None, typer.Option(help=_("rank-model-option"))] = None,
    models_dir: Annotated[Path, typer.Option(help=_("rank-models-dir-option"))] = Path("models"),
    top: Annotated[int, typer.Option(min=1, help=_("rank-top-option"))] = 12,
    reverse: Annotated[bool, typer.Option("--reverse", help=_("rank-reverse-option"))] = False,
) -> None:
    """Rank the cards of a board for each text, or the texts for each card."""
    from core_api.wire.lines import read, written
    from similarity import batch
    from similarity.service import build

    try:
        matcher = build(model, models_dir, top=top)
        work = batch.ranked_reverse if reverse else batch.ranked
        lines, notes = work(matcher, read(cards), read(queries))
    except Problem as problem:
        typer.echo(_(f"problem-{problem.code}", **problem.params), err=True)
        typer.echo(_(f"problem-{problem.code}-next", **problem.params), err=True)
        raise typer.Exit(1) from problem
    for note in sorted(notes):
        typer.echo(_(f"degraded-{note}"), err=True)
    sys.stdout.writelines(written(lines))


if __name__ == "__main__":
    app()
