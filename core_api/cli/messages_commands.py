"""The options of `boardscribe messages`. Bodies live in `messages`."""

from typing import Annotated

import typer

from core_api.cli.ending import finish
from core_api.cli.options import Json
from core_api.cli.speech import say

_ = say()

group = typer.Typer(help=_("cli-messages-help"), no_args_is_help=False, invoke_without_command=True)


@group.callback()
def show(context: typer.Context, as_json: Json = False) -> None:
    """The messengers, and what was not delivered."""
    if context.invoked_subcommand is None:
        from core_api.cli import messages

        finish(lambda: messages.show(as_json=as_json), as_json=as_json)


@group.command("send-test", help=_("cli-messages-send-test-help"))
def send_test(
    name: Annotated[str, typer.Argument(metavar="NAME", help=_("cli-people-name-argument"))],
) -> None:
    """Send a hello to a person."""
    from core_api.cli import messages

    finish(lambda: messages.send_test(name))
