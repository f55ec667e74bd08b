"""How a command ends: its exit code, told to typer. Imports nothing until the command runs."""

from collections.abc import Callable

import typer


def finish(command: Callable[[], int], *, as_json: bool = False) -> None:
    """Run the command's body and leave with its exit code."""
    from core_api.cli.outcome import finish as ended

    raise typer.Exit(ended(command, as_json=as_json))
