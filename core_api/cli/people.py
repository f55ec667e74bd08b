"""`boardscribe people …`: who may decide, who they are elsewhere, what they may."""

import json
import sys
from dataclasses import dataclass

from rich.table import Table
from rich.text import Text

from core_api.cli.opening import Desk, open_desk
from core_api.cli.outcome import DONE
from core_api.contracts.model import Language
from core_api.contracts.people import (
    CHANNEL_OF,
    DECIDING,
    EVERY_BOARD,
    IdentityKind,
    MannersChange,
    Person,
    PersonIdentity,
    Profile,
    Role,
)
from core_api.contracts.problems import Invalid
from core_api.domain.manners import quiet_hours
from core_api.usecases import linking, people
from core_api.usecases.rules import outline


@dataclass(frozen=True)
class Elsewhere:
    """Who somebody is elsewhere, as it is typed: a board with a member, or one of the others."""

    member: str | None
    board: str | None
    cli: str | None = None
    api: str | None = None
    telegram: str | None = None
    max: str | None = None
    vk: str | None = None
    express: str | None = None
    matrix: str | None = None
    webhook: str | None = None
    email: str | None = None


_KINDS: tuple[IdentityKind, ...] = (
    "cli",
    "api",
    "telegram",
    "max",
    "vk",
    "express",
    "matrix",
    "webhook",
    "email",
)
_NOTHING = "none"


@dataclass(frozen=True)
class Wish:
    """How somebody wants to be asked, as it is typed; what is None stays."""

    quiet: str | None = None
    channel: str | None = None
    muted: bool | None = None


def add(name: str, language: Language | None, timezone: str | None) -> int:
    """A new person."""
    desk = open_desk()
    person = people.add(desk.installation, desk.actor, name, language, timezone)
    desk.out.print(Text(desk.say("people-added", name=person.name), style="green"))
    return DONE


def list_all(*, as_json: bool) -> int:
    """Everybody."""
    desk = open_desk()
    known = people.everybody(desk.installation)
    if as_json:
        rows = [profile.model_dump(mode="json") for profile in known]
        sys.stdout.write(json.dumps({"people": rows}, ensure_ascii=False) + "\n")
        return DONE
    if not known:
        desk.out.print(desk.say("people-none"))
        return DONE
    table = Table()
    for column in ("person", "identities", "roles", "asked"):
        table.add_column(desk.say(f"people-column-{column}"))
    table.add_column(desk.say("column-id"))
    for profile in known:
        person = profile.person
        table.add_row(
            Text(person.name, style="default" if person.active else "dim strike"),
            Text("\n".join(_identity(desk, one) for one in person.identities)),
            Text(_roles(desk, profile)),
            Text("\n".join(_asked(desk, person) if _reached(person) else ())),
            Text(person.id, style="dim"),
        )
    desk.out.print(table)
    deciders = (one for one in known if one.person.active and any(g.role in DECIDING for g in one.grants))
    if next(deciders, None) is None:
        desk.out.print(Text(desk.say("people-owner-decides"), style="dim"))
    return DONE


def show(name: str, *, as_json: bool) -> int:
    """One person, with all that is known."""
    desk = open_desk()
    profile = people.find(desk.installation, name)
    if as_json:
        sys.stdout.write(json.dumps(profile.model_dump(mode="json"), ensure_ascii=False) + "\n")
        return DONE
    person, say = profile.person, desk.say
    desk.out.print(Text(person.name, style="bold").append(f"  {person.id}", style="dim"))
    table = Table(show_header=False, box=None, padding=(0, 2, 0, 0))
    rows = [
        ("language", say(f"people-language-{person.language}") if person.language else say("people-unsaid")),
        ("timezone", person.timezone or str(desk.installation.zone)),
        ("identities", "\n".join(_identity(desk, one) for one in person.identities) or say("people-nowhere")),
        ("roles", _roles(desk, profile) or say("people-no-roles")),
        ("asked", "\n".join(_asked(desk, person))),
    ]
    for row, value in rows:
        table.add_row(Text(say(f"people-column-{row}"), style="dim"), Text(value))
    desk.out.print(table)
    return DONE


def edit(name: str, fields: dict[str, str | None], wish: Wish) -> int:
    """Another name, language or zone, and how to be asked."""
    desk = open_desk()
    given = {key: value for key, value in fields.items() if value is not None}
    manners = _wanted(wish)
    person = people.find(desk.installation, name).person
    if manners != MannersChange():
        person = people.set_manners(desk.installation, desk.actor, person.id, manners)
    if given or manners == MannersChange():
        person = people.change(desk.installation, desk.actor, person.id, given)
    desk.out.print(Text(desk.say("people-changed", name=person.name)))
    if manners != MannersChange():
        desk.out.print(Text("\n".join(_asked(desk, person)), style="dim"))
    return DONE


