"""Working on what came in, after it was answered: the decision, the next question, a menu, the sound, an undo.

A job for each arrival. Killed anywhere it is run again: what was decided is seen, what was written is there.
"""

from collections.abc import Callable
from dataclasses import dataclass

from core_api.contracts.asking import Action, Awaited, StoredArrival, StoredLetter
from core_api.contracts.job import Job
from core_api.contracts.messages import Notice, Question, Step
from core_api.contracts.ports import Report
from core_api.contracts.problems import NotFound, Problem
from core_api.contracts.proposal import Choice, StoredProposal
from core_api.store import arrivals, asking, letters, proposals
from core_api.usecases.installation import Installation
from core_api.usecases.messenger import (
    commands,
    conversing,
    keyboards,
    listening,
    options,
    overviews,
    receiving,
    replying,
    undoing,
    views,
)
from core_api.usecases.messenger.composing import VALID, About, Composer, Said
from core_api.usecases.messenger.digests import MENDED, Round, asked_of, look
from core_api.usecases.messenger.keyboards import Options
from core_api.usecases.messenger.readers import Reader, known_as, reach


@dataclass(frozen=True)
class Pressed:
    """A press that counts, with what it is about."""

    installation: Installation
    came: StoredArrival
    action: Action
    letter: StoredLetter
    stored: StoredProposal | None


def answer(installation: Installation, job: Job, report: Report) -> str:
    """Do what an arrival asks for; gives its id. What goes wrong is told to whoever asked."""
    with installation.database.reading() as session:
        came = arrivals.get(session, job.args["arrival"])
    if came is None or came.done:
        return job.args["arrival"]
    answered = False
    try:
        answered = _work_on(installation, came)
    except Problem as problem:
        if problem.retryable and job.attempt < job.max_attempts:
            raise
        give_back(installation, came)
        _tell(installation, came, problem)
    with installation.database.transaction() as session:
        if answered:
            arrivals.await_nothing(session, came.arrival.channel, came.arrival.chat, came.arrival.user)
        arrivals.finish(session, came.id)
    return came.id


def _tell(installation: Installation, came: StoredArrival, problem: Problem) -> None:
    """What is asked in a group is answered in private, and so is that it went wrong."""
    notice = Notice(code="problem", problem=problem.code, params=problem.params)
    with_whom = replying.talk(installation, came) if came.arrival.group and came.action is None else None
    if with_whom is not None:
        replying.say(with_whom, notice)
    else:
        conversing.tell(installation, came, notice)


def give_back(installation: Installation, came: StoredArrival) -> None:
    """A press that decided nothing after all: its letter is asked anew, and others may press."""
    with installation.database.transaction() as session:
        arrivals.release(session, came.id)
    _redraw(installation, came)


def _work_on(installation: Installation, came: StoredArrival) -> bool:
    """Do it; true when it answered what was awaited, which is forgotten together with the arrival's being done."""
    kind = came.arrival.kind
    if kind in {"press", "reaction"}:
        pressed = _pressed(installation, came)
        if pressed is not None:
            _DO[pressed.action.code](pressed)
    elif kind == "file":
        receiving.file_came(installation, came)
    else:
        return _text_came(installation, came)
    return False


def _text_came(installation: Installation, came: StoredArrival) -> bool:
    settled = conversing.text_came(installation, came)
    if settled is None:
        commands.obey(installation, came)
    elif settled:
        with installation.database.reading() as session:
            letter = letters.get(session, settled)
        _follow(Pressed(installation, came, Action(code="next"), letter, None))
    return bool(settled)


def _pressed(installation: Installation, came: StoredArrival) -> Pressed | None:
    if came.action is None or came.ticket_id is None:
        return None
    with installation.database.reading() as session:
        ticket = letters.ticket(session, came.ticket_id)
        if ticket is None:
            return None
        letter = letters.get(session, ticket.letter_id)
        stored = proposals.get(session, ticket.proposal_id) if ticket.proposal_id else None
    return Pressed(installation, came, came.action, letter, stored)


# --- deciding -------------------------------------------------------------------------------------------------


