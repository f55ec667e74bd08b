"""`boardscribe board waiting | resume`: what was decided and is not on the boards, and having it go on."""

import json
import sys

from rich.table import Table
from rich.text import Text

from core_api import wiring
from core_api.cli.opening import open_desk
from core_api.cli.outcome import DONE, FAILED, words
from core_api.usecases import parked


def show(ref: str | None, *, as_json: bool) -> int:
    """What waits, why, and since when."""
    desk = open_desk()
    waits = parked.parked(desk.installation, ref)
    if as_json:
        rows = [item.model_dump(mode="json") | {"why": words(item.code, item.params)[0]} for item in waits]
        sys.stdout.write(json.dumps({"waiting": rows}, ensure_ascii=False) + "\n")
        return DONE
    if not waits:
        desk.out.print(desk.say("waiting-none"))
        return DONE
    desk.out.print(Text(desk.say("waiting-title", count=len(waits)), style="bold"))
    table = Table(show_lines=True, expand=True)
    for column, ratio in (("ref", 2), ("card", 3), ("why", 5), ("since", 2)):
        table.add_column(desk.say(f"column-{column}"), ratio=ratio)
    for item in waits:
        message, next_step = words(item.code, item.params)
        card = Text(item.card.name if item.card else desk.say("new-card"))
        what = card.append("\n" + desk.say(f"operation-{item.kind}"), style="dim")
        table.add_row(
            Text(item.board),
            what,
            Text(message).append("\n" + next_step, style="dim"),
            desk.minute(item.since),
        )
    desk.out.print(table)
    desk.out.print(Text(desk.say("waiting-hint"), style="dim"))
    return DONE


def resume(ref: str | None) -> int:
    """Have what waits go on, here and now; exit 1 when something still waits."""
    desk = open_desk()
    count = parked.resume(desk.installation, ref, desk.actor)
    desk.out.print(desk.say("waiting-resumed", count=count))
    if count:
        wiring.build_worker(desk.installation, desk.settings).run_until_idle()
    left = len(parked.parked(desk.installation, ref))
    if left:
        desk.out.print(Text(desk.say("waiting-still", count=left), style="yellow"))
    return FAILED if left else DONE
