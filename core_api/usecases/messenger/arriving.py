"""What comes in from messengers: kept, judged and answered in one short transaction; the work is done afterwards.

A press is judged by what the store knows: its ticket, who presses, how the proposal stands. The first deciding press
on a proposal's version claims it, so that two at once are one decision. No board is asked here.
"""

import logging
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta

from core_api.contracts.asking import Action, StoredArrival, Ticket
from core_api.contracts.messages import Arrival, MessageRef, Toast
from core_api.contracts.model import Language
from core_api.contracts.people import Profile
from core_api.contracts.problems import NotFound
from core_api.contracts.proposal import Actor, ChangeRecord, Choice, StoredProposal
from core_api.domain.commands import may_be_addressed
from core_api.domain.permissions import Word, may_decide
from core_api.domain.presses import COUNTS, Press, judge
from core_api.jobs import ledger
from core_api.store import arrivals, changes, letters, proposals
from core_api.store.database import Session
from core_api.usecases.installation import Installation
from core_api.usecases.messenger.composing import deliver
from core_api.usecases.messenger.readers import known_as
from core_api.usecases.messenger.sight import Sight, settled
from core_api.usecases.permissions import may_say, may_take_back

_LOG = logging.getLogger(__name__)

FLOOD = 20
"""So many texts and files of one writer are worked on within `FLOOD_OVER`."""
FLOOD_OVER = timedelta(minutes=1)
TOO_MANY = "too-many"
"""How a text above that is judged."""

_OVER = frozenset({"already-decided", "stale"})
"""Verdicts on a press that came too late; nobody did anything wrong."""

_ANSWERS: dict[str, Choice] = {
    "approve": "approve",
    "note": "note",
    "reject": "reject",
    "edit": "edit",
    "field": "edit",
    "value": "edit",
    "other_card": "other_card",
    "card": "other_card",
    "search": "other_card",
}
"""What a button leads to, as far as rights depend on it."""


@dataclass(frozen=True)
class _Desk:
    """Where what came is taken: one transaction, and what the store says in it."""

    installation: Installation
    session: Session
    sight: Sight


@dataclass(frozen=True)
class _Known:
    """A press with all that the store says about it."""

    press: Press
    claims: str
    """What it would settle."""
    claimed: StoredArrival | None
    """The press that settles that already."""


def take(installation: Installation, came: Iterable[Arrival]) -> tuple[Toast, ...]:
    """Keep what came and say what each press is answered. What came before is answered again, and done once."""
    arrived = tuple(filter(_can_be_kept, came))
    with installation.database.transaction(durable=True) as session:
        desk = _Desk(installation, session, Sight(session, arrived))
        toasts = [_taken(desk, arrival) for arrival in arrived]
    return tuple(toast for toast in toasts if toast is not None)


def actor_of(arrival: Arrival, who: Profile | None) -> Actor:
    """Who it was, for a decision's record."""
    name = who.person.name if who else arrival.user_name or arrival.user
    channel = arrival.channel if arrival.channel not in {"mail", "apprise"} else "api"
    return Actor.model_validate(
        {"name": name, "channel": channel, "person_id": who.person.id if who else None}
    )


def _can_be_kept(arrival: Arrival) -> bool:
    """No messenger has such ids, and PostgreSQL keeps none: one that was forged must not hold up the others."""
    ids = (arrival.id, arrival.user, arrival.chat, arrival.message)
    if any("\0" in one for one in ids):
        _LOG.warning("what came from %s has an impossible id and is passed over", arrival.channel)
        return False
    return True