def _approve(pressed: Pressed) -> None:
    settle(pressed, "approve")


def _note(pressed: Pressed) -> None:
    settle(pressed, "note")


def _reject(pressed: Pressed) -> None:
    if pressed.action.argument:
        settle(pressed, "reject", reason=pressed.action.argument)
    else:
        _step(pressed, Step(code="reason"))


def _value(pressed: Pressed) -> None:
    field, _, value = pressed.action.argument.partition("=")
    conversing.edit(pressed.installation, pressed.came, _subject(pressed), (field, value))
    go_on(pressed)


def _card(pressed: Pressed) -> None:
    settle(pressed, "other_card", card_id=pressed.action.argument)
    stored = _subject(pressed)
    rank = _rank(pressed)
    with pressed.installation.database.transaction() as session:
        known = asking.example(session, stored.proposal.id, stored.proposal.version)
        if known is not None:
            asking.learn(session, known.model_copy(update={"chosen_rank": rank}))


def settle(pressed: Pressed, answer_: Choice, *, reason: str = "", card_id: str | None = None) -> None:
    """Record the decision, once, and show what it came to and the next question."""
    conversing.settle(
        pressed.installation,
        pressed.came,
        _subject(pressed),
        {"answer": answer_, "reason": reason, "card_id": card_id},
    )
    go_on(pressed)


def go_on(pressed: Pressed) -> None:
    """Redraw the letter, and where questions are gone through one by one, ask the next one."""
    _redraw(pressed.installation, pressed.came)
    _follow(pressed)


def _follow(pressed: Pressed) -> None:
    """Ask the next question where they are gone through one by one."""
    view = pressed.letter.letter.view
    if isinstance(view, Question) and view.number:
        _ask_next(pressed, again=False)


def _rank(pressed: Pressed) -> int | None:
    """The place of the card among those that were ranked; None for one that was searched."""
    view = pressed.letter.letter.view
    with pressed.installation.database.reading() as session:
        ticket = letters.ticket(session, pressed.came.ticket_id or "")
    if ticket is None or not isinstance(view, Question) or view.step is None or view.step.code != "card":
        return None
    offered = [one.argument for one in ticket.actions if one.code == "card"]
    return offered.index(pressed.action.argument) + 1 if pressed.action.argument in offered else None


def _subject(pressed: Pressed) -> StoredProposal:
    if pressed.stored is None:
        raise NotFound("proposal-not-found", id="")
    return pressed.stored


# --- menus ----------------------------------------------------------------------------------------------------


def _edit(pressed: Pressed) -> None:
    field = keyboards.field_of(_subject(pressed))
    if field:
        _ask_value(pressed, field)
    else:
        _step(pressed, Step(code="field"))


def _field(pressed: Pressed) -> None:
    _ask_value(pressed, pressed.action.argument)


def _ask_value(pressed: Pressed, field: str) -> None:
    picks = options.for_field(pressed.installation, _subject(pressed).proposal)
    _step(pressed, Step(code="value", field=field), picks)
    _await(pressed, field)


def _other_card(pressed: Pressed) -> None:
    found = options.likely_cards(pressed.installation, _subject(pressed).proposal)
    _step(pressed, Step(code="card", found=len(found.cards)), found)


def _search(pressed: Pressed) -> None:
    _step(pressed, Step(code="search"))
    _await(pressed, "")


def _back(pressed: Pressed) -> None:
    conversing.forget(pressed.installation, pressed.came)
    _redraw(pressed.installation, pressed.came)


def _step(pressed: Pressed, step: Step, picks: Options | None = None) -> None:
    conversing.redraw(pressed.installation, pressed.letter.id, step, picks)


def _await(pressed: Pressed, field: str) -> None:
    arrival, proposal = pressed.came.arrival, _subject(pressed).proposal
    awaited = Awaited(
        channel=arrival.channel,
        chat=arrival.chat,
        user=arrival.user,
        letter_id=pressed.letter.id,
        proposal_id=proposal.id,
        version=proposal.version,
        field=field,
        expires_at=pressed.installation.clock() + VALID,
    )
    with pressed.installation.database.transaction() as session:
        arrivals.await_text(session, awaited)


