"""What everybody may say of themselves without any role: how they want to be asked, and in which language."""

from json import dumps

from core_api.contracts.model import Language
from core_api.contracts.people import EVERY_BOARD, MannersChange, Person
from core_api.contracts.policy import RuleChange
from core_api.contracts.problems import Refused
from core_api.contracts.proposal import Actor
from core_api.store import people
from core_api.store.database import Session
from core_api.usecases.installation import Installation
from core_api.usecases.permissions import named, recognise


def be_asked(installation: Installation, by: Actor, wanted: MannersChange) -> Person:
    """They are asked another way, at other hours or not at all. Raises Refused for a stranger and `person-inactive`."""
    fields = {key: value for key in ("quiet", "muted") if (value := getattr(wanted, key)) is not None}
    with installation.database.transaction() as session:
        before, actor = _themselves(session, by)
        after = before.model_copy(update={"manners": before.manners.model_copy(update=fields)})
        return _keep(session, installation, actor, (before, after))


def speak(installation: Installation, by: Actor, language: Language) -> Person:
    """They are spoken to in that language. Raises Refused for a stranger and `person-inactive`."""
    with installation.database.transaction() as session:
        before, actor = _themselves(session, by)
        return _keep(session, installation, actor, (before, before.model_copy(update={"language": language})))


def _themselves(session: Session, by: Actor) -> tuple[Person, Actor]:
    who = recognise(session, by) if by.person_id else None
    if who is None:
        raise Refused("not-an-admin", name=by.name, board=EVERY_BOARD, where="everywhere")
    return who.person, named(by, who)


def _keep(session: Session, installation: Installation, by: Actor, change: tuple[Person, Person]) -> Person:
    """Keep it, and on record what it was before."""
    before, after = change
    if before == after:
        return after
    people.update(session, after)
    old, new = _told(before), _told(after)
    people.record(
        session,
        RuleChange(
            board=EVERY_BOARD,
            subject="person",
            person_id=after.id,
            by=by,
            at=installation.clock(),
            before={key: value for key, value in old.items() if new.get(key) != value},
            after={key: value for key, value in new.items() if old.get(key) != value},
        ),
    )
    return after


def _told(person: Person) -> dict[str, str]:
    fields: dict[str, object] = {"quiet": str(person.manners.quiet), "muted": person.manners.muted}
    if person.language:
        fields["language"] = person.language
    return {key: dumps(value, ensure_ascii=False) for key, value in fields.items()}
