"""What nobody answered: one reminder, then everybody else who may decide, and a digest in the morning."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime

from core_api.contracts.asking import LetterPurpose
from core_api.contracts.messages import Digest
from core_api.contracts.proposal import StoredProposal
from core_api.domain import audience, manners
from core_api.store import asking as asked
from core_api.store import boards, letters, proposals
from core_api.usecases.messenger import views
from core_api.usecases.messenger.composing import About, Said, letter_id
from core_api.usecases.messenger.digests import NEXT, Round, asked_of, first_readers, is_asked, matter_of
from core_api.usecases.messenger.digests import reminding as waiting_digest
from core_api.usecases.messenger.readers import Reader, zone_of

_Late = dict[str, list[StoredProposal]]


def due(here: Round) -> bool:
    """Whether anybody is to be reminded of anything now."""
    return bool(_late(here) or _unanswered(here) or _mornings(here))


def remind(here: Round) -> None:
    """Send the reminders and digests whose time has come, and ask everybody what those who were asked left."""
    for meeting_id, waiting in _late(here).items():
        for reader in first_readers(here, waiting):
            _occasion(here, reader, meeting_id, "reminder")
        for stored in waiting:
            asked.mark_reminded(here.session, stored.proposal.id, stored.proposal.version, here.now)
    for meeting_id, waiting in _unanswered(here).items():
        before = {reader.to for reader in first_readers(here, waiting)}
        for stored in waiting:
            asked.mark_escalated(here.session, stored.proposal.id, stored.proposal.version, here.now)
        for reader in _all(here, waiting):
            if reader.to not in before:
                _occasion(here, reader, meeting_id, "escalation")
    for reader, about, view in _mornings(here):
        here.composer.write(reader, about, Said(view, NEXT))


def _late(here: Round) -> _Late:
    """What waits for longer than a reminder takes, by meeting."""
    found: _Late = defaultdict(list)
    for stored, at in asked.unreminded(here.session):
        policy = boards.policy(here.session, stored.proposal.board or "").asking
        if manners.over(at, policy.remind_minutes, here.now):
            found[stored.proposal.meeting_id].append(stored)
    return found


def _unanswered(here: Round) -> _Late:
    """What waits for so long that everybody is asked, by meeting."""
    found: _Late = defaultdict(list)
    for stored, at in asked.unescalated(here.session):
        policy = boards.policy(here.session, stored.proposal.board or "").asking
        if manners.over(at, policy.escalate_minutes, here.now):
            found[stored.proposal.meeting_id].append(stored)
    return found


def _mornings(here: Round) -> list[tuple[Reader, About, Digest]]:
    """Once a morning, for each who was reminded on another day: all that still waits for them."""
    midnight = _midnight(here)
    old = [
        one
        for one in proposals.queue(here.session, limit=500)
        if asked.was_reminded_before(here.session, one, midnight)
    ]
    found = []
    for profile in here.everybody if old else ():
        reader = here.reach.reader(profile.person) if profile.person.active else None
        if reader is None:
            continue
        zone = zone_of(reader.zone)
        about = About("daily", (here.now.astimezone(zone).date().isoformat(),), unasked=True)
        if here.now < manners.daily_at(here.now, profile.person.manners.quiet, zone):
            continue
        mine = [one for one in old if is_asked(here, one, reader)]
        if mine and not letters.exists(here.session, letter_id(about, reader)):
            view = Digest(occasion="daily", asks=tuple(views.line(here.session, one) for one in mine))
            found.append((reader, about, view))
    return found


def _occasion(here: Round, reader: Reader, meeting_id: str, purpose: LetterPurpose) -> None:
    every = asked_of(here, meeting_id, reader)
    asks = tuple(one for one in every if one.state in proposals.WAITING)
    if asks:
        view = waiting_digest(here, meeting_id, asks, purpose)
        about = About(purpose, (meeting_id,), asks[0].proposal.board, meeting_id, unasked=True)
        here.composer.write(reader, about, Said(view, NEXT))


def _all(here: Round, waiting: Iterable[StoredProposal]) -> tuple[Reader, ...]:
    chosen = {}
    for stored in waiting:
        for one in audience.all_asked(matter_of(here, stored), here.everybody, here.reach.reachable):
            chosen[one.person.id] = here.reach.reader(one.person)
    return tuple(reader for reader in chosen.values() if reader is not None)


def _midnight(here: Round) -> datetime:
    """Reminders of today need no digest today."""
    local = here.now.astimezone(here.installation.zone)
    return local.replace(hour=0, minute=0, second=0, microsecond=0)
