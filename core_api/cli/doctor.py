"""`boardscribe doctor`: what is there, what is missing, how to mend it; and the generated example of settings."""

import json
import sys

from rich.table import Table
from rich.text import Text

from core_api import wiring
from core_api.cli import outcome
from core_api.cli.opening import open_desk
from core_api.cli.speech import say
from core_api.contracts.messages import Params
from core_api.settings import env_example

_STYLES = {"ok": "green", "degraded": "yellow", "down": "red"}


def run(*, as_json: bool) -> int:
    """Print one line a dependency; exit 3 when something that is configured is down."""
    desk = open_desk(migrate=False)
    checks = wiring.checkup(desk.installation, desk.settings, migrate=True)()
    if as_json:
        rows = [check.model_dump(mode="json") for check in checks]
        sys.stdout.write(json.dumps({"checks": rows}, ensure_ascii=False) + "\n")
    else:
        table = Table(show_header=False, box=None, padding=(0, 1))
        for check in checks:
            table.add_row(
                Text(desk.say(f"check-state-{check.state}"), style=_STYLES[check.state]),
                Text(desk.say(f"check-{check.name}"), style="bold"),
                Text(desk.say(f"check-{check.code}", **_worded(check.params))),
            )
        desk.out.print(table)
        desk.out.print(Text(desk.say("doctor-home", path=str(desk.settings.home)), style="dim"))
    return outcome.MISSING if any(check.state == "down" for check in checks) else outcome.DONE


def _worded(params: Params) -> Params:
    """With what a problem's code says in its place."""
    if "problem" not in params:
        return params
    return params | {"problem": outcome.words(str(params["problem"]), params)[0]}


def print_env_example() -> int:
    """Print every setting with its description and default, as an `.env` file."""
    sys.stdout.write(env_example(say()("env-example-head")))
    return outcome.DONE
