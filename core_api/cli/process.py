"""`boardscribe process`: a meeting from its file to the board, in this process."""

import json
import sys
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from core_api import wiring
from core_api.cli import outcome, render
from core_api.cli.opening import Desk, open_desk
from core_api.cli.progress import Bars
from core_api.contracts.model import Language, MinutesLanguage
from core_api.contracts.problems import Invalid
from core_api.contracts.report import MeetingReport
from core_api.usecases import export, people
from core_api.usecases.preview import preview
from core_api.usecases.report import report
from core_api.usecases.submit import ReadText, Submission, submit


@dataclass(frozen=True)
class Request:
    """The command's options."""

    path: Path
    board: str | None
    started_at: datetime | None
    title: str | None
    language: Language | None
    asr_model: str | None
    minutes_language: MinutesLanguage | None
    owner: str | None
    again: bool
    dry_run: bool
    as_json: bool


def run(request: Request) -> int:
    """Process the meeting and print what came out; the exit code."""
    if not request.path.is_file():
        raise Invalid("file-missing", path=str(request.path))
    board = _board_ref(request.board)
    dry_run = request.dry_run or (board or "").startswith("file:")
    desk = open_desk(migrate=not dry_run)
    here = desk.installation
    if dry_run and (board or "").startswith("local:"):
        here.database.migrate()
    submission = Submission(
        path=request.path,
        board=board,
        title=request.title,
        started_at=request.started_at,
        language=request.language,
        models=desk.settings.models_allowed,
        asr_model=request.asr_model,
        minutes_language=request.minutes_language,
        owner_id=people.owner_named(here, request.owner) if request.owner and not dry_run else None,
        by_id=None if dry_run else people.known_as(here, desk.actor),
        occasion=here.clock().isoformat() if request.again else "",
    )
    read = wiring.read_source(request.path, request.language)
    with Bars(desk.err, desk.say) as bars:
        result = (
            preview(here, submission, read, bars.show) if dry_run else process(desk, submission, read, bars)
        )
    if request.as_json:
        sys.stdout.write(json.dumps(export.as_json(result, desk.say), ensure_ascii=False) + "\n")
    else:
        render.meeting_report(desk.out, result, desk.say, dry_run=dry_run)
    return outcome.of_meeting(result, as_json=request.as_json)


def _board_ref(board: str | None) -> str | None:
    """The board as a reference; the bare path of a file means `file:PATH`."""
    return f"file:{board}" if board and Path(board).expanduser().is_file() else board


def process(desk: Desk, submission: Submission, read: ReadText | None, bars: Bars) -> MeetingReport:
    """Hand the meeting in and work on it until it needs nothing but people."""
    meeting = submit(desk.installation, submission, read)
    worker = wiring.build_worker(desk.installation, desk.settings, lambda _job, progress: bars.show(progress))
    worker.run_until_idle(meeting.id)
    return report(desk.installation, meeting.id)
