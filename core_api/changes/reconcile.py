"""What became of a write that was begun: asked of the board before anything is tried again.

Nothing is ever written to a board here.
"""

from core_api.changes import settling
from core_api.changes.site import Boundary, ConnectorFor, Site, Write, nowhere
from core_api.contracts.ports import Clock
from core_api.contracts.problems import NotFound, Problem
from core_api.contracts.proposal import Intent, IntentState
from core_api.domain.fingerprint import shows
from core_api.store.database import Database

UNSURE: tuple[IntentState, ...] = ("sending", "unknown")
"""The states in which the board must be asked."""


def reconcile(
    database: Database,
    connector_for: ConnectorFor,
    intent_id: str,
    clock: Clock,
    boundary: Boundary = nowhere,
) -> Intent:
    """Ask the board what became of the intent: `applied`, `planned` again, or still `unknown`.

    Only when nobody is at work on the intent: its job's lease says so. Raises NotFound for the intent.
    """
    site = Site(database, connector_for, clock, boundary)
    intent = site.intent(intent_id)
    return settle_doubt(site, intent) if intent.state in UNSURE else intent


def settle_doubt(site: Site, intent: Intent) -> Intent:
    """The intent after the board was asked."""
    connector, board_id = site.connector_for(intent.board)
    begun = site.clock()
    try:
        board = connector.outline(board_id)
        found = connector.find(board_id, intent.card_id, intent.operation, intent.id)
    except NotFound as problem:
        return settling.failed(site, intent, problem.code, was=UNSURE)
    except (Problem, OSError):
        return settling.waits(site, intent, "unknown", "write-unsure", was=UNSURE)
    site.boundary("found")
    if not found:
        return settling.waits(site, intent, "planned", None, was=UNSURE)
    receipt = found[0]
    write = Write(intent, connector, board_id, board, receipt.card, begun)
    settled = settling.applied(site, write, receipt, shown=shows(receipt.card, intent.operation))
    site.boundary("settled")
    return settled
