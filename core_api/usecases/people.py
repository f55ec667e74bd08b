"""People: who they are, on which boards and in which messengers they are known, what they may."""

from collections.abc import Iterable, Mapping
from contextlib import suppress
from json import dumps
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from core_api.contracts.board import Board, Member
from core_api.contracts.messages import ChannelName
from core_api.contracts.model import Language
from core_api.contracts.people import (
    CHANNEL_OF,
    EVERY_BOARD,
    Grant,
    MannersChange,
    Person,
    PersonIdentity,
    Profile,
    Role,
)
from core_api.contracts.policy import RuleChange
from core_api.contracts.problems import Conflict, Invalid, NotFound, Refused
from core_api.contracts.proposal import Actor
from core_api.domain.identities import checked
from core_api.language.controls import plain
from core_api.language.words import fold
from core_api.store import people
from core_api.store.database import Session
from core_api.store.rows import new_id
from core_api.usecases.installation import Installation
from core_api.usecases.permissions import allow_rules, recognise

_NAMED = 20
"""How many members an error names."""
_RECOGNISED = frozenset({"cli", "api", "dashboard"})
"""Identities under which what is allowed can be changed."""


def everybody(installation: Installation) -> tuple[Profile, ...]:
    """All persons by name, those who may do nothing any more included."""
    with installation.database.reading() as session:
        return people.everybody(session)


def find(installation: Installation, name: str) -> Profile:
    """The one person that is meant: by id, whole name, or a part of it. Raises NotFound `person-not-found`, Invalid."""
    with installation.database.reading() as session:
        return person_named(session, name)


def resolve(installation: Installation, identity: PersonIdentity) -> Person | None:
    """Who that is; None for a stranger and for somebody who may do nothing any more."""
    with installation.database.reading() as session:
        profile = people.by_identity(session, identity)
    return profile.person if profile and profile.person.active else None


def owner_named(installation: Installation, name: str) -> str:
    """The id of the person whose meeting it is. Raises NotFound, Invalid, Conflict `person-inactive`."""
    person = find(installation, name).person
    if not person.active:
        raise Conflict("person-inactive", name=person.name)
    return person.id


def known_as(installation: Installation, actor: Actor) -> str | None:
    """The id of the known person that the actor is; None for anybody else, and for who may do nothing any more."""
    with installation.database.reading() as session, suppress(Refused):
        who = recognise(session, actor)
        return who.person.id if who else None
    return None


def add(
    installation: Installation,
    by: Actor,
    name: str,
    language: Language | None = None,
    timezone: str | None = None,
) -> Person:
    """A new person. Raises Invalid for the name or the zone, Conflict `person-exists`, Refused `not-an-admin`."""
    person = Person(
        id=new_id("per", installation.clock()),
        name=_name(name),
        language=language,
        timezone=_zone(timezone),
    )
    with installation.database.transaction() as session:
        actor = allow_rules(session, by, (EVERY_BOARD,))
        _refuse_namesake(session, person)
        people.add(session, person)
        _record(session, installation, actor, person, {}, _plain(person))
    return person


def change(installation: Installation, by: Actor, name: str, fields: Mapping[str, object]) -> Person:
    """The person with other `name`, `language`, `timezone` or `active`. Raises as `add` does, and NotFound."""
    with installation.database.transaction() as session:
        profile, actor = at_hand(session, by, name)
        before = profile.person
        person = Person.model_validate(before.model_dump() | dict(fields))
        person = person.model_copy(update={"name": _name(person.name), "timezone": _zone(person.timezone)})
        _refuse_namesake(session, person)
        people.update(session, person)
        if person != before:
            _record(session, installation, actor, person, _plain(before), _plain(person))
    return person


def set_manners(installation: Installation, by: Actor, name: str, wanted: MannersChange) -> Person:
    """The person who is asked another way. Raises NotFound, Refused, Conflict `channel-not-linked`."""
    fields: dict[str, object] = {
        key: value for key in MannersChange.model_fields if (value := getattr(wanted, key)) is not None
    }
    if wanted.channel is not None:
        fields["channel"] = wanted.channel or None
    with installation.database.transaction() as session:
        profile, actor = at_hand(session, by, name)
        before = profile.person
        if wanted.channel and wanted.channel not in _channels(before):
            raise Conflict("channel-not-linked", name=before.name, channel=wanted.channel)
        person = before.model_copy(update={"manners": before.manners.model_copy(update=fields)})
        people.update(session, person)
        if person != before:
            _record(session, installation, actor, person, _manners(before), _manners(person))
    return person


