"""The options of `boardscribe history`, `reliability`, `export`. Bodies live elsewhere, so that `--help` is quick."""

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from typer.core import TyperGroup

from core_api.cli.ending import finish
from core_api.cli.options import Json, moment
from core_api.cli.speech import say

if TYPE_CHECKING:  # `--help` imports next to nothing
    from core_api.contracts.model import Language

_ = say()


class _MeetingFirst(TyperGroup):
    """`export MEETING` is `export meeting MEETING`: what is no command is a meeting's id."""

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:  # the types are typer's own affair
        if args and not args[0].startswith("-") and args[0] not in self.commands:
            return super().resolve_command(ctx, ["meeting", *args])
        return super().resolve_command(ctx, args)


export = typer.Typer(help=_("cli-export-help"), no_args_is_help=True, cls=_MeetingFirst)


class MinutesFormat(StrEnum):
    """What minutes are written as."""

    md = "md"
    html = "html"
    txt = "txt"
    docx = "docx"


class HeadingLanguage(StrEnum):
    """The languages of headings."""

    ru = "ru"
    en = "en"


class ExportFormat(StrEnum):
    """How the audit is written out."""

    jsonl = "jsonl"
    csv = "csv"


OfBoard = Annotated[str | None, typer.Option("--board", metavar="BOARD", help=_("cli-history-board-option"))]


def history(
    card: Annotated[str | None, typer.Argument(metavar="CARD", help=_("cli-history-card-argument"))] = None,
    board: OfBoard = None,
    check: Annotated[bool, typer.Option("--check", help=_("cli-history-check-option"))] = False,
    as_json: Json = False,
) -> None:
    """Tell why a card is as it is."""
    from core_api.cli import history as telling

    if (card is None) != check:
        raise typer.BadParameter(_("cli-history-which"))
    if card is None:
        finish(lambda: telling.run_check(board, as_json=as_json), as_json=as_json)
    else:
        finish(lambda: telling.run(card, board, as_json=as_json), as_json=as_json)


def reliability(
    board: Annotated[
        str | None, typer.Option("--board", metavar="BOARD", help=_("cli-reliability-board-option"))
    ] = None,
    as_json: Json = False,
) -> None:
    """Tell how often it was right."""
    from core_api.cli import reliability as telling

    finish(lambda: telling.run(board, as_json=as_json), as_json=as_json)


@export.command("changes", help=_("cli-export-changes-help"))
def changes(
    form: Annotated[
        ExportFormat, typer.Option("--format", help=_("cli-export-format-option"))
    ] = ExportFormat.jsonl,
    board: Annotated[
        str | None, typer.Option("--board", metavar="BOARD", help=_("cli-export-board-option"))
    ] = None,
    since: Annotated[
        str | None, typer.Option("--since", metavar="ISO", help=_("cli-export-since-option"))
    ] = None,
) -> None:
    """Write the audit out."""
    from core_api.cli import exporting

    start = moment(since)
    finish(lambda: exporting.changes(form.value, board, start))


@export.command("meeting", help=_("cli-export-meeting-help"))
def meeting(
    meeting_id: Annotated[str, typer.Argument(metavar="MEETING", help=_("cli-meeting-argument"))],
    style: Annotated[
        str, typer.Option(metavar="brief|protocol|speakers|own|FILE", help=_("cli-export-style-option"))
    ] = "protocol",
    form: Annotated[
        MinutesFormat, typer.Option("--format", help=_("cli-export-minutes-format-option"))
    ] = MinutesFormat.md,
    language: Annotated[
        HeadingLanguage | None, typer.Option("--language", help=_("cli-export-language-option"))
    ] = None,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", metavar="FILE", help=_("cli-export-output-option"))
    ] = None,
) -> None:
    """Write a meeting's minutes out."""
    from core_api.cli import exporting

    spoken: Language | None = language.value if language else None
    finish(lambda: exporting.minutes(meeting_id, style, form.value, spoken, output))


def add_to(app: typer.Typer) -> None:
    """Put the commands into the program."""
    app.command("history", help=_("cli-history-help"))(history)
    app.command("reliability", help=_("cli-reliability-help"))(reliability)
    app.add_typer(export, name="export")
