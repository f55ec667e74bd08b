"""What is known of one limit of a vendor: the calls made lately, and what the vendor said of them.

How a bucket is used is for `kanban_connectors.pacing` to say; whoever keeps buckets only keeps them.
"""

from core_api.contracts.model import Frozen


class Bucket(Frozen):
    """One limit under one credential. All moments are in seconds on the clock of who keeps the bucket."""

    calls: tuple[float, ...] = ()
    """When calls were let through, the oldest first, no two at the same moment."""
    unanswered: tuple[float, ...] = ()
    """Those of them whose reply nobody has reported yet: the vendor may not have counted them when it last spoke."""
    closed_until: float = 0.0
    """Nobody calls before."""
    left: int | None = None
    """How many calls the vendor still allows until `left_until`, as far as it told."""
    left_until: float = 0.0
    urgent_until: float = 0.0
    """Until then a call that a person waits for may be waiting, and calls that nobody waits for stand back."""
    overdue_until: float = 0.0
    """Until then such a call has waited so long that the next place is kept for it."""
    seen: float = 0.0
    """When this was written."""
