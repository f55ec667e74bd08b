"""`boardscribe meeting …`: what was handed in, how far it is, what came out."""

import json
import sys

from rich.text import Text

from core_api.cli import outcome, render
from core_api.cli.opening import open_desk
from core_api.usecases import export
from core_api.usecases.report import recent, report
from core_api.usecases.revise import plan_again


def list_all(*, as_json: bool) -> int:
    """The meetings, the newest first."""
    desk = open_desk()
    rows = recent(desk.installation)
    if as_json:
        lines = [{"id": item.meeting.id, "title": item.meeting.title, "stage": item.stage} for item in rows]
        sys.stdout.write(json.dumps({"meetings": lines}, ensure_ascii=False) + "\n")
        return outcome.DONE
    if not rows:
        desk.out.print(desk.say("meeting-none"))
        return outcome.DONE
    for item in rows:
        meeting = item.meeting
        line = Text(meeting.id, style="bold").append(f"  {meeting.started_at:%Y-%m-%d %H:%M}  ", style="dim")
        style = "red" if item.stage in {"failed", "stopped"} else "cyan"
        line.append(desk.say(f"meeting-stage-{item.stage}"), style=style).append(
            f"  {meeting.board or ''}", style="dim"
        )
        desk.out.print(line)
        desk.out.print(Text(f"  {meeting.title}"))
    return outcome.DONE


def plan(meeting_id: str) -> int:
    """Plan the meeting again on the board as it stands now."""
    desk = open_desk()
    fresh = plan_again(desk.installation, meeting_id)
    desk.out.print(desk.say("meeting-planned-again", count=len(fresh)))
    return outcome.DONE


def show(meeting_id: str, *, as_json: bool) -> int:
    """What came out of one meeting."""
    desk = open_desk()
    result = report(desk.installation, meeting_id)
    if as_json:
        sys.stdout.write(json.dumps(export.as_json(result, desk.say), ensure_ascii=False) + "\n")
    else:
        render.meeting_report(desk.out, result, desk.say, dry_run=False)
    return outcome.of_meeting(result, as_json=as_json)
