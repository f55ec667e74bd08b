"""Who is asked about a proposal: first those whom the board's policy names, later everybody who may decide.

Pure. Whether somebody can be reached at all comes in with them.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from core_api.contracts.board import OperationKind
from core_api.contracts.people import DECIDING, Profile
from core_api.contracts.policy import Asking

Reachable = Callable[[Profile], bool]
"""Whether a messenger that is set up reaches the person, who wants to be asked there."""


@dataclass(frozen=True)
class Matter:
    """What is to be decided, as far as it says who should."""

    board: str
    kind: OperationKind
    assignees: frozenset[str] = frozenset()
    """The persons (ids) that the card is assigned to."""
    owner: str | None = None
    """The person (id) whose meeting it was."""


def first_asked(
    matter: Matter, asking: Asking, everybody: Iterable[Profile], reachable: Reachable
) -> tuple[Profile, ...]:
    """Those who are asked at once; nobody when nobody who may decide can be reached.

    An assignee who may confirm a change of this kind is asked before anybody with a role.
    """
    people = [one for one in everybody if one.person.active and reachable(one)]
    deciding = [one for one in people if one.roles(matter.board) & DECIDING]
    leading = [one for one in deciding if "lead" in one.roles(matter.board)]
    assigned = [one for one in people if one.person.id in matter.assignees]
    confirming = assigned if matter.kind in asking.assignee_confirms else []
    chosen = {
        "card_owner": [one for one in assigned if one in deciding],
        "meeting_owner": [one for one in deciding if one.person.id == matter.owner],
        "leads": [],
    }[asking.first]
    return tuple(next((some for some in (confirming, chosen, leading, deciding) if some), []))


def all_asked(matter: Matter, everybody: Iterable[Profile], reachable: Reachable) -> tuple[Profile, ...]:
    """Everybody who may decide by a role and can be reached: whom a question goes to when nobody answered."""
    return tuple(
        one
        for one in everybody
        if one.person.active and one.roles(matter.board) & DECIDING and reachable(one)
    )
