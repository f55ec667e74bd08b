"""One-time codes: whoever sends one to our bot is the person for whom it was made.

Only a digest of a code is kept. What is shown here is shown once.
"""

import secrets
from datetime import timedelta

from core_api.contracts.asking import LinkCode
from core_api.contracts.people import IdentityKind, Person, PersonIdentity
from core_api.contracts.problems import Conflict, NotFound, Refused
from core_api.contracts.proposal import Actor
from core_api.domain.identities import checked
from core_api.store import asking
from core_api.store import people as kept
from core_api.store.database import Session
from core_api.usecases import people
from core_api.usecases.installation import Installation
from core_api.usecases.permissions import recognise

VALID = timedelta(minutes=15)
WRONG_TRIES = 5
"""Wrong codes of one user in `WITHIN`; then their codes are not looked at."""
WITHIN = timedelta(hours=1)
LETTERS = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"
"""None that is taken for another: no I, L, O, 0, 1."""
LENGTH = 8

_MESSENGERS: frozenset[IdentityKind] = frozenset({"telegram", "max", "vk", "express", "matrix", "webhook"})


def make_code(installation: Installation, by: Actor, name: str) -> LinkCode:
    """A code for the person, instead of any earlier one. Everybody may make their own; for others an admin may.

    Raises NotFound, Invalid, Refused `not-an-admin`, Conflict `person-inactive`.
    """
    letters = "".join(secrets.choice(LETTERS) for _ in range(LENGTH))
    with installation.database.transaction() as session:
        person = people.person_named(session, name).person
        if not person.active:
            raise Conflict("person-inactive", name=person.name)
        who = recognise(session, by)
        if who is None or who.person.id != person.id:
            people.at_hand(session, by, person.id)
        code = LinkCode(code=letters, person_id=person.id, expires_at=installation.clock() + VALID)
        asking.save_code(session, code)
    return code


def link_by_code(installation: Installation, code: str, identity: PersonIdentity) -> Person:
    """The person whose code it is, known by this identity from now on; the code is void then.

    Raises NotFound `link-code-wrong` (also for one that is too old, or was used), Refused `link-code-locked` after too
    many of those, Conflict `identity-taken`, Invalid `identity-malformed`.
    """
    identity = checked(identity)
    with installation.database.transaction() as session:
        person = _linked(installation, session, code, identity)
    if person is None:  # told when the try is kept
        raise NotFound("link-code-wrong")
    return person


def _linked(
    installation: Installation, session: Session, code: str, identity: PersonIdentity
) -> Person | None:
    """The person; None for a wrong code, which is counted."""
    now, who = installation.clock(), f"{identity.kind}:{identity.id}"
    if asking.wrong_codes(session, who, now - WITHIN) >= WRONG_TRIES:
        raise Refused("link-code-locked", minutes=round(WITHIN / timedelta(minutes=1)))
    typed = "".join(code.upper().replace("-", "").split())
    taken = asking.take_code(session, typed, now) if identity.kind in _MESSENGERS else None
    person = kept.get(session, taken.person_id).person if taken else None
    if person is None or not person.active:
        asking.note_wrong_code(session, who, now)
        return None
    by = Actor.model_validate({"name": person.name, "channel": identity.kind, "person_id": person.id})
    return people.linked(installation, session, by, person, identity)
