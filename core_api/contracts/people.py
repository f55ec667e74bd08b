"""People: who they are on boards and in messengers, and what each may do on which board."""

from datetime import time
from typing import Annotated, Literal

from pydantic import AfterValidator, Field

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


def _by_the_clock(moment: time) -> time:
    if moment.tzinfo is not None:
        raise ValueError("a time of day needs no time zone: the person has one")
    return moment.replace(second=0, microsecond=0)


TimeOfDay = Annotated[time, AfterValidator(_by_the_clock)]
"""Hours and minutes on somebody's own clock."""


class QuietHours(Frozen):
    """The hours, in the person's zone, in which nobody writes to them unasked."""

    begins: TimeOfDay = time(22)
    ends: TimeOfDay = time(8)
    """Earlier than `begins`: of the next morning. The same: no hour is quiet."""

    def __str__(self) -> str:
        """As it is typed: `22:00-08:00`, or `none`."""
        return "none" if self.begins == self.ends else f"{self.begins:%H:%M}-{self.ends:%H:%M}"


class Manners(Frozen):
    """How somebody wants to be asked."""

    channel: ChannelName | None = None
    """Where they are asked; None: in the first messenger in which they are known."""
    quiet: QuietHours = QuietHours()
    muted: bool = False
    """Nothing is sent unasked; what waits for them is in the dashboard and the terminal."""


class MannersChange(Frozen):
    """What of somebody's manners is to be another way; what is None stays."""

    channel: ChannelName | Literal[""] | None = None
    """An empty text: in the first messenger in which they are known."""
    quiet: QuietHours | None = None
    muted: bool | None = None


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


CHANNEL_OF: dict[IdentityKind, ChannelName] = {
    "telegram": "telegram",
    "max": "max",
    "vk": "vk",
    "express": "express",
    "matrix": "matrix",
    "webhook": "webhook",
    "email": "mail",
}
"""The channel in which somebody with such an identity is reached."""


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
