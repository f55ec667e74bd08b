"""What else speaks for a card than words: whose it is, where it stands, when anything last happened on it.

Fixed and small beside the words, which decide: no labelled boards with such facts are known to learn from. A board
that does not tell them is ranked as if all its cards were alike.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from core_api.contracts.matching import CardText, Query
from similarity.bags import Scores

_CLOSED = -1.5
"""What a closed card loses of its log-odds: it wins only where it fits clearly better than every open one."""
_WORKING = 0.3
"""For a card that is being worked on."""
_OWN = 0.5
"""For a card of somebody who speaks of it, or who is named."""
_QUIET = -0.3
"""What a card loses when nothing happened on it for the days below; less of it before."""
_QUIET_DAYS = 90.0


def circumstances(queries: Sequence[Query], cards: Sequence[CardText]) -> Scores:
    """What is added to the log-odds of every card for every query (queries × cards)."""
    own = np.zeros((len(queries), len(cards)))
    for row, query in enumerate(queries):
        who = set(query.members)
        if who:
            own[row] = [_OWN if who & set(card.members) else 0.0 for card in cards]
    return np.asarray(own + _standing(cards)[None, :], dtype=np.float64)


def _standing(cards: Sequence[CardText]) -> NDArray[np.float64]:
    """What a card has or lacks for every query alike."""
    return np.asarray(
        [
            (0.0 if card.open else _CLOSED)
            + (_WORKING if card.working and card.open else 0.0)
            + (_QUIET * min(card.idle_days / _QUIET_DAYS, 1.0) if card.idle_days is not None else 0.0)
            for card in cards
        ],
        dtype=np.float64,
    )
