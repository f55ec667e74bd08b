"""The options of `boardscribe history`, `reliability`, `export`. Bodies live elsewhere, so that `--help` is quick."""

from enum import StrEnum
from typing import Annotated

import typer

from core_api.cli.ending import finish
from core_api.cli.options import Json, moment
from core_api.cli.speech import say

_ = say()
export = typer.Typer(help=_("cli-export-help"), no_args_is_help=True)


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


def add_to(app: typer.Typer) -> None:
    """Put the commands into the program."""
    app.command("history", help=_("cli-history-help"))(history)
    app.command("reliability", help=_("cli-reliability-help"))(reliability)
    app.add_typer(export, name="export")
