"""Whether a board may be written to now: the kill switch, reading only, and shadow mode for what nobody asked for.

Asked of the stored policy, by whoever is about to write. Nothing is written or stored here.
"""

from core_api.changes.record import decided_by, proposal_of
from core_api.changes.site import Site
from core_api.contracts.proposal import Intent
from core_api.store import boards


def forbidden(site: Site, intent: Intent) -> str | None:
    """The code of what the board's policy has against carrying out this intent now; None: nothing.

    In shadow mode only what a person asked for is written: the gate may have decided, or the mark may have been
    ordered, while the board was live.
    """
    with site.database.reading() as session:
        policy = boards.policy(session, intent.board)
        if policy.stopped:
            return "board-stopped"
        if policy.read_only:
            return "board-set-read-only"
        if policy.mode == "live":
            return None
        decider = decided_by(session, intent, proposal_of(session, intent))
    return "board-shadow" if decider is not None and decider.kind == "gate" else None