def remove(installation: Installation, by: Actor, name: str) -> Person:
    """Let the person decide nothing any more: roles and identities go, what they decided keeps their name."""
    with installation.database.transaction() as session:
        profile, actor = at_hand(session, by, name)
        for identity in profile.person.identities:
            people.unlink(session, profile.person.id, identity)
        people.revoke(session, profile.person.id)
        person = profile.person.model_copy(update={"active": False, "identities": ()})
        people.update(session, person)
        roles = {grant.board: grant.role for grant in profile.grants}
        _record(session, installation, actor, person, _plain(profile.person) | roles, _plain(person))
    return person


def link(installation: Installation, by: Actor, name: str, identity: PersonIdentity) -> Person:
    """Say who the person is elsewhere.

    Raises Invalid `identity-malformed`, `identity-place`; Conflict `identity-taken`, NotFound, Refused `not-an-admin`.
    """
    identity = checked(identity)
    with installation.database.transaction() as session:
        profile, actor = at_hand(session, by, name)
        return linked(installation, session, actor, profile.person, identity)


def linked(
    installation: Installation, session: Session, by: Actor, before: Person, identity: PersonIdentity
) -> Person:
    """The person with that identity, on record; whoever calls has asked who may. Raises Conflict `identity-taken`."""
    people.link(session, before.id, identity)
    person = people.get(session, before.id).person
    if person != before:
        _record(session, installation, by, person, {}, _as_text(identity))
    return person


def unlink(installation: Installation, by: Actor, name: str, identity: PersonIdentity) -> Person:
    """Forget who the person is there; who was to be asked there is asked where else they are known.

    Raises NotFound `identity-not-linked`, and as `link` does.
    """
    with installation.database.transaction() as session:
        profile, actor = at_hand(session, by, name)
        before = profile.person
        spelt = identity if identity in before.identities else checked(identity)
        if not people.unlink(session, before.id, spelt):
            raise NotFound("identity-not-linked", id=identity.id, name=before.name)
        after = people.get(session, before.id)
        _refuse_lockout(after)
        person = after.person
        if person.manners.channel is not None and person.manners.channel not in _channels(person):
            person = person.model_copy(
                update={"manners": person.manners.model_copy(update={"channel": None})}
            )
            people.update(session, person)
        told = _manners(before) | _as_text(spelt)
        _record(session, installation, actor, person, told, _manners(person))
    return person


def grant(installation: Installation, by: Actor, name: str, board: str, role: Role) -> Profile:
    """Give a role on a board, or with `*` on all, in the place of the one the person had there.

    Raises Refused `not-an-admin`; Conflict `person-inactive`, and `admin-unreachable` for an admin who could never be
    recognised where what is allowed is changed.
    """
    with installation.database.transaction() as session:
        profile = person_named(session, name)
        actor = allow_rules(session, by, _affected(session, board))
        if not profile.person.active:
            raise Conflict("person-inactive", name=profile.person.name)
        people.grant(session, Grant(person_id=profile.person.id, board=board, role=role))
        after = people.get(session, profile.person.id)
        _refuse_lockout(after)
        _record_roles(session, installation, actor, profile, after)
    return after


def revoke(installation: Installation, by: Actor, name: str, board: str) -> Profile:
    """Take the role on a board. Raises NotFound `role-not-given`, Refused `not-an-admin`."""
    with installation.database.transaction() as session:
        profile = person_named(session, name)
        actor = allow_rules(session, by, _affected(session, board))
        if not any(each.board == board for each in profile.grants):
            raise NotFound("role-not-given", name=profile.person.name, board=board)
        people.revoke(session, profile.person.id, board)
        after = people.get(session, profile.person.id)
        _record_roles(session, installation, actor, profile, after)
    return after


def member_named(board: Board, text: str) -> Member:
    """The one member that is meant: by id, user name or name. Raises NotFound `member-unknown`, Invalid."""
    wanted = fold(text).strip().lstrip("@")
    exact = [one for one in board.members if wanted in {fold(one.id), fold(one.username), fold(one.name)}]
    found = exact or [one for one in board.members if wanted and wanted in fold(one.name)]
    if not found:
        names = ", ".join(one.name for one in board.members[:_NAMED]) or "–"
        raise NotFound("member-unknown", name=text, board=board.name, names=names)
    if len(found) > 1:
        raise Invalid("member-ambiguous", name=text, found=", ".join(one.name for one in found))
    return found[0]


def lead_members(session: Session, board: str) -> frozenset[str]:
    """The members of a board whose plain word may finish others' cards, because they lead it."""
    return frozenset(
        identity.id
        for profile in people.everybody(session)
        if profile.person.active and profile.roles(board) & {"lead", "admin"}
        for identity in profile.person.identities
        if identity.kind == "board" and identity.place == board
    )