def _taken(desk: _Desk, arrival: Arrival) -> Toast | None:
    now, arrival_id = desk.installation.clock(), arrivals.id_of(arrival)
    before = desk.sight.before(arrival_id)
    if before is not None:
        return _toast(arrival, before.verdict, "", None) if before.verdict else None
    kept = StoredArrival(id=arrival_id, arrival=arrival, received_at=now)
    if arrival.kind in {"text", "file"}:
        _written(desk, kept)
        return None
    who, (ticket, action) = desk.sight.who(arrival), desk.sight.ticket(arrival_id)
    known = _known(desk, (who, ticket, action))
    verdict = judge(known.press)
    kept = kept.model_copy(
        update={"verdict": verdict, "ticket_id": ticket.id if ticket else None, "action": action}
    )
    if verdict in COUNTS and not _counted(desk, kept, (ticket, known.claims)):
        verdict = "already-decided"  # by a press that was kept in this very moment
        kept = kept.model_copy(update={"verdict": verdict})
    if verdict not in COUNTS:
        _keep(desk, kept.model_copy(update={"done": True}))
        if ticket is not None and verdict in _OVER:
            _found_again(desk, arrival, ticket)
        level = logging.INFO if verdict in _OVER else logging.WARNING
        _LOG.log(level, "press of %s %s refused: %s", arrival.channel, arrival.user, verdict)
    name = _decider(desk.session, known) if verdict == "already-decided" else ""
    return _toast(arrival, verdict, name, who)


def _found_again(desk: _Desk, arrival: Arrival, ticket: Ticket) -> None:
    """A copy of which nobody knew, its sending being in doubt, shows itself by a press: it loses its buttons too."""
    try:
        letter = letters.get(desk.session, ticket.letter_id)
    except NotFound:
        return
    ref = MessageRef(channel=arrival.channel, chat=arrival.chat, id=arrival.message)
    beside = letter.state == "sent" and any(one.chat == arrival.chat for one in letter.refs)
    if beside and arrival.message and letters.at(desk.session, ref) is None:
        letters.stands_at(desk.session, letter.id, ref)
        letters.set_state(desk.session, letter.id, "sent", shown="")
        deliver(desk.session, letter.id, desk.installation.clock())


def _counted(desk: _Desk, kept: StoredArrival, settles: tuple[Ticket | None, str]) -> bool:
    """Keep a press that counts and have it worked on; false when it decides what another one has decided."""
    ticket, claims = settles
    if ticket is not None and kept.action is not None and kept.action.decides:
        kept = kept.model_copy(update={"claims": claims or None})
    if not _keep(desk, kept):
        return False
    if kept.claims and ticket is not None:
        letters.use_ticket(desk.session, ticket.id, kept.received_at)
    _work(desk, kept.id)
    return True


def _keep(desk: _Desk, arrival: StoredArrival, writer: str = "") -> bool:
    kept = arrivals.keep(desk.session, arrival, writer)
    if kept:
        desk.sight.kept(arrival)
    return kept


def _written(desk: _Desk, kept: StoredArrival) -> None:
    """A text or a file: worked on, unless its writer floods us; then they are told once, and the rest is dropped."""
    arrival, now = kept.arrival, kept.received_at
    writer = f"{arrival.channel}:{arrival.user}"
    if arrival.group and not may_be_addressed(arrival.text):
        writer = ""
    before = arrivals.written(desk.session, writer, now - FLOOD_OVER) if writer else 0
    if before >= FLOOD:
        kept = kept.model_copy(update={"verdict": TOO_MANY, "done": before > FLOOD})
    _keep(desk, kept, writer)
    if kept.done:
        _LOG.warning("too much from %s %s: dropped", arrival.channel, arrival.user)
    else:
        _work(desk, kept.id)


def _known(desk: _Desk, pressed: tuple[Profile | None, Ticket | None, Action | None]) -> _Known:
    who, ticket, action = pressed
    stored = desk.sight.stored(ticket)
    claims = _claims(ticket, action) if ticket and action else ""
    claimed = desk.sight.claimed(claims) if claims else None
    of_change = action.argument if action and action.code == "undo" else ""
    press = Press(
        ticket=ticket,
        action=action,
        who=who,
        allowed=may_press(desk.session, pressed, stored),
        stored=stored,
        claimed=claimed is not None or _is_undone(desk.session, of_change),
        now=desk.installation.clock(),
    )
    return _Known(press, claims, claimed)


