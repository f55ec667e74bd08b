"""The options of `boardscribe ask`. The body lives in `asking`, so that `--help` imports next to nothing."""

from datetime import datetime
from typing import Annotated

import typer

from core_api.cli.ending import finish
from core_api.cli.options import Json
from core_api.cli.speech import say

_ = say()
_DAYS = ["%Y-%m-%d"]


def ask(  # noqa: PLR0913, PLR0917 - the options of a command
    question: Annotated[str, typer.Argument(help=_("cli-ask-question-argument"))],
    meeting_id: Annotated[str | None, typer.Option("--meeting", help=_("cli-ask-meeting-option"))] = None,
    board: Annotated[str | None, typer.Option(help=_("cli-ask-board-option"))] = None,
    person: Annotated[str | None, typer.Option(metavar="NAME", help=_("cli-ask-person-option"))] = None,
    since: Annotated[datetime | None, typer.Option(formats=_DAYS, help=_("cli-ask-since-option"))] = None,
    until: Annotated[datetime | None, typer.Option(formats=_DAYS, help=_("cli-ask-until-option"))] = None,
    opened: Annotated[bool, typer.Option("--open", help=_("cli-ask-open-option"))] = False,
    as_json: Json = False,
) -> None:
    """Answer a question about past meetings."""
    from core_api.cli import asking

    asked = asking.Asked(
        meeting_id=meeting_id,
        board=board,
        person=person,
        since=since.date() if since else None,
        until=until.date() if until else None,
        opened=opened,
        as_json=as_json,
    )
    finish(lambda: asking.run(question, asked), as_json=as_json)


def add_to(app: typer.Typer) -> None:
    """Put the command into the program."""
    app.command("ask", help=_("cli-ask-help"))(ask)
