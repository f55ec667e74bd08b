"""Whether a press on a button counts: a pure judgement over what the store knows of its ticket, presser and proposal.

The verdict is a code; `toast-CODE` in `locales` says it to the presser. Nothing else ever tells a stranger anything.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from core_api.contracts.asking import Action, Ticket
from core_api.contracts.people import Profile
from core_api.contracts.proposal import ProposalState, StoredProposal

Verdict = Literal[
    "accepted", "noted", "rejected", "undoing", "shown", "unknown-button", "expired", "not-yours", "revoked", "stale",
    "already-decided",
]  # fmt: skip

COUNTS: frozenset[Verdict] = frozenset({"accepted", "noted", "rejected", "undoing", "shown"})
"""The verdicts after which something is done."""

_WAITING: frozenset[ProposalState] = frozenset({"open", "shadow"})


@dataclass(frozen=True)
class Press:
    """A press with all that is known about it."""

    ticket: Ticket | None
    action: Action | None
    who: Profile | None
    """None: a stranger."""
    allowed: bool
    """Whether they may decide on the ticket's board now."""
    stored: StoredProposal | None
    """The ticket's proposal as it stands; None: it has none, or it is gone."""
    claimed: bool
    """Somebody's deciding press on this version, or on taking this change back, is kept already."""
    now: datetime


def judge(press: Press) -> Verdict:
    """What becomes of a press. Who may not press learns no more than that."""
    refusal = _refused(press)
    if refusal or press.action is None:
        return refusal or "unknown-button"
    if press.action.code == "undo":
        return "undoing"
    if not press.action.decides:
        return "shown"
    return {"note": "noted", "reject": "rejected"}.get(press.action.code, "accepted")  # type: ignore[return-value]


def _refused(press: Press) -> Verdict | None:
    ticket = press.ticket
    if ticket is None or press.action is None:
        return "unknown-button"
    if press.who is None or (ticket.person_id and ticket.person_id != press.who.person.id):
        return "not-yours"
    if not press.who.person.active:
        return "revoked"
    if not press.allowed:
        return "revoked" if ticket.person_id else "not-yours"
    if press.now >= ticket.expires_at:
        return "expired"
    return _outdated(press, ticket)


def _outdated(press: Press, ticket: Ticket) -> Verdict | None:
    if ticket.proposal_id is None:
        return "already-decided" if press.claimed else None
    if press.stored is None or press.stored.proposal.version != ticket.version:
        return "stale"
    if press.action is not None and press.action.code in {"listen", "undo"}:
        over = press.claimed or ticket.used_at
        return "already-decided" if press.action.decides and over else None
    if press.claimed or press.stored.state not in _WAITING:
        return "already-decided"
    return "stale" if ticket.used_at else None


def button_data(ticket_id: str, index: int) -> str:
    """What a button carries: the ticket and the number of its action."""
    return f"{ticket_id}.{index}"


def button_parts(data: str) -> tuple[str, int] | None:
    """The ticket and the number in a button's data; None for what is none of ours."""
    ticket_id, dot, index = data.partition(".")
    if (
        not dot
        or not index.isdecimal()
        or len(index) > 3
        or not (ticket_id.isascii() and ticket_id.isalnum())
    ):
        return None
    return ticket_id, int(index)
