"""The options of `boardscribe board policy`. The body lives in `policy`, so that `--help` imports next to nothing."""

from enum import StrEnum
from typing import Annotated

import typer

from core_api.cli.ending import finish
from core_api.cli.options import BoardRef, Json
from core_api.cli.speech import say

_ = say()


class AllowedModels(StrEnum):
    """Which language models may read what is about a board."""

    none = "none"
    local = "local"
    external = "external"


Threshold = Annotated[
    float | None, typer.Option(min=0, max=1, metavar="0..1", help=_("cli-policy-threshold-option"))
]
PerMeeting = Annotated[int | None, typer.Option(min=0, help=_("cli-policy-per-meeting-option"))]
PerCard = Annotated[int | None, typer.Option(min=0, help=_("cli-policy-per-card-option"))]


def policy(  # noqa: PLR0913, PLR0917 - the options of a command
    ref: BoardRef,
    automatic: Annotated[
        str | None, typer.Option(metavar="KINDS", help=_("cli-policy-automatic-option"))
    ] = None,
    off_limits: Annotated[
        list[str] | None, typer.Option(metavar="COLUMN", help=_("cli-policy-off-limits-option"))
    ] = None,
    changes_per_meeting: PerMeeting = None,
    changes_per_card: PerCard = None,
    threshold: Threshold = None,
    read_only: Annotated[
        bool | None, typer.Option("--read-only/--writable", help=_("cli-policy-read-only-option"))
    ] = None,
    stale_label: Annotated[
        str | None, typer.Option(metavar="LABEL", help=_("cli-policy-stale-label-option"))
    ] = None,
    models: Annotated[AllowedModels | None, typer.Option(help=_("cli-policy-models-option"))] = None,
    as_json: Json = False,
) -> None:
    """Show what a board allows, or change it."""
    from core_api.cli import policy as showing

    typed = showing.Typed(
        automatic=automatic,
        off_limits=tuple(off_limits) if off_limits else None,
        changes_per_meeting=changes_per_meeting,
        changes_per_card=changes_per_card,
        threshold=threshold,
        read_only=read_only,
        stale_label=stale_label,
        models=models.value if models else None,
    )
    finish(lambda: showing.run(ref, typed, as_json=as_json), as_json=as_json)


def add_to(board: typer.Typer) -> None:
    """Put the command into the group."""
    board.command("policy", help=_("cli-board-policy-help"))(policy)
