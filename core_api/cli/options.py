"""Options and arguments that several commands share, and how a moment is read. No body of a command lives here."""

from datetime import datetime
from typing import Annotated

import typer

from core_api.cli.speech import say

_ = say()

Json = Annotated[bool, typer.Option("--json", help=_("cli-json-option"))]
BoardRef = Annotated[str, typer.Argument(metavar="BOARD", help=_("cli-board-argument"))]


def moment(text: str | None) -> datetime | None:
    """The moment that was typed in ISO 8601; None when none was."""
    if text is None:
        return None
    try:
        return datetime.fromisoformat(text)
    except ValueError as error:
        raise typer.BadParameter(_("cli-bad-moment", text=text)) from error
