"""Who somebody is, and whether they may: asked by every verb that decides, takes back or changes what is allowed.

The terminal, the API's key and the dashboard are the owner's doors. Whoever comes through them is trusted to say who
they are; behind the key a surface may name a known person by name.
"""

from collections.abc import Iterable, Iterator, Set

from core_api.contracts.board import Unassign
from core_api.contracts.people import EVERY_BOARD, IdentityKind, PersonIdentity, Profile
from core_api.contracts.problems import NotFound, Refused
from core_api.contracts.proposal import Actor, ChangeRecord, Proposal
from core_api.domain.permissions import Word, may_confirm, may_decide, may_rule
from core_api.store import boards, people, proposals, sightings
from core_api.store.database import Session

OWNER = Actor(name="owner", channel="cli")
"""Whoever works with the installation in this process; no more may be done in this name than at the terminal."""

_DOORS: dict[str, tuple[IdentityKind, ...]] = {
    "cli": ("cli",),
    "api": ("api", "dashboard", "cli"),
    "dashboard": ("dashboard", "api", "cli"),
}
"""The owner's channels, and as what an actor's name is looked up there."""


def is_owners_door(actor: Actor) -> bool:
    """Whether they come through a door of the owner's: the terminal, the API's key, the dashboard."""
    return actor.channel in _DOORS


def allow_decision(session: Session, actor: Actor, board: str | None) -> Actor:
    """The actor with the person that they are. Raises Refused `not-an-approver`, `person-inactive`."""
    who = recognise(session, actor)
    if not may_decide(who, board or "", _each(session), owner=actor.channel in _DOORS):
        raise Refused("not-an-approver", name=who.person.name if who else actor.name, board=board or "")
    return named(actor, who)


def allow_word(session: Session, actor: Actor, proposal: Proposal, word: Word) -> Actor:
    """The actor with the person that they are, where they may say this by a role or as the card's assignee.

    The board is not asked: a press is answered at once. Raises as `allow_decision` does.
    """
    who = recognise(session, actor)
    if who is not None and _is_theirs(session, who, proposal, word):
        return named(actor, who)
    return allow_decision(session, actor, proposal.board)


def may_say(session: Session, who: Profile, proposal: Proposal, word: Word) -> bool:
    """The same of a person who was read in this transaction and comes through no door of the owner's."""
    may = may_decide(who, proposal.board or "", (), owner=False)
    return may or _is_theirs(session, who, proposal, word)


def allow_undo(session: Session, actor: Actor, record: ChangeRecord) -> Actor:
    """The actor with the person that they are, where they may take it back: by a role, or as its deciding assignee.

    Raises as `allow_decision` does.
    """
    who = recognise(session, actor)
    if who is not None and _is_their_own(session, who, record):
        return named(actor, who)
    return allow_decision(session, actor, record.board)


def may_take_back(session: Session, who: Profile, record: ChangeRecord) -> bool:
    """The same of a person who was read in this transaction and comes through no door of the owner's."""
    return may_decide(who, record.board, (), owner=False) or _is_their_own(session, who, record)


def _is_their_own(session: Session, who: Profile, record: ChangeRecord) -> bool:
    """Whether it is what they decided on themselves, on this version, and might still decide on as the assignee."""
    if record.by.kind != "person" or record.by.person_id != who.person.id:
        return False
    if record.proposal_id is None or record.undoes is not None:
        return False
    try:
        proposal = proposals.get(session, record.proposal_id).proposal
    except NotFound:  # its meeting was removed, and with it what was decided
        return False
    decision = proposals.decision_on(session, proposal.id, proposal.version)
    if decision is None or (decision.by.person_id, decision.at) != (who.person.id, record.decided_at):
        return False
    if proposal.card is None or (proposal.board, proposal.card.id) != (record.board, record.card.id):
        return False
    edited = decision.operation.kind if decision.operation else None
    word = Word(proposal.operation.kind, decision.answer, edited)
    taken_off = {record.operation.member_id} if isinstance(record.operation, Unassign) else set[str]()
    return _is_theirs(session, who, proposal, word, taken_off)


def _is_theirs(
    session: Session, who: Profile, proposal: Proposal, word: Word, taken_off: Set[str] = frozenset()
) -> bool:
    """Whether the card's assignee may say it. A card is watched since it was proposed; what was seen last counts.

    `taken_off`: members whom the very change that it is about took off the card.
    """
    if proposal.board is None or proposal.card is None:
        return False
    confirms = boards.policy(session, proposal.board).asking.assignee_confirms
    if word.kind not in confirms:
        return False
    seen = sightings.get(session, proposal.board, proposal.card.id)
    assignees = frozenset(seen.last.member_ids) if seen and not seen.gone else frozenset[str]()
    return may_confirm(who, proposal.board, word, confirms, assignees | taken_off)


def allow_rules(session: Session, actor: Actor, boards: Iterable[str]) -> Actor:
    """The actor with the person that they are. Raises Refused `not-an-admin`, `person-inactive`."""
    who = recognise(session, actor)
    for board in boards:
        if not may_rule(who, board, _each(session), owner=actor.channel in _DOORS):
            raise Refused(
                "not-an-admin",
                name=who.person.name if who else actor.name,
                board=board,
                where="everywhere" if board == EVERY_BOARD else "board",
            )
    return named(actor, who)


def recognise(session: Session, actor: Actor) -> Profile | None:
    """The known person that the actor is. Raises Refused `person-inactive`, NotFound for a person that is gone."""
    who = people.get(session, actor.person_id) if actor.person_id else _named_there(session, actor)
    if who is not None and not who.person.active:
        raise Refused("person-inactive", name=who.person.name)
    return who


def named(actor: Actor, who: Profile | None) -> Actor:
    """The actor by the name and the id of the person."""
    if who is None:
        return actor
    return actor.model_copy(update={"name": who.person.name, "person_id": who.person.id})


def _each(session: Session) -> Iterator[Profile]:
    """Everybody, read when the first is asked for: whoever has a role of their own needs nobody else's."""
    yield from people.everybody(session)


def _named_there(session: Session, actor: Actor) -> Profile | None:
    for kind in _DOORS.get(actor.channel, ()):
        found = people.by_identity(session, PersonIdentity(kind=kind, id=actor.name))
        if found is not None:
            return found
    if actor.channel not in {"api", "dashboard"}:
        return None
    called = [one for one in people.everybody(session) if actor.name in {one.person.id, one.person.name}]
    fitting = [one for one in called if one.person.active] or called
    return fitting[0] if len(fitting) == 1 else None
