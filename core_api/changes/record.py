"""The audit record of a write: before, after, the words it rests on, who decided, and what takes it back."""

from datetime import UTC, datetime, tzinfo

from core_api.changes.site import Site, Write
from core_api.contracts.board import CardRef, Create, Inverse
from core_api.contracts.connector import Receipt
from core_api.contracts.problems import NotFound
from core_api.contracts.proposal import Actor, ChangeRecord, Intent, Proposal, StoredProposal, Written
from core_api.domain.fields import changes_of
from core_api.domain.fingerprint import fingerprint, inverse
from core_api.domain.identity import operation_id
from core_api.store import meetings, proposals
from core_api.store.database import Session

GATE = Actor(name="gate", kind="gate", channel="gate")
"""Who decided where nobody did."""

UNDO_RULE = "undo"


def proposal_of(session: Session, intent: Intent) -> StoredProposal | None:
    """The proposal whose present version the intent carries out; None for an undo, or when it is gone."""
    if intent.proposal_id is None:
        return None
    try:
        stored = proposals.get(session, intent.proposal_id)
    except NotFound:
        return None
    version = stored.proposal.version
    mine = operation_id(intent.meeting_id, intent.proposal_id, version, intent.operation)
    return stored if mine == intent.id else None


def zone_of(session: Session, meeting_id: str) -> tzinfo:
    """The zone of the people who met; UTC when the meeting is gone."""
    try:
        return meetings.get(session, meeting_id).started_at.tzinfo or UTC
    except NotFound:
        return UTC


def touched_by_undo(operation: Written, back: Inverse) -> Written:
    """The operation whose fields an undo must find as they were left: a new card is looked at as a whole."""
    return operation if isinstance(operation, Create) else back


def record_of(session: Session, site: Site, write: Write, receipt: Receipt, *, shown: bool) -> ChangeRecord:
    """The record of a write that the board shows.

    Args:
        session: of the transaction that stores it.
        site: tells the time.
        write: what was written, with the card as it was before in `intent.seen`.
        receipt: what the board says of it.
        shown: false when a person changed it again before it could be recorded: an undo then asks.
    """
    intent, stored = write.intent, proposal_of(session, write.intent)
    proposal = stored.proposal if stored else None
    zone = zone_of(session, intent.meeting_id)
    back = inverse(intent.seen, intent.operation, receipt, zone)
    after = None
    if back is not None:
        after = fingerprint(receipt.card if shown else None, touched_by_undo(intent.operation, back))
    return ChangeRecord(
        id=intent.id,
        meeting_id=intent.meeting_id,
        proposal_id=intent.proposal_id,
        board=intent.board,
        card=CardRef(id=receipt.card.id, name=receipt.card.name),
        operation=intent.operation,
        changes=changes_of(
            write.board,
            intent.seen,
            intent.operation,
            zone,
            alone=not write.connector.capabilities.several_members,
        ),
        evidence=proposal.evidence if proposal else (),
        by=decided_by(session, intent, stored) or GATE,
        rule=proposal.verdict.rule if proposal else intent.rule or UNDO_RULE,
        confidence=proposal.confidence if proposal else None,
        model=proposal.model if proposal else None,
        prompt_version=proposal.prompt_version if proposal else None,
        at=site.clock(),
        inverse=back,
        after=after,
        undoes=intent.undoes,
        claim=proposal.claim if proposal else "",
        meeting_title=_title(session, intent.meeting_id),
        speakers=_quoted(session, proposal) if proposal else {},
        decided_at=_decided_at(session, stored),
        revision_before=intent.seen.revision if intent.seen else None,
        revision_after=receipt.card.revision,
    )


def record_of_nothing(session: Session, site: Site, write: Write) -> ChangeRecord:
    """The record of a decision that the board showed already: nothing changed, nothing can be taken back."""
    if write.card is None:
        raise ValueError("a card that is not there shows nothing")
    full = record_of(session, site, write, Receipt(card=write.card), shown=True)
    return full.model_copy(update={"changes": (), "inverse": None, "after": None})


def _title(session: Session, meeting_id: str) -> str:
    try:
        return meetings.get(session, meeting_id).title
    except NotFound:
        return ""


def _quoted(session: Session, proposal: Proposal) -> dict[int, str]:
    """The names of the speakers that are quoted, as far as they are known."""
    numbers = {one.speaker for one in proposal.evidence if one.speaker is not None}
    heard = meetings.transcript(session, proposal.meeting_id) if numbers else None
    return (
        {who.number: who.name for who in heard.speakers if who.number in numbers and who.name}
        if heard
        else {}
    )


def _decided_at(session: Session, stored: StoredProposal | None) -> datetime | None:
    if stored is None:
        return None
    decision = proposals.decision_on(session, stored.proposal.id, stored.proposal.version)
    return decision.at if decision else None


def decided_by(session: Session, intent: Intent, stored: StoredProposal | None) -> Actor | None:
    """Who asked for the write; None where no decision is on record."""
    if intent.by is not None or stored is None:
        return intent.by
    decision = proposals.decision_on(session, stored.proposal.id, stored.proposal.version)
    return decision.by if decision else None
