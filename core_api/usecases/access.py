"""What somebody may be answered from: meetings and boards on which they have a word, and what they handed in.

The owner's doors (terminal, key, dashboard) show all to whoever is no known person; a known person sees the boards on
which they have a role, and those on which nobody has one yet.
"""

from core_api.contracts.meeting import Meeting
from core_api.contracts.people import EVERY_BOARD, Profile
from core_api.contracts.proposal import Actor
from core_api.contracts.search import Access
from core_api.domain.permissions import may_see
from core_api.store import boards, entries, meetings, people
from core_api.store.database import Session
from core_api.usecases.permissions import is_owners_door, recognise


def access_of(session: Session, by: Actor) -> Access | None:
    """What they may be answered from; None: from everything. Raises Refused `person-inactive`."""
    who, refs = recognise(session, by), readable_boards(session, by)
    if refs is None:
        return None
    without_board = is_owners_door(by)

    def may(meeting: Meeting) -> bool:
        own = who is not None and meeting.owner_id == who.person.id
        return own or (without_board if meeting.board is None else meeting.board in refs)

    heard = frozenset(meeting.id for meeting, _transcript in meetings.heard(session) if may(meeting))
    return Access(meetings=heard, boards=refs)


def readable_boards(session: Session, by: Actor) -> frozenset[str] | None:
    """The references of the boards that they may see; None: all of them. Raises Refused `person-inactive`."""
    who, owner = recognise(session, by), is_owners_door(by)
    if (who is None and owner) or (who is not None and who.roles(EVERY_BOARD)):
        return None
    everybody = people.everybody(session)
    return frozenset(ref for ref in _boards(session) if _sees(who, ref, everybody, owner=owner))


def _sees(who: Profile | None, ref: str, everybody: tuple[Profile, ...], *, owner: bool) -> bool:
    return who is not None and may_see(who, ref, everybody, owner=owner)


def _boards(session: Session) -> set[str]:
    known = {ref for ref, _policy in boards.known(session)}
    met = {meeting.board for meeting, _transcript in meetings.heard(session) if meeting.board}
    return known | met | set(entries.boards(session))
