"""What people were to be told and were not, why, and when it is tried again; and a hello to see whether it works."""

from datetime import datetime, timedelta
from typing import Literal

from pydantic import Field

from core_api.contracts.asking import LetterPurpose, LetterState, StoredLetter
from core_api.contracts.health import Check
from core_api.contracts.messages import ChannelName, Letter, MessageRef, Notice
from core_api.contracts.model import Frozen, Moment
from core_api.contracts.people import EVERY_BOARD, Person
from core_api.contracts.problems import Missing, Problem
from core_api.contracts.proposal import Actor
from core_api.store import jobs, letters
from core_api.store import people as stored_people
from core_api.store.database import Session
from core_api.store.jobs import JobRow
from core_api.store.rows import new_id
from core_api.usecases import people
from core_api.usecases.installation import Installation
from core_api.usecases.messenger.delivering import AGAIN
from core_api.usecases.messenger.readers import reach
from core_api.usecases.permissions import allow_rules

State = Literal["quiet", "queued", "retrying", "unsure", "refused", "outdated"]
"""Quiet hours; on its way; tried again later; perhaps there; refused for good; what stands there is old."""

_KNOWN: dict[LetterState, State] = {"failed": "refused", "sent": "outdated", "unknown": "unsure"}
_LATE = timedelta(minutes=2)
"""What is on its way for less is no news."""


class Undelivered(Frozen):
    """A letter that does not stand as it shall."""

    id: str
    channel: ChannelName
    to: str
    """The person's name, or the group's id in its messenger."""
    person_id: str | None = None
    purpose: LetterPurpose
    state: State
    code: str = ""
    """Why: a problem's code; its words are in `locales`, `problem-…`."""
    params: dict[str, str | int | float] = Field(default_factory=dict)
    since: Moment
    again_at: Moment | None = None
    """When it is tried next; None: no more by itself."""


def undelivered(installation: Installation) -> tuple[Undelivered, ...]:
    """All of them, the oldest first."""
    now = installation.clock()
    with installation.database.reading() as session:
        names = {one.person.id: one.person.name for one in stored_people.everybody(session)}
        return tuple(_line(session, letter, names, now) for letter in letters.undelivered(session))


def check(installation: Installation) -> tuple[Check, ...]:
    """Whether letters wait for longer than they should. Nothing where nobody was ever written to."""
    try:
        known = undelivered(installation)
    except Problem:  # that the database is away is said already
        return ()
    late = [one for one in known if one.state != "quiet" and installation.clock() - one.since >= _LATE]
    if not late:
        return ()
    since = min(one.since for one in late)
    params: dict[str, str | int | float] = {
        "count": len(late),
        "since": f"{since.astimezone(installation.zone):%Y-%m-%d %H:%M}",
    }
    return (Check(name="messages", state="degraded", code="messages-waiting", params=params),)


def greet(installation: Installation, name: str, by: Actor) -> tuple[Person, MessageRef]:
    """Send a hello to a person, here and now, and tell where it went.

    Raises NotFound, Refused `not-an-admin`, Missing `no-messengers`, `nowhere-to-ask`, and what the port raises.
    """
    notifier = installation.services.notifier()
    if notifier is None:
        raise Missing("no-messengers")
    person = people.find(installation, name).person
    with installation.database.reading() as session:
        allow_rules(session, by, (EVERY_BOARD,))
    heard = person.manners.model_copy(update={"muted": False})
    reader = reach(installation).reader(person.model_copy(update={"manners": heard}))
    if reader is None:
        raise Missing("nowhere-to-ask", name=person.name)
    letter = Letter(
        key=new_id("hello", installation.clock()),
        to=reader.to,
        language=reader.language,
        zone=reader.zone,
        view=Notice(code="hello-test", params={"name": person.name}),
    )
    return person, notifier.send(letter)


def _line(session: Session, letter: StoredLetter, names: dict[str, str], now: datetime) -> Undelivered:
    job, to = jobs.by_key(session, f"deliver:{letter.id}", lock=False), letter.letter.to
    trouble = job.trouble if job else None
    code = letter.error or (trouble.code if trouble else "")
    params: dict[str, str | int | float] = {"vendor": to.channel.capitalize(), "channel": to.channel}
    if trouble and trouble.code == code:
        params |= trouble.params
    state = _KNOWN.get(letter.state) or ("quiet" if letter.due_at > now else "retrying" if code else "queued")
    return Undelivered(
        id=letter.id,
        channel=to.channel,
        to=names.get(letter.person_id or "", "") or to.user or to.chat,
        person_id=letter.person_id,
        purpose=letter.purpose,
        state=state,
        code=code,
        params=params,
        since=letter.sent_at or letter.created_at,
        again_at=_again_at(letter, job, state, now),
    )


def _again_at(letter: StoredLetter, job: JobRow | None, state: State, now: datetime) -> datetime | None:
    if state == "refused" or letter.error == letters.GONE:
        return None
    if state == "quiet":
        return letter.due_at
    if job is None or job.state == "running":
        return now
    if job.state == "queued":
        return max(job.run_after, now)
    return (job.finished_at or letter.created_at) + AGAIN
