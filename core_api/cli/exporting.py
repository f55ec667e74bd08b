"""`boardscribe export …`: the audit for other programs, and minutes for people, on standard output or into a file."""

import sys
from datetime import datetime
from pathlib import Path
from typing import get_args

from rich.text import Text

from core_api.cli import outcome
from core_api.cli.opening import open_desk
from core_api.contracts.model import Language
from core_api.contracts.problems import Invalid
from core_api.usecases import minutes_export
from core_api.usecases.audit_export import Format, exported
from core_api.usecases.minutes_export import Style
from core_api.usecases.styles.template import Template


def changes(form: Format, board: str | None, since: datetime | None) -> int:
    """Write the changes out, piece by piece; the bytes are UTF-8 whatever the terminal speaks."""
    desk = open_desk()
    for piece in exported(desk.installation, form, board=board, since=since):
        sys.stdout.buffer.write(piece.encode())
    sys.stdout.buffer.flush()
    return outcome.DONE


def minutes(
    meeting_id: str, style: str, form: minutes_export.Format, language: Language | None, output: Path | None
) -> int:
    """Write a meeting's minutes out in a style of ours, or by a template."""
    chosen = _style(style)
    if output is None and form == "docx" and sys.stdout.isatty():
        raise Invalid("export-needs-file")
    desk = open_desk()
    file = minutes_export.minutes(desk.installation, meeting_id, chosen, form, language)
    if output is None:
        sys.stdout.buffer.write(file.content)
        sys.stdout.buffer.flush()
        return outcome.DONE
    try:
        output.write_bytes(file.content)
    except OSError as error:
        raise Invalid("export-not-written", path=str(output), detail=error.strerror or "") from error
    desk.out.print(Text(desk.say("export-written", path=str(output))))
    return outcome.DONE


def _style(text: str) -> Style | Template:
    """The style of that name, else the template in that file."""
    known: tuple[Style, ...] = get_args(Style)
    named = next((one for one in known if one == text), None)
    return named or minutes_export.template_of(Path(text).expanduser())
