"""Where an answer is looked for: what the question plainly says and what whoever asks may see, as filters."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from core_api.contracts.meeting import Meeting
from core_api.contracts.minutes import Scope
from core_api.contracts.proposal import Actor
from core_api.contracts.search import Access, EntryKind, Filters
from core_api.domain import inquiry
from core_api.domain.inquiry import Inquiry, known_people
from core_api.language.names import Directory, find_people
from core_api.language.words import fold
from core_api.store import boards, entries, meetings
from core_api.store.database import Session
from core_api.usecases.access import access_of
from core_api.usecases.installation import Installation

_SPOKEN: frozenset[EntryKind] = frozenset({"speech", "fact", "minutes"})


@dataclass(frozen=True)
class Narrowing:
    """What whoever asks keeps the answer to, beside what the question says."""

    meeting_id: str | None = None
    board: str | None = None
    """A board's reference."""
    person: str | None = None
    """Whose own words are asked for."""
    since: date | None = None
    until: date | None = None
    """The last day of it."""


@dataclass(frozen=True)
class Look:
    """A question, read, and where to look for its answer."""

    question: str
    inquiry: Inquiry
    filters: Filters
    speakers: tuple[str, ...]
    """Whose own words are asked for, by the folded names of the index."""
    scope: Scope

    def heard(self, session: Session) -> tuple[Meeting, ...]:
        """The meetings in which is looked, the newest first."""
        kept = self.filters
        fitting = (meeting for meeting, _id in meetings.heard(session) if _fits(meeting, kept))
        return tuple(sorted(fitting, key=lambda meeting: (meeting.started_at, meeting.id), reverse=True))


def look(
    session: Session, installation: Installation, question: str, by: Actor, narrowing: Narrowing
) -> Look:
    """Read the question. Raises Refused `person-inactive`; NotFound `meeting-not-found`."""
    people = known_people(entries.people(session))
    today = installation.clock().astimezone(installation.zone).date()
    asked = inquiry.read(question, people, today)
    speakers = _named(narrowing.person, people) if narrowing.person else asked.speakers
    board = narrowing.board or _board_named(session, asked.board)
    since = narrowing.since or (asked.period.since if asked.period else None)
    until = narrowing.until or (asked.period.until - timedelta(days=1) if asked.period else None)
    filters = Filters(
        kinds=_SPOKEN if speakers else frozenset(),
        people=frozenset(speakers),
        boards=frozenset({board} if board else ()),
        meetings=frozenset({narrowing.meeting_id} if narrowing.meeting_id else ()),
        since=_midnight(installation, since),
        until=_midnight(installation, until + timedelta(days=1)) if until else None,
        access=access_of(session, by),
    )
    scope = Scope(
        people=tuple([narrowing.person or asked.speaker] if speakers else ()),
        since=since,
        until=until,
        board=board,
        meeting=meetings.get(session, narrowing.meeting_id).title if narrowing.meeting_id else None,
    )
    seen = Look(question, asked, filters, tuple(sorted(speakers)), scope)
    return _newest(session, seen) if asked.newest and not narrowing.meeting_id else seen


def _named(person: str, people: Directory) -> frozenset[str]:
    """Everyone in the index whom a name may mean; somebody who never spoke is looked for all the same."""
    found = frozenset(name for one in find_people(person, people) for name in one.members)
    return found or frozenset({fold(person)})


def _newest(session: Session, seen: Look) -> Look:
    """The same kept to the last meeting of those in which is looked."""
    last = next(iter(seen.heard(session)), None)
    if last is None:
        return seen
    filters = seen.filters.model_copy(update={"meetings": frozenset({last.id})})
    scope = seen.scope.model_copy(update={"meeting": last.title})
    return Look(seen.question, seen.inquiry, filters, seen.speakers, scope)


def _fits(meeting: Meeting, kept: Filters) -> bool:
    return all(
        (
            not kept.meetings or meeting.id in kept.meetings,
            not kept.boards or meeting.board in kept.boards,
            kept.since is None or meeting.started_at >= kept.since,
            kept.until is None or meeting.started_at < kept.until,
            kept.access is None or _may(meeting, kept.access),
        )
    )


def _may(meeting: Meeting, access: Access) -> bool:
    return meeting.id in access.meetings


def _board_named(session: Session, name: str) -> str | None:
    """The board that the question names; None when none or several are called so."""
    if not name:
        return None
    called = boards.names(session) | {f"local:{one.id}": one.name for one in boards.local_outlines(session)}
    fitting = [ref for ref, own in called.items() if fold(own).strip() == fold(name).strip()]
    return fitting[0] if len(fitting) == 1 else None


def _midnight(installation: Installation, day: date | None) -> datetime | None:
    return datetime.combine(day, time(), installation.zone) if day else None
