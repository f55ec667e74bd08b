"""`boardscribe undo`: one change, or all of a meeting."""

from rich.text import Text

from core_api.cli import outcome, render
from core_api.cli.opening import open_desk
from core_api.usecases.undo import undo_change, undo_meeting


def run(change_id: str | None, meeting_id: str | None, *, force: bool) -> int:
    """Take back what was named; exit 1 when something could not be."""
    desk = open_desk()
    if change_id is not None:
        record = undo_change(desk.installation, change_id, desk.actor, force=force)
        desk.out.print(Text(record.card.name + "  ").append_text(render.what_changes(record, desk.say)))
        return outcome.DONE
    done, refused = undo_meeting(desk.installation, meeting_id or "", desk.actor, force=force)
    for record in done:
        desk.out.print(Text(record.card.name + "  ").append_text(render.what_changes(record, desk.say)))
    for problem in refused:
        outcome.tell(problem)
    if not done and not refused:
        desk.out.print(desk.say("undo-nothing"))
    return outcome.FAILED if refused else outcome.DONE
