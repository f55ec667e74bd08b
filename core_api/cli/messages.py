"""`boardscribe messages …`: the messengers that are set up, what was not delivered, and a hello to try one out."""

import json
import sys

from rich.table import Table
from rich.text import Text

from core_api.cli.opening import Desk, open_desk
from core_api.cli.outcome import DONE, words
from core_api.usecases.messenger.channels import Messenger, messengers
from core_api.usecases.messenger.undelivered import Undelivered, greet, undelivered


def show(*, as_json: bool) -> int:
    """The messengers, then the letters that are not where they should be."""
    desk = open_desk()
    known, waits = messengers(desk.installation), undelivered(desk.installation)
    if as_json:
        rows = {
            "messengers": [one.model_dump(mode="json") for one in known],
            "undelivered": [one.model_dump(mode="json") for one in waits],
        }
        sys.stdout.write(json.dumps(rows, ensure_ascii=False) + "\n")
        return DONE
    _tell_messengers(desk, known)
    if not waits:
        desk.out.print(desk.say("messages-none"))
        return DONE
    desk.out.print(Text(desk.say("messages-title", count=len(waits)), style="bold"))
    table = Table(show_lines=True, expand=True)
    for column, ratio in (("to", 3), ("what", 3), ("why", 6), ("since", 3)):
        table.add_column(desk.say(f"messages-column-{column}"), ratio=ratio)
    for one in waits:
        to = Text(one.to).append("\n" + desk.say(f"check-{one.channel}"), style="dim")
        what = Text(desk.say(f"messages-purpose-{one.purpose}"))
        table.add_row(to, what, _why(desk, one), desk.minute(one.since))
    desk.out.print(table)
    return DONE


def send_test(name: str) -> int:
    """A hello, and where it went."""
    desk = open_desk()
    person, ref = greet(desk.installation, name, desk.actor)
    channel = desk.say(f"check-{ref.channel}")
    desk.out.print(Text(desk.say("messages-greeted", name=person.name, channel=channel), style="green"))
    return DONE


def _tell_messengers(desk: Desk, known: tuple[Messenger, ...]) -> None:
    if not known:
        desk.out.print(desk.say("messages-no-messengers"))
        return
    table = Table(show_header=False, box=None, padding=(0, 2, 0, 0))
    for one in known:
        state = "down" if one.code else "ok"
        said = words(one.code, one.params)[0] if one.code else one.handle
        kind = desk.say("messages-approves" if one.approves else "messages-notices")
        table.add_row(
            Text(desk.say(f"check-state-{state}"), style="red" if one.code else "green"),
            Text(desk.say(f"check-{one.name}"), style="bold"),
            Text(said),
            Text(kind, style="dim"),
        )
    desk.out.print(table)


def _why(desk: Desk, one: Undelivered) -> Text:
    at = desk.minute(one.again_at) if one.again_at else ""
    said = Text(desk.say(f"messages-state-{one.state}", at=at))
    if one.code:
        message, next_step = words(one.code, one.params)
        said.append("\n" + message).append("\n" + next_step, style="dim")
    return said
