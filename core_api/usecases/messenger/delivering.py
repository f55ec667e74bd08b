"""One letter made to stand as it shall: sent, changed or given up. Killed anywhere, it is run again.

Between sending and knowing that it was sent lies the messenger. Where it knows a letter's key, nothing is ever sent
twice; where it does not, a sending in doubt is repeated: better asked twice than never, and both have live buttons.
"""

import hashlib
from contextlib import suppress
from datetime import timedelta

from core_api.contracts.asking import StoredLetter
from core_api.contracts.job import Job
from core_api.contracts.messages import Letter, MessageRef
from core_api.contracts.ports import Notifier, Report
from core_api.contracts.problems import (
    Forbidden,
    Invalid,
    Missing,
    NotFound,
    OutcomeUnknown,
    Problem,
    Unavailable,
)
from core_api.jobs import ledger
from core_api.store import arrivals, letters, meetings, proposals
from core_api.store.database import Session
from core_api.usecases.installation import Installation
from core_api.usecases.messenger.composing import Composer, deliver, told
from core_api.usecases.messenger.digests import look, reader_of
from core_api.usecases.messenger.readers import PAGE, reach
from core_api.usecases.messenger.views import Place, question

KEPT = timedelta(days=45)
"""For so long what was said and heard is kept: longer than a change can be undone and a button pressed."""
AGAIN = timedelta(minutes=5)
"""After so long a letter that could not be delivered is tried again, for as long as it takes."""


def deliver_letter(installation: Installation, job: Job, report: Report) -> str:
    """Send the letter, or make what stands there say what it shall; gives the letter's id."""
    with installation.database.reading() as session:
        letter = letters.get(session, job.args["letter"])
        gone = letter.meeting_id is not None and not meetings.exists(session, letter.meeting_id)
    if gone:
        return _withdraw(installation, letter)
    if letter.state == "withdrawn":
        return letter.id
    wanted = digest_of(letter.letter)
    if letter.state == "sent" and letter.shown == wanted:
        return letter.id
    if letter.letter.to.channel == PAGE.name:
        _put_up(installation, letter, wanted)
        return letter.id
    notifier = _notifier(installation)
    try:
        if letter.refs and letter.state in {"sent", "failed"}:
            _change(installation, notifier, letter, wanted)
        else:
            _send(installation, notifier, letter, wanted)
    except (Forbidden, NotFound, Invalid) as problem:  # what is wrong with our account can be mended
        _gave_up(installation, letter, problem)
    return letter.id


def refresh(installation: Installation) -> None:
    """Have all letters tell how their proposals stand, and try again what could not be delivered for a while."""
    channels = reach(installation)
    with installation.database.reading() as session:
        old = [
            one
            for one in letters.outdated(session)
            if channels.state(one.letter.to.channel) and _differs(session, one)
        ]
        again = {*_stuck(installation, session), *_orphans(installation, session)}
    if not old and not again:
        return
    with installation.database.transaction() as session:
        here = look(installation, session, channels)
        for letter in old:
            reader = reader_of(here, letter)
            if reader is not None:
                Composer(installation, session).refresh(letter, reader)
        for letter_id in sorted(again):
            deliver(session, letter_id, installation.clock())


def digest_of(letter: Letter) -> str:
    """What stands there when this letter does. A new ticket alone is a change too: its buttons are others."""
    said = letter.model_dump_json(include={"view", "rows", "language", "zone"})
    return hashlib.sha256(said.encode()).hexdigest()[:24]


def _put_up(installation: Installation, letter: StoredLetter, wanted: str) -> None:
    """What is for the page stands there once it is stored."""
    with installation.database.transaction() as session:
        letters.set_state(session, letter.id, "sent", shown=wanted, sent_at=installation.clock())


def _send(installation: Installation, notifier: Notifier, letter: StoredLetter, wanted: str) -> None:
    with installation.database.transaction(durable=True) as session:
        letters.set_state(session, letter.id, "sending")
    try:
        ref = notifier.send(letter.letter)
    except OutcomeUnknown as problem:
        with installation.database.transaction() as session:
            letters.set_state(session, letter.id, "unknown", error=problem.code)
        raise Unavailable("letter-unsure", channel=letter.letter.to.channel) from problem
    except Problem as problem:
        with installation.database.transaction() as session:
            letters.set_state(session, letter.id, "planned", error=problem.code)
        raise
    with installation.database.transaction(durable=True) as session:
        letters.stands_at(session, letter.id, ref)
        letters.set_state(session, letter.id, "sent", shown=wanted, sent_at=installation.clock())
        _look_again(installation, session, letter.id, wanted)


