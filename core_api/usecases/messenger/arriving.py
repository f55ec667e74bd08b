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
from core_api.contracts.problems import NotFound, Problem
from core_api.contracts.proposal import Actor, ChangeRecord, Choice, StoredProposal
from core_api.contracts.reactions import meant
from core_api.domain.commands import may_be_addressed
from core_api.domain.permissions import Word
from core_api.domain.presses import COUNTS, Press, Verdict, button_parts, judge
from core_api.jobs import ledger
from core_api.store import arrivals, changes, letters, proposals
from core_api.store.database import Session
from core_api.usecases.installation import Installation
from core_api.usecases.messenger.readers import known_as
from core_api.usecases.permissions import allow_decision, allow_word

_LOG = logging.getLogger(__name__)

FLOOD = 20
"""So many texts and files of one writer are worked on within `FLOOD_OVER`."""
FLOOD_OVER = timedelta(minutes=1)
TOO_MANY = "too-many"
"""How a text above that is judged."""

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
class _Known:
    """A press with all that the store says about it."""

    press: Press
    name: str
    """Who decided already, where somebody did."""


def take(installation: Installation, came: Iterable[Arrival]) -> tuple[Toast, ...]:
    """Keep what came and say what each press is answered. What came before is answered again, and done once."""
    toasts: list[Toast] = []
    with installation.database.transaction(durable=True) as session:
        for arrival in filter(_can_be_kept, came):
            toast = _taken(installation, session, arrival)
            if toast is not None:
                toasts.append(toast)
    return tuple(toasts)


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


def _taken(installation: Installation, session: Session, arrival: Arrival) -> Toast | None:
    now, arrival_id = installation.clock(), arrivals.id_of(arrival)
    before = arrivals.get(session, arrival_id)
    if before is not None:
        return _toast(arrival, before.verdict, "", None) if before.verdict else None
    kept = StoredArrival(id=arrival_id, arrival=arrival, received_at=now)
    if arrival.kind in {"text", "file"}:
        _written(installation, session, kept)
        return None
    who = known_as(session, arrival.channel, arrival.user)
    ticket, action = _ticket(session, arrival)
    known = _known(installation, session, arrival, (who, ticket, action))
    verdict = judge(known.press)
    kept = kept.model_copy(
        update={"verdict": verdict, "ticket_id": ticket.id if ticket else None, "action": action}
    )
    verdict, kept = _claimed(session, kept, verdict, ticket)
    arrivals.keep(session, kept if verdict in COUNTS else kept.model_copy(update={"done": True}))
    if verdict in COUNTS:
        _work(session, arrival_id, installation)
    else:
        level = logging.INFO if verdict in {"already-decided", "stale"} else logging.WARNING
        _LOG.log(level, "press of %s %s refused: %s", arrival.channel, arrival.user, verdict)
    return _toast(arrival, verdict, known.name or _claimer(session, ticket, verdict), who)


def _written(installation: Installation, session: Session, kept: StoredArrival) -> None:
    """A text or a file: worked on, unless its writer floods us; then they are told once, and the rest is dropped."""
    arrival, now = kept.arrival, kept.received_at
    writer = f"{arrival.channel}:{arrival.user}"
    if arrival.group and not may_be_addressed(arrival.text):
        writer = ""
    before = arrivals.written(session, writer, now - FLOOD_OVER) if writer else 0
    if before >= FLOOD:
        kept = kept.model_copy(update={"verdict": TOO_MANY, "done": before > FLOOD})
    arrivals.keep(session, kept, writer)
    if kept.done:
        _LOG.warning("too much from %s %s: dropped", arrival.channel, arrival.user)
    else:
        _work(session, kept.id, installation)


def _claimed(
    session: Session, kept: StoredArrival, verdict: Verdict, ticket: Ticket | None
) -> tuple[Verdict, StoredArrival]:
    """The press with its claim, where it decides: on a proposal's version, or on taking a change back."""
    if verdict not in COUNTS or ticket is None or kept.action is None or not kept.action.decides:
        return verdict, kept
    claims = _claims(ticket, kept.action)
    if arrivals.claimed_by(session, claims) is not None:
        return "already-decided", kept.model_copy(update={"verdict": "already-decided"})
    letters.use_ticket(session, ticket.id, kept.received_at)
    return verdict, kept.model_copy(update={"claims": claims})


