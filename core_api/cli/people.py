"""`boardscribe people …`: who may decide, who they are elsewhere, what they may."""

import json
import sys
from dataclasses import dataclass

from rich.table import Table
from rich.text import Text

from core_api.cli.opening import Desk, open_desk
from core_api.cli.outcome import DONE
from core_api.contracts.model import Language
from core_api.contracts.people import DECIDING, EVERY_BOARD, IdentityKind, PersonIdentity, Profile, Role
from core_api.contracts.problems import Invalid
from core_api.usecases import people
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
    email: str | None = None


_KINDS: tuple[IdentityKind, ...] = (
    "cli",
    "api",
    "telegram",
    "max",
    "vk",
    "express",
    "matrix",
    "email",
)


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
    for column in ("people-column-person", "people-column-identities", "people-column-roles", "column-id"):
        table.add_column(desk.say(column))
    for profile in known:
        person = profile.person
        table.add_row(
            Text(person.name, style="default" if person.active else "dim strike"),
            Text("\n".join(_identity(desk, one) for one in person.identities)),
            Text(_roles(desk, profile)),
            Text(person.id, style="dim"),
        )
    desk.out.print(table)
    deciders = (one for one in known if one.person.active and any(g.role in DECIDING for g in one.grants))
    if next(deciders, None) is None:
        desk.out.print(Text(desk.say("people-owner-decides"), style="dim"))
    return DONE


def edit(name: str, fields: dict[str, str | None]) -> int:
    """Another name, language or zone."""
    desk = open_desk()
    given = {key: value for key, value in fields.items() if value is not None}
    person = people.change(desk.installation, desk.actor, name, given)
    desk.out.print(Text(desk.say("people-changed", name=person.name)))
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
