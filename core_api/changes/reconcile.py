"""What became of a write that was begun: asked of the board before anything is tried again.

Nothing is ever written to a board here.
"""

import logging
from datetime import datetime, timedelta

from core_api.changes import settling
from core_api.changes.failures import BOARD_GONE, CARD_GONE, FOR_PEOPLE
from core_api.changes.site import Site, Write
from core_api.contracts.connector import Delete, Receipt
from core_api.contracts.ports import Connector
from core_api.contracts.problems import NotFound, Problem
from core_api.contracts.proposal import Intent, IntentState
from core_api.domain.fingerprint import shows

_LOG = logging.getLogger(__name__)

_SLACK = timedelta(minutes=15)
"""How far a board's clock may be behind ours."""

UNSURE: tuple[IntentState, ...] = ("sending", "unknown")
"""The states in which the board must be asked."""


def settle_doubt(site: Site, intent: Intent) -> Intent:
    """The intent after the board was asked: `applied`, `planned` again, or still `unknown`.

    Only when nobody is at work on it: its job's lease says so.
    """
    connector, board_id = site.connector_for(intent.board)
    begun = site.clock()
    try:
        board = site.outlines.of(intent, connector, board_id)
        found = _found(intent, connector, board_id)
    except NotFound as problem:
        if problem.code == BOARD_GONE:
            return settling.waits(site, intent, "unknown", problem.code, was=UNSURE)
        return settling.failed(site, intent, problem.code, was=UNSURE)
    except FOR_PEOPLE as problem:
        return settling.waits(site, intent, "unknown", problem.code, was=UNSURE)
    except (Problem, OSError):
        return settling.waits(site, intent, "unknown", "write-unsure", was=UNSURE)
    site.boundary("found")
    if not found:
        return settling.waits(site, intent, "planned", None, was=UNSURE)
    if len(found) > 1:
        _LOG.warning(
            "%s is on %s %d times; the sweep takes the late ones away", intent.id, intent.board, len(found)
        )
    receipt = found[0]
    write = Write(intent, connector, board_id, board, receipt.card, begun)
    shown = isinstance(intent.operation, Delete) or shows(receipt.card, intent.operation)
    settled = settling.applied(site, write, receipt, shown=shown)
    site.boundary("settled")
    return settled


def _found(intent: Intent, connector: Connector, board_id: str) -> tuple[Receipt, ...]:
    """All that the intent left on the board. A card that was to be removed, and is gone, is its own trace."""
    if not isinstance(intent.operation, Delete):
        return connector.find(board_id, intent.card_id, intent.operation, intent.id, since_of(intent))
    try:
        connector.card(board_id, intent.card_id or "")
    except NotFound as problem:
        if problem.code != CARD_GONE:
            raise
        return (Receipt(card=intent.seen),) if intent.seen else ()
    return ()


def since_of(intent: Intent) -> datetime | None:
    """A moment that is surely before the first try, whatever the board's clock says."""
    return intent.created_at - _SLACK if intent.created_at else None