def _ticket(session: Session, arrival: Arrival) -> tuple[Ticket | None, Action | None]:
    data = _reacted(session, arrival) if arrival.kind == "reaction" else arrival.data
    parts = button_parts(data)
    ticket = letters.ticket(session, parts[0]) if parts else None
    if parts is None or ticket is None or parts[1] >= len(ticket.actions):
        return None, None
    return ticket, ticket.actions[parts[1]]


def _reacted(session: Session, arrival: Arrival) -> str:
    """The data of the button that a reaction to one of our letters stands for; empty for none."""
    letter = letters.at(session, MessageRef(channel=arrival.channel, chat=arrival.chat, id=arrival.message))
    buttons = (button for row in letter.letter.rows for button in row.buttons) if letter else ()
    button = meant(buttons, arrival.data)
    return button.data if button else ""


def _known(
    installation: Installation,
    session: Session,
    arrival: Arrival,
    pressed: tuple[Profile | None, Ticket | None, Action | None],
) -> _Known:
    who, ticket, action = pressed
    stored = proposal_of(session, ticket)
    of_change = action.argument if action and action.code == "undo" else ""
    claims = f"{ticket.proposal_id}:{ticket.version}" if ticket and ticket.proposal_id else ""
    if ticket and action and of_change:
        claims = _claims(ticket, action)
    claimed = arrivals.claimed_by(session, claims) if claims else None
    press = Press(
        ticket=ticket,
        action=action,
        who=who,
        allowed=may_press(session, arrival, pressed, stored),
        stored=stored,
        claimed=claimed is not None or _is_undone(session, of_change),
        now=installation.clock(),
    )
    name = _decider(session, stored) or (claimed.arrival.user_name if claimed else "")
    return _Known(press, name)


def _claims(ticket: Ticket, action: Action) -> str:
    """What a deciding press settles: nobody else's can settle it too."""
    if action.code != "undo":
        return f"{ticket.proposal_id}:{ticket.version}"
    return f"undo:{action.argument}" if action.argument else f"undo:{ticket.proposal_id}:{ticket.version}"


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
    arrival: Arrival,
    pressed: tuple[Profile | None, Ticket | None, Action | None],
    stored: StoredProposal | None,
) -> bool:
    """Whether the presser may do that there now. A list that was sent to somebody may be gone through by them."""
    who, ticket, action = pressed
    record = _change(session, action.argument) if action and action.code == "undo" else None
    of_ticket = record.board if record else ticket.board if ticket else None
    board = stored.proposal.board if stored else of_ticket
    if who is None:
        return False
    is_list = stored is None and record is None and ticket is not None and ticket.person_id
    if board is None or is_list:
        return who.person.active
    actor = actor_of(arrival, who)
    try:
        if stored is None or action is None or action.code == "undo":
            allow_decision(session, actor, board)
        else:
            word = Word(stored.proposal.operation.kind, _ANSWERS.get(action.code, "approve"))
            allow_word(session, actor, stored.proposal, word)
    except Problem:
        return False
    return True


def _decider(session: Session, stored: StoredProposal | None) -> str:
    if stored is None:
        return ""
    decision = proposals.decision_on(session, stored.proposal.id, stored.proposal.version)
    return decision.by.name if decision and decision.by.kind == "person" else ""


def _claimer(session: Session, ticket: Ticket | None, verdict: Verdict) -> str:
    if verdict != "already-decided" or ticket is None:
        return ""
    claimed = arrivals.claimed_by(session, f"{ticket.proposal_id}:{ticket.version}")
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
        alert=refused and verdict not in {"already-decided", "stale"},
    )


def _work(session: Session, arrival_id: str, installation: Installation) -> None:
    ledger.submit(
        session,
        "answer",
        f"answer:{arrival_id}",
        meeting_id=None,
        args={"arrival": arrival_id},
        now=installation.clock(),
    )
