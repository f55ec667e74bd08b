"""How a write ends in the store: each function is one transaction over the intent, its proposal and its record."""

from collections.abc import Iterable

from core_api.changes import witness
from core_api.changes.record import proposal_of, record_of, record_of_nothing, zone_of
from core_api.changes.site import Site, Write
from core_api.contracts.board import Card, Withdraw
from core_api.contracts.connector import Delete, Receipt
from core_api.contracts.problems import Conflict, NotFound
from core_api.contracts.proposal import (
    ChangeRecord,
    Intent,
    IntentState,
    ProposalState,
    StoredProposal,
    Written,
)
from core_api.domain.card_values import Shown, kept, values_of
from core_api.domain.fingerprint import is_as_written
from core_api.domain.lifecycle import PROPOSAL_STEPS
from core_api.domain.reopen import reopened
from core_api.store import changes, intents, proposals
from core_api.store.database import Session


def sending(site: Site, write: Write) -> Intent | None:
    """Take the intent for sending and note the card as it is; None when somebody else has it."""
    seen = _kept_of(write.card, write.intent.operation) if write.card else None
    with site.database.transaction(durable=True) as session:
        if not intents.claim(session, write.intent.id, expected="planned"):
            return None
        intents.see(session, write.intent.id, seen)
        _noticed(session, site, write)
        _move_proposal(session, write.intent, "applying")
        return intents.get(session, write.intent.id)


def _kept_of(card: Card, operation: Written) -> Card:
    """The card without its comments, which are other people's words; but the one that we are about to take back."""
    mine = operation.remote_id if isinstance(operation, Withdraw) and operation.what == "comment" else None
    return kept(card, (mine,) if mine else ())


def applied(site: Site, write: Write, receipt: Receipt, *, shown: bool = True) -> Intent:
    """The board shows it: the state and the record, in one transaction."""
    with site.database.transaction(durable=True) as session:
        if intents.set_state(session, write.intent.id, "applied", expected=("sending", "unknown")):
            shown = shown and is_as_written(write.intent.seen, receipt.card, write.intent.operation)
            record = record_of(session, site, write, receipt, shown=shown)
            changes.record(session, _witnessed(session, site, write, receipt, record, shown=shown))
            _close(session, write.intent)
        return intents.get(session, write.intent.id)


def already_there(site: Site, write: Write) -> Intent:
    """The board showed it before anything was written."""
    code = "already-there"
    with site.database.transaction(durable=True) as session:
        if intents.claim(session, write.intent.id, expected="planned"):
            intents.set_state(session, write.intent.id, "applied", expected="sending", error=code)
            _move_proposal(session, write.intent, "applying")
            _noticed(session, site, write)
            changes.record(session, witness.placed(session, record_of_nothing(session, site, write)))
            _close(session, write.intent, code)
        return intents.get(session, write.intent.id)


def waits(
    site: Site, intent: Intent, state: IntentState, code: str | None, *, was: Iterable[IntentState]
) -> Intent:
    """Not done yet (`planned`) or nobody knows (`unknown`): visible, and to be tried or looked at again."""
    with site.database.transaction(durable=True) as session:
        if intents.set_state(session, intent.id, state, expected=was, error=code):
            _move_proposal(session, intent, "applying" if state == "planned" else "unknown", code)
        return intents.get(session, intent.id)


def failed(site: Site, intent: Intent, code: str, *, was: Iterable[IntentState]) -> Intent:
    """Surely not done, and trying again would not help."""
    with site.database.transaction(durable=True) as session:
        if intents.set_state(session, intent.id, "failed", expected=was, error=code):
            _move_proposal(session, intent, "failed", code)
        return intents.get(session, intent.id)


def comes_back(site: Site, write: Write, code: str, *, was: Iterable[IntentState]) -> Intent:
    """Surely not done, and a person must look again: the proposal opens as a new version of the card as it is."""
    with site.database.transaction(durable=True) as session:
        if intents.set_state(session, write.intent.id, "failed", expected=was, error=code):
            stored = proposal_of(session, write.intent)
            if stored is not None:
                _open_again(session, write, stored, code)
            _noticed(session, site, write)
        return intents.get(session, write.intent.id)


def _noticed(session: Session, site: Site, write: Write) -> None:
    """Keep what others changed on the card, as it was read for this write."""
    if write.card is not None:
        witness.looked(session, _look(session, site, write, write.card))


def _witnessed(
    session: Session, site: Site, write: Write, receipt: Receipt, record: ChangeRecord, *, shown: bool
) -> ChangeRecord:
    """The record with its place among all that happened to the card, whose other differences are others' doing."""
    if isinstance(write.intent.operation, Delete):
        return witness.removed(session, record, _look(session, site, write, receipt.card))
    seen = values_of(write.intent.seen) if write.intent.seen else {}
    alone = not write.connector.capabilities.several_members
    said = Shown(made=receipt.remote_id, seen=seen, ours=shown, alone=alone)
    return witness.wrote(session, record, _look(session, site, write, receipt.card), said)


def _look(session: Session, site: Site, write: Write, card: Card) -> witness.Look:
    zone = zone_of(session, write.intent.meeting_id)
    return witness.Look(write.intent.board, write.board, card, write.at or site.clock(), "write", zone)


def _open_again(session: Session, write: Write, stored: StoredProposal, code: str) -> None:
    operation, card, old = write.intent.operation, write.card, stored.proposal
    if isinstance(operation, Withdraw | Delete):
        return
    fresh = reopened(old, operation, write.board, card, zone_of(session, old.meeting_id))
    proposals.replace(session, fresh, "open")
    proposals.set_state(session, fresh.id, fresh.version, "open", code)


def _close(session: Session, intent: Intent, code: str | None = None) -> None:
    """Move on what the applied intent was for: its proposal, or the one whose change it took back or brought back."""
    _move_proposal(session, intent, "applied", code)
    if intent.undoes is None:
        return
    try:
        undone = changes.mark_undone(session, intent.undoes, intent.id)
        first = changes.get(session, undone.undoes) if undone.undoes else undone
        stored = proposals.get(session, first.proposal_id or "")
    except (Conflict, NotFound):
        return  # taken back by another undo already, or of no proposal that is still there
    state: ProposalState = "applied" if undone.undoes else "undone"
    if state in PROPOSAL_STEPS[stored.state]:
        proposals.set_state(session, stored.proposal.id, stored.proposal.version, state)


def _move_proposal(session: Session, intent: Intent, state: ProposalState, code: str | None = None) -> None:
    """Move the intent's proposal on; where it may not go there, because people moved it elsewhere, it stays.

    An approved one that cannot be tried yet stays approved and says why.
    """
    stored = proposal_of(session, intent)
    if stored is None:
        return
    then: ProposalState = "approved" if code and (stored.state, state) == ("approved", "applying") else state
    if then == stored.state or then in PROPOSAL_STEPS[stored.state]:
        proposals.set_state(session, stored.proposal.id, stored.proposal.version, then, code)