def link(name: str, elsewhere: Elsewhere) -> int:
    """Who the person is elsewhere."""
    desk = open_desk()
    identity = _meant(desk, elsewhere)
    person = people.link(desk.installation, desk.actor, name, identity)
    desk.out.print(Text(desk.say("people-linked", name=person.name, identity=_identity(desk, identity))))
    return DONE


def unlink(name: str, elsewhere: Elsewhere) -> int:
    """Who the person is no longer."""
    desk = open_desk()
    identity = _meant(desk, elsewhere, people.find(desk.installation, name))
    person = people.unlink(desk.installation, desk.actor, name, identity)
    desk.out.print(Text(desk.say("people-unlinked", name=person.name, identity=_identity(desk, identity))))
    return DONE


def code(name: str, *, as_json: bool) -> int:
    """A one-time code by which a messenger's user becomes known as the person."""
    desk = open_desk()
    made = linking.make_code(desk.installation, desk.actor, name)
    if as_json:
        sys.stdout.write(json.dumps(made.model_dump(mode="json"), ensure_ascii=False) + "\n")
        return DONE
    person = people.find(desk.installation, made.person_id).person
    minutes = round(linking.VALID.total_seconds() / 60)
    desk.out.print(Text(made.code, style="bold"))
    desk.out.print(Text(desk.say("people-code", name=person.name, code=made.code, minutes=minutes)))
    return DONE


def grant(name: str, role: Role, board: str | None) -> int:
    """A role on a board, or on all."""
    desk = open_desk()
    if board is not None:
        outline(desk.installation, board)
    profile = people.grant(desk.installation, desk.actor, name, board or EVERY_BOARD, role)
    said = desk.say(
        "people-granted",
        name=profile.person.name,
        role=desk.say(f"people-role-{role}"),
        board=board or desk.say("people-every-board"),
    )
    desk.out.print(Text(said))
    return DONE


def revoke(name: str, board: str | None) -> int:
    """No role there any more."""
    desk = open_desk()
    profile = people.revoke(desk.installation, desk.actor, name, board or EVERY_BOARD)
    said = desk.say("people-revoked", name=profile.person.name, board=board or desk.say("people-every-board"))
    desk.out.print(Text(said))
    return DONE


def remove(name: str) -> int:
    """Nothing to decide any more."""
    desk = open_desk()
    person = people.remove(desk.installation, desk.actor, name)
    desk.out.print(Text(desk.say("people-removed", name=person.name)))
    return DONE


def _meant(desk: Desk, elsewhere: Elsewhere, known: Profile | None = None) -> PersonIdentity:
    """The identity that was typed; a member that `known` is linked to needs no board that answers. Raises Invalid."""
    typed = [(kind, text) for kind in _KINDS if (text := getattr(elsewhere, kind)) is not None]
    on_board = elsewhere.board is not None
    if len(typed) + on_board != 1 or on_board != (elsewhere.member is not None):
        raise Invalid("identity-which")
    if elsewhere.board is None or elsewhere.member is None:
        kind, text = typed[0]
        return PersonIdentity(kind=kind, id=text)
    linked = known.person.identities if known else ()
    for identity in linked:
        if (identity.place, identity.id) == (elsewhere.board, elsewhere.member):
            return identity
    member = people.member_named(outline(desk.installation, elsewhere.board), elsewhere.member)
    return PersonIdentity(kind="board", place=elsewhere.board, id=member.id)


def _wanted(wish: Wish) -> MannersChange:
    """The manners that were typed. Raises Invalid `quiet-hours-unreadable`."""
    channel = "" if wish.channel == _NOTHING else wish.channel
    quiet = None if wish.quiet is None else quiet_hours(wish.quiet)
    return MannersChange.model_validate({"channel": channel, "quiet": quiet, "muted": wish.muted})


def _reached(person: Person) -> bool:
    return any(identity.kind in CHANNEL_OF for identity in person.identities)


def _asked(desk: Desk, person: Person) -> list[str]:
    """How the person is asked, in words."""
    manners, quiet = person.manners, person.manners.quiet
    if manners.muted:
        return [desk.say("people-asked-muted")]
    where = f"people-asked-in-{manners.channel}" if manners.channel else "people-asked-anywhere"
    hours = {"begins": f"{quiet.begins:%H:%M}", "ends": f"{quiet.ends:%H:%M}"}
    when = "people-asked-always" if quiet.begins == quiet.ends else "people-asked-quiet"
    return [desk.say(where), desk.say(when, **hours)]


def _identity(desk: Desk, identity: PersonIdentity) -> str:
    return desk.say(f"people-identity-{identity.kind}", id=identity.id, place=identity.place)


def _roles(desk: Desk, profile: Profile) -> str:
    if not profile.person.active:
        return desk.say("people-gone")
    return "\n".join(
        desk.say(
            "people-role-on",
            role=desk.say(f"people-role-{given.role}"),
            board=desk.say("people-every-board") if given.board == EVERY_BOARD else given.board,
        )
        for given in profile.grants
    )
