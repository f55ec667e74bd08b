"""What a board's refusal means for a write: one table, for reading before it and for the write itself.

Only what surely was not done is tried again blindly. What a person has to mend waits for that person. Nothing is
stored here but that an intent waits.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Literal

from core_api.changes import settling
from core_api.changes.site import Site
from core_api.contracts.problems import (
    Conflict,
    Forbidden,
    Invalid,
    Malformed,
    Missing,
    NotFound,
    PlanLimit,
    Problem,
    RateLimited,
    Refused,
    Transient,
    Unauthorized,
    Unavailable,
)
from core_api.contracts.proposal import Intent

Fate = Literal["waits", "again", "comes-back", "failed", "unsure"]
"""Of a write: it waits and is tried later; it is tried again at once; a person looks at it again; it is given up;
nobody knows whether it was done."""

FOR_PEOPLE = (Unauthorized, Forbidden, PlanLimit, Missing)
"""The proposal is right, and our access to the board is not: goes on when a person has mended that."""

BOARD_GONE = "board-not-found"
"""Boards say this also to whom they do not let in any more: it says nothing of what is on them."""

CARD_GONE = "card-not-found"

_FATES: tuple[tuple[tuple[type[Problem], ...], Fate], ...] = (
    ((RateLimited, Transient), "waits"),
    (FOR_PEOPLE, "waits"),
    ((NotFound, Conflict), "comes-back"),
    ((Refused, Invalid), "failed"),
)
"""The first line that fits. What is in none of them, as a plain Unavailable or an answer that is none, is unsure."""


def fate_of_write(problem: Problem | OSError) -> Fate:
    """What becomes of a write that ended with this problem."""
    if isinstance(problem, Conflict) and problem.code == "revision-changed":
        return "again"
    return next((fate for kinds, fate in _FATES if isinstance(problem, kinds)), "unsure")


def as_outage(problem: Malformed) -> Transient:
    """An answer that is none, where nothing was written: the board is away, and comes back."""
    away = Transient(problem.code)
    away.params = problem.params
    return away


@contextmanager
def waiting(site: Site, intent: Intent) -> Iterator[None]:
    """Around a reading before the write: what stops it is noted on the intent, which stays planned, and raised.

    An answer that is none is an outage as long as we only read: it is raised as Transient. A board that we cannot find
    waits for a person as our access does.
    """
    try:
        yield
    except Malformed as problem:
        settling.waits(site, intent, "planned", problem.code, was=("planned",))
        raise as_outage(problem) from problem
    except (Unavailable, NotFound, *FOR_PEOPLE) as problem:
        if not isinstance(problem, NotFound) or problem.code == BOARD_GONE:
            settling.waits(site, intent, "planned", problem.code, was=("planned",))
        raise
