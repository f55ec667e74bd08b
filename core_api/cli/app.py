"""The commands and their options. Bodies live in `commands`, so that `--help` imports next to nothing."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from core_api.cli import (
    asking_commands,
    audit_commands,
    connect_commands,
    documents_commands,
    messages_commands,
    people_commands,
    policy_commands,
    writing_commands,
)
from core_api.cli.ending import finish
from core_api.cli.options import BoardRef, Json, moment
from core_api.cli.speech import say

_ = say()


class SpokenLanguage(StrEnum):
    """The languages of meetings."""

    ru = "ru"
    en = "en"


class WrittenLanguage(StrEnum):
    """The languages of minutes."""

    ru = "ru"
    en = "en"
    meeting = "meeting"


class BoardMode(StrEnum):
    """Whether a board is written to."""

    shadow = "shadow"
    live = "live"


app = typer.Typer(
    help=_("cli-help"),
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)
board = typer.Typer(help=_("cli-board-help"), no_args_is_help=True)
meeting = typer.Typer(help=_("cli-meeting-help"), no_args_is_help=True)
app.add_typer(board, name="board")
app.add_typer(meeting, name="meeting")


@app.command(help=_("cli-demo-help"))
def demo(
    language: Annotated[SpokenLanguage, typer.Option(help=_("cli-demo-language-option"))] = SpokenLanguage.en,
    pause: Annotated[bool, typer.Option("--pause", help=_("cli-demo-pause-option"))] = False,
) -> None:
    """Show the whole loop on the sample meeting."""
    from core_api.cli import demo as story

    finish(lambda: story.run(language.value, pause=pause))


@app.command(help=_("cli-process-help"))
def process(  # noqa: PLR0913, PLR0917 - the options of a command
    source: Annotated[Path, typer.Argument(metavar="INPUT", help=_("cli-process-input-argument"))],
    board: Annotated[str | None, typer.Option(help=_("cli-process-board-option"))] = None,
    started_at: Annotated[
        str | None, typer.Option(metavar="ISO", help=_("cli-process-started-at-option"))
    ] = None,
    title: Annotated[str | None, typer.Option(help=_("cli-process-title-option"))] = None,
    language: Annotated[SpokenLanguage | None, typer.Option(help=_("cli-process-language-option"))] = None,
    asr_model: Annotated[str | None, typer.Option(help=_("cli-process-asr-model-option"))] = None,
    minutes_language: Annotated[
        WrittenLanguage | None, typer.Option(help=_("cli-process-minutes-language-option"))
    ] = None,
    owner: Annotated[str | None, typer.Option(metavar="NAME", help=_("cli-process-owner-option"))] = None,
    again: Annotated[bool, typer.Option("--again", help=_("cli-process-again-option"))] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help=_("cli-process-dry-run-option"))] = False,
    as_json: Json = False,
) -> None:
    """Take a meeting through to the board."""
    from core_api.cli import process as processing

    began = moment(started_at)
    finish(
        lambda: processing.run(
            processing.Request(
                path=source,
                board=board,
                started_at=began,
                title=title,
                language=language.value if language else None,
                asr_model=asr_model,
                minutes_language=minutes_language.value if minutes_language else None,
                owner=owner,
                again=again,
                dry_run=dry_run,
                as_json=as_json,
            )
        ),
        as_json=as_json,
    )


@app.command(help=_("cli-review-help"))
def review(board: Annotated[str | None, typer.Option(help=_("cli-review-board-option"))] = None) -> None:
    """Go through what waits for a decision."""
    from core_api.cli import review as reviewing

    finish(lambda: reviewing.run(board))


asking_commands.add_to(app)


@app.command(help=_("cli-retrieve-help"))
def retrieve(
    passages: Annotated[Path, typer.Option(help=_("cli-retrieve-passages-option"))],
    queries: Annotated[Path, typer.Option(help=_("cli-retrieve-queries-option"))],
    top: Annotated[int, typer.Option(min=1, help=_("cli-retrieve-top-option"))] = 10,
) -> None:
    """Search given texts."""
    from core_api.cli import retrieve as searching

    finish(lambda: searching.run(passages, queries, top))


@app.command(help=_("cli-reindex-help"))
def reindex(as_json: Json = False) -> None:
    """Index everything anew."""
    from core_api.cli import reindexing

    finish(lambda: reindexing.run(as_json=as_json), as_json=as_json)


@app.command(help=_("cli-undo-help"))
def undo(
    change: Annotated[str | None, typer.Argument(help=_("cli-undo-change-argument"))] = None,
    meeting_id: Annotated[str | None, typer.Option("--meeting", help=_("cli-undo-meeting-option"))] = None,
    force: Annotated[bool, typer.Option("--force", help=_("cli-undo-force-option"))] = False,
) -> None:
    """Take changes back."""
    from core_api.cli import undoing

    if (change is None) == (meeting_id is None):
        raise typer.BadParameter(_("cli-undo-which"))
    finish(lambda: undoing.run(change, meeting_id, force=force))


@board.command("import", help=_("cli-board-import-help"))
def board_import(
    file: Annotated[Path, typer.Argument(help=_("cli-board-import-file-argument"))],
    name: Annotated[str | None, typer.Option(help=_("cli-board-import-name-option"))] = None,
    replace: Annotated[bool, typer.Option("--replace", help=_("cli-board-import-replace-option"))] = False,
) -> None:
    """Make a local board from an export."""
    from core_api.cli import boards

    finish(lambda: boards.import_file(file, name, replace=replace))


@board.command("list", help=_("cli-board-list-help"))
def board_list(as_json: Json = False) -> None:
    """List the boards."""
    from core_api.cli import boards

    finish(lambda: boards.list_all(as_json=as_json), as_json=as_json)


@board.command("show", help=_("cli-board-show-help"))
def board_show(ref: BoardRef, as_json: Json = False) -> None:
    """Show a board's columns, their roles and cards."""
    from core_api.cli import boards

    finish(lambda: boards.show(ref, as_json=as_json), as_json=as_json)


