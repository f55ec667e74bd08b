"""People: who they are on boards and in messengers, and what each may do on which board."""

from datetime import time
from typing import Literal

from pydantic import Field

from core_api.contracts.messages import ChannelName
from core_api.contracts.model import Frozen, Language

IdentityKind = Literal[
    "board", "cli", "api", "dashboard", "telegram", "max", "vk", "express", "matrix", "webhook", "email"
]


class PersonIdentity(Frozen):
    """Who a person is somewhere else."""

    kind: IdentityKind
    place: str = ""
    """With `board` the board's reference (`trello:5f…`); otherwise empty, or the server."""
    id: str = Field(min_length=1)
    """The id there: a member's id, a user id of a messenger, a name at the terminal, an address."""


class QuietHours(Frozen):
    """The hours, in the person's zone, in which nobody writes to them unasked."""

    begins: time = time(22)
    ends: time = time(8)
    """Earlier than `begins`: of the next morning. The same: no hour is quiet."""


class Manners(Frozen):
    """How somebody wants to be asked."""

    channel: ChannelName | None = None
    """Where they are asked; None: in the first messenger in which they are known."""
    quiet: QuietHours = QuietHours()
    muted: bool = False
    """Nothing is sent unasked; what waits for them is in the dashboard and the terminal."""


class Person(Frozen):
    """Somebody who speaks in meetings, owns cards, or decides."""

    id: str
    name: str = Field(min_length=1)
    language: Language | None = None
    timezone: str | None = None
    """An IANA name, e.g. `Europe/Moscow`."""
    active: bool = True
    """False: may decide nothing any more; what they decided stays."""
    identities: tuple[PersonIdentity, ...] = ()
    manners: Manners = Manners()


Role = Literal["observer", "approver", "lead", "admin"]
"""Sees; decides; decides and is asked first, and their word may finish others' cards; also changes policies."""


class Grant(Frozen):
    """A role of a person on one board, or with `*` on all."""

    person_id: str
    board: str
    role: Role


EVERY_BOARD = "*"
"""A grant for this board is one for all boards."""

DECIDING: frozenset[Role] = frozenset({"approver", "lead", "admin"})
"""The roles that may decide; an admin may all that the others may."""


class Profile(Frozen):
    """A person with the roles they have."""

    person: Person
    grants: tuple[Grant, ...] = ()

    def roles(self, board: str) -> frozenset[Role]:
        """Their roles on a board, those on all boards included."""
        return frozenset(grant.role for grant in self.grants if grant.board in {board, EVERY_BOARD})