def person_named(session: Session, name: str) -> Profile:
    """The one person that is meant, within a transaction. Raises as `find` does."""
    wanted = fold(name).strip()
    everyone = people.everybody(session)
    active = [one for one in everyone if one.person.active]
    tries = (
        [one for one in everyone if one.person.id == name.strip()],
        [one for one in active if fold(one.person.name) == wanted],
        [one for one in active if wanted and wanted in fold(one.person.name)],
        [one for one in everyone if fold(one.person.name) == wanted],
    )
    found = next((some for some in tries if some), [])
    if not found:
        raise NotFound("person-not-found", name=name)
    if len(found) > 1:
        raise Invalid("person-ambiguous", name=name, found=", ".join(one.person.name for one in found))
    return found[0]


def at_hand(session: Session, by: Actor, name: str) -> tuple[Profile, Actor]:
    """The person, and who may change them: who they are elsewhere is as good as the roles that they have."""
    profile = person_named(session, name)
    boards = [EVERY_BOARD]
    for given in profile.grants:
        boards += _affected(session, given.board)
    return profile, allow_rules(session, by, dict.fromkeys(boards))


def _affected(session: Session, board: str) -> Iterable[str]:
    """The boards that a role reaches: with `*` all on which somebody has one."""
    if board != EVERY_BOARD:
        return (board,)
    given = (each.board for profile in people.everybody(session) for each in profile.grants)
    return tuple(dict.fromkeys((board, *given)))


def _refuse_lockout(profile: Profile) -> None:
    """An admin whom nobody can recognise would leave nobody who may change what is allowed."""
    admin = any(given.role == "admin" for given in profile.grants)
    if admin and not any(one.kind in _RECOGNISED for one in profile.person.identities):
        raise Conflict("admin-unreachable", name=profile.person.name)


def _refuse_namesake(session: Session, person: Person) -> None:
    if any(
        fold(other.person.name) == fold(person.name) and other.person.active and other.person.id != person.id
        for other in people.everybody(session)
    ):
        raise Conflict("person-exists", name=person.name)


def _name(text: str) -> str:
    name = " ".join(plain(text).split())
    if not name:
        raise Invalid("person-name-empty")
    return name


def _zone(name: str | None) -> str | None:
    if name is None:
        return None
    try:
        return ZoneInfo(name).key
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise Invalid("person-timezone-unknown", zone=name) from error


def _channels(person: Person) -> frozenset[ChannelName]:
    return frozenset(CHANNEL_OF[one.kind] for one in person.identities if one.kind in CHANNEL_OF)


def _plain(person: Person) -> dict[str, str]:
    fields = person.model_dump(mode="json", exclude={"id", "identities", "manners"}, exclude_none=True)
    return _as_json(fields)


def _manners(person: Person) -> dict[str, str]:
    """How the person is asked, field by field, as the history tells it."""
    quiet = person.manners.quiet
    fields: dict[str, object] = {"quiet": str(quiet), "muted": person.manners.muted}
    return _as_json(fields | ({"channel": person.manners.channel} if person.manners.channel else {}))


def _as_json(fields: Mapping[str, object]) -> dict[str, str]:
    return {key: dumps(value, ensure_ascii=False) for key, value in fields.items()}


def _as_text(identity: PersonIdentity) -> dict[str, str]:
    return {"identity": identity.model_dump_json()}


def _record(
    session: Session,
    installation: Installation,
    by: Actor,
    person: Person,
    before: dict[str, str],
    after: dict[str, str],
) -> None:
    kept = {key: value for key, value in before.items() if after.get(key) != value}
    new = {key: value for key, value in after.items() if before.get(key) != value}
    change = RuleChange(
        board=EVERY_BOARD,
        subject="person",
        person_id=person.id,
        by=by,
        at=installation.clock(),
        before=kept,
        after=new,
    )
    people.record(session, change)


def _record_roles(
    session: Session, installation: Installation, by: Actor, before: Profile, after: Profile
) -> None:
    old = {grant.board: grant.role for grant in before.grants}
    new = {grant.board: grant.role for grant in after.grants}
    for board in sorted({key for key in old | new if old.get(key) != new.get(key)}):
        change = RuleChange(
            board=board,
            subject="grant",
            person_id=before.person.id,
            by=by,
            at=installation.clock(),
            before={"role": old[board]} if board in old else {},
            after={"role": new[board]} if board in new else {},
        )
        people.record(session, change)
