"""What people write: the value of a field, words to search a card by, commands, files; and what is said back.

Free text settles only what was asked for in that chat, one field of one question; it never decides on several.
"""

from typing import Any

from core_api.contracts.asking import Awaited, StoredArrival
from core_api.contracts.messages import Notice, Step
from core_api.contracts.problems import Conflict, Invalid, NotFound
from core_api.contracts.proposal import Actor, Decision, StoredProposal
from core_api.store import arrivals, letters, proposals
from core_api.store.database import Session
from core_api.usecases.decide import decide
from core_api.usecases.edit import edited
from core_api.usecases.installation import Installation
from core_api.usecases.messenger import options
from core_api.usecases.messenger.arriving import TOO_MANY, actor_of
from core_api.usecases.messenger.composing import About, Composer, Said
from core_api.usecases.messenger.digests import look, reader_of
from core_api.usecases.messenger.keyboards import Options
from core_api.usecases.messenger.readers import known_as, reach


def settle(
    installation: Installation, came: StoredArrival, stored: StoredProposal, said: dict[str, Any]
) -> None:
    """Record the decision of whoever it came from, dated when it came; a second time changes nothing."""
    proposal = stored.proposal
    with installation.database.reading() as session:
        who = known_as(session, came.arrival.channel, came.arrival.user)
        first = proposals.decision_on(session, proposal.id, proposal.version)
    by = actor_of(came.arrival, who)
    if first is not None and _is_from(first, came, by):
        return
    decision = Decision.model_validate(
        {"proposal_id": proposal.id, "version": proposal.version, "by": by, "at": came.received_at, **said}
    )
    decide(installation, decision)


def edit(
    installation: Installation, came: StoredArrival, stored: StoredProposal, change: tuple[str, str]
) -> None:
    """Decide with another value in a field. Raises Invalid, NotFound for a value that is not understood."""
    field, value = change
    meeting = options.meeting_of(installation, stored.proposal)
    board = options.outline(installation, stored.proposal)
    operation = edited(stored.proposal.operation, value, board, meeting.started_at, field)
    settle(installation, came, stored, {"answer": "edit", "operation": operation})


def redraw(
    installation: Installation, letter_id: str, step: Step | None = None, picks: Options | None = None
) -> None:
    """Have a question's letter tell how it stands, with a step under it if one is asked for."""
    channels = reach(installation)
    with installation.database.transaction() as session:
        here = look(installation, session, channels)
        letter = letters.get(session, letter_id, lock=True)
        reader = reader_of(here, letter)
        if reader is not None and letter.proposal_id is not None:
            Composer(installation, session).refresh(letter, reader, step, picks)


def tell(installation: Installation, came: StoredArrival, notice: Notice, part: str = "") -> None:
    """Answer whoever it came from, where they wrote; once for each `part`."""
    channels = reach(installation)
    with installation.database.transaction() as session:
        who = known_as(session, came.arrival.channel, came.arrival.user)
        reader = channels.writer(came.arrival, who.person if who else None)
        if reader is not None:
            about = About("notice", (came.id, part), answers=came.arrival.message)
            Composer(installation, session).write(reader, about, Said(notice))


def text_came(installation: Installation, came: StoredArrival) -> str | None:
    """A text, where it answers what was asked in that chat; None: it answers nothing.

    Gives the letter (its id) whose question it settled, whose answer is awaited until the arrival is done; empty: none.
    """
    arrival = came.arrival
    with installation.database.reading() as session:
        awaited = arrivals.awaited(session, arrival.channel, arrival.chat, arrival.user, installation.clock())
        stored = _still(session, awaited)
    if awaited is None or arrival.text.lstrip().startswith("/") or came.verdict == TOO_MANY:
        return None
    if stored is None:
        return _decided(installation, came, awaited)
    if awaited.field:
        return _value(installation, came, (awaited, stored))
    _search(installation, awaited, stored, arrival.text)
    return ""


def forget(installation: Installation, came: StoredArrival) -> None:
    """Nothing is awaited any more from whoever it came from, there."""
    arrival = came.arrival
    with installation.database.transaction() as session:
        arrivals.await_nothing(session, arrival.channel, arrival.chat, arrival.user)


def _decided(installation: Installation, came: StoredArrival, awaited: Awaited) -> str:
    """It is too late for an answer, and why is told; unless this very text decided, before its work was cut short."""
    with installation.database.reading() as session:
        decision = proposals.decision_on(session, awaited.proposal_id, awaited.version)
        who = known_as(session, came.arrival.channel, came.arrival.user)
    if decision is not None and _is_from(decision, came, actor_of(came.arrival, who)):
        redraw(installation, awaited.letter_id)
        return awaited.letter_id
    notice = Notice(code="stale")
    if decision is not None and decision.by.kind == "person":
        notice = Notice(code="decided-by", params={"name": decision.by.name, "at": decision.at.isoformat()})
    tell(installation, came, notice)
    forget(installation, came)
    return ""


def _is_from(decision: Decision, came: StoredArrival, by: Actor) -> bool:
    """Whether what came then is what decided."""
    return decision.at == came.received_at and decision.by.person_id == by.person_id


def _value(installation: Installation, came: StoredArrival, asked: tuple[Awaited, StoredProposal]) -> str:
    """Take it as the field's value; gives the letter whose question it settled, empty when it was not understood."""
    awaited, stored = asked
    try:
        edit(installation, came, stored, (awaited.field, came.arrival.text))
    except (Invalid, NotFound) as problem:
        step = Step(code="value", field=awaited.field, problem=problem.code, params=problem.params)
        redraw(installation, awaited.letter_id, step, options.for_field(installation, stored.proposal))
        return ""
    except Conflict:
        forget(installation, came)
        raise
    redraw(installation, awaited.letter_id)
    return awaited.letter_id


def _search(installation: Installation, awaited: Awaited, stored: StoredProposal, words: str) -> None:
    found = options.found_cards(installation, stored.proposal, words)
    step = Step(code="search", found=len(found.cards))
    redraw(installation, awaited.letter_id, step, found)


def _still(session: Session, awaited: Awaited | None) -> StoredProposal | None:
    """The question that is asked, unless it was decided or asked anew meanwhile."""
    if awaited is None:
        return None
    try:
        stored = proposals.get(session, awaited.proposal_id)
    except NotFound:
        return None
    waits = stored.state in proposals.WAITING and stored.proposal.version == awaited.version
    return stored if waits else None
