"""People: who is known, who they are elsewhere, what they may. Their path segment is an id, or a name that fits one."""

from typing import Annotated

from fastapi import APIRouter, Query, Response, status
from pydantic import Field

from core_api.contracts.asking import LinkCode
from core_api.contracts.envelope import Envelope
from core_api.contracts.model import Frozen, Language
from core_api.contracts.people import (
    EVERY_BOARD,
    IdentityKind,
    MannersChange,
    Person,
    PersonIdentity,
    Profile,
    Role,
)
from core_api.contracts.policy import RuleChange
from core_api.usecases import linking, people, rules
from core_api.web.context import Here, Who

router = APIRouter(prefix="/people", tags=["people"])


class PersonIn(Frozen):
    """A person to be known."""

    name: str = Field(min_length=1, max_length=200)
    language: Language | None = None
    timezone: str | None = Field(default=None, max_length=100)


class PersonChange(Frozen):
    """What is to be another way; what is left out stays."""

    name: str | None = Field(default=None, min_length=1, max_length=200)
    language: Language | None = None
    timezone: str | None = Field(default=None, max_length=100)
    active: bool | None = None


class RoleIn(Frozen):
    """A role to be given."""

    role: Role
    board: str = Field(default=EVERY_BOARD, min_length=1, max_length=500)


@router.get("")
def list_all(here: Here) -> Envelope[tuple[Profile, ...]]:
    """Everybody, by name."""
    return Envelope(success=True, data=people.everybody(here))


@router.post("", status_code=status.HTTP_201_CREATED)
def add(here: Here, who: Who, person: PersonIn) -> Envelope[Person]:
    """A new person."""
    made = people.add(here, who, person.name, person.language, person.timezone)
    return Envelope(success=True, data=made)


@router.get("/changes")
def changes(here: Here, board: str | None = None) -> Envelope[tuple[RuleChange, ...]]:
    """Who changed what is allowed or who may decide, the newest first; of one board when it is named."""
    return Envelope(success=True, data=rules.history(here, board))


@router.get("/{name}")
def read(here: Here, name: str) -> Envelope[Profile]:
    """One person."""
    return Envelope(success=True, data=people.find(here, name))


@router.patch("/{name}")
def change(here: Here, who: Who, name: str, fields: PersonChange) -> Envelope[Person]:
    """Another name, language or time zone; `active: false` lets them decide nothing while it stands."""
    changed = people.change(here, who, name, fields.model_dump(exclude_none=True))
    return Envelope(success=True, data=changed)


@router.patch("/{name}/manners")
def set_manners(here: Here, who: Who, name: str, manners: MannersChange) -> Envelope[Person]:
    """Where the person is asked, when not, and whether at all; what is left out stays."""
    return Envelope(success=True, data=people.set_manners(here, who, name, manners))


@router.delete("/{name}")
def remove(here: Here, who: Who, name: str) -> Envelope[Person]:
    """Let the person decide nothing any more; roles and identities go."""
    return Envelope(success=True, data=people.remove(here, who, name))


@router.post("/{name}/identities")
def link(here: Here, who: Who, name: str, identity: PersonIdentity) -> Envelope[Person]:
    """Say who the person is elsewhere. 409 when that is somebody else."""
    return Envelope(success=True, data=people.link(here, who, name, identity))


@router.post("/{name}/code", status_code=status.HTTP_201_CREATED)
def make_code(here: Here, who: Who, name: str, response: Response) -> Envelope[LinkCode]:
    """A one-time code: whoever sends it to our bot within 15 minutes is this person. It is shown once."""
    response.headers["Cache-Control"] = "no-store"
    return Envelope(success=True, data=linking.make_code(here, who, name))


@router.delete("/{name}/identities/{kind}/{identity}")
def unlink(
    here: Here,
    who: Who,
    name: str,
    kind: IdentityKind,
    identity: str,
    place: Annotated[str, Query(max_length=500)] = "",
) -> Envelope[Person]:
    """Forget who the person is there."""
    gone = PersonIdentity(kind=kind, place=place, id=identity)
    return Envelope(success=True, data=people.unlink(here, who, name, gone))


@router.post("/{name}/roles")
def grant(here: Here, who: Who, name: str, role: RoleIn) -> Envelope[Profile]:
    """Give a role on a board, or on all."""
    return Envelope(success=True, data=people.grant(here, who, name, role.board, role.role))


@router.delete("/{name}/roles/{board}")
def revoke(here: Here, who: Who, name: str, board: str) -> Envelope[Profile]:
    """Take the role on a board; `*` is the one on all boards."""
    return Envelope(success=True, data=people.revoke(here, who, name, board))
