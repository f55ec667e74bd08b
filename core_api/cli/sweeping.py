"""`boardscribe board sweep`: take away what a late call left on a board twice."""

import sys

from rich.text import Text

from core_api import wiring
from core_api.changes.sweep import Swept
from core_api.cli.opening import Desk, open_desk
from core_api.cli.outcome import DONE, FAILED, words
from core_api.locales import about
from core_api.usecases.sweep import sweep


def run(ref: str | None, *, as_json: bool) -> int:
    """Sweep here and now; exit 1 when a board could not be asked or a copy had to be left."""
    desk = open_desk()
    swept = sweep(desk.installation, ref, desk.actor)
    wiring.build_worker(desk.installation, desk.settings).run_until_idle()
    if as_json:
        sys.stdout.write(swept.model_dump_json() + "\n")
    else:
        _tell(desk, swept)
    return FAILED if swept.unread or swept.left else DONE


def _tell(desk: Desk, swept: Swept) -> None:
    desk.out.print(desk.say("sweep-done", looked=swept.looked, removed=len(swept.removed)))
    for record in swept.removed:
        what = Text(f" • {record.card.name}  ").append(desk.say(f"operation-{record.operation.kind}"))
        desk.out.print(what.append(f"  {record.id}", style="dim"))
    for left in swept.left:
        message, next_step = words(left.code, about(left.board, left.card.name))
        desk.out.print(Text(f" • {left.card.name}  ").append(f"{message} {next_step}", style="yellow"))
    for unread in swept.unread:
        message, next_step = words(unread.code, about(unread.board))
        desk.out.print(Text(f" • {unread.board}  ").append(f"{message} {next_step}", style="red"))
