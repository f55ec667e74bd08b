"""`python -m audio2text`: the speech service by itself, at the terminal.

What must never live here: anything that `service` could do.
"""

import os
import sys
from pathlib import Path
from typing import Annotated

import typer

from audio2text.service import DIARIZERS, build
from core_api.contracts.job import Progress
from core_api.contracts.meeting import Transcript
from core_api.contracts.model import Language
from core_api.contracts.ports import TranscribeRequest
from core_api.contracts.problems import Missing, Problem
from core_api.locales import translator

app = typer.Typer(
    help="Turns recordings into text with speakers.", no_args_is_help=True, add_completion=False
)


@app.callback()
def _root() -> None:
    """Turns recordings into text with speakers."""


@app.command()
def transcribe(  # noqa: PLR0913, PLR0917 - each is an option of the command
    file: Annotated[Path, typer.Argument(help="A recording: any common sound or video file.")],
    model: Annotated[
        str | None,
        typer.Option(
            envvar="BOARDSCRIBE_ASR_MODEL",
            help="A faster-whisper model by name or folder, or demo-en (English, for trying out only).",
        ),
    ] = None,
    diarizer: Annotated[str, typer.Option(help=f"Who tells voices apart: {', '.join(DIARIZERS)}.")] = "basic",
    models_dir: Annotated[
        Path, typer.Option(envvar="BOARDSCRIBE_MODELS_DIR", help="The folder with model files.")
    ] = Path("~/.boardscribe/models"),
    language: Annotated[
        str | None, typer.Option(help="ru or en; without it the language is found out.")
    ] = None,
    speakers: Annotated[int | None, typer.Option(min=1, help="How many people speak, if you know.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print the transcript as JSON.")] = False,
) -> None:
    """Print what is said in FILE, by whom and when."""
    if language not in (None, "ru", "en"):
        raise typer.BadParameter("ru or en", param_hint="--language")
    request = TranscribeRequest.model_validate({"path": file, "language": language, "speakers": speakers})
    try:
        transcript = build(model, diarizer, models_dir.expanduser()).transcribe(request, _show)
    except Problem as problem:
        _explain(problem)
        raise typer.Exit(3 if isinstance(problem, Missing) else 1) from problem
    typer.echo(transcript.model_dump_json(indent=1) if as_json else _readable(transcript))
    words = translator(transcript.language)
    for note in transcript.notes:
        typer.echo(words(f"degraded-{note}"), err=True)


def _show(progress: Progress) -> None:
    """One line that is written over, on a terminal only."""
    if sys.stderr.isatty():
        share = f"{100 * progress.done / progress.total:3.0f} %" if progress.total else ""
        typer.echo(f"\r\033[K{progress.stage} {share}", err=True, nl=False)


def _explain(problem: Problem) -> None:
    spoken: Language = "ru" if os.environ.get("LANG", "").startswith("ru") else "en"
    words = translator(spoken)
    typer.echo(words(f"problem-{problem.code}", **problem.params), err=True)
    typer.echo(words(f"problem-{problem.code}-next", **problem.params), err=True)


def _readable(transcript: Transcript) -> str:
    words = translator(transcript.language)
    lines = []
    for segment in transcript.segments:
        minutes, seconds = divmod(int(segment.start), 60)
        who = transcript.name_of(segment.speaker)
        if who is None and segment.speaker is not None:
            who = words("speaker", number=segment.speaker)
        lines.append(f"[{minutes:02}:{seconds:02}] " + (f"{who}: " if who else "") + segment.text)
    return "\n".join(lines)


if __name__ == "__main__":
    app()
