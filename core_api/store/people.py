"""Persons, who they are elsewhere, and their roles. Whether somebody may do a thing is decided in `domain`."""

from collections.abc import Collection

from sqlmodel import col, delete, select

from core_api.contracts.people import Grant, Person, PersonIdentity, Profile
from core_api.contracts.policy import RuleChange
from core_api.contracts.problems import Conflict, NotFound
from core_api.store.database import Session
from core_api.store.rows import add_once, one, put
from core_api.store.tables import GrantRow, IdentityRow, PersonRow, RuleChangeRow


def add(session: Session, person: Person) -> None:
    """Store a new person with their identities. Raises Conflict `identity-taken`."""
    session.add(_row(person))
    session.flush()
    for identity in person.identities:
        link(session, person.id, identity)


def get(session: Session, person_id: str) -> Profile:
    """A person with their identities and roles. Raises NotFound `person-not-found`."""
    row = one(session, PersonRow, PersonRow.id == person_id)
    if row is None:
        raise NotFound("person-not-found", name=person_id)
    return _profiles(session, [row])[0]


def everybody(session: Session) -> tuple[Profile, ...]:
    """All persons by name, those who left included."""
    rows = session.exec(select(PersonRow).order_by(PersonRow.name, PersonRow.id))
    return _profiles(session, list(rows))


def update(session: Session, person: Person) -> None:
    """Keep the person in the place of the one with their id; identities stay as they are."""
    put(session, _row(person))


def link(session: Session, person_id: str, identity: PersonIdentity) -> None:
    """Say that this is who the person is there. Raises Conflict `identity-taken` when it is somebody else."""
    row = IdentityRow(kind=identity.kind, place=identity.place, id=identity.id, person_id=person_id)
    if add_once(session, row):
        return
    owner = by_identity(session, identity)
    if owner is not None and owner.person.id != person_id:
        raise Conflict("identity-taken", id=identity.id, name=owner.person.name)


def unlink(session: Session, person_id: str, identity: PersonIdentity) -> bool:
    """Forget it; false when it was not the person's."""
    row = _identity_row(session, identity)
    if row is None or row.person_id != person_id:
        return False
    session.delete(row)
    session.flush()
    return True


def by_identity(session: Session, identity: PersonIdentity) -> Profile | None:
    """Whose identity it is; None: nobody's."""
    row = _identity_row(session, identity)
    return get(session, row.person_id) if row else None


def by_identities(session: Session, identities: Collection[PersonIdentity]) -> dict[PersonIdentity, Profile]:
    """Whose these identities are, as far as they are somebody's."""
    if not identities:
        return {}
    kinds, ids = {one.kind for one in identities}, {one.id for one in identities}
    query = select(IdentityRow).where(col(IdentityRow.kind).in_(kinds), col(IdentityRow.id).in_(ids))
    owners = {
        PersonIdentity.model_validate({"kind": row.kind, "place": row.place, "id": row.id}): row.person_id
        for row in session.exec(query)
    }
    wanted = {identity: owners[identity] for identity in identities if identity in owners}
    rows = session.exec(select(PersonRow).where(col(PersonRow.id).in_(set(wanted.values()))))
    known = {one.person.id: one for one in _profiles(session, list(rows))}
    return {identity: known[person_id] for identity, person_id in wanted.items()}


def grant(session: Session, given: Grant) -> None:
    """Give a role on a board, in the place of the one the person had there."""
    put(session, GrantRow(person_id=given.person_id, board=given.board, role=given.role))


def revoke(session: Session, person_id: str, board: str | None = None) -> None:
    """Take the role on one board, or all roles."""
    statement = delete(GrantRow).where(col(GrantRow.person_id) == person_id)
    session.exec(statement if board is None else statement.where(col(GrantRow.board) == board))


def record(session: Session, change: RuleChange) -> None:
    """Keep who changed what is allowed."""
    session.add(RuleChangeRow(board=change.board, at=change.at, body=change))


def recorded(session: Session, board: str | None = None, limit: int = 200) -> tuple[RuleChange, ...]:
    """The last changes of what is allowed, the newest first; of one board when it is named."""
    query = select(RuleChangeRow).order_by(col(RuleChangeRow.place).desc()).limit(limit)
    rows = session.exec(query if board is None else query.where(col(RuleChangeRow.board) == board))
    return tuple(row.body for row in rows)


def _row(person: Person) -> PersonRow:
    return PersonRow(id=person.id, name=person.name, body=person.model_copy(update={"identities": ()}))


def _identity_row(session: Session, identity: PersonIdentity) -> IdentityRow | None:
    return one(
        session,
        IdentityRow,
        IdentityRow.kind == identity.kind,
        IdentityRow.place == identity.place,
        IdentityRow.id == identity.id,
    )


def _profiles(session: Session, rows: list[PersonRow]) -> tuple[Profile, ...]:
    ids = [row.id for row in rows]
    identities: dict[str, list[PersonIdentity]] = {}
    grants: dict[str, list[Grant]] = {}
    places = col(IdentityRow.kind), col(IdentityRow.place), col(IdentityRow.id)
    for item in session.exec(
        select(IdentityRow).where(col(IdentityRow.person_id).in_(ids)).order_by(*places)
    ):
        identity = PersonIdentity.model_validate({"kind": item.kind, "place": item.place, "id": item.id})
        identities.setdefault(item.person_id, []).append(identity)
    for given in session.exec(
        select(GrantRow).where(col(GrantRow.person_id).in_(ids)).order_by(GrantRow.board)
    ):
        grants.setdefault(given.person_id, []).append(
            Grant.model_validate({"person_id": given.person_id, "board": given.board, "role": given.role})
        )
    return tuple(
        Profile(
            person=row.body.model_copy(update={"identities": tuple(identities.get(row.id, ()))}),
            grants=tuple(grants.get(row.id, ())),
        )
        for row in rows
    )
