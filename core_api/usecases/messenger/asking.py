"""Who is told of what waits: a digest for each meeting and person. What was told is remembered, so it is told once."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime

from core_api.contracts.people import DECIDING
from core_api.contracts.proposal import StoredProposal
from core_api.store import asking as asked
from core_api.store import letters, meetings
from core_api.usecases.installation import Installation
from core_api.usecases.messenger import following, reminding, views
from core_api.usecases.messenger.composing import About, Said, letter_id
from core_api.usecases.messenger.digests import (
    NEXT,
    Round,
    asked_of,
    digest_of,
    first_readers,
    is_asked,
    look,
    mend,
    untrue,
)
from core_api.usecases.messenger.readers import Reader, reach

_STAGES = frozenset({"asking", "done"})
"""Stages of a meeting whose own changes are made, so that its digest can tell of them."""
_AT_ONCE = 10
"""Digests that are mended in one transaction."""


def tick(installation: Installation) -> None:
    """Tell of what nobody was told yet, remind, escalate, and mend digests that are not true any more.

    Asked about once a second by whoever runs a worker: nothing is written where nothing is to be said. What is, is
    written piece by piece: a press that comes meanwhile must not wait for all of it.
    """
    channels = reach(installation)
    if not any(channels.asks(state) for state in channels.channels.values()):
        return
    with installation.database.reading() as session:
        here = look(installation, session, channels)
        untold = tuple(meeting for meeting, fresh in _untold(here).items() if _readers(here, fresh))
        others = reminding.due(here) or following.due(here)
    for meeting_id in untold:
        with installation.database.transaction() as session:
            _tell(look(installation, session, channels), meeting_id)
    if others:
        with installation.database.transaction() as session:
            here = look(installation, session, channels)
            reminding.remind(here)
            following.tell(here)
    with installation.database.reading() as session:
        false = untrue(look(installation, session, channels))
    for start in range(0, len(false), _AT_ONCE):
        with installation.database.transaction() as session:
            here = look(installation, session, channels)
            for letter_id in false[start : start + _AT_ONCE]:
                mend(here, letter_id)


def _untold(here: Round) -> dict[str, list[StoredProposal]]:
    """What nobody was told of, by meeting. While nobody can be reached it stays untold, and is not in others' way."""
    reached = [board for board in asked.unasked_boards(here.session) if _reaches(here, board)]
    by_meeting: dict[str, list[StoredProposal]] = defaultdict(list)
    for stored in asked.unasked(here.session, reached) if reached else ():
        if meetings.stage(here.session, stored.proposal.meeting_id)[0] in _STAGES:
            by_meeting[stored.proposal.meeting_id].append(stored)
    return by_meeting


def _reaches(here: Round, board: str) -> bool:
    """Whether anybody can be told of a question about the board: who decides there, an assignee, a group."""
    return here.asking(board).group is not None or any(
        one.person.active
        and here.reach.reachable(one)
        and (one.roles(board) & DECIDING or any(each.place == board for each in one.person.identities))
        for one in here.everybody
    )


def _tell(here: Round, meeting_id: str) -> None:
    fresh = _untold(here).get(meeting_id, [])
    told = [_tell_one(here, reader, meeting_id, fresh) for reader in _readers(here, fresh)]
    for stored in fresh if told else ():
        asked.mark_asked(here.session, stored.proposal.id, stored.proposal.version, min(told))


def _readers(here: Round, fresh: Iterable[StoredProposal]) -> tuple[Reader, ...]:
    """Everybody who is told of these at once, and the groups of their boards."""
    return (*first_readers(here, fresh), *_groups(here, fresh))


def _groups(here: Round, fresh: Iterable[StoredProposal]) -> tuple[Reader, ...]:
    """The group chats that are told of these, too."""
    policies = (here.asking(stored.proposal.board) for stored in fresh)
    addresses = dict.fromkeys(policy.group for policy in policies)
    found = (here.reach.group(one, here.reach.language) for one in addresses if one is not None)
    return tuple(reader for reader in found if reader is not None)


def _tell_one(here: Round, reader: Reader, meeting_id: str, fresh: list[StoredProposal]) -> datetime:
    """The meeting's digest for the reader; what comes later than it is asked in letters of its own.

    Gives when they are told: after quiet hours, from which reminders are counted.
    """
    about = About("digest", (meeting_id,), fresh[0].proposal.board, meeting_id, unasked=True)
    if not letters.exists(here.session, letter_id(about, reader)):
        view = digest_of(here, meeting_id, asked_of(here, meeting_id, reader))
        return here.composer.write(reader, about, Said(view, NEXT)).due_at
    mine = [stored for stored in fresh if is_asked(here, stored, reader)]
    asks = [here.composer.ask(reader, stored, views.Place(), unasked=True) for stored in mine]
    return min((letter.due_at for letter in asks), default=here.now)
