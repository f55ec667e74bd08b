"""The options of `boardscribe board connect`, `disconnect` and `hook`. Bodies live in `connect`."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from core_api.cli.ending import finish
from core_api.cli.options import BoardRef
from core_api.cli.speech import say

_ = say()


class Vendor(StrEnum):
    """The kinds of boards that are reached under an account."""

    trello = "trello"
    kaiten = "kaiten"
    kanboard = "kanboard"


def connect(
    kind: Annotated[Vendor, typer.Argument(help=_("cli-connect-kind-argument"))],
    url: Annotated[str | None, typer.Option(help=_("cli-connect-url-option"))] = None,
    user: Annotated[str | None, typer.Option(help=_("cli-connect-user-option"))] = None,
    key_file: Annotated[Path | None, typer.Option(help=_("cli-connect-key-file-option"))] = None,
    board: Annotated[
        list[str] | None, typer.Option(metavar="BOARD", help=_("cli-connect-board-option"))
    ] = None,
    yes: Annotated[bool, typer.Option("--yes", help=_("cli-connect-yes-option"))] = False,
) -> None:
    """Connect a vendor's boards, step by step."""
    from core_api.cli import connect as connecting
    from core_api.cli.connect_account import Given

    given = Given(kind=kind.value, url=url, user=user, key_file=key_file)
    finish(lambda: connecting.run(given, tuple(board or ()), ask=not yes))


def disconnect(kind: Annotated[Vendor, typer.Argument(help=_("cli-connect-kind-argument"))]) -> None:
    """Forget the account of a vendor."""
    from core_api.cli import connect as connecting

    finish(lambda: connecting.disconnect(kind.value))


def hook(
    ref: BoardRef,
    remove: Annotated[bool, typer.Option("--remove", help=_("cli-hook-remove-option"))] = False,
) -> None:
    """Have a board tell of changes by itself, or no longer."""
    from core_api.cli import connect as connecting

    finish(lambda: connecting.hook(ref, remove=remove))


def add_to(board: typer.Typer) -> None:
    """Put the commands into the group."""
    board.command("connect", help=_("cli-board-connect-help"))(connect)
    board.command("disconnect", help=_("cli-board-disconnect-help"))(disconnect)
    board.command("hook", help=_("cli-board-hook-help"))(hook)