def _redraw(installation: Installation, came: StoredArrival) -> None:
    with installation.database.reading() as session:
        ticket = letters.ticket(session, came.ticket_id) if came.ticket_id else None
    if ticket is not None:
        conversing.redraw(installation, ticket.letter_id)


# --- the rest -------------------------------------------------------------------------------------------------


def _listen(pressed: Pressed) -> None:
    listening.listen(pressed.installation, pressed.came, _subject(pressed))


def _undo(pressed: Pressed) -> None:
    installation, came = pressed.installation, pressed.came
    if pressed.action.argument:
        record = undoing.take_back(installation, came, pressed.action.argument)
        overviews.taken_back(installation, came, pressed.letter, record)
    else:
        undoing.take_back_proposal(installation, came, _subject(pressed))
        _redraw(installation, came)


def _board(pressed: Pressed) -> None:
    receiving.board_chosen(pressed.installation, pressed.action.argument)


def _next(pressed: Pressed) -> None:
    _ask_next(pressed, again=True)


def _ask_next(pressed: Pressed, *, again: bool) -> None:
    """The reader's first question that waits. `again`: also one that was shown before, as a new message."""
    installation = pressed.installation
    channels = reach(installation)
    with installation.database.transaction() as session:
        here = look(installation, session, channels)
        who = known_as(session, pressed.came.arrival.channel, pressed.came.arrival.user)
        reader = channels.writer(pressed.came.arrival, who.person if who else None)
        if reader is None:
            return
        place_of, waiting = _waiting(here, pressed, reader)
        shown = {one.proposal_id for one in _shown(here, reader, waiting)}
        fresh = [one for one in waiting if one.proposal.id not in shown]
        chosen = (fresh or (waiting if again else []))[:1]
        for stored in chosen:
            composer = Composer(installation, session)
            key = pressed.came.id if stored.proposal.id in shown else ""
            composer.ask(reader, stored, place_of(stored), again=key)
        if not chosen and again:
            composer = Composer(installation, session)
            about = About("notice", (pressed.came.id,))
            composer.write(reader, about, Said(Notice(code="nothing-waits")))


def _waiting(
    here: Round, pressed: Pressed, reader: Reader
) -> tuple[Callable[[StoredProposal], views.Place], list[StoredProposal]]:
    """What waits for the reader: in the letter's meeting, or where it is about none in all of them."""
    letter, asks = pressed.letter, list[StoredProposal]()
    asker = (
        reader
        if letter.person_id
        else Reader(letter.letter.to, reader.language, reader.zone, None, reader.capabilities)
    )
    if letter.purpose in MENDED or letter.purpose == "question":
        asks = list(asked_of(here, letter.meeting_id or "", asker))
    else:
        queue = proposals.queue(here.session, limit=500)
        meetings = dict.fromkeys(one.proposal.meeting_id for one in queue)
        asks = [one for meeting in meetings for one in asked_of(here, meeting, asker)]
    numbers = {one.proposal.id: number for number, one in enumerate(asks, start=1)}
    waiting = [one for one in asks if one.state in proposals.WAITING]
    return lambda one: views.Place(numbers[one.proposal.id], len(asks)), waiting


def _shown(here: Round, reader: Reader, waiting: list[StoredProposal]) -> list[StoredLetter]:
    """The letters in which this reader was shown these questions, in their present version."""
    return [
        letter
        for stored in waiting
        for letter in letters.about(here.session, stored.proposal.id)
        if letter.version == stored.proposal.version and letter.letter.to == reader.to
    ]


_DO: dict[str, Callable[[Pressed], None]] = {
    "approve": _approve,
    "note": _note,
    "reject": _reject,
    "edit": _edit,
    "field": _field,
    "value": _value,
    "other_card": _other_card,
    "card": _card,
    "search": _search,
    "back": _back,
    "listen": _listen,
    "undo": _undo,
    "next": _next,
    "board": _board,
}
