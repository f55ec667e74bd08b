"""What nobody answered: one reminder, then everybody else who may decide, and a digest in the morning."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime

from core_api.contracts.asking import LetterPurpose
from core_api.contracts.messages import Digest
from core_api.contracts.people import Profile
from core_api.contracts.proposal import StoredProposal
from core_api.domain import audience, manners
from core_api.store import asking as asked
from core_api.store import letters, proposals
from core_api.store.asking import Waited
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
        here.forget()
        for reader in _all(here, waiting):
            if reader.to not in before:
                _occasion(here, reader, meeting_id, "escalation")
    for reader, about, view in _mornings(here):
        here.composer.write(reader, about, Said(view, NEXT))


def _late(here: Round) -> _Late:
    """What waits for longer than a reminder takes, by meeting."""
    waited = asked.unreminded(here.session)
    return _over(here, (one for one in waited if _passed(here, one, here.asking(one.board).remind_minutes)))


def _unanswered(here: Round) -> _Late:
    """What waits for so long that everybody is asked, by meeting."""
    waited = asked.unescalated(here.session)
    return _over(here, (one for one in waited if _passed(here, one, here.asking(one.board).escalate_minutes)))


def _passed(here: Round, one: Waited, minutes: int) -> bool:
    return manners.over(one.at, minutes, here.now)


def _over(here: Round, late: Iterable[Waited]) -> _Late:
    found: _Late = defaultdict(list)
    for one in late:
        found[one.meeting_id].append(proposals.get(here.session, one.proposal_id))
    return found


def _mornings(here: Round) -> list[tuple[Reader, About, Digest]]:
    """Once a morning, for each who was reminded on another day: all that still waits for them."""
    old = asked.reminded_before(here.session, _midnight(here))
    due = [reader for profile in here.everybody if (reader := _up(here, profile))] if old else []
    if not due:
        return []
    waiting = [proposals.get(here.session, one.proposal_id) for one in old]
    found = []
    for reader in due:
        mine = [one for one in waiting if is_asked(here, one, reader)]
        if mine:
            view = Digest(occasion="daily", asks=tuple(views.line(here.session, one) for one in mine))
            found.append((reader, _morning(here, reader), view))
    return found


def _up(here: Round, profile: Profile) -> Reader | None:
    """Where the person reads, once their morning has come, unless today's digest is written."""
    reader = here.reach.reader(profile.person) if profile.person.active else None
    if reader is None:
        return None
    hour = manners.daily_at(here.now, profile.person.manners.quiet, zone_of(reader.zone))
    written = letters.exists(here.session, letter_id(_morning(here, reader), reader))
    return None if here.now < hour or written else reader


def _morning(here: Round, reader: Reader) -> About:
    day = here.now.astimezone(zone_of(reader.zone)).date()
    return About("daily", (day.isoformat(),), unasked=True)


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