def _change(installation: Installation, notifier: Notifier, letter: StoredLetter, wanted: str) -> None:
    """Every copy of it; one that is gone is passed over unless it was the only one."""
    gone: Problem | None = None
    for ref in letter.refs:
        try:
            _say(notifier, ref, letter)
        except NotFound as problem:
            gone = problem
        except Problem as problem:
            # What stands there is old, and known to be: it is tried for as long as it takes.
            with installation.database.transaction() as session:
                letters.set_state(session, letter.id, "sent", error=problem.code)
            raise
    with installation.database.transaction() as session:
        letters.set_state(session, letter.id, "sent", shown=wanted, error=gone.code if gone else None)
        _look_again(installation, session, letter.id, wanted)


def _say(notifier: Notifier, ref: MessageRef, letter: StoredLetter) -> None:
    try:
        notifier.update(ref, letter.letter)
    except OutcomeUnknown as problem:  # saying the same again changes nothing
        raise Unavailable("letter-unsure", channel=ref.channel) from problem


def _look_again(installation: Installation, session: Session, letter_id: str, wanted: str) -> None:
    """What was composed while it was being sent is delivered next."""
    if digest_of(letters.get(session, letter_id).letter) != wanted:
        deliver(session, letter_id, installation.clock())


def _gave_up(installation: Installation, letter: StoredLetter, problem: Problem) -> None:
    """The messenger refuses it for good: it is kept, and shown as not delivered."""
    with installation.database.transaction() as session:
        letters.set_state(session, letter.id, "failed", error=problem.code)


def _differs(session: Session, letter: StoredLetter) -> bool:
    """A change on its way is only news when it waits for something or goes on."""
    if letter.proposal_id is None:
        return False
    stored = proposals.get(session, letter.proposal_id)
    if told(stored) != letter.told:
        return True
    fresh = question(session, stored, letter.letter.language, _place(letter))
    return fresh.outcome != getattr(letter.letter.view, "outcome", None)


def _place(letter: StoredLetter) -> Place:
    return Place(getattr(letter.letter.view, "number", 0), getattr(letter.letter.view, "total", 0))


def _notifier(installation: Installation) -> Notifier:
    """Raises Missing `channel-missing`."""
    notifier = installation.services.notifier()
    if notifier is None:
        raise Missing("channel-missing", channel="")
    return notifier


def _withdraw(installation: Installation, letter: StoredLetter) -> str:
    """Its meeting was removed: what was said of it goes from the messenger, and the letter from here."""
    for ref in letter.refs:
        with suppress(NotFound, Forbidden, Invalid):
            _notifier(installation).withdraw(ref)
    with installation.database.transaction() as session:
        letters.remove(session, letter.id)
    return letter.id


def forget(installation: Installation) -> None:
    """Let go of letters, tickets and arrivals that nothing can come of any more; once a night."""
    with installation.database.transaction() as session:
        letters.forget(session, installation.clock() - KEPT)
        arrivals.forget(session, installation.clock() - KEPT)


def _orphans(installation: Installation, session: Session) -> tuple[str, ...]:
    """Letters about meetings that were removed, which nobody is withdrawing yet."""
    idle = []
    for letter in letters.orphans(session):
        job = ledger.by_key(session, f"deliver:{letter.id}")
        ended = job.finished_at if job and job.state == "failed" else None
        waits = ended is not None and installation.clock() - ended < AGAIN
        if not waits and (job is None or job.state not in {"queued", "running"}):
            idle.append(letter.id)
    return tuple(idle)


def _stuck(installation: Installation, session: Session) -> tuple[str, ...]:
    """Letters that wait and on which nobody is at work any more, after a while."""
    found = []
    now = installation.clock()
    for letter in letters.overdue(session, now):
        job = ledger.by_key(session, f"deliver:{letter.id}")
        ended = job.finished_at if job else letter.created_at
        at_work = job is not None and job.state in {"queued", "running"}
        if not at_work and ended is not None and now - ended >= AGAIN:
            found.append(letter.id)
    return tuple(found)
