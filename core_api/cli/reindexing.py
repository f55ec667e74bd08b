"""`boardscribe reindex`: everything that can be found indexed anew, here and now."""

import sys

from core_api.cli.opening import open_desk
from core_api.cli.outcome import DONE
from core_api.cli.progress import Bars
from core_api.usecases.reindexing import reindex


def run(*, as_json: bool) -> int:
    """Index anew and say how it is then."""
    desk = open_desk()
    with Bars(desk.err, desk.say) as bars:
        fresh = reindex(desk.installation, bars.show)
    if as_json:
        sys.stdout.write(fresh.model_dump_json() + "\n")
        return DONE
    desk.out.print(desk.say("reindex-done", entries=fresh.entries))
    if fresh.model:
        desk.out.print(
            desk.say("reindex-meaning", model=fresh.model, embedded=fresh.embedded, waiting=fresh.waiting)
        )
    return DONE
