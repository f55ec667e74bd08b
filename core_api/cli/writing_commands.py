"""The commands of `boardscribe board` about what is written there. Bodies live elsewhere, as in `app`."""

from typing import Annotated

import typer

from core_api.cli.ending import finish
from core_api.cli.options import BoardRef, Json
from core_api.cli.speech import say

_ = say()

MaybeBoard = Annotated[str | None, typer.Argument(metavar="BOARD", help=_("cli-board-waiting-argument"))]


def add_to(board: typer.Typer) -> None:
    """Give the group its commands."""
    board.command("waiting", help=_("cli-board-waiting-help"))(waiting)
    board.command("delete", help=_("cli-board-delete-help"))(delete)
    board.command("sweep", help=_("cli-board-sweep-help"))(sweep)
    board.command("resume", help=_("cli-board-resume-help"))(resume)


def delete(
    ref: BoardRef,
    card: Annotated[str, typer.Argument(metavar="CARD", help=_("cli-board-delete-card-argument"))],
) -> None:
    """Remove a card for good."""
    from core_api.cli import removing

    finish(lambda: removing.run(ref, card))


def sweep(ref: MaybeBoard = None, as_json: Json = False) -> None:
    """Take away what is on a board twice."""
    from core_api.cli import sweeping

    finish(lambda: sweeping.run(ref, as_json=as_json), as_json=as_json)


def waiting(ref: MaybeBoard = None, as_json: Json = False) -> None:
    """List what waits to be written."""
    from core_api.cli import waiting as listing

    finish(lambda: listing.show(ref, as_json=as_json), as_json=as_json)


def resume(ref: MaybeBoard = None) -> None:
    """Have what waits go on."""
    from core_api.cli import waiting as listing

    finish(lambda: listing.resume(ref))