@board.command("stale", help=_("cli-board-stale-help"))
def board_stale(ref: BoardRef, as_json: Json = False) -> None:
    """Show the cards that the last meeting left unmentioned."""
    from core_api.cli import attention

    finish(lambda: attention.run(ref, as_json=as_json), as_json=as_json)


@board.command("mode", help=_("cli-board-mode-help"))
def board_mode(
    ref: BoardRef,
    mode: Annotated[BoardMode, typer.Argument(help=_("cli-board-mode-argument"))],
) -> None:
    """Let Boardscribe write to a board, or only say what it would do."""
    from core_api.cli import boards

    finish(lambda: boards.set_mode(ref, mode.value))


@board.command("role", help=_("cli-board-role-help"))
def board_role(
    ref: BoardRef,
    column: Annotated[str, typer.Argument(help=_("cli-board-role-column-argument"))],
    role: Annotated[str, typer.Argument(metavar="queue|working|waiting|done")],
) -> None:
    """Say what a column means."""
    from core_api.cli import boards

    finish(lambda: boards.set_role(ref, column, role))


@board.command("stop", help=_("cli-board-stop-help"))
def board_stop(
    ref: BoardRef,
    off: Annotated[bool, typer.Option("--off", help=_("cli-board-stop-off-option"))] = False,
) -> None:
    """Stop all writing to a board at once."""
    from core_api.cli import boards

    finish(lambda: boards.set_stopped(ref, stopped=not off))


@meeting.command("list", help=_("cli-meeting-list-help"))
def meeting_list(as_json: Json = False) -> None:
    """List the meetings, the newest first."""
    from core_api.cli import meetings

    finish(lambda: meetings.list_all(as_json=as_json), as_json=as_json)


@meeting.command("show", help=_("cli-meeting-show-help"))
def meeting_show(
    meeting_id: Annotated[str, typer.Argument(metavar="MEETING", help=_("cli-meeting-argument"))],
    as_json: Json = False,
) -> None:
    """Show what came out of a meeting."""
    from core_api.cli import meetings

    finish(lambda: meetings.show(meeting_id, as_json=as_json), as_json=as_json)


@meeting.command("plan", help=_("cli-meeting-plan-help"))
def meeting_plan(
    meeting_id: Annotated[str, typer.Argument(metavar="MEETING", help=_("cli-meeting-argument"))],
) -> None:
    """Plan a meeting again on the board as it stands now."""
    from core_api.cli import meetings

    finish(lambda: meetings.plan(meeting_id))


@app.command(help=_("cli-serve-help"))
def serve(
    no_worker: Annotated[bool, typer.Option("--no-worker", help=_("cli-serve-no-worker-option"))] = False,
) -> None:
    """Serve the API."""
    from core_api.cli import serving

    finish(lambda: serving.serve(with_worker=not no_worker))


@app.command(help=_("cli-work-help"))
def work(
    no_messengers: Annotated[
        bool, typer.Option("--no-messengers", help=_("cli-work-no-messengers-option"))
    ] = False,
) -> None:
    """Run a worker."""
    from core_api.cli import serving

    finish(lambda: serving.work(with_messengers=not no_messengers))


@app.command(help=_("cli-dashboard-help"))
def dashboard() -> None:
    """Open the dashboard."""
    from core_api.cli import serving

    finish(serving.dashboard)


@app.command(help=_("cli-doctor-help"))
def doctor(
    env_example: Annotated[
        bool, typer.Option("--env-example", help=_("cli-doctor-env-example-option"))
    ] = False,
    as_json: Json = False,
) -> None:
    """Say what is missing and how to mend it."""
    from core_api.cli import doctor as checking

    finish(
        checking.print_env_example if env_example else lambda: checking.run(as_json=as_json), as_json=as_json
    )


# After the commands above: `--help` lists them in this order.
app.add_typer(documents_commands.group, name="documents")
app.add_typer(people_commands.group, name="people")
app.add_typer(messages_commands.group, name="messages")
connect_commands.add_to(board)
policy_commands.add_to(board)
writing_commands.add_to(board)
audit_commands.add_to(app)
