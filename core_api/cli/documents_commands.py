"""The options of `boardscribe documents …`. Bodies live in `documents`, so that `--help` imports next to nothing."""

from pathlib import Path
from typing import Annotated

import typer

from core_api.cli.ending import finish
from core_api.cli.options import Json
from core_api.cli.speech import say

_ = say()
group = typer.Typer(help=_("cli-documents-help"), no_args_is_help=True)


@group.command("add", help=_("cli-documents-add-help"))
def add(
    files: Annotated[list[Path], typer.Argument(metavar="FILE…", help=_("cli-documents-file-argument"))],
    board: Annotated[str | None, typer.Option(help=_("cli-documents-board-option"))] = None,
    title: Annotated[str | None, typer.Option(help=_("cli-documents-title-option"))] = None,
    as_json: Json = False,
) -> None:
    """Take documents in."""
    from core_api.cli import documents

    if title and len(files) > 1:
        raise typer.BadParameter(_("cli-documents-one-title"))
    finish(lambda: documents.add(files, board, title, as_json=as_json), as_json=as_json)


@group.command("list", help=_("cli-documents-list-help"))
def list_all(as_json: Json = False) -> None:
    """List the documents."""
    from core_api.cli import documents

    finish(lambda: documents.list_all(as_json=as_json), as_json=as_json)


@group.command("remove", help=_("cli-documents-remove-help"))
def remove(
    document: Annotated[str, typer.Argument(metavar="DOCUMENT", help=_("cli-documents-argument"))],
    as_json: Json = False,
) -> None:
    """Take a document out."""
    from core_api.cli import documents

    finish(lambda: documents.remove(document, as_json=as_json), as_json=as_json)
