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


class AskedFirst(StrEnum):
    """Who is asked first about a board's proposals."""

    leads = "leads"
    card_owner = "card_owner"
    meeting_owner = "meeting_owner"


Threshold = Annotated[
    float | None, typer.Option(min=0, max=1, metavar="0..1", help=_("cli-policy-threshold-option"))
]
Audited = Annotated[
    float | None, typer.Option(min=0, max=1, metavar="0..1", help=_("cli-policy-audited-option"))
]
PerMeeting = Annotated[int | None, typer.Option(min=0, help=_("cli-policy-per-meeting-option"))]
PerCard = Annotated[int | None, typer.Option(min=0, help=_("cli-policy-per-card-option"))]
Silent = Annotated[int | None, typer.Option(min=0, help=_("cli-policy-silent-meetings-option"))]
AskFirst = Annotated[AskedFirst | None, typer.Option(help=_("cli-policy-ask-first-option"))]
Confirms = Annotated[str | None, typer.Option(metavar="KINDS", help=_("cli-policy-assignee-confirms-option"))]
RemindAfter = Annotated[str | None, typer.Option(metavar="4h", help=_("cli-policy-remind-option"))]
EscalateAfter = Annotated[str | None, typer.Option(metavar="1d", help=_("cli-policy-escalate-option"))]
AskGroup = Annotated[
    str | None, typer.Option(metavar="telegram:-100…", help=_("cli-policy-ask-group-option"))
]


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
    audited: Audited = None,
    read_only: Annotated[
        bool | None, typer.Option("--read-only/--writable", help=_("cli-policy-read-only-option"))
    ] = None,
    stale_label: Annotated[
        str | None, typer.Option(metavar="LABEL", help=_("cli-policy-stale-label-option"))
    ] = None,
    silent_meetings: Silent = None,
    models: Annotated[AllowedModels | None, typer.Option(help=_("cli-policy-models-option"))] = None,
    ask_first: AskFirst = None,
    assignee_confirms: Confirms = None,
    remind_after: RemindAfter = None,
    escalate_after: EscalateAfter = None,
    ask_group: AskGroup = None,
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
        audited=audited,
        read_only=read_only,
        stale_label=stale_label,
        silent_meetings=silent_meetings,
        models=models.value if models else None,
        ask_first=ask_first.value if ask_first else None,
        assignee_confirms=assignee_confirms,
        remind_after=remind_after,
        escalate_after=escalate_after,
        ask_group=ask_group,
    )
    finish(lambda: showing.run(ref, typed, as_json=as_json), as_json=as_json)


def add_to(board: typer.Typer) -> None:
    """Put the command into the group."""
    board.command("policy", help=_("cli-board-policy-help"))(policy)