def _claims(ticket: Ticket, action: Action) -> str:
    """What a deciding press settles: nobody else's can settle it too. Empty where there is nothing to settle."""
    if action.code == "undo" and action.argument:
        return f"undo:{action.argument}"
    what = "undo:" if action.code == "undo" else ""
    return f"{what}{settled(ticket)}" if ticket.proposal_id else ""


def _change(session: Session, change_id: str) -> ChangeRecord | None:
    try:
        return changes.get(session, change_id) if change_id else None
    except NotFound:
        return None


def _is_undone(session: Session, change_id: str) -> bool:
    record = _change(session, change_id)
    return record is not None and record.undone_by is not None


def proposal_of(session: Session, ticket: Ticket | None) -> StoredProposal | None:
    """What a ticket is about, as it stands; None: about no proposal, or it is gone."""
    if ticket is None or ticket.proposal_id is None:
        return None
    try:
        return proposals.get(session, ticket.proposal_id)
    except NotFound:
        return None


def may_press(
    session: Session,
    pressed: tuple[Profile | None, Ticket | None, Action | None],
    stored: StoredProposal | None,
) -> bool:
    """Whether the presser may do that there now. A list that was sent to somebody may be gone through by them."""
    who, ticket, action = pressed
    if who is None:
        return False
    record = _change(session, action.argument) if action and action.code == "undo" else None
    of_ticket = record.board if record else ticket.board if ticket else None
    board = stored.proposal.board if stored else of_ticket
    is_list = stored is None and record is None and ticket is not None and ticket.person_id
    if board is None or is_list:
        return who.person.active
    if action is not None and action.code == "undo":
        return may_decide(who, board, (), owner=False) or _may_undo(session, who, record, stored)
    if stored is None or action is None:
        return may_decide(who, board, (), owner=False)
    word = Word(stored.proposal.operation.kind, _ANSWERS.get(action.code, "approve"))
    return may_say(session, who, stored.proposal, word)


def _may_undo(
    session: Session, who: Profile, record: ChangeRecord | None, stored: StoredProposal | None
) -> bool:
    """Whether they may take that change back, or, where the button names none, what the proposal changed last."""
    if record is None and stored is not None:
        made = changes.for_proposal(session, stored.proposal.meeting_id, stored.proposal.id)
        record = made[-1] if made else None
    return record is not None and may_take_back(session, who, record)


def _decider(session: Session, known: _Known) -> str:
    """Who decided already; empty when nobody can tell."""
    stored, claimed = known.press.stored, known.claimed
    if stored is not None:
        decision = proposals.decision_on(session, stored.proposal.id, stored.proposal.version)
        if decision is not None and decision.by.kind == "person":
            return decision.by.name
    if claimed is None:
        claimed = arrivals.claimed_by(session, known.claims) if known.claims else None
    who = known_as(session, claimed.arrival.channel, claimed.arrival.user) if claimed else None
    return who.person.name if who else ""


def _toast(arrival: Arrival, verdict: str, name: str, who: Profile | None) -> Toast | None:
    if not arrival.press:
        return None
    spoken: Language = "ru" if arrival.language.lower().startswith("ru") else "en"
    language = (who.person.language if who else None) or spoken
    refused = verdict not in COUNTS
    return Toast(
        channel=arrival.channel,
        press=arrival.press,
        chat=arrival.chat,
        language=language,
        code=f"{verdict}-by" if verdict == "already-decided" and name else verdict,
        params={"name": name} if name else {},
        alert=refused and verdict not in _OVER,
    )


def _work(desk: _Desk, arrival_id: str) -> None:
    ledger.submit(
        desk.session,
        "answer",
        f"answer:{arrival_id}",
        meeting_id=None,
        args={"arrival": arrival_id},
        now=desk.installation.clock(),
    )
